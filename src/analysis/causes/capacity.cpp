// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/capacity.h"

namespace streamscope::analysis {

namespace {

constexpr double nearPeak = 0.7;
constexpr float full = 0.99f;

} // namespace

CapacityUse capacityUse(const Facts& facts)
{
    CapacityUse use;
    double asked = 0;
    for (const TimedOperation& operation : facts.timeline.operations) {
        asked += double(operation.demand) * double(operation.soloNs);
        if (!trace::isKernel(operation.kind))
            continue;
        const Ns durationNs = operation.endNs - operation.startNs;
        use.kernelNs += durationNs;
        const trace::Track& track = facts.trace.tracks()[operation.slice.track];
        const trace::OperationDetails& details = facts.trace.details(track.details[operation.slice.index]);
        const bool counted = details.flops > 0 || details.dramBytes > 0;
        // Demand above the slots' share comes from counts of work or from dense products on every SM.
        if (operation.demand >= nearPeak &&
            (operation.demand > operation.slots || (counted && operation.slots < full))) {
            use.pipeFullNs += durationNs;
            use.pipeKnown = use.pipeKnown || counted;
        } else if (operation.slots >= full) {
            use.slotsFullNs += durationNs;
        }
    }
    use.meanDemand = facts.metrics.gpuBusyNs > 0 ? asked / double(facts.metrics.gpuBusyNs) : 0;
    return use;
}

} // namespace streamscope::analysis
