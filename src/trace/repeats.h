// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace streamscope::trace {

/// Whether slice `i` of sorted columns is an earlier one of its row once more, the same in everything but its id: a
/// record that a file holds twice. Slices of no length that no correlation tells apart are taken for different ones.
/// O(1): as many as may be of the same time and length are looked at.
template <class Columns>
bool isRepeat(const Columns& columns, std::size_t i)
{
    constexpr std::size_t farthest = 64;
    if (columns.durationNs[i] == 0 && columns.correlation[i] < 0)
        return false;
    for (std::size_t k = i; k > 0 && i - k < farthest; --k) {
        if (columns.startNs[k - 1] != columns.startNs[i] || columns.durationNs[k - 1] != columns.durationNs[i])
            return false;
        if (columns.name[k - 1] == columns.name[i] && columns.kind[k - 1] == columns.kind[i] &&
            columns.correlation[k - 1] == columns.correlation[i] && columns.details[k - 1] == columns.details[i])
            return true;
    }
    return false;
}

} // namespace streamscope::trace
