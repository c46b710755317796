// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

namespace streamscope::analysis {

namespace {

/// Which buffers operations touch stands in experiments, not in recordings.
Answer answer(const Facts& facts, const Marks&, Ns)
{
    return {facts.metrics.overlapNs > 0 ? Certainty::cannotTell : Certainty::notAtPlay, {}, false};
}

} // namespace

const Rule unorderedRule{Cause::unordered, 21, "21-unordered", nullptr, answer};

} // namespace streamscope::analysis
