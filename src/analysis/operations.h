// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace streamscope::analysis {

/// A kernel, copy or memset of a stream.
struct GpuOperation
{
    Ns startNs = 0;
    Ns endNs = 0;
    trace::SliceRef slice;
    bool repeats = false; ///< the file holds it twice: it counts, but it did not run twice
};

/// Walks the GPU operations of all streams by start, merging the sorted tracks; ties in the order of tracks.
/// O(n log tracks) altogether; allocates one heap of the tracks.
class OperationWalk
{
public:
    /// Those that touch `window`, unclipped; all without one.
    explicit OperationWalk(const trace::Trace& trace, std::optional<Interval> window = std::nullopt);

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

/// The whole walk as a vector.
std::vector<GpuOperation> gpuOperations(const trace::Trace& trace, std::optional<Interval> window = std::nullopt);

} // namespace streamscope::analysis
