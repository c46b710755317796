// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/trace_assembler.h"

#include "formats/json_text.h"
#include "formats/scanner.h"

#include <algorithm>
#include <limits>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr TrackId nowhere = ~0u;

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
    const TrackId id = m_builder.addTrack(describe(key));
    m_tracks.emplace(key, id);
    if (key.row == RowKey::Class::thread || key.row == RowKey::Class::stream)
        m_trackOfRow.try_emplace({key.pid, key.tid}, id);
    return id;
}

void TraceAssembler::absorb(const EventBatch& batch, std::uint64_t base)
{
    Names names(batch.names, *this);
    Trust& trust = m_builder.trust();
    trust.malformedRecords += batch.mended + batch.lost;
    trust.lostRecords += batch.lost;
    trust.unknownRecords += batch.unknown;
    std::vector<TrackId> tracks;
    tracks.reserve(batch.rows.size());
    for (const RowKey& key : batch.rows)
        tracks.push_back(trackOf(key, names));
    absorbSlices(batch, names, tracks);
    absorbCounters(batch, names);
    absorbFlows(batch, names);
    absorbRowNames(batch, names);
    absorbHalves(batch, names, tracks);
    absorbAsyncMarks(batch, names);
    for (const EventBatch::Dependency& dependency : batch.dependencies)
        m_builder.addDependency(dependency.from, dependency.to);
    for (const std::uint32_t offset : batch.offsets)
        m_offsets.push_back(base + offset);
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
    for (const EventBatch::Slice& theirs : batch.slices)
        m_builder.addSlice(tracks[theirs.row], sliceOf(theirs, names, details));
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

std::string TraceAssembler::textOf(Id id) const
{
    return id.isText ? m_texts[static_cast<std::size_t>(id.number)] : std::to_string(id.number);
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
        return pid.isText ? textOf(pid) : "process " + textOf(pid);
    return pid.isText ? name : name + " (" + textOf(pid) + ")";
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
    info.kind = key.pid.isText || key.tid.isText ? TrackKind::other : TrackKind::hostThread;
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

void TraceAssembler::closeHalves()
{
    for (auto& [thread, marks] : m_halves) {
        // Begun and never ended: shown to the thread's last word.
        Ns lastNs = marks.front().slice.startNs;
        for (const SliceMark& mark : marks)
            lastNs = std::max(lastNs, mark.slice.startNs);
        m_builder.trust().malformedRecords += pairMarks(
            marks, false, lastNs, [this](std::uint32_t row, const Slice& slice) { m_builder.addSlice(row, slice); });
    }
}

void TraceAssembler::closeAsyncMarks()
{
    std::ranges::stable_sort(m_asyncMarks, {}, &AsyncMark::group);
    Ns lastNs = std::numeric_limits<Ns>::min();
    for (const AsyncMark& mark : m_asyncMarks)
        lastNs = std::max(lastNs, mark.mark.slice.startNs);
    for (std::size_t i = 0; i < m_asyncMarks.size();) {
        std::vector<SliceMark> marks;
        std::vector<Key> rows;
        for (const Async group = m_asyncMarks[i].group; i < m_asyncMarks.size() && m_asyncMarks[i].group == group;
             ++i) {
            marks.push_back(m_asyncMarks[i].mark);
            marks.back().row = static_cast<std::uint32_t>(rows.size());
            rows.push_back(m_asyncMarks[i].row);
        }
        m_builder.trust().malformedRecords +=
            pairMarks(marks, true, lastNs, [this, &rows](std::uint32_t row, const Slice& slice) {
                m_builder.addSlice(trackOf(rows[row]), slice);
            });
    }
    m_asyncMarks = {};
}

void TraceAssembler::joinFlows()
{
    for (const auto& [place, thread] : m_earlyFlowEnds) {
        const auto row = m_trackOfRow.find(thread);
        const auto annotations = m_tracks.find(Key{RowKey::Class::annotation, thread.first, thread.second});
        if (row != m_trackOfRow.end())
            m_flowEnds[place].track = row->second;
        else if (annotations != m_tracks.end())
            m_flowEnds[place].track = annotations->second;
    }
    const auto arrow = [](const FlowEnd& end) { return std::tie(end.category, end.name, end.id); };
    std::ranges::stable_sort(m_flowEnds, [arrow](const FlowEnd& a, const FlowEnd& b) {
        return std::tuple_cat(arrow(a), std::tie(a.timeNs)) < std::tuple_cat(arrow(b), std::tie(b.timeNs));
    });
    const NameId launches[] = {m_builder.intern("ac2g"), m_builder.intern("async_cpu_to_gpu"),
                               m_builder.intern("async_gpu")};
    for (std::size_t i = 0; i < m_flowEnds.size();) {
        std::size_t after = i;
        const FlowEnd* start = nullptr;
        bool joined = false;
        std::int64_t orphans = 0;
        // From a call to what it launched: the correlation says it already.
        const bool implied = std::ranges::find(launches, m_flowEnds[i].category) != std::end(launches);
        std::size_t starts = 0, ends = 0;
        for (; after < m_flowEnds.size() && arrow(m_flowEnds[after]) == arrow(m_flowEnds[i]); ++after) {
            const FlowEnd& end = m_flowEnds[after];
            ++(end.phase == 's' ? starts : ends);
            if (implied)
                continue;
            if (end.phase == 's') {
                orphans += start && !joined;
                start = &end;
                joined = false;
            } else if (start) {
                m_builder.addArrow(start->track, start->timeNs, end.track, end.timeNs, end.enclosing);
                joined = true;
                start = end.phase == 't' ? &end : start;
            } else {
                ++orphans;
            }
        }
        if (implied) // clocks may put an operation before its call, so only the count tells
            orphans = static_cast<std::int64_t>(starts == 0 ? ends : ends == 0 ? starts : 0);
        else
            orphans += start && !joined;
        m_builder.trust().orphanFlows += orphans;
        i = after;
    }
}

void TraceAssembler::finish()
{
    closeHalves();
    closeAsyncMarks();
    joinFlows();
    describeTracks();
}

} // namespace streamscope::formats
