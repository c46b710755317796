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
    for (const TimedOperation& operation : facts.timeline.operations) {
        if (!trace::isKernel(operation.kind))
            continue;
        const Ns durationNs = operation.endNs - operation.startNs;
        use.kernelNs += durationNs;
        const trace::Track& track = facts.trace.tracks()[operation.slice.track];
        const trace::OperationDetails& details = facts.trace.details(track.details[operation.slice.index]);
        const bool counted = details.flops > 0 || details.dramBytes > 0;
        // Demand above the slots' share comes from counts of work or from dense products on every SM.
        if (operation.demand >= nearPeak && (operation.demand > operation.slots || (counted && operation.slots < full))) {
            use.pipeFullNs += durationNs;
            use.pipeKnown = use.pipeKnown || counted;
        } else if (operation.slots >= full) {
            use.slotsFullNs += durationNs;
        }
    }
    return use;
}

double meanDemand(const Facts& facts)
{
    double sum = 0;
    for (const TimedOperation& operation : facts.timeline.operations)
        sum += double(operation.demand) * double(operation.soloNs);
    return facts.metrics.gpuBusyNs > 0 ? sum / double(facts.metrics.gpuBusyNs) : 0;
}

} // namespace streamscope::analysis
