// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/capacity.h"
#include "analysis/causes/rule.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

constexpr float full = 0.99f;

/// Kernels of whom one from each unit asks for more slots than there are.
void markTogether(const Facts& facts, Marks& marks)
{
    const auto units = float(facts.timeline.units.size());
    for (const TimedOperation& operation : facts.timeline.operations)
        if (operation.slots * units > 1)
            marks.add(Cause::slotsFull, operation.slice, operation.endNs - operation.startNs);
}

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
                if (claimDevice(facts, marks, Cause::slotsFull, blocked.operation))
                    marks.add(Cause::slotsFull, holder.slice, operation.blockedOnDevice().durationNs());
                break;
            }
        }
    }
    // In one stream nobody is seen to wait: what would bar others is the evidence, or what together would.
    if (!marks.any(Cause::slotsFull))
        markFull(facts, marks, Cause::slotsFull, Fullness::slots);
    if (!marks.any(Cause::slotsFull))
        markTogether(facts, marks);
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    if (!facts.timeline.launchesKnown)
        return {Certainty::cannotTell, {}, false};
    const CapacityUse& use = facts.capacity;
    if (costNs <= 0 || !marks.any(Cause::slotsFull))
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
