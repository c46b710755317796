// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/trace_lanes.h"

#include "timeline/together.h"

#include <mutex>

namespace streamscope::ui {
namespace {

/// Of one trace. Whoever comes while another finds the lanes waits for these only.
struct Known
{
    std::weak_ptr<const trace::Trace> trace;
    std::once_flag found;
    std::shared_ptr<const TraceLanes> lanes;
};

std::shared_ptr<Known> knownOf(const trace::TracePointer& trace)
{
    static std::mutex mutex;
    static std::vector<std::shared_ptr<Known>> all;
    const std::lock_guard lock(mutex);
    std::erase_if(all, [](const auto& known) { return known->trace.expired(); });
    for (const auto& known : all)
        if (known->trace.lock() == trace)
            return known;
    all.push_back(std::make_shared<Known>());
    all.back()->trace = trace;
    return all.back();
}

} // namespace

std::shared_ptr<const TraceLanes> TraceLanes::of(const trace::TracePointer& trace)
{
    const auto known = knownOf(trace);
    std::call_once(known->found, [&] { known->lanes.reset(new TraceLanes(*trace)); });
    return known->lanes;
}

TraceLanes::TraceLanes(const trace::Trace& trace)
{
    const auto tracks = trace.tracks();
    std::vector<std::function<void()>> work;
    for (trace::TrackId id = 0; id < tracks.size(); ++id)
        if (tracks[id].info.kind != trace::TrackKind::sm)
            work.push_back([&lanes = m_lanes[id], &track = tracks[id]] { lanes = lanesOf(track); });
    doTogether(work);
    m_shares = SmShares::of(trace, m_lanes);
    for (const trace::CounterTrack& counter : trace.counters())
        m_counters.push_back(std::make_shared<const CounterSteps>(counter));
}

const std::vector<SliceLane>& TraceLanes::lanes(trace::TrackId track) const
{
    static const std::vector<SliceLane> none;
    const auto found = m_lanes.find(track);
    return found == m_lanes.end() ? none : found->second;
}

} // namespace streamscope::ui
