// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/submissions.h"

#include "trace/graph_nodes.h"

#include <algorithm>
#include <limits>

namespace streamscope::analysis {

namespace {

// Ranks are opened together and each counts its correlations from its own start.
constexpr std::int64_t keysPerRank = std::int64_t(1) << 44;
constexpr std::uint32_t ranks = 1 << 17; // so that no key overflows; a file may claim any, less than none, too
constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();

std::int64_t keyOf(std::int32_t rank, std::int64_t correlation)
{
    if (correlation == -1 || correlation >= keysPerRank || correlation <= -keysPerRank)
        return none;
    // Arrows alone join calls and operations by negative numbers, from −2 down.
    return 2 * std::int64_t(std::uint32_t(rank) % ranks) * keysPerRank + correlation;
}

bool isCall(trace::SliceKind kind)
{
    using trace::SliceKind;
    return kind == SliceKind::hostSubmit || kind == SliceKind::hostSync || kind == SliceKind::hostCall;
}

} // namespace

Submissions::Submissions(const trace::Trace& trace)
{
    const auto tracks = trace.tracks();
    std::size_t calls = 0;
    for (const trace::Track& track : tracks)
        if (track.info.kind == trace::TrackKind::hostThread)
            calls += track.size();
    m_entries.reserve(calls);
    for (std::uint32_t t = 0; t < tracks.size(); ++t) {
        const trace::Track& track = tracks[t];
        if (track.info.kind != trace::TrackKind::hostThread)
            continue;
        for (std::uint32_t i = 0; i < track.size(); ++i) {
            const std::int64_t key = keyOf(track.info.rank, track.correlation[i]);
            if (key != none && isCall(track.kind[i]))
                m_entries.push_back({key, {track.startNs[i], track.endNs(i), {t, i}}});
        }
    }
    index();
    std::vector<Entry> ofNodes;
    for (const auto& [node, launch] : trace::launchOfGraphNodes(trace)) {
        const std::int32_t rank = tracks[trace.correlated(launch).front().track].info.rank;
        const Submission* const submission = find(rank, launch);
        if (submission && keyOf(rank, node) != none)
            ofNodes.push_back({keyOf(rank, node), *submission});
    }
    if (!ofNodes.empty()) {
        m_entries.insert(m_entries.end(), ofNodes.begin(), ofNodes.end());
        index();
    }
}

/// The runtime call encloses the driver call of the same correlation: the first, which is the longer, stands. Where
/// many more have one, as where a profiler wrote none, it joins nothing.
void Submissions::index()
{
    constexpr std::uint8_t most = 16;
    m_dense.clear();
    if (m_entries.empty())
        return;
    const auto [least, greatest] = std::ranges::minmax_element(m_entries, {}, &Entry::key);
    m_leastKey = least->key;
    const std::int64_t range = greatest->key - m_leastKey + 1;
    if (range <= std::int64_t(m_entries.size()) * 4 + 1024) {
        std::vector<std::uint8_t> calls(std::size_t(range), 0);
        m_dense.resize(std::size_t(range));
        for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
            const auto at = std::size_t(m_entries[i].key - m_leastKey);
            if (calls[at] == 0)
                m_dense[at] = i + 1;
            calls[at] = std::min<std::uint8_t>(most + 1, calls[at] + 1);
        }
        m_untold = std::ranges::count_if(
            m_entries, [&](const Entry& entry) { return calls[std::size_t(entry.key - m_leastKey)] > most; });
        for (std::size_t at = 0; m_untold > 0 && at < calls.size(); ++at)
            if (calls[at] > most)
                m_dense[at] = 0;
        return;
    }
    if (!std::ranges::is_sorted(m_entries, {}, &Entry::key))
        std::ranges::stable_sort(m_entries, {}, &Entry::key);
    std::int64_t untold = 0;
    for (auto first = m_entries.begin(); first != m_entries.end();) {
        const auto last = std::find_if(first, m_entries.end(), [&](const Entry& e) { return e.key != first->key; });
        const bool tells = last - first <= most;
        untold += tells ? 0 : last - first;
        first = tells ? last : m_entries.erase(first, last);
    }
    m_untold = std::max(m_untold, untold); // the second time they are gone
}

const Submission* Submissions::find(std::int32_t rank, std::int64_t correlation) const
{
    const std::int64_t key = keyOf(rank, correlation);
    if (key == none || m_entries.empty() || key < m_leastKey)
        return nullptr;
    if (!m_dense.empty()) {
        const auto at = std::size_t(key - m_leastKey);
        const std::uint32_t slot = at < m_dense.size() ? m_dense[at] : 0;
        return slot ? &m_entries[slot - 1].submission : nullptr;
    }
    const auto at = std::ranges::lower_bound(m_entries, key, {}, &Entry::key);
    return at != m_entries.end() && at->key == key ? &at->submission : nullptr;
}

} // namespace streamscope::analysis
