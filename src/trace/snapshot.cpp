// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/snapshot.h"

#include <algorithm>

namespace streamscope::trace {

std::string_view Snapshot::name(NameId id) const
{
    return id < m_names.size() ? m_names[id] : std::string_view();
}

const OperationDetails& Snapshot::details(DetailsId id) const
{
    static const OperationDetails none;
    return id < m_details.size() ? m_details[id] : none;
}

const SliceIndex& Snapshot::correlations() const
{
    std::call_once(m_correlationsMade, [this] { m_correlations = SliceIndex::ofCorrelations(m_tracks); });
    return m_correlations;
}

std::vector<SliceRef> Snapshot::correlated(std::int64_t correlation) const
{
    const auto slices = correlations().find(correlation);
    return {slices.begin(), slices.end()};
}

std::optional<SliceRef> Snapshot::find(std::uint32_t id) const
{
    std::call_once(m_idsMade, [this] { m_ids = SliceIndex::ofIds(m_tracks); });
    const auto slices = m_ids.find(id);
    return slices.empty() ? std::nullopt : std::optional(slices.front());
}

std::vector<std::pair<std::string, std::string>> Snapshot::arguments(SliceRef slice) const
{
    if (!m_arguments || slice.track >= m_tracks.size() || slice.index >= m_tracks[slice.track].size())
        return {};
    return m_arguments(m_tracks[slice.track].id[slice.index]);
}

std::size_t Snapshot::sliceCount() const
{
    std::size_t count = 0;
    for (const Track& track : m_tracks)
        count += track.size();
    return count;
}

Interval Snapshot::extent() const
{
    bool any = false;
    Interval extent;
    for (const Track& track : m_tracks) {
        if (track.size() == 0)
            continue;
        const Interval own{track.startNs.front(), track.maxEndNs.back()};
        extent = any ? Interval{std::min(extent.startNs, own.startNs), std::max(extent.endNs, own.endNs)} : own;
        any = true;
    }
    if (any)
        return extent;
    for (const CounterTrack& counter : m_counters) {
        if (counter.timeNs.empty())
            continue;
        const Interval own{counter.timeNs.front(), counter.timeNs.back()};
        extent = any ? Interval{std::min(extent.startNs, own.startNs), std::max(extent.endNs, own.endNs)} : own;
        any = true;
    }
    return extent;
}

} // namespace streamscope::trace
