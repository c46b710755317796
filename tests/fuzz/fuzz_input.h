// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace streamscope::fuzz {

/// The input as a file in memory, gone with this object.
class InputFile
{
public:
    InputFile(const std::uint8_t* data, std::size_t size)
        : m_path("/dev/shm/streamscope-fuzz-" + std::to_string(::getpid()))
    {
        if (std::FILE* file = std::fopen(m_path.c_str(), "wb")) {
            std::fwrite(data, 1, size, file);
            std::fclose(file);
        }
    }
    ~InputFile() { std::remove(m_path.c_str()); }
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

/// What holds of every trace, however it came about; ends the process where it does not.
inline void check(const trace::Trace& trace)
{
    const auto require = [](bool holds) {
        if (!holds)
            std::abort();
    };
    for (const trace::Track& track : trace.tracks()) {
        for (std::size_t i = 0; i < track.size(); ++i) {
            require(track.durationNs[i] >= 0);
            require(i == 0 || track.startNs[i - 1] <= track.startNs[i]);
            require(track.depth[i] < track.depths);
            (void)trace.name(track.name[i]);
            (void)trace.details(track.details[i]);
        }
        if (track.size() > 0) {
            const Ns from = track.startNs.front(), to = track.maxEndNs.back();
            require(track.busyNs(from, to) >= 0 && track.busyNs(from, to) <= to - from);
            const auto [first, last] = track.window(from, to + 1);
            require(first <= last && last == track.size());
            (void)trace.correlated(track.correlation.front());
            (void)trace.find(track.id.back());
        }
    }
    if (trace.sliceCount() > 0)
        for (trace::TrackId t = 0; t < trace.tracks().size(); ++t)
            if (trace.tracks()[t].size() > 0)
                (void)trace.arguments({t, 0});
}

} // namespace streamscope::fuzz
