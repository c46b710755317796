// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

Answer answer(const Facts& facts, const Marks&, Ns costNs)
{
    if (!facts.timeline.launchesKnown)
        return {Certainty::cannotTell, {}, false};
    const CapacityUse& use = facts.capacity;
    if (use.pipeFullNs <= 0 || costNs <= 0)
        return {};
    return {use.pipeKnown ? Certainty::proved : Certainty::likely,
            {percentText(double(use.pipeFullNs) / double(std::max<Ns>(1, use.kernelNs))), durationText(use.pipeFullNs),
             durationText(costNs)},
            false};
}

} // namespace

const Rule pipeFullRule{Cause::pipeFull, 1, "1b-pipe-full", nullptr, answer};

} // namespace streamscope::analysis
