// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What the rows of a trace-event file are called and in which order they stand.
#include "formats/trace_assembler.h"
#include "formats/vocabulary.h"

#include <algorithm>
#include <tuple>

namespace streamscope::formats {

using namespace trace;

namespace {

/// Devices after the host, contexts within a device, then streams; three rows of a stream side by side.
std::int64_t deviceOrder(const TrackInfo& info, int among)
{
    return (std::int64_t(1) << 40) + (std::int64_t(info.device) << 32) +
           (std::clamp<std::int64_t>(info.context, 0, 1023) << 22) +
           std::clamp<std::int64_t>(info.stream, 0, (1 << 20) - 1) * 4 + among;
}

/// Processes, then threads as they wish, then the rows of a thread side by side.
std::int64_t hostOrder(std::int64_t process, std::int64_t thread, int among)
{
    constexpr std::int64_t half = std::int64_t(1) << 33;
    return (std::clamp<std::int64_t>(process, 0, 4095) << 36) + (std::clamp(thread, -half, half - 1) + half) * 4 +
           among;
}

} // namespace

std::string TraceAssembler::textOf(Id id) const
{
    return id.isText ? m_texts[static_cast<std::size_t>(id.number)] : std::to_string(id.number);
}

/// TensorFlow, and with it JAX, says by the names of rows alone what is a GPU's stream: "Stream #13(Compute)" of
/// "/device:GPU:0", in its first years the process "/gpu:0/stream:13 Compute".
std::optional<TraceAssembler::NamedRow> TraceAssembler::namedRow(const Key& key) const
{
    const auto process = m_processNames.find(key.pid);
    if (key.row != RowKey::Class::thread || process == m_processNames.end())
        return std::nullopt;
    const std::string_view name = process->second;
    constexpr auto nowhere = std::string_view::npos;
    if (name.find("/device:GPU:") == nowhere && name.find("/gpu:") == nowhere)
        return std::nullopt;
    NamedRow row{std::max<std::int64_t>(0, deviceNumber(name)), -1};
    const auto thread = m_threadNames.find({key.pid, key.tid});
    constexpr std::string_view ofThread = "Stream #", ofProcess = "/stream:";
    if (thread != m_threadNames.end() && thread->second.starts_with(ofThread))
        row.stream = leadingNumber(std::string_view(thread->second).substr(ofThread.size()));
    else if (const std::size_t at = name.find(ofProcess); at != nowhere)
        row.stream = leadingNumber(name.substr(at + ofProcess.size()));
    return row;
}

TrackInfo TraceAssembler::describeOnDevice(const Key& key) const
{
    using Class = RowKey::Class;
    TrackInfo info;
    info.device = static_cast<std::int32_t>(std::clamp<std::int64_t>(key.device, 0, 1 << 20));
    info.context = key.context;
    info.stream = key.stream;
    info.process = "GPU " + std::to_string(info.device);
    for (const RecordedDevice& device : m_builder.info().devices)
        if (device.id == info.device)
            info.process += " · " + device.name;
    // A GPU's pid is its number, as a rule; any other tells processes apart.
    if (!key.pid.isText ? key.pid.number != key.device : deviceNumber(textOf(key.pid)) != key.device)
        info.process += " · " + processName(key.pid);
    const std::string stream = key.stream < 0 ? "device" : "stream " + std::to_string(key.stream);
    info.name = key.row == Class::gpuAnnotation     ? "annotations · " + stream
                : key.row == Class::synchronisation ? "synchronisation · " + stream
                                                    : stream;
    info.kind = key.row == Class::stream          ? TrackKind::stream
                : key.row == Class::gpuAnnotation ? TrackKind::annotation
                                                  : TrackKind::other;
    // A stream's annotations stand in front of it, its synchronisation behind.
    info.sortIndex = deviceOrder(info, key.row == Class::stream ? 1 : key.row == Class::synchronisation ? 2 : 0);
    return info;
}

std::string TraceAssembler::processName(Id pid) const
{
    const auto told = m_processNames.find(pid), label = m_processLabels.find(pid);
    std::string name = told != m_processNames.end() ? told->second : "";
    if (name.empty() && label != m_processLabels.end())
        name = label->second;
    if (name.empty())
        name = pid.isText ? textOf(pid) : "process " + textOf(pid);
    else if (!pid.isText)
        name += " (" + textOf(pid) + ")";
    return name.empty() ? "process" : name;
}

std::int64_t TraceAssembler::processOrder(Id pid) const
{
    const auto place = m_processPlaces.find(pid);
    return place == m_processPlaces.end() ? 0 : place->second;
}

TrackInfo TraceAssembler::describe(const Key& key) const
{
    using Class = RowKey::Class;
    const bool onGpu = key.row == Class::stream || key.row == Class::gpuAnnotation || key.row == Class::synchronisation;
    TrackInfo info = onGpu ? describeOnDevice(key) : TrackInfo();
    info.rank = m_facts.rank;
    info.pid = key.pid.isText ? -1 : key.pid.number;
    info.tid = key.tid.isText ? -1 : key.tid.number;
    if (onGpu)
        return info;
    info.process = processName(key.pid);
    const auto thread = m_threadNames.find({key.pid, key.tid});
    info.name = thread == m_threadNames.end() || thread->second.empty() ? "thread " + textOf(key.tid) : thread->second;
    while (info.name.ends_with(' '))
        info.name.pop_back();
    const auto track = m_tracks.find(key);
    const bool isThread = (!key.pid.isText && !key.tid.isText) ||
                          (track != m_tracks.end() && m_threadsNamedByTexts.contains(track->second));
    info.kind = isThread ? TrackKind::hostThread : TrackKind::other;
    if (key.row == Class::annotation)
        info.name = "annotations · " + info.name, info.kind = TrackKind::annotation;
    else if (key.row == Class::overhead)
        info.name = "profiler · " + info.name, info.kind = TrackKind::other;
    else if (key.row == Class::mark)
        info.name = "marks · " + info.name, info.kind = TrackKind::other;
    else if (key.row == Class::async)
        info.name = "async · " + textOf(key.tid);
    else if (key.row == Class::copyEngine)
        info.kind = TrackKind::copyEngine;
    if (const auto named = namedRow(key)) { // what is no stream there repeats what streams do, by other names
        info.device = static_cast<std::int32_t>(std::clamp<std::int64_t>(named->device, 0, 1 << 20));
        info.stream = named->stream;
        info.kind = named->stream >= 0 ? TrackKind::stream : TrackKind::annotation;
    }
    const auto order = m_threadOrder.find({key.pid, key.tid});
    const std::int64_t wished = order == m_threadOrder.end() ? info.tid : order->second;
    info.sortIndex = hostOrder(processOrder(key.pid), wished,
                               key.row == Class::thread                               ? 1
                               : key.row == Class::overhead || key.row == Class::mark ? 2
                               : key.row == Class::async                              ? 3
                                                                                      : 0);
    return info;
}

void TraceAssembler::describeTracks()
{
    if (m_facts.own)
        return;
    std::vector<std::tuple<std::int64_t, Id>> processes; // as they wish, else as they are numbered
    for (const auto& [key, id] : m_tracks) {
        const auto wished = m_processOrder.find(key.pid);
        processes.emplace_back(wished == m_processOrder.end() ? 0 : wished->second, key.pid);
    }
    std::ranges::sort(processes);
    m_processPlaces.clear();
    for (const auto& [wished, pid] : processes)
        m_processPlaces.try_emplace(pid, static_cast<std::int64_t>(m_processPlaces.size()));
    for (const auto& [key, id] : m_tracks)
        m_builder.describeTrack(id, describe(key));
}

} // namespace streamscope::formats
