// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

namespace streamscope::analysis {

namespace {

/// One engine a direction and device, or one for both: a copy begins where another stream's ended that has its engine.
void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& copy = operations[std::size_t(blocked.operation)];
        if (!takesCopyEngine(copy.kind))
            continue;
        for (const Place other : blocked.around) {
            const TimedOperation& before = operations[std::size_t(other)];
            const bool sameEngine =
                before.kind == copy.kind || (facts.timeline.oneCopyEngine && takesCopyEngine(before.kind));
            if (sameEngine && facts.trackOf(before).device == facts.trackOf(copy).device &&
                before.endNs <= copy.startNs && before.endNs > copy.readyNs)
                claimDevice(facts, marks, Cause::sameDirectionCopies, blocked.operation);
        }
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    Answer made = answerFromEvidence(marks, Cause::sameDirectionCopies, Certainty::proved, costNs);
    if (facts.timeline.oneCopyEngine && made.certainty != Certainty::notAtPlay)
        made.variant = made.title = "-one-engine";
    // The replay gives each copy an engine: no bound holds what the link carries at its rate.
    if (!facts.alternatives || !facts.isSimulated()) {
        made.costIsUpperBound = true;
        made.found = "-at-most";
    }
    made.headline = std::string(made.variant) + made.found;
    return made;
}

} // namespace

const Rule sameDirectionCopiesRule{Cause::sameDirectionCopies, 9, "9-same-direction-copies", mark, answer};

} // namespace streamscope::analysis
