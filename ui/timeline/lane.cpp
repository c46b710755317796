// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane.h"

#include <algorithm>

namespace streamscope::ui {
namespace {

/// For each of `times` the first place in [low, high) of `starts` that is not before it, else `high`: binary searches
/// in step with one another and without branches, so that what one of them waits for holds up none.
void searchInStep(std::span<const Ns> starts, std::size_t low, std::size_t high, std::span<const Ns> times,
                  std::span<std::size_t> places)
{
    std::fill(places.begin(), places.end(), low);
    for (std::size_t left = high - low; left > 0;) {
        const std::size_t half = (left + 1) / 2;
        for (std::size_t i = 0; i < times.size(); ++i)
            places[i] += half & -std::size_t(starts[places[i] + half - 1] < times[i]);
        left -= half;
    }
}

} // namespace

SliceLane::Columns::Columns(std::size_t capacity)
{
    order.reserve(capacity);
    kind.reserve(capacity);
    startNs.reserve(capacity);
    maxEndNs.reserve(capacity);
    busyBeforeNs.reserve(capacity);
}

std::size_t SliceLane::startedBefore(Ns timeNs, std::size_t hint) const
{
    const std::size_t size = m_startNs.size();
    std::size_t low = std::min(hint, size), high = low, step = 1;
    if (low > 0 && m_startNs[low - 1] >= timeNs) {
        for (--high; high >= step && m_startNs[high - step] >= timeNs; step *= 2)
            high -= step;
        low = high >= step ? high - step + 1 : 0;
    } else {
        for (; size - low >= step && m_startNs[low + step - 1] < timeNs; step *= 2)
            low += step;
        high = std::min(low + step - 1, size);
    }
    const auto begin = m_startNs.begin();
    return std::size_t(std::lower_bound(begin + std::ptrdiff_t(low), begin + std::ptrdiff_t(high), timeNs) - begin);
}

std::vector<std::size_t> SliceLane::startedBefore(std::span<const Ns> timesNs) const
{
    constexpr std::size_t together = 16; // about as many loads as a core has under way
    std::vector<std::size_t> started(timesNs.size());
    std::size_t low = 0, advance = 0;
    for (std::size_t first = 0; first < timesNs.size(); first += together) {
        const auto times = timesNs.subspan(first, std::min(together, timesNs.size() - first));
        const std::size_t high = startedBefore(times.back(), low + advance); // neighbours are much alike
        searchInStep(m_startNs, low, high, times, std::span(started).subspan(first, times.size()));
        advance = first == 0 ? 0 : high - low;
        low = high;
    }
    return started;
}

Ns SliceLane::busyBefore(Ns timeNs, std::size_t started) const
{
    if (started == 0)
        return 0;
    const std::size_t last = started - 1;
    // All of these start before timeNs, so what they cover after it is one stretch that begins at timeNs.
    return m_busyBeforeNs[last] + coversNs(last) - std::max<Ns>(0, m_maxEndNs[last] - timeNs);
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
    lane.m_kind = track.kind;
    return lane;
}

std::vector<SliceLane> lanesOf(const trace::Track& track)
{
    if (track.size() == 0)
        return {};
    if (track.depths <= 1)
        return {SliceLane::whole(track)};
    std::vector<std::shared_ptr<SliceLane::Columns>> columns(std::size_t(track.depths));
    std::vector<std::size_t> sizes(columns.size(), 0);
    for (const std::uint16_t depth : track.depth)
        ++sizes[std::min<std::size_t>(depth, sizes.size() - 1)];
    for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i] = std::make_shared<SliceLane::Columns>(sizes[i]);
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
        c.kind.push_back(track.kind[i]);
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
        lane.m_kind = c->kind;
        lane.m_order = c->order;
        lane.m_columns = std::move(c);
        lanes.push_back(std::move(lane));
    }
    return lanes;
}

} // namespace streamscope::ui
