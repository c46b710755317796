// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/event_batch.h"
#include "formats/graph_twins.h"
#include "formats/slice_pairs.h"
#include "formats/trace_file_header.h"
#include "trace/trace_builder.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace streamscope::formats {

/// Puts the batches of a trace-event file together, in order, into one trace. Used on one thread.
class TraceAssembler
{
public:
    TraceAssembler(trace::TraceBuilder& builder, const TraceFileFacts& facts);

    /// Takes over a batch whose offsets count from `base` in the file.
    void absorb(const EventBatch& batch, std::uint64_t base);
    /// Gives tracks the names the file has told so far.
    void describeTracks();
    /// Matches begins and ends, arrows, and counts what stayed alone.
    void finish();
    /// Where in the file each event stands.
    std::vector<std::uint64_t> takeOffsets() { return std::move(m_offsets); }
    std::size_t events() const { return m_offsets.size(); }

private:
    struct Id ///< a pid or tid; texts by their number in the trace's names
    {
        std::int64_t number = 0;
        bool isText = false;
        auto operator<=>(const Id&) const = default;
    };
    struct Key
    {
        RowKey::Class row = RowKey::Class::thread;
        Id pid, tid;
        std::int64_t device = -1, context = -1, stream = -1;
        auto operator<=>(const Key&) const = default;
    };
    struct Async ///< asynchronous marks that may belong together; local ids count within a process
    {
        trace::NameId category = 0, scope = 0;
        std::int64_t id = 0;
        bool local = false;
        Id process;
        auto operator<=>(const Async&) const = default;
    };
    struct AsyncMark
    {
        Async group;
        SliceMark mark;
        Key row;
    };
    struct FlowEnd
    {
        trace::NameId category = 0, name = 0;
        std::int64_t id = 0;
        Ns timeNs = 0;
        trace::TrackId track = 0;
        char phase = 's';
        bool enclosing = false;
    };

    /// Names of a batch, made names of the trace as they are needed.
    class Names;

    Id idOf(RowId id, Names& names) const;
    trace::TrackId trackOf(const RowKey& key, Names& names);
    void noteThreadsNamedByTexts(const EventBatch& batch, const std::vector<trace::TrackId>& tracks);
    void absorbSlices(const EventBatch& batch, Names& names, const std::vector<trace::TrackId>& tracks);
    void absorbHalves(const EventBatch& batch, Names& names, const std::vector<trace::TrackId>& tracks);
    void absorbAsyncMarks(const EventBatch& batch, Names& names);
    void absorbCounters(const EventBatch& batch, Names& names);
    void absorbFlows(const EventBatch& batch, Names& names);
    void absorbRowNames(const EventBatch& batch, Names& names);
    trace::Slice sliceOf(const EventBatch::Slice& theirs, Names& names, const std::vector<trace::DetailsId>& details);
    std::vector<trace::DetailsId> detailsOf(const EventBatch& batch);
    trace::TrackId trackOf(const Key& key);
    std::map<Key, trace::TrackId>::iterator sameStream(const Key& key);
    struct NamedRow ///< of a GPU, by its name
    {
        std::int64_t device = 0, stream = -1; ///< −1: no stream
    };
    std::optional<NamedRow> namedRow(const Key& key) const;
    trace::TrackInfo describe(const Key& key) const;
    trace::TrackInfo describeOnDevice(const Key& key) const;
    std::string processName(Id pid) const;
    std::int64_t processOrder(Id pid) const;
    std::string textOf(Id id) const;
    void closeHalves();
    void closeAsyncMarks();
    void recogniseNamedRows();
    void tellProcessesApart();
    void joinFlows();

    trace::TraceBuilder& m_builder;
    const TraceFileFacts& m_facts;
    std::map<Key, trace::TrackId> m_tracks;
    std::set<trace::TrackId> m_threadsNamedByTexts;
    std::map<std::pair<Id, Id>, trace::TrackId> m_trackOfRow; ///< for arrows: the row's operations
    std::map<std::tuple<Id, Id, trace::NameId, trace::NameId>, trace::TrackId> m_counters;
    std::map<Id, std::string> m_processNames, m_processLabels;
    std::map<Id, std::int64_t> m_processOrder;
    std::map<std::pair<Id, Id>, std::string> m_threadNames;
    std::map<std::pair<Id, Id>, std::int64_t> m_threadOrder;
    std::map<std::pair<Id, Id>, std::vector<SliceMark>> m_halves; ///< by thread; rows are tracks
    std::vector<AsyncMark> m_asyncMarks;
    std::map<Id, std::int64_t> m_processPlaces;                               ///< in the order of the rows
    std::vector<std::pair<trace::TrackId, trace::Dependency>> m_dependencies; ///< with the row of the wait
    std::vector<FlowEnd> m_flowEnds;
    std::vector<std::pair<std::size_t, std::pair<Id, Id>>> m_earlyFlowEnds; ///< came before any slice of their thread
    std::vector<std::uint64_t> m_offsets;
    GraphTwins m_twins;
    bool m_hasCorrelations = false;   ///< calls and operations say who belongs to whom
    std::vector<std::string> m_texts; ///< of Ids that are texts
    std::unordered_map<std::string, std::int64_t> m_textIds;
};

} // namespace streamscope::formats
