// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_reader.h"

#include "formats/json_text.h"
#include "formats/nsight_database.h"
#include "formats/vocabulary.h"
#include "trace/trace_builder.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <mutex>
#include <tuple>
#include <unordered_map>

namespace streamscope::formats {

using namespace trace;
using Rows = NsightDatabase::Rows;

namespace {

constexpr std::int64_t deviceWide = 4294967295;
constexpr std::int64_t serial = 0x1000000; ///< how pids and tids are packed into global ids

enum SyncType
{
    streamWait = 2
};
enum NvtxType
{
    mark = 34,
    pushPop = 59,
    startEnd = 60
};

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

/// Where the slices came from, so that their rows can be looked at later.
struct RowPlaces
{
    struct Stretch
    {
        std::uint32_t firstId = 0;
        std::string table;
    };
    std::vector<Stretch> stretches;
    std::vector<std::int64_t> rowIds;
};

/// Reads a slice's row when somebody looks at it; from any thread.
class RowReader
{
public:
    RowReader(std::string path, RowPlaces places) : m_path(std::move(path)), m_places(std::move(places)) {}

    std::vector<std::pair<std::string, std::string>> read(std::uint32_t id)
    {
        const auto after = std::ranges::upper_bound(m_places.stretches, id, {}, &RowPlaces::Stretch::firstId);
        if (id >= m_places.rowIds.size() || after == m_places.stretches.begin())
            return {};
        const std::string& table = std::prev(after)->table;
        const std::lock_guard lock(m_mutex);
        if (!m_database)
            m_database.emplace(NsightDatabase::open(m_path));
        std::vector<std::pair<std::string, std::string>> fields;
        if (*m_database)
            fields = (*m_database)->row(table, m_places.rowIds[id]);
        fields.insert(fields.begin(), {"row", "\"" + table + ":" + std::to_string(m_places.rowIds[id]) + "\""});
        return fields;
    }

private:
    std::string m_path;
    RowPlaces m_places;
    std::mutex m_mutex;
    std::optional<Result<NsightDatabase>> m_database;
};

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
    void each(const std::string& table, std::initializer_list<std::string_view> columns, Take take);
    Slice sliceOf(const Rows& rows, std::int64_t process, int correlationColumn);
    void add(TrackId track, Slice slice, const Rows& rows);
    TrackId deviceTrack(TrackKind kind, std::int64_t process, std::int64_t device, std::int64_t context,
                        std::int64_t stream);
    TrackId findDeviceTrack(TrackKind kind, std::int64_t process, std::int64_t device, std::int64_t context,
                            std::int64_t stream);
    TrackId threadTrack(TrackKind kind, std::int64_t globalTid, const char* prefix = "");
    TrackId findThreadTrack(TrackKind kind, std::int64_t globalTid, const char* prefix);
    std::int64_t correlationOf(std::int64_t process, std::int64_t correlation);
    Text& textOf(std::int64_t id);

    NsightDatabase m_database;
    const std::string& m_path;
    const ReadOptions& m_options;
    TraceBuilder m_builder;
    RowPlaces m_places;
    std::unordered_map<std::int64_t, Text> m_texts;
    Text m_noText;
    std::map<std::int64_t, std::string> m_processNames, m_threadNames;
    std::map<std::int64_t, std::int64_t> m_processes; ///< to their order of coming
    std::map<std::tuple<TrackKind, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::string>, TrackId>
        m_tracks;
    // Rows of one track come in stretches.
    using DeviceKey = std::tuple<TrackKind, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
    using ThreadKey = std::tuple<TrackKind, std::int64_t, const char*>;
    std::optional<DeviceKey> m_lastDevice;
    std::optional<ThreadKey> m_lastThread;
    TrackId m_lastDeviceTrack = 0, m_lastThreadTrack = 0;
    bool m_cancelled = false;
    std::size_t m_tablesRead = 0;
};

template <class Take>
void NsightReading::each(const std::string& table, std::initializer_list<std::string_view> columns, Take take)
{
    if (m_cancelled)
        return;
    Trust& trust = m_builder.trust();
    Rows rows = m_database.rows(table, columns);
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

Slice NsightReading::sliceOf(const Rows& rows, std::int64_t process, int correlationColumn)
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

void NsightReading::add(TrackId track, Slice slice, const Rows& rows)
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

TrackId NsightReading::deviceTrack(TrackKind kind, std::int64_t process, std::int64_t device, std::int64_t context,
                                   std::int64_t stream)
{
    if (stream == deviceWide)
        stream = -1;
    const DeviceKey key{kind, process, device, context, stream};
    if (key == m_lastDevice)
        return m_lastDeviceTrack;
    m_lastDevice = key;
    return m_lastDeviceTrack = findDeviceTrack(kind, process, device, context, stream);
}

TrackId NsightReading::findDeviceTrack(TrackKind kind, std::int64_t process, std::int64_t device, std::int64_t context,
                                       std::int64_t stream)
{
    const auto [place, isNew] = m_tracks.try_emplace({kind, process, device, context, stream, ""}, 0);
    if (!isNew)
        return place->second;
    TrackInfo info;
    info.kind = kind;
    info.pid = process;
    info.tid = stream;
    info.device = clamped(device);
    info.context = context;
    info.stream = stream;
    info.name = stream < 0 ? "device" : "stream " + std::to_string(stream);
    if (kind != TrackKind::stream)
        info.name = "synchronisation · " + info.name;
    info.process = "GPU " + std::to_string(info.device);
    for (const RecordedDevice& known : m_builder.info().devices)
        if (known.id == info.device)
            info.process += " · " + known.name;
    if (m_processNames.size() > 1)
        info.process += " · process " + std::to_string(process);
    info.sortIndex = (std::int64_t(1) << 40) + (std::int64_t(info.device) << 32) +
                     (std::clamp<std::int64_t>(context, 0, 1023) << 22) +
                     std::clamp<std::int64_t>(stream, 0, (1 << 20) - 1) * 4 + (kind == TrackKind::stream);
    return place->second = m_builder.addTrack(info);
}

TrackId NsightReading::threadTrack(TrackKind kind, std::int64_t globalTid, const char* prefix)
{
    const ThreadKey key{kind, globalTid, prefix};
    if (key == m_lastThread)
        return m_lastThreadTrack;
    m_lastThread = key;
    return m_lastThreadTrack = findThreadTrack(kind, globalTid, prefix);
}

TrackId NsightReading::findThreadTrack(TrackKind kind, std::int64_t globalTid, const char* prefix)
{
    const auto [place, isNew] = m_tracks.try_emplace({kind, globalTid, -1, -1, -1, prefix}, 0);
    if (!isNew)
        return place->second;
    TrackInfo info;
    info.kind = kind;
    info.pid = globalTid / serial % serial;
    info.tid = globalTid % serial;
    const auto process = m_processNames.find(info.pid);
    info.process =
        (process == m_processNames.end() ? "process" : process->second) + " (" + std::to_string(info.pid) + ")";
    const auto thread = m_threadNames.find(globalTid);
    info.name = "thread " + std::to_string(info.tid);
    if (thread != m_threadNames.end())
        info.name += " (" + thread->second + ")";
    info.name = prefix + info.name;
    info.sortIndex = info.tid * 4 + (kind == TrackKind::hostThread) + 2 * (kind == TrackKind::other);
    return place->second = m_builder.addTrack(info);
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
        m_processNames[processes.integer(0) / serial % serial] = validUtf8(processes.text(2));
    Rows threads = m_database.rows("ThreadNames", {"nameId", "globalTid"});
    while (threads.next())
        if (const std::string_view name = m_builder.text(textOf(threads.integer(0, -1)).name); !name.empty())
            m_threadNames[threads.integer(1)] = name;
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
             slice.details = m_builder.addDetails(d);
             add(deviceTrack(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4)), slice,
                 rows);
         });
}

void NsightReading::readCopies()
{
    each("CUPTI_ACTIVITY_KIND_MEMCPY",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "bytes", "copyKind",
          "srcKind", "dstKind"},
         [this](const Rows& rows) {
             const std::int64_t process = rows.integer(6) / serial % serial;
             Slice slice = sliceOf(rows, process, 5);
             slice.kind = copyKindOf(rows.integer(8));
             OperationDetails d;
             d.bytes = std::max<std::int64_t>(0, rows.integer(7));
             d.source = memoryOf(rows.integer(9, -1));
             d.target = memoryOf(rows.integer(10, -1));
             slice.details = m_builder.addDetails(d);
             slice.name = m_builder.intern(copyName(slice.kind, d.source, d.target));
             add(deviceTrack(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4)), slice,
                 rows);
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
             add(deviceTrack(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4)), slice,
                 rows);
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
             add(deviceTrack(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4)), slice,
                 rows);
         });
}

void NsightReading::readCalls()
{
    std::unordered_map<std::int64_t, Text> calls; // names without their version, "cudaLaunchKernel_v7000"
    for (const char* table : {"CUPTI_ACTIVITY_KIND_RUNTIME", "CUPTI_ACTIVITY_KIND_DRIVER"})
        each(table, {"start", "end", "globalTid", "correlationId", "nameId"}, [&](const Rows& rows) {
            const std::int64_t thread = rows.integer(2);
            Slice slice = sliceOf(rows, thread / serial % serial, 3);
            Text& call = calls[rows.integer(4, -1)];
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
            add(threadTrack(TrackKind::hostThread, thread), slice, rows);
        });
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
             add(deviceTrack(row, process, rows.integer(2), rows.integer(3), rows.integer(4)), slice, rows);
         });
}

void NsightReading::readRanges()
{
    each("NVTX_EVENTS", {"start", "end", "eventType", "text", "textId", "globalTid"}, [this](const Rows& rows) {
        const std::int64_t type = rows.integer(2);
        if (type != pushPop && type != startEnd && type != mark)
            return; // names of domains and categories
        Slice slice = sliceOf(rows, 0, -1);
        slice.kind = type == mark ? SliceKind::unknown : SliceKind::annotation;
        slice.name =
            rows.text(3).empty() ? textOf(rows.integer(4, -1)).name : m_builder.intern(validUtf8(rows.text(3)));
        m_builder.trust().malformedRecords += type != mark && rows.isNull(1); // never ended
        const TrackKind kind = type == mark ? TrackKind::other : TrackKind::annotation;
        const char* prefix = type == mark ? "marks · " : type == pushPop ? "annotations · " : "ranges · ";
        add(threadTrack(kind, rows.integer(5), prefix), slice, rows);
    });
}

void NsightReading::readOverheads()
{
    each("PROFILER_OVERHEAD", {"start", "end", "globalTid", "nameId"}, [this](const Rows& rows) {
        Slice slice = sliceOf(rows, 0, -1);
        slice.kind = SliceKind::overhead;
        slice.name = textOf(rows.integer(3, -1)).name;
        add(threadTrack(TrackKind::other, rows.integer(2), "profiler · "), slice, rows);
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
    m_builder.setArgumentReader(
        [rows = std::make_shared<RowReader>(m_path, std::move(m_places))](std::uint32_t id) { return rows->read(id); });
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
