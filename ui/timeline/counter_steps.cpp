// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/counter_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace streamscope::ui {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

CounterSteps::CounterSteps(const trace::CounterTrack& counter) : m_timeNs(counter.timeNs), m_value(counter.value)
{
    m_blocks.assign((m_value.size() + blockSize - 1) / blockSize, {infinite, -infinite});
    for (std::size_t i = 0; i < m_value.size(); ++i) {
        if (!std::isfinite(m_value[i]))
            continue;
        Bounds& block = m_blocks[i / blockSize];
        block = {std::min(block.least, m_value[i]), std::max(block.greatest, m_value[i])};
    }
    Bounds all{infinite, -infinite};
    for (const Bounds& block : m_blocks)
        all = {std::min(all.least, block.least), std::max(all.greatest, block.greatest)};
    if (all.least <= all.greatest) {
        m_least = all.least;
        m_greatest = all.greatest;
    }
}

float CounterSteps::height(double value) const
{
    const double bottom = std::min(0.0, m_least), top = std::max(0.0, m_greatest);
    // Halves: the span of the greatest numbers that there are is no number.
    const double span = top / 2 - bottom / 2;
    return span > 0 ? float(std::clamp((value / 2 - bottom / 2) / span, 0.0, 1.0)) : 0;
}

CounterSteps::Bounds CounterSteps::boundsOf(std::size_t first, std::size_t last) const
{
    Bounds bounds{infinite, -infinite};
    while (first < last) {
        if (first % blockSize == 0 && first + blockSize <= last) {
            const Bounds& block = m_blocks[first / blockSize];
            bounds = {std::min(bounds.least, block.least), std::max(bounds.greatest, block.greatest)};
            first += blockSize;
            continue;
        }
        if (std::isfinite(m_value[first]))
            bounds = {std::min(bounds.least, m_value[first]), std::max(bounds.greatest, m_value[first])};
        ++first;
    }
    return bounds;
}

std::vector<CounterSteps::Column> CounterSteps::columns(const PixelGrid& grid, Ns originNs) const
{
    const std::vector<Ns> edges = grid.edgesNs(originNs);
    std::vector<Column> made(std::size_t(grid.columns));
    auto first = m_timeNs.begin(); // the first sample after the column's start
    for (std::size_t i = 0; i < made.size(); ++i) {
        first = std::upper_bound(first, m_timeNs.end(), edges[i]);
        const auto last = std::lower_bound(first, m_timeNs.end(), edges[i + 1]);
        const std::size_t from = std::size_t(first - m_timeNs.begin());
        // What it was when the column starts counts as well.
        const Bounds bounds = boundsOf(from > 0 ? from - 1 : 0, std::size_t(last - m_timeNs.begin()));
        if (bounds.least <= bounds.greatest)
            made[i] = {height(bounds.least), height(bounds.greatest), true};
    }
    return made;
}

std::optional<double> CounterSteps::valueAt(Ns timeNs) const
{
    const auto after = std::upper_bound(m_timeNs.begin(), m_timeNs.end(), timeNs);
    if (after == m_timeNs.begin())
        return std::nullopt;
    const double value = m_value[std::size_t(after - m_timeNs.begin()) - 1];
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace streamscope::ui
