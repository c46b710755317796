// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/graph_twins.h"
#include "formats/nsight_ahead.h"
#include "formats/nsight_database.h"
#include "formats/nsight_row_reader.h"
#include "formats/nsight_tracks.h"
#include "formats/read_trace.h"
#include "trace/trace_builder.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace streamscope::formats {

/// One export while it is read; the tables of the device and of the host stand in files of their own.
class NsightReading
{
public:
    NsightReading(NsightDatabase database, const std::string& path, const ReadOptions& options)
        : m_database(std::move(database)), m_path(path), m_options(options)
    {}

    /// Errors: formats.sqlite-no-cuda, formats.cancelled. Once.
    Result<trace::TracePointer> read();

private:
    struct Text ///< an entry of StringIds
    {
        trace::NameId name = 0;
        bool classified = false;
        trace::SliceKind kind = trace::SliceKind::unknown;
        trace::OperationDetails details{}; ///< of the kernel's last launch, which the next is often like
        trace::DetailsId detailsId = 0;
        bool recordsEvents = false; ///< a call that does
        bool isNameless = false;    ///< a call of which the file does not say what it is
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
    void readMessages();
    void readOthers();
    void readOther(const std::string& table);
    void readDependencies();

    /// Calls take() for each row of a table whose first two columns, start and end, are times; counts the others.
    template <class Take>
    void each(const std::string& table, const std::vector<std::string_view>& columns, Take take);
    template <class Source, class Take>
    void eachOf(Source& rows, const std::string& table, Take take);
    template <class Source>
    trace::Slice sliceOf(const Source& rows, std::int64_t process, int correlationColumn, bool isMoment = false);
    template <class Source>
    void add(trace::TrackId track, trace::Slice slice, const Source& rows);
    template <class Source>
    void addCall(const Source& rows);
    static constexpr const char* runtimeTable = "CUPTI_ACTIVITY_KIND_RUNTIME";
    static const std::vector<std::string_view>& callColumns();

    std::int64_t correlationOf(std::int64_t process, std::int64_t correlation);
    Text& textOf(std::int64_t id);
    std::int64_t processOf(const NsightDatabase::Rows& rows, int column);
    trace::TrackId streamOf(const NsightDatabase::Rows& rows, std::int64_t process);
    void addNode(const NsightDatabase::Rows& rows, int nodeColumn, std::int64_t process, trace::Slice slice,
                 const trace::OperationDetails& details);

    NsightDatabase m_database;
    const std::string& m_path;
    const ReadOptions& m_options;
    trace::TraceBuilder m_builder;
    RowPlaces m_places;
    std::unordered_map<std::int64_t, Text> m_texts;
    Text m_noText;
    std::unordered_map<std::int64_t, Text> m_calls; ///< names without their version, "cudaLaunchKernel_v7000"
    std::optional<RowsAhead> m_callsAhead;          ///< half of a recording's rows
    NsightTracks m_tracks{m_builder};
    GraphTwins m_twins;
    std::optional<std::int64_t> m_onlyProcess;         ///< of the calls, once asked for; 0: several
    std::map<std::int64_t, std::int64_t> m_processes;  ///< to their order of coming
    std::unordered_map<std::int64_t, Ns> m_recordedNs; ///< calls that record events, by correlation
    bool m_cancelled = false;
    std::size_t m_tablesRead = 0;
    std::set<std::string, std::less<>> m_known; ///< tables that somebody read
    std::deque<std::string> m_labels;           ///< of the rows of other tables
};

/// A column's value as a count: what is no such becomes the nearest.
inline std::int32_t clampedCount(std::int64_t value)
{
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::int32_t>::max()));
}

template <class Take>
void NsightReading::each(const std::string& table, const std::vector<std::string_view>& columns, Take take)
{
    if (m_cancelled)
        return;
    NsightDatabase::Rows rows = m_database.rows(table, columns);
    eachOf(rows, table, take);
}

template <class Source, class Take>
void NsightReading::eachOf(Source& rows, const std::string& table, Take take)
{
    trace::Trust& trust = m_builder.trust();
    m_known.insert(table);
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

template <class Source>
trace::Slice NsightReading::sliceOf(const Source& rows, std::int64_t process, int correlationColumn, bool isMoment)
{
    trace::Slice slice;
    slice.startNs = rows.integer(0);
    constexpr std::int64_t open = std::numeric_limits<std::int64_t>::min();
    const std::int64_t told = rows.integer(1, open), endNs = told == open ? slice.startNs : told;
    constexpr Ns farthestNs = 4'000'000'000'000'000'000; // beyond the model's times it stands for none
    const bool sane = endNs >= slice.startNs && endNs <= farthestNs && slice.startNs >= -farthestNs;
    slice.durationNs = sane ? endNs - slice.startNs : 0;
    m_builder.trust().malformedRecords += !sane || (told == open && !isMoment); // it never ended
    if (correlationColumn >= 0 && rows.isInteger(correlationColumn))
        slice.correlation = correlationOf(process, rows.integer(correlationColumn));
    return slice;
}

template <class Source>
void NsightReading::add(trace::TrackId track, trace::Slice slice, const Source& rows)
{
    slice.id = static_cast<std::uint32_t>(m_places.rowIds.size());
    m_places.rowIds.push_back(rows.rowId());
    m_builder.addSlice(track, slice);
}

} // namespace streamscope::formats
