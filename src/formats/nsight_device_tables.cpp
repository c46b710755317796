// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The tables of an Nsight export that tell what streams did.
#include "formats/nsight_reading.h"
#include "formats/vocabulary.h"

namespace streamscope::formats {

using namespace trace;
using Rows = NsightDatabase::Rows;

namespace {

constexpr std::int64_t peerToPeer = 10; ///< kind of a copy

enum SyncType
{
    streamWait = 2
};

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
    case 3:  // to an array
    case 11: // of managed memory
        return SliceKind::copyHostToDevice;
    case 2:
    case 4:
    case 12:
        return SliceKind::copyDeviceToHost;
    case 5:
    case 6:
    case 7:
    case 8:
    case peerToPeer:
    case 13:
        return SliceKind::copyDeviceToDevice;
    default:
        return SliceKind::copyOther;
    }
}

} // namespace

/// The row's process; where it does not say, that of all calls, if they are of one.
std::int64_t NsightReading::processOf(const Rows& rows, int column)
{
    if (const std::int64_t global = rows.integer(column, -1); global >= 0)
        return global / nsightSerial % nsightSerial;
    if (!m_onlyProcess) {
        std::set<std::int64_t> processes;
        Rows calls = m_database.rows(runtimeTable, {"globalTid"});
        while (processes.size() < 2 && calls.next())
            processes.insert(calls.integer(0) / nsightSerial % nsightSerial);
        m_onlyProcess = processes.size() == 1 ? *processes.begin() : 0;
    }
    return *m_onlyProcess;
}

/// Of rows whose third to fifth columns are device, context and stream; those that do not say it share a row.
TrackId NsightReading::streamOf(const Rows& rows, std::int64_t process)
{
    const bool isOdd = !rows.isInteger(3) && !rows.isNull(3); // a context need not be said
    m_builder.trust().malformedRecords += !rows.isInteger(2) || !rows.isInteger(4) || isOdd;
    return m_tracks.ofDevice(TrackKind::stream, process, rows.integer(2), rows.integer(3), rows.integer(4));
}

/// An operation of `details`, perhaps a node of a graph.
void NsightReading::addNode(const Rows& rows, int nodeColumn, std::int64_t process, Slice slice,
                            const OperationDetails& details)
{
    const TrackId track = streamOf(rows, process);
    const std::int64_t node = rows.has(nodeColumn) ? rows.integer(nodeColumn) : 0;
    slice.details = m_twins.detailsOf(m_builder, track, slice, details, node);
    add(track, slice, rows);
}

void NsightReading::readKernels()
{
    each("CUPTI_ACTIVITY_KIND_KERNEL",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "demangledName",
          "shortName", "registersPerThread", "gridX", "gridY", "gridZ", "blockX", "blockY", "blockZ",
          "staticSharedMemory", "dynamicSharedMemory", "graphNodeId"},
         [this](const Rows& rows) {
             const std::int64_t process = processOf(rows, 6);
             Slice slice = sliceOf(rows, process, 5);
             Text& text = textOf(rows.integer(rows.isInteger(7) ? 7 : 8, -1));
             slice.name = text.name != 0 ? text.name : m_builder.intern("kernel");
             m_builder.trust().malformedRecords += text.name == 0;
             if (!text.classified) {
                 text.classified = true;
                 text.kind = classify(Category::kernel, m_builder.text(text.name));
             }
             slice.kind = isKernel(text.kind) ? text.kind : SliceKind::kernelOther;
             OperationDetails d;
             d.registersPerThread = clampedCount(rows.integer(9));
             d.grid = {clampedCount(rows.integer(10)), clampedCount(rows.integer(11)), clampedCount(rows.integer(12))};
             d.block = {clampedCount(rows.integer(13)), clampedCount(rows.integer(14)), clampedCount(rows.integer(15))};
             d.staticSharedBytes = clampedCount(rows.integer(16));
             d.dynamicSharedBytes = clampedCount(rows.integer(17));
             if (!(d == text.details)) {
                 text.details = d;
                 text.detailsId = m_builder.addDetails(d);
             }
             slice.details = text.detailsId;
             addNode(rows, 18, process, slice, d);
         });
}

void NsightReading::readCopies()
{
    std::map<std::tuple<SliceKind, Memory, Memory, bool>, NameId> names;
    each("CUPTI_ACTIVITY_KIND_MEMCPY",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "bytes", "copyKind",
          "srcKind", "dstKind", "graphNodeId"},
         [this, &names](const Rows& rows) {
             const std::int64_t process = processOf(rows, 6);
             Slice slice = sliceOf(rows, process, 5);
             slice.kind = copyKindOf(rows.integer(8));
             const bool isPeer = rows.integer(8) == peerToPeer;
             OperationDetails d;
             d.bytes = std::max<std::int64_t>(0, rows.integer(7));
             d.source = memoryOf(rows.integer(9, -1));
             d.target = memoryOf(rows.integer(10, -1));
             NameId& name = names[{slice.kind, d.source, d.target, isPeer}];
             if (name == 0) {
                 std::string text = copyName(slice.kind, d.source, d.target);
                 if (isPeer)
                     text.replace(text.find("DtoD"), 4, "PtoP");
                 name = m_builder.intern(text);
             }
             slice.name = name;
             slice.details = m_builder.addDetails(d);
             addNode(rows, 11, process, slice, d);
         });
}

void NsightReading::readMemsets()
{
    each("CUPTI_ACTIVITY_KIND_MEMSET",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "bytes", "memKind",
          "graphNodeId"},
         [this, name = m_builder.intern("Memset (Device)")](const Rows& rows) {
             const std::int64_t process = processOf(rows, 6);
             Slice slice = sliceOf(rows, process, 5);
             slice.kind = SliceKind::memset;
             slice.name = name;
             OperationDetails d;
             d.bytes = std::max<std::int64_t>(0, rows.integer(7));
             d.target = memoryOf(rows.integer(8, -1));
             slice.details = m_builder.addDetails(d);
             addNode(rows, 9, process, slice, d);
         });
}

/// Graphs that were traced as a whole: one operation stands for all their nodes.
void NsightReading::readGraphs()
{
    each("CUPTI_ACTIVITY_KIND_GRAPH_TRACE",
         {"start", "end", "deviceId", "contextId", "streamId", "correlationId", "globalPid", "graphId"},
         [this](const Rows& rows) {
             const std::int64_t process = processOf(rows, 6);
             Slice slice = sliceOf(rows, process, 5);
             slice.kind = SliceKind::kernelOther;
             slice.name = m_builder.intern("CUDA graph " + std::to_string(rows.integer(7)));
             add(streamOf(rows, process), slice, rows);
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
             const std::int64_t process = processOf(rows, 6), type = rows.integer(7);
             Slice slice = sliceOf(rows, process, 5);
             slice.name = names[type >= 1 && type <= 4 ? type : 0];
             slice.kind = type == streamWait ? SliceKind::eventWait : SliceKind::unknown;
             const TrackKind row = type == streamWait ? TrackKind::stream : TrackKind::other;
             add(m_tracks.ofDevice(row, process, rows.integer(2), rows.integer(3), rows.integer(4)), slice, rows);
         });
}

/// A wait names the record it waits for by a number both share (schemas that have it).
void NsightReading::readDependencies()
{
    const std::string table = "CUPTI_ACTIVITY_KIND_CUDA_EVENT";
    m_known.insert(table);
    m_places.stretches.push_back({static_cast<std::uint32_t>(m_places.rowIds.size()), table});
    const NameId name = m_builder.intern("Event Record");
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> records;
    Rows events =
        m_database.rows(table, {"deviceId", "contextId", "streamId", "correlationId", "globalPid", "eventSyncId"});
    while (events.next()) {
        if (!events.isInteger(3)) {
            ++m_builder.trust().lostRecords;
            continue;
        }
        const std::int64_t process = processOf(events, 4);
        const std::int64_t correlation = correlationOf(process, events.integer(3));
        if (events.isInteger(5))
            records[{process, events.integer(5)}] = correlation;
        // It stands on its stream at the time of its call, as waits do.
        const auto call = m_recordedNs.find(correlation);
        if (call == m_recordedNs.end()) { // nobody knows when
            ++m_builder.trust().lostRecords;
            continue;
        }
        Slice slice;
        slice.startNs = call->second;
        slice.name = name;
        slice.kind = SliceKind::eventRecord;
        slice.correlation = correlation;
        add(m_tracks.ofDevice(TrackKind::stream, process, events.integer(0), events.integer(1), events.integer(2)),
            slice, events);
    }
    m_builder.trust().truncated |= events.isBroken() && !m_cancelled;
    if (records.empty())
        return;
    Rows waits = m_database.rows("CUPTI_ACTIVITY_KIND_SYNCHRONIZATION",
                                 {"eventSyncId", "correlationId", "globalPid", "syncType"});
    while (waits.next()) {
        const std::int64_t process = processOf(waits, 2);
        const auto record = records.find({process, waits.integer(0, -1)});
        if (waits.integer(3) == streamWait && record != records.end())
            m_builder.addDependency(record->second, correlationOf(process, waits.integer(1, -1)));
    }
}

} // namespace streamscope::formats
