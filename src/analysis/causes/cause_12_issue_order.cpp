// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

namespace streamscope::analysis {

namespace {

/// A thread that brings enough for the GPU leaves one stream without work until others have got theirs; cause 2 looked.
/// What another order gains, a replay tells.
void mark(const Facts& facts, Marks& marks)
{
    if (facts.isSimulated() || facts.timeline.streams.size() <= facts.timeline.devices)
        return;
    for (const Place behind : marks.behind) {
        const TimedOperation& operation = facts.timeline.operations[std::size_t(behind)];
        marks.add(Cause::issueOrder, operation.slice, operation.blockedByHost().durationNs());
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    // That the streams' work may come in any order is assumed.
    return answerFromCalls(facts, marks, Cause::issueOrder, Certainty::likely, costNs);
}

} // namespace

const Rule issueOrderRule{Cause::issueOrder, 12, "12-issue-order", mark, answer};

} // namespace streamscope::analysis
