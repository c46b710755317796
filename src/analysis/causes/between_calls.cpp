// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/between_calls.h"

#include <algorithm>
#include <string_view>

namespace streamscope::analysis {

namespace {

bool isNamed(trace::SliceKind kind)
{
    using trace::SliceKind;
    return kind == SliceKind::cpuOperator || kind == SliceKind::hostWork || kind == SliceKind::hostCall ||
           kind == SliceKind::annotation;
}

} // namespace

BetweenCalls::BetweenCalls(const trace::Trace& trace, const Timeline& timeline, std::size_t thread)
    : m_trace(trace), m_timeline(timeline)
{
    for (std::size_t other = 0; other < timeline.threads.size(); ++other) {
        if (timeline.groupOf[other] != timeline.groupOf[thread])
            continue;
        const trace::Track& own = trace.tracks()[timeline.threads[other]];
        m_rows.push_back({&own, other});
        for (const trace::Track& track : trace.tracks())
            if (track.info.kind == trace::TrackKind::annotation && track.info.device < 0 &&
                track.info.pid == own.info.pid && track.info.tid == own.info.tid && track.info.rank == own.info.rank)
                m_rows.push_back({&track, other});
    }
}

std::size_t BetweenCalls::callAfter(std::size_t thread, Ns timeNs) const
{
    const auto steps = m_timeline.steps.begin();
    const auto next = std::upper_bound(steps + std::ptrdiff_t(m_timeline.firstStep[thread]),
                                       steps + std::ptrdiff_t(m_timeline.firstStep[thread + 1]), timeNs,
                                       [](Ns ns, const HostStep& step) { return ns < step.timeNs; });
    return std::size_t(next - steps);
}

Ns BetweenCalls::lastCallNs(std::size_t thread, Ns timeNs) const
{
    const std::size_t next = callAfter(thread, timeNs);
    return next == m_timeline.firstStep[thread] ? timeNs : std::min(timeNs, m_timeline.steps[next - 1].call.endNs);
}

bool BetweenCalls::isWithoutCalls(std::size_t thread, Interval slice) const
{
    const std::size_t next = callAfter(thread, slice.startNs);
    return next == m_timeline.firstStep[thread + 1] || m_timeline.steps[next].call.startNs >= slice.endNs;
}

std::string BetweenCalls::covering(Interval between, Ns ns) const
{
    return covering(between, ns, [](Interval slice) { return slice.durationNs(); });
}

std::string BetweenCalls::covering(Interval between, Ns ns, const std::function<Ns(Interval)>& worthNs) const
{
    std::string_view longest;
    Ns longestNs = ns / 2;
    for (const auto& [row, thread] : m_rows) {
        const auto first =
            std::lower_bound(row->startNs.begin(), row->startNs.end(), lastCallNs(thread, between.startNs));
        for (auto i = std::size_t(first - row->startNs.begin()); i < row->size() && row->startNs[i] < between.endNs;
             ++i) {
            const Interval slice{row->startNs[i], row->endNs(i)};
            if (!isNamed(row->kind[i]) || slice.endNs <= between.startNs)
                continue;
            const Interval inside{std::max(slice.startNs, between.startNs), std::min(slice.endNs, between.endNs)};
            const Ns ownNs = worthNs(inside);
            if (ownNs > longestNs && (inside == slice || isWithoutCalls(thread, slice))) {
                longest = m_trace.name(row->name[i]);
                longestNs = ownNs;
            }
        }
    }
    return std::string(longest);
}

} // namespace streamscope::analysis
