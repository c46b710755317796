// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_tracks.h"

#include <algorithm>
#include <limits>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr std::int64_t deviceWide = 4294967295;
constexpr std::int64_t serial = nsightSerial;

} // namespace

TrackId NsightTracks::ofDevice(TrackKind kind, std::int64_t process, std::int64_t device, std::int64_t context,
                               std::int64_t stream)
{
    if (stream == deviceWide)
        stream = -1;
    const DeviceKey key{kind, process, device, context, stream};
    if (key == m_lastDevice)
        return m_lastDeviceTrack;
    m_lastDevice = key;
    return m_lastDeviceTrack = findDevice(kind, process, device, context, stream);
}

TrackId NsightTracks::findDevice(TrackKind kind, std::int64_t process, std::int64_t device, std::int64_t context,
                                 std::int64_t stream)
{
    if (const auto gpu = gpus.find({process, device}); gpu != gpus.end())
        device = gpu->second;
    const auto [place, isNew] = m_tracks.try_emplace({kind, process, device, context, stream, ""}, 0);
    if (!isNew)
        return place->second;
    TrackInfo info;
    info.kind = kind;
    info.pid = process;
    info.tid = stream;
    info.device =
        static_cast<std::int32_t>(std::clamp<std::int64_t>(device, 0, std::numeric_limits<std::int32_t>::max()));
    info.context = context;
    info.stream = stream;
    info.name = stream < 0 ? "device" : "stream " + std::to_string(stream);
    if (kind != TrackKind::stream)
        info.name = "synchronisation · " + info.name;
    info.process = "GPU " + std::to_string(info.device);
    for (const RecordedDevice& known : m_builder.info().devices)
        if (known.id == info.device)
            info.process += " · " + known.name;
    info.sortIndex = (std::int64_t(1) << 40) + (std::int64_t(info.device) << 32) +
                     (std::clamp<std::int64_t>(context, 0, 1023) << 22) +
                     std::clamp<std::int64_t>(stream, 0, (1 << 20) - 1) * 4 + (kind == TrackKind::stream);
    place->second = m_builder.addTrack(info);
    m_deviceRows.emplace_back(place->second, info);
    return place->second;
}

void NsightTracks::tellProcessesApart()
{
    const auto isOfFirst = [this](const auto& row) { return row.second.pid == m_deviceRows.front().second.pid; };
    if (std::ranges::all_of(m_deviceRows, isOfFirst))
        return;
    for (auto& [track, info] : m_deviceRows) {
        const auto name = processNames.find(info.pid);
        info.process += " · " + (name == processNames.end() ? "process " + std::to_string(info.pid)
                                                            : name->second + " (" + std::to_string(info.pid) + ")");
        m_builder.describeTrack(track, info);
    }
}

TrackId NsightTracks::ofThread(TrackKind kind, std::int64_t globalTid, const char* prefix)
{
    const ThreadKey key{kind, globalTid, prefix};
    if (key == m_lastThread)
        return m_lastThreadTrack;
    m_lastThread = key;
    return m_lastThreadTrack = findThread(kind, globalTid, prefix);
}

TrackId NsightTracks::findThread(TrackKind kind, std::int64_t globalTid, const char* prefix)
{
    const auto [place, isNew] = m_tracks.try_emplace({kind, globalTid, -1, -1, -1, prefix}, 0);
    if (!isNew)
        return place->second;
    TrackInfo info;
    info.kind = kind;
    info.pid = globalTid / serial % serial;
    info.tid = globalTid % serial;
    const auto process = processNames.find(info.pid);
    info.process =
        (process == processNames.end() ? "process" : process->second) + " (" + std::to_string(info.pid) + ")";
    const auto thread = threadNames.find(globalTid);
    info.name = info.tid == 0 ? "process" : "thread " + std::to_string(info.tid); // not all say which
    if (thread != threadNames.end())
        info.name += " (" + thread->second + ")";
    info.name = prefix + info.name;
    info.sortIndex = info.tid * 4 + (kind == TrackKind::hostThread) + 2 * (kind == TrackKind::other);
    return place->second = m_builder.addTrack(info);
}

} // namespace streamscope::formats
