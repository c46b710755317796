// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/slice_index.h"

#include <algorithm>

namespace streamscope::trace {

namespace {

bool isHostTrack(const Track& track)
{
    return track.info.kind == TrackKind::hostThread;
}

} // namespace

SliceIndex::SliceIndex(std::vector<Entry> entries)
{
    if (entries.empty())
        return;
    const auto [lowest, highest] = std::ranges::minmax_element(entries, {}, &Entry::key);
    // As unsigned numbers the difference cannot overflow.
    const auto range = static_cast<std::uint64_t>(highest->key) - static_cast<std::uint64_t>(lowest->key);
    if (range < 8 * entries.size() + 64) {
        sortDense(entries, lowest->key, highest->key);
        return;
    }
    std::ranges::stable_sort(entries, {}, &Entry::key);
    m_keys.reserve(entries.size());
    m_slices.reserve(entries.size());
    for (const Entry& entry : entries) {
        m_keys.push_back(entry.key);
        m_slices.push_back(entry.slice);
    }
}

void SliceIndex::sortDense(const std::vector<Entry>& entries, std::int64_t lowest, std::int64_t highest)
{
    m_lowest = lowest;
    m_first.assign(static_cast<std::size_t>(highest - lowest) + 2, 0);
    for (const Entry& entry : entries)
        ++m_first[static_cast<std::size_t>(entry.key - lowest) + 1];
    for (std::size_t k = 1; k < m_first.size(); ++k)
        m_first[k] += m_first[k - 1];
    m_slices.resize(entries.size());
    for (const Entry& entry : entries) // m_first[k] walks to the end of its stretch, where the next one began
        m_slices[m_first[static_cast<std::size_t>(entry.key - lowest)]++] = entry.slice;
    std::copy_backward(m_first.begin(), m_first.end() - 1, m_first.end());
    m_first.front() = 0;
}

std::span<const SliceRef> SliceIndex::find(std::int64_t key) const
{
    if (!m_keys.empty()) {
        const auto [first, last] = std::equal_range(m_keys.begin(), m_keys.end(), key);
        return {m_slices.data() + (first - m_keys.begin()), static_cast<std::size_t>(last - first)};
    }
    const auto place = static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(m_lowest);
    if (m_first.empty() || place + 1 >= m_first.size() || place + 1 == 0)
        return {};
    return {m_slices.data() + m_first[place], m_first[place + 1] - m_first[place]};
}

SliceIndex SliceIndex::ofCorrelations(std::span<const Track> tracks)
{
    std::size_t count = 0;
    for (const Track& track : tracks)
        count += track.size() - static_cast<std::size_t>(std::ranges::count(track.correlation, -1));
    std::vector<Entry> entries;
    entries.reserve(count);
    for (const bool host : {true, false})
        for (std::uint32_t t = 0; t < tracks.size(); ++t) {
            if (isHostTrack(tracks[t]) != host)
                continue;
            const auto correlation = tracks[t].correlation;
            for (std::uint32_t i = 0; i < correlation.size(); ++i)
                if (correlation[i] != -1)
                    entries.push_back({correlation[i], {t, i}});
        }
    return SliceIndex(std::move(entries));
}

SliceIndex SliceIndex::ofIds(std::span<const Track> tracks)
{
    std::vector<Entry> entries;
    for (std::uint32_t t = 0; t < tracks.size(); ++t)
        for (std::uint32_t i = 0; i < tracks[t].size(); ++i)
            entries.push_back({tracks[t].id[i], {t, i}});
    return SliceIndex(std::move(entries));
}

} // namespace streamscope::trace
