// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

constexpr float full = 0.99f;

/// B was ready, and others, whose grids fill every block slot, held them until about its start.
void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& operation = operations[std::size_t(blocked.operation)];
        if (!trace::isKernel(operation.kind))
            continue;
        for (const Place other : blocked.around) {
            const TimedOperation& holder = operations[std::size_t(other)];
            if (holder.slots >= full && holder.startNs < operation.startNs && holder.endNs > operation.readyNs) {
                claimDevice(facts, marks, Cause::slotsFull, blocked.operation);
                break;
            }
        }
    }
}

Answer answer(const Facts& facts, const Marks&, Ns costNs)
{
    if (!facts.timeline.launchesKnown)
        return {Certainty::cannotTell, {}, false};
    const CapacityUse& use = facts.capacity;
    if (costNs <= 0)
        return {};
    // Grids that leave slots free bar others only together: how much is the model's guess.
    if (use.slotsFullNs <= 0)
        return {Certainty::likely, {durationText(costNs)}, false, "-together"};
    return {Certainty::proved,
            {percentText(double(use.slotsFullNs) / double(std::max<Ns>(1, use.kernelNs))),
             durationText(use.slotsFullNs), durationText(costNs)},
            false};
}

} // namespace

const Rule slotsFullRule{Cause::slotsFull, 1, "1a-slots-full", mark, answer};

} // namespace streamscope::analysis
