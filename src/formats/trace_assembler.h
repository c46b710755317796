// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/event_batch.h"
#include "formats/trace_file_header.h"
#include "trace/trace_builder.h"

#include <map>
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
    std::size_t slices() const { return m_slices; }
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
    struct Half
    {
        Ns timeNs = 0;
        trace::NameId name = 0;
        std::uint32_t id = 0;
        bool begins = false;
        trace::SliceKind kind = trace::SliceKind::unknown;
    };
    struct FlowEnd
    {
        trace::NameId category = 0;
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
    trace::TrackId trackOfRow(Id pid, Id tid) const;
    void absorbSlices(const EventBatch& batch, Names& names, const std::vector<trace::TrackId>& tracks);
    void absorbCounters(const EventBatch& batch, Names& names);
    void absorbFlows(const EventBatch& batch, Names& names);
    void absorbRowNames(const EventBatch& batch, Names& names);
    trace::TrackInfo describe(const Key& key) const;
    std::string textOf(Id id) const;
    void closeHalves();
    void joinFlows();

    trace::TraceBuilder& m_builder;
    const TraceFileFacts& m_facts;
    std::map<Key, trace::TrackId> m_tracks;
    std::map<std::pair<Id, Id>, trace::TrackId> m_trackOfRow; ///< for arrows: the row's operations
    std::map<std::tuple<Id, Id, trace::NameId, trace::NameId>, trace::TrackId> m_counters;
    std::map<Id, std::string> m_processNames, m_processLabels;
    std::map<Id, std::int64_t> m_processOrder;
    std::map<std::pair<Id, Id>, std::string> m_threadNames;
    std::map<std::pair<Id, Id>, std::int64_t> m_threadOrder;
    std::map<trace::TrackId, std::vector<Half>> m_halves;
    std::vector<FlowEnd> m_flowEnds;
    std::vector<std::uint64_t> m_offsets;
    std::vector<std::string> m_texts; ///< of Ids that are texts
    std::unordered_map<std::string, std::int64_t> m_textIds;
    std::size_t m_slices = 0;
};

} // namespace streamscope::formats
