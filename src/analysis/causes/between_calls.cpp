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

Ns BetweenCalls::freeSinceNs(std::size_t thread, Ns timeNs) const
{
    const auto first = m_timeline.steps.begin() + std::ptrdiff_t(m_timeline.firstStep[thread]);
    const auto last = m_timeline.steps.begin() + std::ptrdiff_t(m_timeline.firstStep[thread + 1]);
    const auto next =
        std::upper_bound(first, last, timeNs, [](Ns ns, const HostStep& step) { return ns < step.timeNs; });
    return next == first ? timeNs : std::min(timeNs, std::prev(next)->call.endNs);
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
        const Ns fromNs = freeSinceNs(thread, between.startNs);
        const auto first = std::lower_bound(row->startNs.begin(), row->startNs.end(), fromNs);
        for (auto i = std::size_t(first - row->startNs.begin()); i < row->size() && row->startNs[i] < between.endNs;
             ++i)
            if (isNamed(row->kind[i]) && row->endNs(i) <= between.endNs && row->endNs(i) > between.startNs) {
                const Ns ownNs = worthNs({std::max(row->startNs[i], between.startNs), row->endNs(i)});
                if (ownNs > longestNs) {
                    longest = m_trace.name(row->name[i]);
                    longestNs = ownNs;
                }
            }
    }
    return std::string(longest);
}

} // namespace streamscope::analysis
