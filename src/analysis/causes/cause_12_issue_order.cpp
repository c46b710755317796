// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/late_submissions.h"
#include "analysis/causes/rule.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

/// A thread that brings enough for the GPU leaves one stream without work until others have got theirs. What another
/// order gains, a replay tells.
void mark(const Facts& facts, Marks& marks)
{
    if (!marks.any(Cause::launchBound) || facts.isSimulated() ||
        facts.timeline.streams.size() <= facts.timeline.devices)
        return;
    for (const LateSubmission& late : lateSubmissions(facts, marks))
        if (late.isBehind)
            marks.add(Cause::issueOrder, facts.timeline.operations[std::size_t(late.operation)].slice, late.lateNs);
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    // That the streams' work may come in any order is assumed.
    return answerFromCalls(facts, marks, Cause::issueOrder, Certainty::likely, costNs);
}

} // namespace

const Rule issueOrderRule{Cause::issueOrder, 12, "12-issue-order", mark, answer};

} // namespace streamscope::analysis
