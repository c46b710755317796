// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace_builder.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace streamscope::formats {

/// How Nsight packs pids and tids into global ids.
constexpr std::int64_t nsightSerial = 0x1000000;

/// The rows of an Nsight export: by process, device, context and stream; by thread.
class NsightTracks
{
public:
    explicit NsightTracks(trace::TraceBuilder& builder) : m_builder(builder) {}

    trace::TrackId ofDevice(trace::TrackKind kind, std::int64_t process, std::int64_t device, std::int64_t context,
                            std::int64_t stream);
    /// `prefix` tells rows of a thread apart; it must live as long as this.
    trace::TrackId ofThread(trace::TrackKind kind, std::int64_t globalTid, const char* prefix = "");

    /// Where several processes used GPUs, their rows say whose they are.
    void tellProcessesApart();

    std::map<std::int64_t, std::string> processNames, threadNames; ///< by pid; by global tid
    /// The GPU that a process counts as its CUDA device: CUDA_VISIBLE_DEVICES gives each process numbers of its own.
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> gpus;

private:
    trace::TrackId findDevice(trace::TrackKind kind, std::int64_t process, std::int64_t device, std::int64_t context,
                              std::int64_t stream);
    trace::TrackId findThread(trace::TrackKind kind, std::int64_t globalTid, const char* prefix);

    trace::TraceBuilder& m_builder;
    std::map<std::tuple<trace::TrackKind, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::string>,
             trace::TrackId>
        m_tracks;
    std::vector<std::pair<trace::TrackId, trace::TrackInfo>> m_deviceRows;
    // Rows of one track come in stretches.
    using DeviceKey = std::tuple<trace::TrackKind, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
    using ThreadKey = std::tuple<trace::TrackKind, std::int64_t, const char*>;
    std::optional<DeviceKey> m_lastDevice;
    std::optional<ThreadKey> m_lastThread;
    trace::TrackId m_lastDeviceTrack = 0, m_lastThreadTrack = 0;
};

} // namespace streamscope::formats
