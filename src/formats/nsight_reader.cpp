// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_reader.h"

#include "formats/json_text.h"
#include "formats/nsight_ahead.h"
#include "formats/nsight_row_reader.h"
#include "formats/nsight_tracks.h"
#include "formats/vocabulary.h"
#include "trace/trace_builder.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <unordered_map>

namespace streamscope::formats {

using namespace trace;
using Rows = NsightDatabase::Rows;

namespace {

constexpr std::int64_t serial = nsightSerial;
constexpr const char* runtimeTable = "CUPTI_ACTIVITY_KIND_RUNTIME";
constexpr std::uintmax_t worthAThread = 4 << 20; ///< bytes of a file

enum SyncType
{
    streamWait = 2
};
enum NvtxType
{
    category = 33,
    mark = 34,
    pushPop = 59,
    startEnd = 60,
    domainCreate = 75,
    domainDestroy = 76
};

const std::vector<std::string_view>& callColumns()
{
    static const std::vector<std::string_view> columns{"start", "end", "globalTid", "correlationId", "nameId"};
    return columns;
}

std::int32_t clamped(std::int64_t value)
{
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::int32_t>::max()));
}

Memory memoryOf(std::int64_t kind)
{
    switch (kind) {
    case 0:
        return Memory::pageable;
    case 1:
        return Memory::pinned;
    case 2:
    case 3:
    case 5:
        return Memory::device;
    default:
        return Memory::unknown;
    }
}

SliceKind copyKindOf(std::int64_t kind)
{
    switch (kind) {
    case 1:
        return SliceKind::copyHostToDevice;
    case 2:
        return SliceKind::copyDeviceToHost;
    case 8:
    case 10:
        return SliceKind::copyDeviceToDevice;
    default:
        return SliceKind::copyOther;
    }
}

class NsightReading
{
public:
    NsightReading(NsightDatabase database, const std::string& path, const ReadOptions& options)
        : m_database(std::move(database)), m_path(path), m_options(options)
    {}

    Result<TracePointer> read();

private:
    struct Text ///< an entry of StringIds
    {
        NameId name = 0;
        bool classified = false;
        SliceKind kind = SliceKind::unknown;
        OperationDetails details{}; ///< of the kernel's last launch, which the next is often like
        DetailsId detailsId = 0;
    };

    void readTexts();
    void readInfo();
    void readProcesses();
    void readKernels();
    void readCopies();
    void readMemsets();
    void readGraphs();
    void readCalls();
    void readSynchronisations();
    void readRanges();
    void readOverheads();
    void readDependencies();

    /// Calls take() for each row of a table whose first two columns, start and end, are times; counts the others.
    template <class Take>
    void each(const std::string& table, const std::vector<std::string_view>& columns, Take take);
    template <class Source, class Take>
    void eachOf(Source& rows, const std::string& table, Take take);
    template <class Source>
    Slice sliceOf(const Source& rows, std::int64_t process, int correlationColumn);
    template <class Source>
    void add(TrackId track, Slice slice, const Source& rows);
    template <class Source>
    void addCall(const Source& rows);
    std::int64_t correlationOf(std::int64_t process, std::int64_t correlation);
    Text& textOf(std::int64_t id);

    NsightDatabase m_database;
    const std::string& m_path;
    const ReadOptions& m_options;
    TraceBuilder m_builder;
    RowPlaces m_places;
    std::unordered_map<std::int64_t, Text> m_texts;
    Text m_noText;
    std::unordered_map<std::int64_t, Text> m_calls; ///< names without their version, "cudaLaunchKernel_v7000"
    std::optional<RowsAhead> m_callsAhead;          ///< half of a recording's rows
    NsightTracks m_tracks{m_builder};
    std::map<std::int64_t, std::int64_t> m_processes; ///< to their order of coming
    bool m_cancelled = false;
    std::size_t m_tablesRead = 0;
};

template <class Take>
void NsightReading::each(const std::string& table, const std::vector<std::string_view>& columns, Take take)
{
    if (m_cancelled)
        return;
    Rows rows = m_database.rows(table, columns);
    eachOf(rows, table, take);
}

template <class Source, class Take>
void NsightReading::eachOf(Source& rows, const std::string& table, Take take)
{
    Trust& trust = m_builder.trust();
    m_places.stretches.push_back({static_cast<std::uint32_t>(m_places.rowIds.size()), table});
    while (rows.next()) {
        if (rows.isInteger(0) && (rows.isInteger(1) || rows.isNull(1))) {
            take(rows);
        } else {
            ++trust.malformedRecords;
            ++trust.lostRecords;
        }
    }
    m_cancelled = m_options.stop.stop_requested();
    if (rows.isBroken() && !m_cancelled) {
        ++trust.malformedRecords;
        trust.truncated = true;
    }
    constexpr double tables = 8;
    ++m_tablesRead;
    if (m_options.onProgress)
        m_options.onProgress({std::min(1.0, static_cast<double>(m_tablesRead) / tables), nullptr});
}

std::int64_t NsightReading::correlationOf(std::int64_t process, std::int64_t correlation)
{
    if (correlation < 0 || correlation >= (std::int64_t(1) << 40))
        return -1;
    // Correlations count from 1 in each process; the first process keeps its own.
    const auto place = m_processes.try_emplace(process, static_cast<std::int64_t>(m_processes.size())).first;
    return correlation + ((place->second & 0x3FFFFF) << 40);
}

template <class Source>
Slice NsightReading::sliceOf(const Source& rows, std::int64_t process, int correlationColumn)
{
    Slice slice;
    slice.startNs = rows.integer(0);
    const std::int64_t endNs = rows.integer(1, slice.startNs);
    const bool sane =
        endNs >= slice.startNs && (slice.startNs >= 0 || endNs <= std::numeric_limits<Ns>::max() + slice.startNs);
    slice.durationNs = sane ? endNs - slice.startNs : 0;
    m_builder.trust().malformedRecords += !sane;
    if (correlationColumn >= 0 && rows.isInteger(correlationColumn))
        slice.correlation = correlationOf(process, rows.integer(correlationColumn));
    return slice;
}

template <class Source>
void NsightReading::add(TrackId track, Slice slice, const Source& rows)
{
    slice.id = static_cast<std::uint32_t>(m_places.rowIds.size());
    m_places.rowIds.push_back(rows.rowId());
    m_builder.addSlice(track, slice);
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
        device.id = clamped(gpus.integer(0));
        device.name = validUtf8(gpus.text(1));
        device.sms = clamped(gpus.integer(2));
        device.computeMajor = clamped(gpus.integer(3));
        device.computeMinor = clamped(gpus.integer(4));
        device.threadsPerSm = clamped(std::clamp<std::int64_t>(gpus.integer(5), 0, 1024) *
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
            if (!meta.text(0).empty())
                appendQuoted(info.metadata[validUtf8(meta.text(0))], meta.text(1));
    }
}

void NsightReading::readProcesses()
{
    Rows processes = m_database.rows("PROCESSES", {"globalPid", "pid", "name"});
    while (processes.next())
        m_tracks.processNames[processes.integer(0) / serial % serial] = validUtf8(processes.text(2));
    Rows threads = m_database.rows("ThreadNames", {"nameId", "globalTid"});
    while (threads.next())
        if (const std::string_view name = m_builder.text(textOf(threads.integer(0, -1)).name); !name.empty())
            m_tracks.threadNames[threads.integer(1)] = name;
}

void NsightReading::readKernels()
{
    each("CUPTI_ACTIVITY_KIND_KERNEL",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "demangledName",
          "shortName", "registersPerThread", "gridX", "gridY", "gridZ", "blockX", "blockY", "blockZ",
          "staticSharedMemory", "dynamicSharedMemory"},
         [this](const Rows& rows) {
             const std::int64_t process = rows.integer(6) / serial % serial;
             Slice slice = sliceOf(rows, process, 5);
             Text& text = textOf(rows.integer(rows.isInteger(7) ? 7 : 8, -1));
             slice.name = text.name;
             if (!text.classified) {
                 text.classified = true;
                 text.kind = classify(Category::kernel, m_builder.text(text.name));
             }
             slice.kind = isKernel(text.kind) ? text.kind : SliceKind::kernelOther;
             OperationDetails d;
             d.registersPerThread = clamped(rows.integer(9));
             d.grid = {clamped(rows.integer(10)), clamped(rows.integer(11)), clamped(rows.integer(12))};
             d.block = {clamped(rows.integer(13)), clamped(rows.integer(14)), clamped(rows.integer(15))};
             d.staticSharedBytes = clamped(rows.integer(16));
             d.dynamicSharedBytes = clamped(rows.integer(17));
             if (!(d == text.details)) {
                 text.details = d;
                 text.detailsId = m_builder.addDetails(d);
             }
             slice.details = text.detailsId;
             add(m_tracks.ofDevice(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4)),
                 slice, rows);
         });
}

void NsightReading::readCopies()
{
    std::map<std::tuple<SliceKind, Memory, Memory>, NameId> names;
    each("CUPTI_ACTIVITY_KIND_MEMCPY",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "bytes", "copyKind",
          "srcKind", "dstKind"},
         [this, &names](const Rows& rows) {
             const std::int64_t process = rows.integer(6) / serial % serial;
             Slice slice = sliceOf(rows, process, 5);
             slice.kind = copyKindOf(rows.integer(8));
             OperationDetails d;
             d.bytes = std::max<std::int64_t>(0, rows.integer(7));
             d.source = memoryOf(rows.integer(9, -1));
             d.target = memoryOf(rows.integer(10, -1));
             slice.details = m_builder.addDetails(d);
             NameId& name = names[{slice.kind, d.source, d.target}];
             if (name == 0)
                 name = m_builder.intern(copyName(slice.kind, d.source, d.target));
             slice.name = name;
             add(m_tracks.ofDevice(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4)),
                 slice, rows);
         });
}

void NsightReading::readMemsets()
{
    each("CUPTI_ACTIVITY_KIND_MEMSET",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "bytes", "memKind"},
         [this, name = m_builder.intern("Memset (Device)")](const Rows& rows) {
             const std::int64_t process = rows.integer(6) / serial % serial;
             Slice slice = sliceOf(rows, process, 5);
             slice.kind = SliceKind::memset;
             slice.name = name;
             OperationDetails d;
             d.bytes = std::max<std::int64_t>(0, rows.integer(7));
             d.target = memoryOf(rows.integer(8, -1));
             slice.details = m_builder.addDetails(d);
             add(m_tracks.ofDevice(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4)),
                 slice, rows);
         });
}

/// Graphs that were traced as a whole: one operation stands for all their nodes.
void NsightReading::readGraphs()
{
    each("CUPTI_ACTIVITY_KIND_GRAPH_TRACE",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "graphId"},
         [this](const Rows& rows) {
             const std::int64_t process = rows.integer(6) / serial % serial;
             Slice slice = sliceOf(rows, process, 5);
             slice.kind = SliceKind::kernelOther;
             slice.name = m_builder.intern("CUDA graph " + std::to_string(rows.integer(7)));
             add(m_tracks.ofDevice(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4)),
                 slice, rows);
         });
}

template <class Source>
void NsightReading::addCall(const Source& rows)
{
    const std::int64_t thread = rows.integer(2);
    Slice slice = sliceOf(rows, thread / serial % serial, 3);
    Text& call = m_calls[rows.integer(4, -1)];
    if (!call.classified) {
        std::string_view name = m_builder.text(textOf(rows.integer(4, -1)).name);
        const std::size_t version = name.rfind("_v");
        if (version != std::string_view::npos && version + 2 < name.size() &&
            name.find_first_not_of("0123456789", version + 2) == std::string_view::npos)
            name = name.substr(0, version);
        call = {m_builder.intern(std::string(name)), true, classify(Category::runtime, name)};
    }
    slice.name = call.name;
    slice.kind = call.kind;
    add(m_tracks.ofThread(TrackKind::hostThread, thread), slice, rows);
}

void NsightReading::readCalls()
{
    if (m_cancelled)
        return;
    if (m_callsAhead)
        eachOf(*m_callsAhead, runtimeTable, [this](const RowsAhead& rows) { addCall(rows); });
    else
        each(runtimeTable, callColumns(), [this](const Rows& rows) { addCall(rows); });
    each("CUPTI_ACTIVITY_KIND_DRIVER", callColumns(), [this](const Rows& rows) { addCall(rows); });
}

void NsightReading::readSynchronisations()
{
    const NameId names[] = {m_builder.intern("Synchronisation"), m_builder.intern("Event Sync"),
                            m_builder.intern("Stream Wait Event"), m_builder.intern("Stream Sync"),
                            m_builder.intern("Context Sync")};
    each("CUPTI_ACTIVITY_KIND_SYNCHRONIZATION",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "syncType"},
         [&](const Rows& rows) {
             const std::int64_t process = rows.integer(6) / serial % serial, type = rows.integer(7);
             Slice slice = sliceOf(rows, process, 5);
             slice.name = names[type >= 1 && type <= 4 ? type : 0];
             slice.kind = type == streamWait ? SliceKind::eventWait : SliceKind::unknown;
             const TrackKind row = type == streamWait ? TrackKind::stream : TrackKind::other;
             add(m_tracks.ofDevice(row, process, rows.integer(2), rows.integer(3), rows.integer(4)), slice, rows);
         });
}

void NsightReading::readRanges()
{
    each("NVTX_EVENTS", {"start", "end", "eventType", "text", "textId", "globalTid"}, [this](const Rows& rows) {
        const std::int64_t type = rows.integer(2);
        if (type != pushPop && type != startEnd && type != mark) {
            const bool names = type == category || type == domainCreate || type == domainDestroy;
            m_builder.trust().unknownRecords += !names;
            return;
        }
        Slice slice = sliceOf(rows, 0, -1);
        slice.kind = type == mark ? SliceKind::unknown : SliceKind::annotation;
        slice.name =
            rows.text(3).empty() ? textOf(rows.integer(4, -1)).name : m_builder.intern(validUtf8(rows.text(3)));
        m_builder.trust().malformedRecords += type != mark && rows.isNull(1); // never ended
        const TrackKind kind = type == mark ? TrackKind::other : TrackKind::annotation;
        const char* prefix = type == mark ? "marks · " : type == pushPop ? "annotations · " : "ranges · ";
        add(m_tracks.ofThread(kind, rows.integer(5), prefix), slice, rows);
    });
}

void NsightReading::readOverheads()
{
    each("PROFILER_OVERHEAD", {"start", "end", "globalTid", "nameId"}, [this](const Rows& rows) {
        Slice slice = sliceOf(rows, 0, -1);
        slice.kind = SliceKind::overhead;
        slice.name = textOf(rows.integer(3, -1)).name;
        add(m_tracks.ofThread(TrackKind::other, rows.integer(2), "profiler · "), slice, rows);
    });
}

/// A wait names the record it waits for by a number both share (schemas that have it).
void NsightReading::readDependencies()
{
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> records;
    Rows events = m_database.rows("CUPTI_ACTIVITY_KIND_CUDA_EVENT", {"eventSyncId", "correlationId", "globalPid"});
    while (events.next()) {
        const std::int64_t process = events.integer(2) / serial % serial;
        if (events.isInteger(0) && events.isInteger(1))
            records[{process, events.integer(0)}] = correlationOf(process, events.integer(1));
    }
    if (records.empty())
        return;
    Rows waits = m_database.rows("CUPTI_ACTIVITY_KIND_SYNCHRONIZATION",
                                 {"eventSyncId", "correlationId", "globalPid", "syncType"});
    while (waits.next()) {
        const std::int64_t process = waits.integer(2) / serial % serial;
        const auto record = records.find({process, waits.integer(0, -1)});
        if (waits.integer(3) == streamWait && record != records.end())
            m_builder.addDependency(record->second, correlationOf(process, waits.integer(1, -1)));
    }
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
    readDependencies();
    if (m_cancelled)
        return Error{ErrorKind::cancelled, m_path, "", {"formats.cancelled", {}}};
    m_builder.info().title = std::filesystem::path(m_path).filename().string();
    m_builder.startAtZero();
    m_builder.setArgumentReader(nsightRows(m_path, std::move(m_places)));
    return m_builder.finish(m_options.threads > 0 ? m_options.threads : 2);
}

} // namespace

Result<TracePointer> readNsight(const std::string& path, const ReadOptions& options)
{
    Result<NsightDatabase> database = NsightDatabase::open(path, options.stop);
    if (!database)
        return database.error();
    return NsightReading(std::move(*database), path, options).read();
}

} // namespace streamscope::formats
