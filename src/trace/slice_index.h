// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstdint>
#include <span>
#include <vector>

namespace streamscope::trace {

/// Slices by a number they carry. Numbers are mostly dense, then a look-up is one array access; else a binary search.
class SliceIndex
{
public:
    struct Entry
    {
        std::int64_t key = 0;
        SliceRef slice;
    };

    SliceIndex() = default;
    /// Entries with equal keys keep their order. O(n), or O(n log n) where keys are sparse.
    explicit SliceIndex(std::vector<Entry> entries);

    std::span<const SliceRef> find(std::int64_t key) const;

    /// Every slice with a correlation, host tracks first.
    static SliceIndex ofCorrelations(std::span<const Track> tracks);
    static SliceIndex ofIds(std::span<const Track> tracks);

private:
    void sortDense(const std::vector<Entry>& entries, std::int64_t lowest, std::int64_t highest);

    std::vector<SliceRef> m_slices;     ///< by key
    std::int64_t m_lowest = 0;          ///< dense: key of m_first[0]
    std::vector<std::uint32_t> m_first; ///< dense: m_slices[m_first[k]…m_first[k + 1]) have key m_lowest + k
    std::vector<std::int64_t> m_keys;   ///< sparse: key of each of m_slices
};

} // namespace streamscope::trace
