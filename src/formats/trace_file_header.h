// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace streamscope::formats {

/// What stands around a traceEvents array, and where the array begins.
struct TraceFileHeader
{
    enum class State
    {
        events,     ///< `eventsAt` is the place after the array's opening bracket
        incomplete, ///< the text ends before
        noEvents,   ///< an object that closes without traceEvents, or no JSON: `eventsAt` is where
    };
    State state = State::incomplete;
    std::size_t eventsAt = 0;
    bool bareArray = false;
    std::vector<std::pair<std::string, std::string>> fields; ///< key, JSON text
    std::int64_t stray = 0;                                  ///< values without a key
};

/// Reads the front of a file. The text has scan::padding readable bytes behind it.
TraceFileHeader readHeader(std::string_view text);

/// The fields after the array; `text` starts behind its closing bracket.
struct TraceFileTail
{
    enum class State
    {
        closed, ///< the object's end
        events, ///< a further traceEvents array
        cut,    ///< the text ends before, or is no JSON
    };
    State state = State::cut;
    std::size_t endsAt = 0; ///< after the object's, or the array's opening, bracket
    std::vector<std::pair<std::string, std::string>> fields;
    std::int64_t stray = 0; ///< values without a key
};
TraceFileTail readTail(std::string_view text);

/// A track of a file that Streamscope wrote, with the rows it was written to.
struct OwnTrack
{
    trace::TrackInfo info;
    std::vector<std::pair<std::int64_t, std::int64_t>> rows; ///< pid, tid
};

/// What the fields come to.
struct TraceFileFacts
{
    bool own = false;         ///< written by Streamscope
    bool hasBaseTime = false; ///< times are relative to info.baseTimeNs
    std::int32_t rank = 0;
    std::vector<OwnTrack> tracks;
    std::vector<trace::Dependency> dependencies;
};
void applyFields(const std::vector<std::pair<std::string, std::string>>& fields, trace::TraceInfo& info,
                 trace::Trust& trust, TraceFileFacts& facts);

} // namespace streamscope::formats
