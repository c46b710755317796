// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace streamscope::ui {
namespace {

constexpr std::size_t sampleLimit = 32;
/// Slices side by side are read at one place in memory: as good a sample as single ones, for a tenth of the waiting.
constexpr std::size_t sampleRuns = 8, sampleRun = 4;

/// Of the slices in places [first, last) the kind with most time in [fromNs, toNs).
trace::SliceKind mostOf(const SliceLane& lane, std::size_t first, std::size_t last, Ns fromNs, Ns toNs)
{
    if (last - first == 1)
        return lane.kind(first);
    std::array<Ns, std::size_t(trace::SliceKind::unknown) + 1> time{};
    const auto add = [&](std::size_t i, Ns shared) { // +1: slices of no length count too
        time[std::size_t(lane.kind(i))] += 1 + shared;
    };
    const auto clipped = [&](std::size_t i) {
        return std::max<Ns>(0, std::min(toNs, lane.endNs(i)) - std::max(fromNs, lane.startNs(i)));
    };
    add(first, clipped(first)); // only the outermost ones can reach beyond the column
    add(last - 1, clipped(last - 1));
    if (last - first <= 2 * sampleRuns * sampleRun) {
        for (std::size_t i = first + 1; i < last - 1; ++i)
            add(i, lane.coversNs(i));
    } else {
        for (std::size_t run = 0; run < sampleRuns; ++run) {
            const std::size_t begin = first + 1 + (last - first - 2 - sampleRun) * run / (sampleRuns - 1);
            for (std::size_t i = begin; i < begin + sampleRun; ++i)
                add(i, lane.coversNs(i));
        }
    }
    return trace::SliceKind(std::max_element(time.begin(), time.end()) - time.begin());
}

/// Places of the slices that touch [fromNs, toNs), or start there. `started…` are startedBefore() of the two times.
std::pair<std::size_t, std::size_t> touching(const SliceLane& lane, std::size_t startedFrom, std::size_t startedTo,
                                             Ns fromNs)
{
    const bool carried = startedFrom > 0 && lane.endNs(startedFrom - 1) > fromNs;
    return {startedFrom - (carried ? 1 : 0), startedTo};
}

/// Adds the last of the first `started` slices if it is wide enough: each such slice is the last at some edge.
void addBox(std::vector<SliceBox>& boxes, const SliceLane& lane, std::size_t started, const PixelGrid& grid,
            Ns originNs)
{
    const std::size_t place = started - 1;
    if (started == 0 || (!boxes.empty() && boxes.back().place == place))
        return;
    const double left = grid.column(lane.startNs(place) - originNs), right = grid.column(lane.endNs(place) - originNs);
    if (right - left >= minBoxColumns && right > 0 && left < grid.columns)
        boxes.push_back({place, std::max(0.0, left), std::min<double>(grid.columns, right)});
}

} // namespace

Ns PixelGrid::edgeNs(int i) const
{
    const Ns span = range.durationNs(), whole = span / columns, rest = span % columns;
    return range.startNs + whole * i + rest * i / columns;
}

std::vector<Ns> PixelGrid::edgesNs(Ns originNs) const
{
    const Ns span = range.durationNs(), whole = span / columns, rest = span % columns;
    std::vector<Ns> edges{range.startNs + originNs};
    edges.reserve(std::size_t(columns) + 1);
    for (Ns left = rest; edges.size() <= std::size_t(columns); left += rest) { // no division but the first
        const Ns more = left >= columns ? 1 : 0;
        edges.push_back(edges.back() + whole + more);
        left -= more * columns;
    }
    return edges;
}

double PixelGrid::column(Ns timeNs) const
{
    return double(timeNs - range.startNs) / double(range.durationNs()) * columns;
}

Ns PixelGrid::timeNs(double column) const
{
    return range.startNs + Ns(std::llround(column / columns * double(range.durationNs())));
}

LaneShape shapeOf(const SliceLane& lane, const PixelGrid& grid, Ns originNs)
{
    LaneShape shape{std::vector<ColumnShade>(std::size_t(grid.columns)), {}};
    const auto edges = grid.edgesNs(originNs);
    const auto started = lane.startedBefore(edges);
    std::vector<Ns> busy(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        busy[i] = lane.busyBefore(edges[i], started[i]);
        addBox(shape.boxes, lane, started[i], grid, originNs);
    }
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        const Ns from = edges[i], to = edges[i + 1];
        if (to == from) { // less than a nanosecond a column
            if (started[i] > 0 && lane.endNs(started[i] - 1) > from)
                shape.columns[i] = {1, true, lane.kind(started[i] - 1)};
            continue;
        }
        const auto [first, last] = touching(lane, started[i], started[i + 1], from);
        if (first < last)
            shape.columns[i] = {float(double(busy[i + 1] - busy[i]) / double(to - from)), true,
                                mostOf(lane, first, last, from, to)};
    }
    return shape;
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
