// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    for (const TimedOperation& operation : operations) {
        if (operation.waitsFor < 0)
            continue;
        const Ns boundNs =
            operations[std::size_t(operation.waitsFor)].endNs - std::max(operation.freeNs, operation.submittedNs);
        if (boundNs > 0 && operations[std::size_t(operation.waitsFor)].endNs <= operation.startNs)
            marks.add(Cause::eventWait, operation.slice, boundNs);
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    const auto& operations = facts.timeline.operations;
    const bool inferred =
        std::ranges::any_of(operations, [](const TimedOperation& operation) { return operation.waitIsInferred; });
    Answer made = answerFromEvidence(marks, Cause::eventWait, inferred ? Certainty::likely : Certainty::proved, costNs);
    if (made.certainty == Certainty::notAtPlay && facts.callsUnknown() && facts.timeline.streams.size() > 1 &&
        facts.trace.dependencies().empty())
        return {Certainty::cannotTell, {}, false};
    if (marks.any(Cause::eventWait) && costNs < facts.roomBehindWaitsNs)
        made.quiet = "-no-room";
    return made;
}

} // namespace

const Rule eventWaitRule{Cause::eventWait, 6, "6-event-wait", mark, answer};

} // namespace streamscope::analysis
