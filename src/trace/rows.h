// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace streamscope::trace {

/// Nesting depth of slices that come sorted by start, longer first. Amortised O(1).
class Nesting
{
public:
    struct Place
    {
        std::uint16_t depth = 0;
        bool nested = true; ///< false: it ends after the slice it starts in
    };

    Place place(Ns startNs, Ns endNs)
    {
        while (!m_openEndsNs.empty() && m_openEndsNs.back() <= startNs)
            m_openEndsNs.pop_back();
        const bool nested = m_openEndsNs.empty() || endNs <= m_openEndsNs.back();
        const auto depth = std::min<std::size_t>(m_openEndsNs.size(), std::numeric_limits<std::uint16_t>::max());
        m_openEndsNs.push_back(endNs);
        return {static_cast<std::uint16_t>(depth), nested};
    }

private:
    std::vector<Ns> m_openEndsNs;
};

/// The lowest sub-row that is free when a slice starts; slices come sorted by start. A tournament tree over the rows'
/// ends: O(log rows), so that a million slices at one time are no trap. The 65,536th row takes all that overflow.
class FreeRows
{
public:
    std::uint16_t place(Ns startNs, Ns endNs)
    {
        if (m_earliestEndNs[1] > startNs && !addRows())
            return maxRows - 1;
        std::size_t node = 1;
        while (node < m_rows)
            node = 2 * node + (m_earliestEndNs[2 * node] > startNs);
        const std::size_t row = node - m_rows;
        m_earliestEndNs[node] = endNs;
        while (node /= 2)
            m_earliestEndNs[node] = std::min(m_earliestEndNs[2 * node], m_earliestEndNs[2 * node + 1]);
        return static_cast<std::uint16_t>(row);
    }

private:
    static constexpr std::size_t maxRows = 65536;

    bool addRows()
    {
        if (m_rows == maxRows)
            return false;
        std::vector<Ns> larger(4 * m_rows, std::numeric_limits<Ns>::min());
        std::copy_n(m_earliestEndNs.begin() + static_cast<std::ptrdiff_t>(m_rows), m_rows,
                    larger.begin() + static_cast<std::ptrdiff_t>(2 * m_rows));
        m_rows *= 2;
        for (std::size_t node = m_rows - 1; node > 0; --node)
            larger[node] = std::min(larger[2 * node], larger[2 * node + 1]);
        m_earliestEndNs = std::move(larger);
        return true;
    }

    std::size_t m_rows = 1;
    std::vector<Ns> m_earliestEndNs = std::vector<Ns>(2, std::numeric_limits<Ns>::min());
};

} // namespace streamscope::trace
