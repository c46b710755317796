// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The tables of an Nsight export that tell what threads did, and all that nobody here knows.
#include "formats/json_text.h"
#include "formats/nsight_reading.h"
#include "formats/vocabulary.h"

#include <string_view>

namespace streamscope::formats {

using namespace trace;
using Rows = NsightDatabase::Rows;

namespace {

constexpr std::int64_t serial = nsightSerial;

enum NvtxType
{
    namesCategory = 33,
    mark = 34,
    namesThread = 39,
    pushPop = 59,
    startEnd = 60,
    domainCreate = 75,
    domainDestroy = 76
};

} // namespace

const std::vector<std::string_view>& NsightReading::callColumns()
{
    static const std::vector<std::string_view> columns{"start", "end", "globalTid", "correlationId", "nameId"};
    return columns;
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
        call = {m_builder.intern(name.empty() ? "call" : std::string(name)), true, classify(Category::runtime, name)};
        call.isNameless = name.empty();
        call.recordsEvents = name.find("EventRecord") != std::string_view::npos;
    }
    if (call.recordsEvents && slice.correlation >= 0)
        m_recordedNs.emplace(slice.correlation, slice.startNs);
    slice.name = call.name;
    slice.kind = call.kind;
    m_builder.trust().malformedRecords += call.isNameless;
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

void NsightReading::readRanges()
{
    each("NVTX_EVENTS", {"start", "end", "eventType", "text", "textId", "globalTid"}, [this](const Rows& rows) {
        const std::int64_t type = rows.integer(2);
        if (type != pushPop && type != startEnd && type != mark) {
            const bool names =
                type == namesCategory || type == namesThread || type == domainCreate || type == domainDestroy;
            m_builder.trust().unknownRecords += !names;
            return;
        }
        Slice slice = sliceOf(rows, 0, -1, type == mark);
        slice.kind = type == mark ? SliceKind::unknown : SliceKind::annotation;
        slice.name =
            rows.text(3).empty() ? textOf(rows.integer(4, -1)).name : m_builder.intern(validUtf8(rows.text(3)));
        const TrackKind kind = type == mark ? TrackKind::other : TrackKind::annotation;
        const char* prefix = type == mark ? "marks · " : type == pushPop ? "annotations · " : "ranges · ";
        add(m_tracks.ofThread(kind, rows.integer(5), prefix), slice, rows);
    });
}

/// The profiler's own time: as Nsight saw it, and as CUPTI did.
void NsightReading::readOverheads()
{
    for (const char* table : {"PROFILER_OVERHEAD", "CUPTI_ACTIVITY_KIND_OVERHEAD"})
        each(table, {"start", "end", "globalTid", "nameId"}, [this](const Rows& rows) {
            Slice slice = sliceOf(rows, 0, -1);
            slice.kind = SliceKind::overhead;
            slice.name = textOf(rows.integer(3, -1)).name;
            if (slice.name == 0)
                slice.name = m_builder.intern("overhead");
            add(m_tracks.ofThread(TrackKind::other, rows.integer(2), "profiler · "), slice, rows);
        });
}

/// What Nsight had to say about the recording.
void NsightReading::readMessages()
{
    each("DIAGNOSTIC_EVENT", {"timestamp", "end", "text", "globalPid"}, [this](const Rows& rows) {
        Slice slice = sliceOf(rows, 0, -1, true);
        slice.name = m_builder.intern(validUtf8(rows.text(2)));
        add(m_tracks.ofThread(TrackKind::other, rows.integer(3), "messages · "), slice, rows);
    });
}

/// Every other table that tells of times: intervals on rows of their own, by thread; moments are counted.
void NsightReading::readOthers()
{
    for (const std::string& table : m_database.tables()) {
        if (m_known.contains(table) || m_cancelled)
            continue;
        const std::vector<std::string> columns = m_database.columnsOf(table);
        const auto has = [&columns](std::string_view name) {
            return std::ranges::find(columns, name) != columns.end();
        };
        if (has("start") && has("end")) {
            readOther(table);
        } else if (has("start") || has("timestamp") || has("rawTimestamp")) {
            const auto rows = m_database.count(table);
            m_builder.trust().unknownRecords += rows.value_or(0);
            m_builder.trust().truncated |= !rows && !m_cancelled;
        }
    }
}

void NsightReading::readOther(const std::string& table)
{
    // Libraries around the launches nest with the calls of their threads.
    const bool isLibrary = table == "CUBLAS_EVENTS" || table == "CUDNN_EVENTS";
    const char* const label = m_labels.emplace_back(isLibrary ? "" : table + " · ").c_str();
    const TrackKind row = isLibrary ? TrackKind::hostThread : TrackKind::other;
    each(table, {"start", "end", "globalTid", "globalPid", "nameId", "textId", "name", "text"},
         [&, unnamed = m_builder.intern(table)](const Rows& rows) {
             Slice slice = sliceOf(rows, 0, -1);
             slice.kind = isLibrary ? SliceKind::cpuOperator : SliceKind::unknown;
             slice.name = textOf(rows.integer(rows.isInteger(4) ? 4 : 5, -1)).name;
             if (const std::string_view text = rows.text(rows.text(6).empty() ? 7 : 6);
                 slice.name == 0 && !text.empty())
                 slice.name = m_builder.intern(validUtf8(text));
             if (slice.name == 0)
                 slice.name = unnamed;
             add(m_tracks.ofThread(row, rows.integer(rows.isInteger(2) ? 2 : 3), label), slice, rows);
         });
}

} // namespace streamscope::formats
