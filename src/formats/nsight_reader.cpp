// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_reader.h"

#include "formats/json_text.h"
#include "formats/nsight_reading.h"

#include <filesystem>

namespace streamscope::formats {

using namespace trace;
using Rows = NsightDatabase::Rows;

namespace {

constexpr std::int64_t serial = nsightSerial;
constexpr std::uintmax_t worthAThread = 4 << 20; ///< bytes of a file

} // namespace

std::int64_t NsightReading::correlationOf(std::int64_t process, std::int64_t correlation)
{
    if (correlation < 0 || correlation >= (std::int64_t(1) << 40))
        return -1;
    // Correlations count from 1 in each process; the first process keeps its own.
    const auto place = m_processes.try_emplace(process, static_cast<std::int64_t>(m_processes.size())).first;
    return correlation + ((place->second & 0x3FFFFF) << 40);
}

NsightReading::Text& NsightReading::textOf(std::int64_t id)
{
    const auto place = m_texts.find(id);
    return place == m_texts.end() ? m_noText : place->second;
}

void NsightReading::readTexts()
{
    Rows rows = m_database.rows("StringIds", {"id", "value"});
    while (rows.next())
        if (rows.isInteger(0))
            m_texts[rows.integer(0)] = {m_builder.intern(validUtf8(rows.text(1)))};
    m_builder.trust().truncated |= rows.isBroken();
}

void NsightReading::readInfo()
{
    TraceInfo& info = m_builder.info();
    Rows gpus =
        m_database.rows("TARGET_INFO_GPU", {"id", "name", "smCount", "computeMajor", "computeMinor", "maxWarpsPerSm",
                                            "threadsPerWarp", "totalMemory", "maxRegistersPerSm", "maxShmemPerSm"});
    while (gpus.next()) {
        RecordedDevice device;
        device.id = clampedCount(gpus.integer(0));
        device.name = validUtf8(gpus.text(1));
        device.sms = clampedCount(gpus.integer(2));
        device.computeMajor = clampedCount(gpus.integer(3));
        device.computeMinor = clampedCount(gpus.integer(4));
        device.threadsPerSm = clampedCount(std::clamp<std::int64_t>(gpus.integer(5), 0, 1024) *
                                           std::clamp<std::int64_t>(gpus.integer(6, 32), 0, 1024));
        device.memoryBytes = gpus.integer(7);
        device.registersPerSm = gpus.integer(8);
        device.sharedBytesPerSm = gpus.integer(9);
        info.devices.push_back(device);
    }
    if (!info.devices.empty())
        info.deviceName = info.devices.front().name;
    Rows start = m_database.rows("TARGET_INFO_SESSION_START_TIME", {"utcEpochNs"});
    if (start.next())
        info.baseTimeNs = std::clamp<std::int64_t>(start.integer(0), 0, 4'000'000'000'000'000'000);
    for (const char* table : {"META_DATA_EXPORT", "EXPORT_META_DATA"}) {
        Rows meta = m_database.rows(table, {"name", "value"});
        while (meta.next())
            if (const std::string name = validUtf8(meta.text(0)); !name.empty() && !info.metadata.contains(name))
                appendQuoted(info.metadata[name], meta.text(1));
    }
}

void NsightReading::readProcesses()
{
    Rows processes = m_database.rows("PROCESSES", {"globalPid", "pid", "name"});
    while (processes.next())
        m_tracks.processNames[processes.integer(0) / serial % serial] = validUtf8(processes.text(2));
    Rows devices = m_database.rows("TARGET_INFO_CUDA_DEVICE", {"gpuId", "cudaId", "pid"});
    while (devices.next())
        if (devices.isInteger(0) && devices.isInteger(1) && devices.isInteger(2))
            m_tracks.gpus[{devices.integer(2), devices.integer(1)}] = devices.integer(0);
    Rows threads = m_database.rows("ThreadNames", {"nameId", "globalTid"});
    while (threads.next())
        if (const std::string_view name = m_builder.text(textOf(threads.integer(0, -1)).name); !name.empty())
            m_tracks.threadNames[threads.integer(1)] = name;
}

Result<TracePointer> NsightReading::read()
{
    const char* const tables[] = {"CUPTI_ACTIVITY_KIND_KERNEL",      "CUPTI_ACTIVITY_KIND_MEMCPY",
                                  "CUPTI_ACTIVITY_KIND_MEMSET",      "CUPTI_ACTIVITY_KIND_RUNTIME",
                                  "CUPTI_ACTIVITY_KIND_GRAPH_TRACE", "NVTX_EVENTS"};
    if (std::ranges::none_of(tables, [this](const char* table) { return m_database.hasTable(table); }))
        return Error{ErrorKind::input, m_path, "", {"formats.sqlite-no-cuda", {}}};
    std::error_code unknownSize;
    const std::uintmax_t bytes = std::filesystem::file_size(m_path, unknownSize);
    if (m_options.threads != 1 && !unknownSize && bytes > worthAThread && m_database.hasTable(runtimeTable))
        m_callsAhead.emplace(m_path, runtimeTable, callColumns(), m_options.stop);
    readTexts();
    readInfo();
    readProcesses();
    readKernels();
    readCopies();
    readMemsets();
    readGraphs();
    readCalls();
    readSynchronisations();
    readRanges();
    readOverheads();
    readMessages();
    readDependencies();
    readOthers();
    if (m_cancelled)
        return Error{ErrorKind::cancelled, m_path, "", {"formats.cancelled", {}}};
    m_tracks.tellProcessesApart();
    m_builder.info().title =
        m_options.title.empty() ? std::filesystem::path(m_path).filename().string() : m_options.title;
    m_builder.startAtZero();
    m_builder.setArgumentReader(nsightRows(m_path, std::move(m_places)));
    return m_builder.finish(m_options.threads > 0 ? m_options.threads : 2);
}

Result<TracePointer> readNsight(const std::string& path, const ReadOptions& options)
{
    Result<NsightDatabase> database = NsightDatabase::open(path, options.stop);
    if (!database)
        return database.error();
    return NsightReading(std::move(*database), path, options).read();
}

} // namespace streamscope::formats
