// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/operation_times.h"

#include "analysis/timeline.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Gaps above this are no matter of the hardware's own latency.
constexpr Ns longestUsualGapNs = 5'000;
/// No launch is longer on its way to an idle stream.
constexpr Ns longestLatencyNs = 20'000;

/// A graph's branches are handed over one after the other until its launch returns.
Ns submissionEndNs(const Timeline& timeline, const TimedOperation& operation)
{
    const HostStep& step = timeline.steps[std::size_t(operation.step)];
    return step.blocks ? step.timeNs : std::max(step.timeNs, step.call.endNs);
}

/// The least time from a call's end to the start on a stream that had run dry; 0 where no operation shows it.
Ns launchLatencyNs(const Timeline& timeline)
{
    std::optional<Ns> leastNs;
    for (const TimedOperation& operation : timeline.operations) {
        if (operation.step < 0 || operation.waitsFor >= 0 || timeline.steps[std::size_t(operation.step)].ofGraph)
            continue;
        const Ns callEndNs = submissionEndNs(timeline, operation);
        const bool dry =
            operation.previous < 0 || timeline.operations[std::size_t(operation.previous)].endNs < callEndNs;
        if (dry)
            leastNs = std::min(leastNs.value_or(longestLatencyNs), std::max<Ns>(0, operation.startNs - callEndNs));
    }
    return leastNs.value_or(0);
}

/// A launch takes its way to the device, which a stream that has work meanwhile does not notice; one that is dry waits
/// for it.
Ns onTheDeviceNs(const Timeline& timeline, const TimedOperation& operation)
{
    const Ns callEndNs = submissionEndNs(timeline, operation), thereNs = callEndNs + timeline.launchLatencyNs;
    const bool waited = thereNs > operation.freeNs && thereNs <= operation.startNs;
    return waited && !timeline.steps[std::size_t(operation.step)].ofGraph ? thereNs : callEndNs;
}

} // namespace

void setTimes(Timeline& timeline)
{
    timeline.launchLatencyNs = launchLatencyNs(timeline);
    std::vector<Ns> gaps;
    for (TimedOperation& operation : timeline.operations) {
        const Ns regionStartNs = std::min(timeline.deviceStartNs[std::size_t(operation.device)], operation.startNs);
        operation.freeNs = regionStartNs;
        if (operation.previous >= 0)
            operation.freeNs = std::min(operation.startNs, timeline.operations[std::size_t(operation.previous)].endNs);
        operation.submittedNs = regionStartNs;
        Ns calledNs = operation.freeNs;
        if (operation.step >= 0) {
            operation.submittedNs = std::clamp(onTheDeviceNs(timeline, operation), regionStartNs, operation.startNs);
            calledNs = std::clamp(submissionEndNs(timeline, operation), operation.freeNs, operation.startNs);
        }
        operation.readyNs = std::max(operation.freeNs, operation.submittedNs);
        if (operation.waitsFor >= 0) {
            const Ns endNs = timeline.operations[std::size_t(operation.waitsFor)].endNs;
            operation.readyNs = std::clamp(endNs, operation.readyNs, operation.startNs);
            calledNs = std::clamp(endNs, calledNs, operation.startNs);
        }
        operation.gapNs = operation.startNs - calledNs;
        const Ns sinceFreeNs = operation.startNs - operation.freeNs;
        if (operation.previous >= 0 && operation.submittedNs <= operation.freeNs && sinceFreeNs >= 0 &&
            sinceFreeNs < longestUsualGapNs)
            gaps.push_back(sinceFreeNs);
    }
    if (gaps.size() >= 4) {
        std::nth_element(gaps.begin(), gaps.begin() + std::ptrdiff_t(gaps.size() / 2), gaps.end());
        timeline.usualGapNs = gaps[gaps.size() / 2];
    }
}

} // namespace streamscope::analysis
