// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstdint>
#include <string>
#include <vector>

namespace streamscope::formats {

/// One (pid, tid) of a written file.
struct WrittenRow
{
    std::uint32_t pid = 0;
    std::uint32_t tid = 0;
};

/// Where each slice of a trace goes in a trace-event file: pids and tids in 0…2³²−1, each row strictly nested, no two
/// tracks on one row. A GPU's pid is its index, a stream's tid its number, wherever these are free.
struct WrittenRows
{
    struct OfTrack
    {
        std::vector<WrittenRow> rows;          ///< at least one
        std::vector<std::uint32_t> rowOfSlice; ///< empty: the slice's depth (streams) or row 0
        std::int64_t stream = -1;              ///< args.stream: over 0 for every stream
    };
    std::vector<OfTrack> tracks;
};

WrittenRows layOutRows(const trace::Trace& trace);

} // namespace streamscope::formats
