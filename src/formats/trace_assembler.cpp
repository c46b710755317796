// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/trace_assembler.h"

#include "formats/json_text.h"
#include "formats/scanner.h"

#include <algorithm>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr TrackId nowhere = ~0u;

} // namespace

/// Maps a batch's names; knows which had to be mended.
class TraceAssembler::Names
{
public:
    Names(const NameTable& theirs, TraceAssembler& assembler)
        : m_theirs(theirs), m_assembler(assembler), m_ids(theirs.size(), unknown), m_mended(theirs.size())
    {}

    std::string text(std::uint32_t id) const
    {
        const NameTable::Entry& entry = m_theirs[id];
        return entry.escaped || !isValidUtf8(entry.text) ? scan::unescape(entry.text) : entry.text;
    }
    NameId operator[](std::uint32_t id)
    {
        if (m_ids[id] == unknown) {
            const std::string& raw = m_theirs[id].text;
            m_mended[id] = !isValidUtf8(raw) || std::ranges::any_of(raw, [](char c) { return c >= 0 && c < 0x20; });
            m_ids[id] = m_assembler.m_builder.intern(text(id));
        }
        return m_ids[id];
    }
    bool mended(std::uint32_t id) const { return m_mended[id]; }
    std::int64_t textId(std::uint32_t id)
    {
        const auto [place, isNew] =
            m_assembler.m_textIds.try_emplace(text(id), static_cast<std::int64_t>(m_assembler.m_texts.size()));
        if (isNew)
            m_assembler.m_texts.push_back(place->first);
        return place->second;
    }

private:
    static constexpr NameId unknown = ~0u;
    const NameTable& m_theirs;
    TraceAssembler& m_assembler;
    std::vector<NameId> m_ids;
    std::vector<bool> m_mended;
};

TraceAssembler::TraceAssembler(TraceBuilder& builder, const TraceFileFacts& facts) : m_builder(builder), m_facts(facts)
{
    for (const OwnTrack& track : facts.tracks) {
        const TrackId id = builder.addTrack(track.info);
        for (const auto& [pid, tid] : track.rows) {
            m_tracks.emplace(Key{RowKey::Class::thread, {pid, false}, {tid, false}}, id);
            m_counters.emplace(std::tuple(Id{pid, false}, Id{tid, false}, NameId(0), NameId(0)), id);
        }
    }
    for (const Dependency& dependency : facts.dependencies)
        builder.addDependency(dependency.fromCorrelation, dependency.toCorrelation);
}

TraceAssembler::Id TraceAssembler::idOf(RowId id, Names& names) const
{
    return id.isText ? Id{names.textId(static_cast<std::uint32_t>(id.number)), true} : Id{id.number, false};
}

TrackId TraceAssembler::trackOf(const RowKey& theirs, Names& names)
{
    const Key key{theirs.row,    idOf(theirs.pid, names), idOf(theirs.tid, names),
                  theirs.device, theirs.context,          theirs.stream};
    return trackOf(key);
}

TrackId TraceAssembler::trackOf(const Key& key)
{
    if (const auto known = m_tracks.find(key); known != m_tracks.end())
        return known->second;
    if (const auto same = sameStream(key); same != m_tracks.end())
        return same->second;
    const TrackId id = m_builder.addTrack(describe(key));
    m_tracks.emplace(key, id);
    if (key.row == RowKey::Class::thread || key.row == RowKey::Class::stream)
        m_trackOfRow.try_emplace({key.pid, key.tid}, id);
    return id;
}

/// The row of the same stream where either does not say which context it is of; that row learns it.
std::map<TraceAssembler::Key, TrackId>::iterator TraceAssembler::sameStream(const Key& key)
{
    using Class = RowKey::Class;
    if (key.row != Class::stream && key.row != Class::gpuAnnotation && key.row != Class::synchronisation)
        return m_tracks.end();
    Key other = key;
    other.context = -1;
    if (key.context >= 0) {
        auto row = m_tracks.extract(other);
        if (row.empty())
            return m_tracks.end();
        row.key() = key;
        return m_tracks.insert(std::move(row)).position;
    }
    const auto next = m_tracks.lower_bound(other); // contexts follow each other
    if (next == m_tracks.end())
        return next;
    other.context = next->first.context;
    return next->first == other ? next : m_tracks.end();
}

void TraceAssembler::absorb(const EventBatch& batch, std::uint64_t base)
{
    Names names(batch.names, *this);
    Trust& trust = m_builder.trust();
    trust.malformedRecords += batch.mended + batch.lost;
    trust.lostRecords += batch.lost;
    trust.unknownRecords += batch.unknown;
    m_hasCorrelations |= batch.hasCorrelations;
    std::vector<TrackId> tracks;
    tracks.reserve(batch.rows.size());
    for (const RowKey& key : batch.rows)
        tracks.push_back(trackOf(key, names));
    noteThreadsNamedByTexts(batch, tracks);
    absorbSlices(batch, names, tracks);
    absorbCounters(batch, names);
    absorbFlows(batch, names);
    absorbRowNames(batch, names);
    absorbHalves(batch, names, tracks);
    absorbAsyncMarks(batch, names);
    for (const EventBatch::Dependency& dependency : batch.dependencies)
        m_dependencies.push_back({tracks[dependency.row], {dependency.from, dependency.to}});
    for (const std::uint32_t offset : batch.offsets)
        m_offsets.push_back(base + offset);
}

/// Rows whose pid or tid is a text are threads where calls or operators stand on them.
void TraceAssembler::noteThreadsNamedByTexts(const EventBatch& batch, const std::vector<TrackId>& tracks)
{
    const auto isText = [](const RowKey& key) { return key.pid.isText || key.tid.isText; };
    if (std::ranges::none_of(batch.rows, isText))
        return;
    for (const EventBatch::Slice& slice : batch.slices)
        if (isHost(slice.kind) && isText(batch.rows[slice.row]))
            m_threadsNamedByTexts.insert(tracks[slice.row]);
}

std::vector<DetailsId> TraceAssembler::detailsOf(const EventBatch& batch)
{
    std::vector<DetailsId> details(batch.details.size());
    for (std::size_t i = 1; i < details.size(); ++i)
        details[i] = m_builder.addDetails(batch.details[i]);
    return details;
}

Slice TraceAssembler::sliceOf(const EventBatch::Slice& theirs, Names& names, const std::vector<DetailsId>& details)
{
    Slice slice;
    slice.startNs = theirs.startNs;
    slice.durationNs = theirs.durationNs;
    slice.name = names[theirs.name];
    slice.kind = theirs.kind;
    slice.details = details[theirs.details];
    slice.correlation = theirs.correlation;
    slice.branch = theirs.branch;
    slice.id = static_cast<std::uint32_t>(m_offsets.size() + theirs.event);
    m_builder.trust().malformedRecords += names.mended(theirs.name);
    return slice;
}

void TraceAssembler::absorbSlices(const EventBatch& batch, Names& names, const std::vector<TrackId>& tracks)
{
    const std::vector<DetailsId> details = detailsOf(batch);
    for (const EventBatch::Slice& theirs : batch.slices) {
        const TrackId track = tracks[theirs.row];
        Slice slice = sliceOf(theirs, names, details);
        if (theirs.graphNode != 0)
            slice.details = m_twins.detailsOf(m_builder, track, slice, batch.details[theirs.details], theirs.graphNode);
        m_builder.addSlice(track, slice);
    }
}

void TraceAssembler::absorbHalves(const EventBatch& batch, Names& names, const std::vector<TrackId>& tracks)
{
    if (batch.halves.empty())
        return;
    const std::vector<DetailsId> details = detailsOf(batch);
    for (const EventBatch::Half& half : batch.halves) {
        SliceMark mark;
        mark.part = half.begins ? SliceMark::Part::begin : SliceMark::Part::end;
        mark.slice = sliceOf(half.slice, names, details);
        mark.row = half.begins ? tracks[half.slice.row] : 0;
        m_halves[{idOf(half.pid, names), idOf(half.tid, names)}].push_back(mark);
    }
}

void TraceAssembler::absorbAsyncMarks(const EventBatch& batch, Names& names)
{
    for (const EventBatch::AsyncMark& theirs : batch.asyncMarks) {
        AsyncMark ours;
        const Id process = idOf(theirs.pid, names);
        ours.group = {names[theirs.category], names[theirs.scope], theirs.id, theirs.local,
                      theirs.local ? process : Id{}};
        ours.mark.slice = sliceOf(theirs.slice, names, {0});
        ours.mark.process = process.isText ? ~process.number : process.number;
        ours.mark.part = theirs.phase == 'b'   ? SliceMark::Part::begin
                         : theirs.phase == 'e' ? SliceMark::Part::end
                                               : SliceMark::Part::instant;
        ours.row = {RowKey::Class::async, process, {names.textId(theirs.slice.name), true}, -1, ours.group.category};
        m_asyncMarks.push_back(ours);
    }
}

void TraceAssembler::absorbCounters(const EventBatch& batch, Names& names)
{
    for (const EventBatch::CounterValue& value : batch.counters) {
        const Id pid = idOf(value.pid, names), tid = idOf(value.tid, names);
        const NameId name = m_facts.own ? 0 : names[value.name], series = m_facts.own ? 0 : names[value.series];
        const auto [place, isNew] = m_counters.try_emplace({pid, tid, name, series}, 0);
        if (isNew) {
            TrackInfo info;
            info.name = names.text(value.name);
            if (name != series && names.text(value.series) != "value")
                info.name += " · " + names.text(value.series);
            info.pid = pid.isText ? -1 : pid.number;
            info.tid = tid.isText ? -1 : tid.number;
            info.rank = m_facts.rank;
            place->second = m_builder.addTrack(info);
        }
        m_builder.addCounter(place->second, value.timeNs, value.value);
    }
}

void TraceAssembler::absorbFlows(const EventBatch& batch, Names& names)
{
    for (const EventBatch::FlowEnd& end : batch.flowEnds) {
        const std::pair thread(idOf(end.pid, names), idOf(end.tid, names));
        const auto row = m_trackOfRow.find(thread);
        if (row == m_trackOfRow.end()) // its slices may still come
            m_earlyFlowEnds.emplace_back(m_flowEnds.size(), thread);
        m_flowEnds.push_back({names[end.category], names[end.name], end.id, end.timeNs,
                              row == m_trackOfRow.end() ? nowhere : row->second, end.phase, end.enclosing});
    }
}

void TraceAssembler::absorbRowNames(const EventBatch& batch, Names& names)
{
    for (const EventBatch::RowName& name : batch.rowNames) {
        const Id pid = idOf(name.pid, names), tid = idOf(name.tid, names);
        const std::string what = names.text(name.what);
        if (what == "process_name")
            m_processNames[pid] = names.text(name.text);
        else if (what == "process_labels")
            m_processLabels[pid] = names.text(name.text);
        else if (what == "process_sort_index")
            m_processOrder[pid] = name.number;
        else if (what == "thread_name")
            m_threadNames[{pid, tid}] = names.text(name.text);
        else if (what == "thread_sort_index")
            m_threadOrder[{pid, tid}] = name.number;
    }
}

void TraceAssembler::finish()
{
    closeHalves();
    closeAsyncMarks();
    recogniseNamedRows();
    tellProcessesApart();
    joinFlows();
    describeTracks();
}

} // namespace streamscope::formats
