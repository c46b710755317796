// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace streamscope::ui {
namespace {

constexpr std::size_t sampleLimit = 32;

/// Of the slices in places [first, last) the kind with most time in [fromNs, toNs).
trace::SliceKind mostOf(const SliceLane& lane, std::size_t first, std::size_t last, Ns fromNs, Ns toNs)
{
    if (last - first == 1)
        return lane.kind(first);
    std::array<Ns, std::size_t(trace::SliceKind::unknown) + 1> time{};
    const std::size_t stride = std::max<std::size_t>(1, (last - first) / sampleLimit);
    auto best = lane.kind(first);
    for (std::size_t i = first; i < last; i += stride) {
        const auto kind = lane.kind(i);
        // +1: slices of no length count too
        time[std::size_t(kind)] +=
            1 + std::max<Ns>(0, std::min(toNs, lane.endNs(i)) - std::max(fromNs, lane.startNs(i)));
        if (time[std::size_t(kind)] > time[std::size_t(best)])
            best = kind;
    }
    return best;
}

/// Places of the slices that touch [fromNs, toNs), or start there. `started…` are startedBefore() of the two times.
std::pair<std::size_t, std::size_t> touching(const SliceLane& lane, std::size_t startedFrom, std::size_t startedTo,
                                             Ns fromNs)
{
    const bool carried = startedFrom > 0 && lane.endNs(startedFrom - 1) > fromNs;
    return {startedFrom - (carried ? 1 : 0), startedTo};
}

} // namespace

Ns PixelGrid::edgeNs(int i) const
{
    const Ns span = range.durationNs(), whole = span / columns, rest = span % columns;
    return range.startNs + whole * i + rest * i / columns;
}

double PixelGrid::column(Ns timeNs) const
{
    return double(timeNs - range.startNs) / double(range.durationNs()) * columns;
}

Ns PixelGrid::timeNs(double column) const
{
    return range.startNs + Ns(std::llround(column / columns * double(range.durationNs())));
}

std::vector<ColumnShade> shadeColumns(const SliceLane& lane, const PixelGrid& grid, Ns originNs)
{
    std::vector<ColumnShade> shades(std::size_t(grid.columns));
    Ns from = grid.edgeNs(0) + originNs;
    std::size_t started = lane.startedBefore(from);
    Ns busy = lane.busyBefore(from, started);
    for (int i = 0; i < grid.columns; ++i) {
        const Ns to = grid.edgeNs(i + 1) + originNs;
        if (to == from) { // less than a nanosecond a column
            if (started > 0 && lane.endNs(started - 1) > from)
                shades[std::size_t(i)] = {1, true, lane.kind(started - 1)};
            continue;
        }
        const std::size_t startedTo = lane.startedBefore(to, started);
        const Ns busyTo = lane.busyBefore(to, startedTo);
        const auto [first, last] = touching(lane, started, startedTo, from);
        if (first < last)
            shades[std::size_t(i)] = {float(double(busyTo - busy) / double(to - from)), true,
                                      mostOf(lane, first, last, from, to)};
        from = to;
        started = startedTo;
        busy = busyTo;
    }
    return shades;
}

std::vector<SliceBox> sliceBoxes(const SliceLane& lane, const PixelGrid& grid, Ns originNs)
{
    std::vector<SliceBox> boxes;
    std::size_t started = 0;
    for (int i = 0; i <= grid.columns; ++i) {
        const Ns edge = grid.edgeNs(i) + originNs;
        started = lane.startedBefore(edge + 1, started); // a slice that starts at the edge covers it
        if (started == 0)
            continue;
        const std::size_t place = started - 1;
        if (!boxes.empty() && boxes.back().place == place)
            continue;
        const double left = grid.column(lane.startNs(place) - originNs),
                     right = grid.column(lane.endNs(place) - originNs);
        if (right - left >= minBoxColumns && right > 0 && left < grid.columns)
            boxes.push_back({place, std::max(0.0, left), std::min<double>(grid.columns, right)});
    }
    return boxes;
}

std::optional<std::size_t> sliceAt(const SliceLane& lane, const PixelGrid& grid, Ns originNs, double column,
                                   double tolerance)
{
    const int i = int(std::floor(column));
    const Ns middle = grid.timeNs(column) + originNs;
    const std::size_t startedMiddle = lane.startedBefore(middle + 1);
    if (startedMiddle > 0 && lane.endNs(startedMiddle - 1) > middle)
        return startedMiddle - 1;
    const Ns from = grid.edgeNs(i) + originNs, to = std::max(from + 1, grid.edgeNs(i + 1) + originNs);
    const auto [first, last] = touching(lane, lane.startedBefore(from), lane.startedBefore(to), from);
    std::optional<std::size_t> best;
    for (std::size_t p = first, stride = std::max<std::size_t>(1, (last - first) / sampleLimit); p < last;
         p += stride) {
        if (!best || lane.endNs(p) - lane.startNs(p) > lane.endNs(*best) - lane.startNs(*best))
            best = p;
    }
    if (best)
        return best;
    const double reach = tolerance / grid.columns * double(grid.range.durationNs());
    if (startedMiddle < lane.size() && double(lane.startNs(startedMiddle) - middle) <= reach)
        best = startedMiddle;
    if (startedMiddle > 0) {
        const Ns gap = middle - lane.endNs(startedMiddle - 1);
        if (double(gap) <= reach && (!best || gap < lane.startNs(*best) - middle))
            best = startedMiddle - 1;
    }
    return best;
}

std::optional<Ns> nearestEdge(const SliceLane& lane, Ns timeNs, Ns withinNs)
{
    std::optional<Ns> best;
    const auto consider = [&](Ns edge) {
        const Ns distance = std::abs(edge - timeNs);
        if (distance <= withinNs && (!best || distance < std::abs(*best - timeNs)))
            best = edge;
    };
    const std::size_t started = lane.startedBefore(timeNs);
    if (started > 0) {
        consider(lane.startNs(started - 1));
        consider(lane.endNs(started - 1));
    }
    if (started > 1)
        consider(lane.endNs(started - 2));
    if (started < lane.size())
        consider(lane.startNs(started));
    return best;
}

} // namespace streamscope::ui
