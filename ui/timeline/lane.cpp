// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane.h"

#include <algorithm>

namespace streamscope::ui {

std::size_t SliceLane::startedBefore(Ns timeNs, std::size_t hint) const
{
    const auto begin = m_startNs.begin();
    if (hint > m_startNs.size() || (hint > 0 && m_startNs[hint - 1] >= timeNs))
        hint = 0;
    std::size_t step = 1, low = hint;
    while (low + step <= m_startNs.size() && m_startNs[low + step - 1] < timeNs) {
        low += step;
        step *= 2;
    }
    const std::size_t high = std::min(low + step, m_startNs.size());
    return std::size_t(std::lower_bound(begin + std::ptrdiff_t(low), begin + std::ptrdiff_t(high), timeNs) - begin);
}

Ns SliceLane::busyBefore(Ns timeNs, std::size_t started) const
{
    if (started == 0)
        return 0;
    const std::size_t last = started - 1;
    const Ns earlierEnd = last == 0 ? m_startNs[0] : m_maxEndNs[last - 1];
    const Ns added = std::max<Ns>(0, m_maxEndNs[last] - std::max(m_startNs[last], earlierEnd));
    // All of these start before timeNs, so what they cover after it is one stretch that begins at timeNs.
    return m_busyBeforeNs[last] + added - std::max<Ns>(0, m_maxEndNs[last] - timeNs);
}

std::optional<std::size_t> SliceLane::place(std::size_t index) const
{
    if (m_order.empty())
        return index < size() ? std::optional(index) : std::nullopt;
    const auto found = std::lower_bound(m_order.begin(), m_order.end(), index);
    if (found == m_order.end() || *found != index)
        return std::nullopt;
    return std::size_t(found - m_order.begin());
}

SliceLane SliceLane::whole(const trace::Track& track)
{
    SliceLane lane;
    lane.m_track = &track;
    lane.m_startNs = track.startNs;
    lane.m_maxEndNs = track.maxEndNs;
    lane.m_busyBeforeNs = track.busyBeforeNs;
    return lane;
}

std::vector<SliceLane> lanesOf(const trace::Track& track)
{
    if (track.size() == 0)
        return {};
    if (track.depths <= 1)
        return {SliceLane::whole(track)};
    std::vector<std::shared_ptr<SliceLane::Columns>> columns(std::size_t(track.depths));
    for (auto& c : columns)
        c = std::make_shared<SliceLane::Columns>();
    for (std::size_t i = 0; i < track.size(); ++i) {
        SliceLane::Columns& c = *columns[std::min<std::size_t>(track.depth[i], columns.size() - 1)];
        const Ns start = track.startNs[i], end = track.endNs(i);
        Ns busy = 0, maxEnd = end;
        if (!c.startNs.empty()) {
            const Ns before = c.maxEndNs.back();
            const Ns earlier = c.maxEndNs.size() > 1 ? c.maxEndNs[c.maxEndNs.size() - 2] : c.startNs.back();
            busy = c.busyBeforeNs.back() + std::max<Ns>(0, before - std::max(c.startNs.back(), earlier));
            maxEnd = std::max(before, end);
        }
        c.order.push_back(std::uint32_t(i));
        c.startNs.push_back(start);
        c.maxEndNs.push_back(maxEnd);
        c.busyBeforeNs.push_back(busy);
    }
    std::vector<SliceLane> lanes;
    for (auto& c : columns) {
        if (c->order.empty())
            continue;
        SliceLane lane;
        lane.m_track = &track;
        lane.m_startNs = c->startNs;
        lane.m_maxEndNs = c->maxEndNs;
        lane.m_busyBeforeNs = c->busyBeforeNs;
        lane.m_order = c->order;
        lane.m_columns = std::move(c);
        lanes.push_back(std::move(lane));
    }
    return lanes;
}

} // namespace streamscope::ui
