// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/lane.h"

#include <optional>
#include <vector>

namespace streamscope::ui {

/// The columns of device pixels that a stretch of time is drawn on. Pure arithmetic; everything drawn and everything
/// hit goes through here.
struct PixelGrid
{
    Interval range;  ///< not empty
    int columns = 1; ///< at least 1

    /// Where column `i` starts: floor(span × i / columns), exact for every span up to 2⁵³ ns.
    Ns edgeNs(int i) const;
    /// Where each column starts, and where the last one ends: columns + 1 times, counted from `originNs`.
    std::vector<Ns> edgesNs(Ns originNs) const;
    /// Distance from the left edge in columns; not clipped.
    double column(Ns timeNs) const;
    /// The time at `column`, rounded to the nearest ns.
    Ns timeNs(double column) const;
};

/// One column of a lane.
struct ColumnShade
{
    float share = 0;                                   ///< of the column's time with a slice running, 0…1
    bool any = false;                                  ///< at least one slice touches it, be it ever so short
    trace::SliceKind kind = trace::SliceKind::unknown; ///< that fills most of it
};

/// A slice wide enough to be drawn by itself.
struct SliceBox
{
    std::size_t place = 0; ///< in the lane
    double left = 0;       ///< columns, clipped to the grid
    double right = 0;
};

/// How wide a slice must be, in columns, to become a box.
constexpr double minBoxColumns = 3;

/// How a lane is drawn on a grid.
struct LaneShape
{
    std::vector<ColumnShade> columns; ///< how busy each one is, and with what
    std::vector<SliceBox> boxes;      ///< the slices at least minBoxColumns wide
};

/// `originNs` is the trace's time that stands at 0 of the grid. O(columns × log n); where more than 64 slices share a
/// column, eight evenly spaced runs of four say which kind it has most of.
LaneShape shapeOf(const SliceLane& lane, const PixelGrid& grid, Ns originNs);

/// The slice that is drawn at `column`: the one at its middle, else the longest of those that touch it, else the
/// nearest one within `tolerance` columns. Place in the lane.
std::optional<std::size_t> sliceAt(const SliceLane& lane, const PixelGrid& grid, Ns originNs, double column,
                                   double tolerance);

/// The edge of a slice of the lane nearest to `timeNs` (trace time), if within `withinNs`.
std::optional<Ns> nearestEdge(const SliceLane& lane, Ns timeNs, Ns withinNs);

} // namespace streamscope::ui
