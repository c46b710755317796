// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/columns.h"
#include "trace/rows.h"

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace streamscope::trace {

/// One track as its writer sees it: the sorted columns, and what waits before them until the watermark has passed it.
class TrackWriter
{
public:
    static constexpr Ns everything = std::numeric_limits<Ns>::max();

    explicit TrackWriter(TrackInfo described) : info(std::move(described)) {}

    TrackInfo info;

    void add(const Slice& slice) { m_waiting.push_back(slice); }
    /// Moves what waits and starts before `untilNs` into the columns; what comes before their end is merged in, into a
    /// new block, since snapshots may look at the old one. O(k log k) for k moved slices, plus O(n) for a merge.
    void flush(Ns untilNs = everything);
    void shift(Ns byNs);
    /// What was flushed waits again: what a row holds decides how it is laid out. O(n).
    void reclassify(const std::function<SliceKind(NameId)>& kindOf);
    /// Adds `by`, 0 or more, to every correlation that is there (0 and more). O(n).
    void renumber(std::int64_t by);

    /// Visits all slices, sorted or waiting.
    template <class Visit>
    void each(Visit visit) const
    {
        for (std::size_t i = 0; i < m_size; ++i)
            visit(m_columns->slice(i));
        for (const Slice& slice : m_waiting)
            visit(slice);
    }

    /// Index of the innermost flushed slice that holds `timeNs`; else, if `next`, of the first that starts after it.
    std::optional<std::size_t> sliceAt(Ns timeNs, bool next, bool passCalls = false) const;
    std::int64_t correlation(std::size_t i) const { return m_columns->correlation[i]; }
    void setCorrelation(std::size_t i, std::int64_t correlation);

    Track show() const;
    std::shared_ptr<const void> storage() const { return m_columns; }
    void addTo(Trust& trust) const;

private:
    void reserve(std::size_t size);
    void append(const Slice& slice);
    void merge(std::vector<Slice> arrived);
    void clear();
    void takeBack();
    std::uint16_t place(const Slice& slice, bool duplicate);

    std::vector<Slice> m_waiting;
    std::shared_ptr<Columns> m_columns;
    std::size_t m_size = 0;
    Nesting m_nesting;
    FreeRows m_rows;
    int m_depths = 1;
    std::int64_t m_overlaps = 0, m_notNested = 0, m_duplicates = 0;
};

} // namespace streamscope::trace
