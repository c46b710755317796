// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/capacity.h"

#include "analysis/device_limits.h"
#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

constexpr double nearPeak = 0.7;
/// Grids whose full waves are a smaller share of their time than this leave room in the others.
constexpr double wholeWaves = 0.75;
constexpr float full = 0.99f;

/// Whether the trace says how much work the operation was.
bool isCounted(const Facts& facts, const TimedOperation& operation)
{
    const trace::Track& track = facts.trace.tracks()[operation.slice.track];
    const trace::OperationDetails& details = facts.trace.details(track.details[operation.slice.index]);
    return details.flops > 0 || details.dramBytes > 0;
}

} // namespace

Fullness fullnessOf(const Facts& facts, const TimedOperation& operation)
{
    if (operation.peak >= float(nearPeak))
        return Fullness::pipe; // whatever slots are full besides: room in them would not help
    if (!trace::isKernel(operation.kind))
        return Fullness::none;
    // Demand above the slots' share comes from counts of work or from dense products on every SM.
    if (operation.demand >= nearPeak &&
        (operation.demand > operation.slots || (isCounted(facts, operation) && operation.slots < full)))
        return Fullness::pipe;
    return operation.slots >= full ? Fullness::slots : Fullness::none;
}

void markFull(const Facts& facts, Marks& marks, Cause cause, Fullness fullness)
{
    for (const TimedOperation& operation : facts.timeline.operations)
        if (fullnessOf(facts, operation) == fullness)
            marks.add(cause, operation.slice, operation.endNs - operation.startNs);
}

Answer noRoom(const Facts& facts, Certainty certainty, Ns fullNs, Ns costNs)
{
    const double share = double(fullNs) / double(std::max<Ns>(1, facts.capacity.kernelNs));
    Answer answer{certainty, {percentText(share), durationText(fullNs), durationText(costNs)}, true};
    if (facts.streamsGain() || facts.mustKeepOrder())
        answer.advice = "-beside";
    else if (runsBeside(facts)) // streams are there, and have done what they can
        answer.advice = "-more";
    return answer;
}

bool runsBeside(const Facts& facts)
{
    constexpr double someOverlap = 0.05;
    return double(facts.gpu.overlapNs) >= someOverlap * double(facts.gpu.busyNs);
}

bool leaveLastWaves(const CapacityUse& use)
{
    return double(use.fullWavesNs) < wholeWaves * double(use.slotsFullNs);
}

Ns workAtPeakNs(const Facts& facts)
{
    if (!facts.limits || facts.timeline.devices != 1)
        return 0;
    const double seconds = workSeconds(facts.metrics.flops, facts.metrics.dramBytes, *facts.limits);
    return seconds * 1e9 <= double(facts.gpu.busyNs) ? Ns(seconds * 1e9) : 0;
}

CapacityUse capacityUse(const Facts& facts)
{
    CapacityUse use;
    double asked = 0;
    for (const TimedOperation& operation : facts.timeline.operations) {
        asked += double(operation.demand) * double(operation.soloNs);
        const Ns durationNs = operation.endNs - operation.startNs;
        use.kernelNs += trace::isKernel(operation.kind) || operation.peak > 0 ? durationNs : 0; // or run as kernels are
        const Fullness fullness = fullnessOf(facts, operation);
        use.slotsFullNs += fullness == Fullness::slots ? durationNs : 0;
        use.fullWavesNs += fullness == Fullness::slots ? Ns(double(operation.fullTime) * double(durationNs)) : 0;
        use.pipeFullNs += fullness == Fullness::pipe ? durationNs : 0;
        use.pipeKnown = use.pipeKnown || (fullness == Fullness::pipe && isCounted(facts, operation));
    }
    if (facts.gpu.busyNs > 0)
        use.meanDemand = std::max(asked, double(workAtPeakNs(facts))) / double(facts.gpu.busyNs);
    return use;
}

} // namespace streamscope::analysis
