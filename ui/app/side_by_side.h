// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alignment.h"
#include "app/lane.h"

#include <vector>

namespace streamscope::ui {

/// Shown timelines of which one at least is a trace that the user opened, set against the first.
struct SideBySide
{
    /// What is compared of each.
    enum class Measure
    {
        unprofiled, ///< times without the profiler, known of all
        traced,     ///< times as traced, the profiler's own included
        anchor,     ///< how long the slice takes that they are aligned at, one of the host's with its work
        clocks,     ///< parts of one job, by the wall clock: which starts and ends when
    };
    struct Side
    {
        std::size_t lane = 0;
        Ns durationNs = 0;
        Ns startNs = 0, endNs = 0; ///< on the shared axis
    };
    Measure measure = Measure::traced;
    std::vector<Side> sides;    ///< as shown, from the top; two or more
    std::size_t told = 1;       ///< place in `sides` of the one that is set against the first
    double leastDifference = 0; ///< relative; what is below it is not called one

    double speedup(std::size_t side) const; ///< against the first
    bool isMeasurable(std::size_t side) const;
    /// A trace's time holds its profiler's share, beside a run that had none. Lanes are those it was made of.
    bool onlySomeTraced(const std::vector<Lane>& lanes) const;
};

/// Nothing where fewer than two timelines are shown, where none of them was opened, or where one still grows.
std::optional<SideBySide> sideBySide(const std::vector<Lane>& lanes, Alignment::By by);

} // namespace streamscope::ui
