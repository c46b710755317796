// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/timeline.h"

#include <optional>
#include <vector>

namespace streamscope::ui {

/// Finds slices whose names hold a text in any case, by timeline and then by start; thread blocks are left out. Keeps
/// one answer a name and no list of matches: in a trace of ten million slices everything may match. Holds the traces.
class SliceSearch
{
public:
    SliceSearch() = default;
    /// Each name is looked at once. O(slices).
    SliceSearch(const std::vector<Timeline>& timelines, const QString& text);

    std::size_t count() const { return m_count; }
    /// The match after (or before) `from`, round the corner at the ends; without `from` the first (last). Nothing where
    /// nothing matches. O(log n) and the slices on the way.
    std::optional<ShownSlice> next(const std::optional<ShownSlice>& from, bool forward) const;
    /// Of a match among all, from 1. O(slices).
    std::size_t placeOf(ShownSlice match) const;

private:
    struct Part
    {
        trace::TracePointer trace;         ///< null: nothing was run
        std::vector<signed char> matching; ///< by name: −1 not in the trace, 0 no, 1 yes
        std::size_t count = 0;
    };
    std::optional<ShownSlice> firstAfter(int timeline, const std::optional<trace::SliceRef>& from) const;
    std::optional<ShownSlice> lastBefore(int timeline, const std::optional<trace::SliceRef>& from) const;

    std::vector<Part> m_parts;
    std::size_t m_count = 0;
};

} // namespace streamscope::ui
