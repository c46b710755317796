// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/idle_gpus.h"

#include <algorithm>

namespace streamscope::analysis {

IdleGpus::IdleGpus(const Timeline& timeline) : m_busy(timeline.devices)
{
    for (const TimedOperation& operation : timeline.operations) {
        std::vector<Busy>& busy = m_busy[std::size_t(operation.device)];
        const Ns thereNs = std::min(operation.submittedNs, operation.startNs);
        if (busy.empty())
            busy.push_back({{operation.startNs, operation.endNs}});
        else if (Busy& last = busy.back(); thereNs <= last.time.endNs)
            last.time.endNs = std::max(last.time.endNs, operation.endNs);
        else
            busy.push_back({{thereNs, operation.endNs}, last.beforeNs + last.time.durationNs()});
    }
}

Ns IdleGpus::busyUntil(Place device, Ns timeNs) const
{
    const std::vector<Busy>& busy = m_busy[std::size_t(device)];
    const auto after = std::ranges::upper_bound(busy, timeNs, {}, [](const Busy& b) { return b.time.startNs; });
    if (after == busy.begin())
        return 0;
    const Busy& last = *(after - 1);
    return last.beforeNs + std::min(timeNs, last.time.endNs) - last.time.startNs;
}

Ns IdleGpus::idleNs(Place device, Interval within) const
{
    if (within.endNs <= within.startNs)
        return 0;
    return within.durationNs() - (busyUntil(device, within.endNs) - busyUntil(device, within.startNs));
}

void IdleGpus::addIdle(Place device, Interval within, std::vector<Interval>& to) const
{
    const std::vector<Busy>& busy = m_busy[std::size_t(device)];
    auto next = std::ranges::upper_bound(busy, within.startNs, {}, [](const Busy& b) { return b.time.endNs; });
    for (Ns fromNs = within.startNs; fromNs < within.endNs; ++next) {
        const Ns untilNs = next != busy.end() ? std::min(next->time.startNs, within.endNs) : within.endNs;
        if (untilNs > fromNs)
            to.push_back({fromNs, untilNs});
        if (next == busy.end())
            return;
        fromNs = next->time.endNs;
    }
}

Ns lengthOfUnion(std::vector<Interval> intervals)
{
    std::ranges::sort(intervals, {}, &Interval::startNs);
    Ns sumNs = 0, coveredNs = intervals.empty() ? 0 : intervals.front().startNs;
    for (const Interval& interval : intervals) {
        sumNs += std::max<Ns>(0, interval.endNs - std::max(interval.startNs, coveredNs));
        coveredNs = std::max(coveredNs, interval.endNs);
    }
    return sumNs;
}

} // namespace streamscope::analysis
