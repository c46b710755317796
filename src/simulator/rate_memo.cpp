// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/rate_memo.h"

#include "base/hash_mix.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

std::uint64_t together(std::int32_t high, std::int32_t low)
{
    return std::uint64_t(std::uint32_t(high)) << 32 | std::uint32_t(low);
}

} // namespace

std::span<const double> RateMemo::find(std::span<const Part> parts, std::int32_t pipes)
{
    if (m_entries.empty())
        m_entries.resize(slots);
    m_hash = std::uint64_t(pipes);
    for (const Part& part : parts) {
        m_hash = mixed(m_hash, together(part.model, part.blocksPerSm));
        m_hash = mixed(m_hash, together(part.sms, part.group * 64 + part.eldest));
        m_hash = mixed(m_hash, std::uint64_t(part.begun));
    }
    for (m_slot = m_hash % slots; m_entries[m_slot].count > 0; m_slot = (m_slot + 1) % slots) {
        const Entry& entry = m_entries[m_slot];
        if (entry.hash == m_hash && entry.pipes == pipes && entry.count == parts.size() &&
            std::equal(parts.begin(), parts.end(), m_parts.begin() + entry.first))
            return {m_rates.data() + entry.first, entry.count};
    }
    return {};
}

std::span<const double> RateMemo::insert(std::span<const Part> parts, std::int32_t pipes, std::span<const double> rates)
{
    if (m_stored == mostEntries || m_parts.size() + parts.size() > mostParts) {
        m_entries.assign(slots, {});
        m_parts.clear();
        m_rates.clear();
        m_stored = 0;
        m_slot = m_hash % slots;
    }
    const std::size_t first = m_parts.size();
    m_entries[m_slot] = {m_hash, pipes, std::uint32_t(first), std::uint32_t(parts.size())};
    m_parts.insert(m_parts.end(), parts.begin(), parts.end());
    m_rates.insert(m_rates.end(), rates.begin(), rates.end());
    ++m_stored;
    return {m_rates.data() + first, parts.size()};
}

} // namespace streamscope::simulator
