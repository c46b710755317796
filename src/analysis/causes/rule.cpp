// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

/// Tracing stretched small runs up to this much on the H200: what is busy for more than its inverse may be so for all
/// of an untraced run.
constexpr double mostStretch = 2.2;

} // namespace

const trace::TrackInfo& Facts::trackOf(const TimedOperation& operation) const
{
    return trace.tracks()[operation.slice.track].info;
}

std::string_view Facts::nameOf(trace::SliceRef slice) const
{
    return trace.name(trace.tracks()[slice.track].name[slice.index]);
}

bool Facts::isSimulated() const
{
    const trace::Provenance provenance = trace.info().provenance;
    return provenance == trace::Provenance::simulatedChecked || provenance == trace::Provenance::simulatedUnchecked;
}

bool Facts::isFull() const
{
    constexpr double fullDemand = 0.75, mostlyBusy = 0.6;
    return timeline.launchesKnown && capacity.meanDemand >= fullDemand &&
           double(gpu.busyNs) >= mostlyBusy * double(gpu.spanNs);
}

bool Facts::leavesNoRoom() const
{
    constexpr double littleRoom = 0.15;
    return isFull() && (1 - capacity.meanDemand) * double(gpu.busyNs) < littleRoom * double(gpu.spanNs);
}

bool Facts::mayBeTracing() const
{
    return !unprofiledNs && !isSimulated() && double(gpu.spanNs) < mostStretch * double(gpu.busyNs);
}

double Facts::untracedHostSpeed() const
{
    if (isSimulated() || mayBeTracing()) // what is said then is said of the traced run
        return 1;
    return unprofiledNs ? std::max(1.0, double(gpu.spanNs) / double(std::max<Ns>(1, *unprofiledNs))) : mostStretch;
}

bool Facts::streamsGain() const
{
    constexpr double leastGain = 0.03;
    const double leastNs = leastGain * double(gpu.spanNs);
    if (alternatives)
        return alternatives->streamsNs && double(alternatives->asItIsNs - *alternatives->streamsNs) >= leastNs;
    return double(serialCostNs) >= leastNs;
}

int Facts::residentGrids() const
{
    return limits ? limits->residentGrids : device::DeviceProfile{}.residentGrids;
}

bool Facts::graphGains() const
{
    constexpr double leastGain = 0.15;
    if (!alternatives || mostlyGraph)
        return false;
    const Ns bestNs = std::min(alternatives->graphNs.value_or(alternatives->asItIsNs),
                               alternatives->graphStreamsNs.value_or(alternatives->asItIsNs));
    return double(alternatives->asItIsNs - bestNs) >= leastGain * double(gpu.spanNs);
}

std::optional<Ns> Facts::curedGainNs(Cause cause) const
{
    if (!alternatives || !isSimulated())
        return std::nullopt;
    std::optional<Ns> takesNs = alternatives->curedNs[std::size_t(cause)];
    if (cause == Cause::launchBound && !takesNs)
        takesNs = alternatives->freeSubmissionsNs;
    if (cause == Cause::launchBound && host.mostlyElsewhere)
        takesNs = alternatives->idleThreadsNs;
    return takesNs ? std::optional(std::max<Ns>(0, alternatives->asItIsNs - *takesNs)) : std::nullopt;
}

bool Facts::cureGains(Cause cause) const
{
    constexpr double leastOrderShare = 0.03; // nobody reorders for less
    const Ns gainNs = curedGainNs(cause).value_or(0);
    const double leastShare = cause == Cause::issueOrder    ? leastOrderShare
                              : cause == Cause::launchBound ? leastHostShare
                                                            : leastCostShare;
    return gainNs > 0 && double(gainNs) >= leastShare * double(gpu.spanNs);
}

std::string Facts::modelledText(Ns ns) const
{
    const double factor = double(unprofiledNs.value_or(gpu.spanNs)) / double(std::max<Ns>(1, gpu.spanNs));
    return durationText(Ns(double(ns) * factor + 0.5));
}

const std::vector<Rule>& rules()
{
    static const std::vector<Rule> all{
        badDataRule,       pageableCopyRule,       hostSyncRule,
        allocationRule,    firstUseRule,           queueFullRule,
        observerRule,      eventWaitRule,          sameDirectionCopiesRule,
        defaultStreamRule, contextsRule,           priorityRule,
        slotsFullRule,     sharedQueueRule,        collectiveRule,
        launchBoundRule,   oneStreamRule,          graphChainRule,
        pipeFullRule,      overlapWithoutGainRule, batchingRule,
        unorderedRule,     issueOrderRule,
    };
    return all;
}

bool claimDevice(const Facts& facts, Marks& marks, Cause cause, Place operation)
{
    const auto at = std::size_t(operation);
    if (marks.device[at] != Cause::none)
        return false;
    marks.device[at] = cause;
    const TimedOperation& blocked = facts.timeline.operations[at];
    marks.add(cause, blocked.slice, blocked.blockedOnDevice().durationNs());
    return true;
}

bool claimHost(const Facts& facts, Marks& marks, Cause cause, std::size_t step, Ns ns)
{
    if (ns <= 0 || marks.host[step] != Cause::none)
        return false;
    marks.host[step] = cause;
    marks.hostNs[step] = ns;
    marks.add(cause, facts.timeline.steps[step].slice, ns);
    return true;
}

Answer answerFromEvidence(const Marks& marks, Cause cause, Certainty certainty, Ns costNs)
{
    // What costs nothing is not at play: something else would hold the work up as long.
    if (!marks.any(cause) || costNs <= 0)
        return {};
    return {certainty,
            {countText(std::int64_t(marks.evidence[std::size_t(cause)].size())), durationText(weightOf(marks, cause)),
             durationText(costNs)},
            false};
}

Answer answerFromCalls(const Facts& facts, const Marks& marks, Cause cause, Certainty certainty, Ns costNs)
{
    if (facts.callsUnknown())
        return {Certainty::cannotTell, {}, false};
    return answerFromEvidence(marks, cause, certainty, costNs);
}

Ns weightOf(const Marks& marks, Cause cause)
{
    Ns sumNs = 0;
    for (const Marks::Evidence& evidence : marks.evidence[std::size_t(cause)])
        sumNs += evidence.weightNs;
    return sumNs;
}

bool launchesBlock(const Timeline& timeline)
{
    constexpr std::size_t leastKernels = 4;
    constexpr Ns longestReturnNs = 20'000;
    std::size_t kernels = 0, held = 0;
    Ns callsNs = 0, kernelsNs = 0;
    for (const TimedOperation& operation : timeline.operations) {
        if (!trace::isKernel(operation.kind))
            continue;
        ++kernels;
        if (operation.step < 0 || timeline.steps[std::size_t(operation.step)].ofGraph)
            continue;
        const Interval call = timeline.steps[std::size_t(operation.step)].call;
        held += call.startNs <= operation.startNs && call.endNs >= operation.endNs &&
                call.endNs - operation.endNs <= longestReturnNs;
        callsNs += call.durationNs();
        kernelsNs += operation.endNs - operation.startNs;
    }
    // A slow call may outlast a short kernel; here it lasts because of the kernel.
    return kernels >= leastKernels && 10 * held >= 9 * kernels && 2 * kernelsNs >= callsNs;
}

bool isCollective(std::string_view name)
{
    return name.starts_with("nccl") || name.find("ncclDevKernel") != std::string_view::npos ||
           name.find("ncclKernel") != std::string_view::npos;
}

bool isOfGraph(const Facts& facts, const TimedOperation& operation)
{
    // A run's nodes are linked to each other, not to the launch.
    return operation.step >= 0 ? facts.timeline.steps[std::size_t(operation.step)].ofGraph
                               : facts.timeline.launchesGraphs;
}

} // namespace streamscope::analysis
