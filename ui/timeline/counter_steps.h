// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/lane_geometry.h"

#include <optional>
#include <span>
#include <vector>

namespace streamscope::ui {

/// The course of a counter: it keeps its value until the next sample. Valid as long as the trace.
class CounterSteps
{
public:
    /// O(samples).
    explicit CounterSteps(const trace::CounterTrack& counter);

    /// Height of one column of pixels: 0 at the least value of all or 0, 1 at the greatest or 0.
    struct Column
    {
        float low = 0, high = 0; ///< of the values in it
        bool any = false;        ///< false before the first sample

        bool operator==(const Column&) const = default;
    };
    /// `originNs` is the trace's time that stands at 0 of the grid. O(columns × log samples).
    std::vector<Column> columns(const PixelGrid& grid, Ns originNs) const;

    /// Where the value 0 is drawn: 0 where none is negative.
    float zero() const { return height(0); }
    /// Nothing before the first sample, or where it is no number.
    std::optional<double> valueAt(Ns timeNs) const;
    double least() const { return m_least; }       ///< of all samples that are numbers; 0 without any
    double greatest() const { return m_greatest; } ///< likewise

private:
    struct Bounds
    {
        double least, greatest;
    };
    static constexpr std::size_t blockSize = 64;

    float height(double value) const;
    Bounds boundsOf(std::size_t first, std::size_t last) const; ///< of samples first … last − 1

    std::span<const Ns> m_timeNs;
    std::span<const double> m_value;
    std::vector<Bounds> m_blocks; ///< of blockSize samples each
    double m_least = 0, m_greatest = 0;
};

} // namespace streamscope::ui
