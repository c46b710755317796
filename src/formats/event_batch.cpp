// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/event_batch.h"

#include "base/hash_mix.h"

#include <cstring>

namespace streamscope::formats {

namespace {

std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = mixed(0, text.size());
    while (text.size() >= 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data(), 8);
        hash = mixed(hash, word);
        text.remove_prefix(8);
    }
    std::uint64_t word = 0;
    if (!text.empty())
        std::memcpy(&word, text.data(), text.size());
    return mixed(hash, word);
}

} // namespace

std::uint32_t NameTable::intern(std::string_view text, bool escaped)
{
    const std::uint64_t hash = hashOf(text);
    std::size_t slot = hash & (m_slots.size() - 1);
    for (; m_slots[slot] != empty; slot = (slot + 1) & (m_slots.size() - 1)) {
        const Entry& entry = m_entries[m_slots[slot]];
        if (entry.hash == hash && entry.text == text)
            return m_slots[slot];
    }
    const auto id = static_cast<std::uint32_t>(m_entries.size());
    m_slots[slot] = id;
    Entry& entry = m_entries.emplace_back();
    entry.text = text;
    entry.hash = hash;
    entry.escaped = escaped;
    if (2 * m_entries.size() > m_slots.size())
        grow();
    return id;
}

void NameTable::grow()
{
    m_slots.assign(2 * m_slots.size(), empty);
    for (std::uint32_t id = 0; id < m_entries.size(); ++id) {
        std::size_t slot = m_entries[id].hash & (m_slots.size() - 1);
        while (m_slots[slot] != empty)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = id;
    }
}

} // namespace streamscope::formats
