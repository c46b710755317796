// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace streamscope::ui {

/// Slices of one track that do not overlap one another, in order of time: what is drawn on one line. A track without
/// overlaps is one lane and nothing is copied; otherwise each sub-row is one, with columns of its own.
/// Valid as long as the trace it was made from.
class SliceLane
{
public:
    std::size_t size() const { return m_startNs.size(); }
    Ns startNs(std::size_t i) const { return m_startNs[i]; }
    Ns endNs(std::size_t i) const { return m_maxEndNs[i]; } ///< of slices that do not overlap
    trace::SliceKind kind(std::size_t i) const { return m_kind[i]; }
    /// Time that the i-th slice covers and those before it do not: its duration, unless slices overlap.
    Ns coversNs(std::size_t i) const
    {
        if (i + 1 < m_busyBeforeNs.size())
            return m_busyBeforeNs[i + 1] - m_busyBeforeNs[i];
        const Ns earlierEnd = i == 0 ? m_startNs[0] : m_maxEndNs[i - 1];
        return std::max<Ns>(0, m_maxEndNs[i] - std::max(m_startNs[i], earlierEnd));
    }
    /// Index in the track of the lane's i-th slice.
    std::size_t slice(std::size_t i) const { return m_order.empty() ? i : m_order[i]; }
    const trace::Track& track() const { return *m_track; }

    /// The number of slices that start before `timeNs`: a search that starts at `hint` and is cheap if that is
    /// close by.
    std::size_t startedBefore(Ns timeNs, std::size_t hint = 0) const;
    /// The same for times that grow, such as the edges of columns: many searches wait for memory side by side.
    std::vector<std::size_t> startedBefore(std::span<const Ns> timesNs) const;
    /// Time before `timeNs` with a slice running, given startedBefore(timeNs).
    Ns busyBefore(Ns timeNs, std::size_t started) const;
    /// Place in the lane of the track's slice `index`, if it is in this lane.
    std::optional<std::size_t> place(std::size_t index) const;

    /// All of a track whether its slices overlap or not: for times, not for drawing single slices. O(1).
    static SliceLane whole(const trace::Track& track);

private:
    friend std::vector<SliceLane> lanesOf(const trace::Track& track);
    struct Columns
    {
        explicit Columns(std::size_t capacity);

        std::vector<std::uint32_t> order;
        std::vector<trace::SliceKind> kind;
        std::vector<Ns> startNs, maxEndNs, busyBeforeNs;
    };

    const trace::Track* m_track = nullptr;
    std::span<const Ns> m_startNs, m_maxEndNs, m_busyBeforeNs;
    std::span<const trace::SliceKind> m_kind;
    std::span<const std::uint32_t> m_order;
    std::shared_ptr<const Columns> m_columns;
};

/// The lanes of a track, sub-row 0 first; at least one unless the track is empty. O(1) where nothing overlaps, else
/// O(n).
std::vector<SliceLane> lanesOf(const trace::Track& track);

using TrackLanes = std::map<trace::TrackId, std::vector<SliceLane>>;

} // namespace streamscope::ui
