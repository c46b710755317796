// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <utility>

namespace streamscope::analysis {

namespace {

/// A thread that brings enough for the GPU leaves one stream without work until others have got theirs; cause 2 looked.
/// What another order gains, a replay tells.
void mark(const Facts& facts, Marks& marks)
{
    if (facts.launchesBlock || facts.timeline.streams.size() <= facts.timeline.devices ||
        (facts.isSimulated() && !facts.cureGains(Cause::issueOrder)))
        return;
    for (const LateSubmission& late : marks.late) {
        if (!late.isBehind)
            continue;
        const TimedOperation& operation = facts.timeline.operations[std::size_t(late.operation)];
        marks.add(Cause::issueOrder, operation.slice, operation.blockedByHost().durationNs());
    }
}

Answer modelled(const Facts& facts, Answer made)
{
    using Order = Alternatives::Order;
    const Alternatives& alternatives = *facts.alternatives;
    made.arguments[2] = facts.modelledText(*alternatives.curedNs[std::size_t(Cause::issueOrder)]);
    made.arguments.push_back(alternatives.longestBranch);
    made.adviceArguments = made.headlineArguments = {alternatives.longestBranch};
    made.title = "-modelled";
    made.variant = alternatives.betterOrder == Order::breadthFirst ? "-breadth"
                   : alternatives.betterOrder == Order::depthFirst ? "-depth"
                                                                   : "-longest";
    made.headline = alternatives.betterOrder == Order::breadthFirst ? "" : made.variant;
    return made;
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    if (facts.isSimulated() && facts.alternatives) {
        Answer made = answerFromEvidence(marks, Cause::issueOrder, Certainty::proved, costNs);
        if (made.certainty == Certainty::notAtPlay)
            return made;
        return modelled(facts, std::move(made));
    }
    // That the streams' work may come in any order is assumed.
    return answerFromCalls(facts, marks, Cause::issueOrder, Certainty::likely, costNs);
}

} // namespace

const Rule issueOrderRule{Cause::issueOrder, 12, "12-issue-order", mark, answer};

} // namespace streamscope::analysis
