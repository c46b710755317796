// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

namespace streamscope::analysis {

namespace {

/// One engine a direction and device: a copy begins where another stream's copy in its direction ended.
void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& copy = operations[std::size_t(blocked.operation)];
        if (copy.kind != trace::SliceKind::copyHostToDevice && copy.kind != trace::SliceKind::copyDeviceToHost)
            continue;
        for (const Place other : blocked.around) {
            const TimedOperation& before = operations[std::size_t(other)];
            if (before.kind == copy.kind && facts.trackOf(before).device == facts.trackOf(copy).device &&
                before.endNs <= copy.startNs && before.endNs > copy.readyNs)
                claimDevice(facts, marks, Cause::sameDirectionCopies, blocked.operation);
        }
    }
}

Answer answer(const Facts&, const Marks& marks, Ns costNs)
{
    return answerFromEvidence(marks, Cause::sameDirectionCopies, Certainty::proved, costNs);
}

} // namespace

const Rule sameDirectionCopiesRule{Cause::sameDirectionCopies, 9, "9-same-direction-copies", mark, answer};

} // namespace streamscope::analysis
