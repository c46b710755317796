// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/operations.h"

#include "trace/repeats.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

// For std::push_heap, whose front is the greatest: the earliest start, then the first track.
constexpr auto later = [](const auto& a, const auto& b) {
    return a.startNs != b.startNs ? a.startNs > b.startNs : a.track > b.track;
};

/// Merges the sorted tracks.
class Walk
{
public:
    Walk(const trace::Trace& trace, std::optional<Interval> window);

    /// No more than this are left to come; rows of streams hold little else.
    std::size_t atMost() const;

    /// False at the end.
    bool next(GpuOperation& operation);

private:
    struct Cursor
    {
        Ns startNs = 0;
        trace::TrackId track = 0;
        std::uint32_t index = 0, last = 0;
    };

    bool settle(Cursor& cursor) const; ///< moves on to the next GPU operation; false if there is none

    std::span<const trace::Track> m_tracks;
    std::optional<Interval> m_window;
    std::vector<Cursor> m_heap;
};

Walk::Walk(const trace::Trace& trace, std::optional<Interval> window) : m_tracks(trace.tracks()), m_window(window)
{
    for (trace::TrackId t = 0; t < m_tracks.size(); ++t) {
        const trace::Track& track = m_tracks[t];
        if (track.info.kind != trace::TrackKind::stream)
            continue;
        Cursor cursor{0, t, 0, std::uint32_t(track.size())};
        if (window) {
            const auto [first, last] = track.window(window->startNs, window->endNs);
            cursor.index = std::uint32_t(first);
            cursor.last = std::uint32_t(last);
        }
        if (settle(cursor))
            m_heap.push_back(cursor);
    }
    std::make_heap(m_heap.begin(), m_heap.end(), later);
}

std::size_t Walk::atMost() const
{
    std::size_t left = 0;
    for (const Cursor& cursor : m_heap)
        left += cursor.last - cursor.index;
    return left;
}

bool Walk::settle(Cursor& cursor) const
{
    const trace::Track& track = m_tracks[cursor.track];
    for (; cursor.index < cursor.last; ++cursor.index) {
        const std::size_t i = cursor.index;
        if (!trace::isGpuOperation(track.kind[i]))
            continue;
        if (m_window && (track.startNs[i] >= m_window->endNs || track.endNs(i) <= m_window->startNs))
            continue;
        cursor.startNs = track.startNs[i];
        return true;
    }
    return false;
}

bool Walk::next(GpuOperation& operation)
{
    if (m_heap.empty())
        return false;
    // One busy track is the common case: stay on it while it is the earliest, without touching the heap.
    if (m_heap.size() > 1)
        std::pop_heap(m_heap.begin(), m_heap.end(), later);
    Cursor& cursor = m_heap.back();
    const trace::Track& track = m_tracks[cursor.track];
    operation = {
        cursor.startNs, track.endNs(cursor.index), {cursor.track, cursor.index}, trace::isRepeat(track, cursor.index)};
    ++cursor.index;
    if (settle(cursor))
        std::push_heap(m_heap.begin(), m_heap.end(), later);
    else
        m_heap.pop_back();
    return true;
}

} // namespace

std::vector<GpuOperation> gpuOperations(const trace::Trace& trace, std::optional<Interval> window)
{
    std::vector<GpuOperation> operations;
    Walk walk(trace, window);
    operations.reserve(walk.atMost());
    for (GpuOperation operation; walk.next(operation);)
        operations.push_back(operation);
    return operations;
}

} // namespace streamscope::analysis
