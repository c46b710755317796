// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/trace_assembler.h"

#include "formats/json_text.h"
#include "formats/scanner.h"

#include <algorithm>
#include <limits>

namespace streamscope::formats {

using namespace trace;

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
    const std::size_t first = m_offsets.size();
    for (const EventBatch::Half& half : batch.halves)
        m_halves[tracks[half.row]].push_back(
            {half.timeNs, names[half.name], static_cast<std::uint32_t>(first + half.event), half.begins, half.kind});
    for (const EventBatch::Dependency& dependency : batch.dependencies)
        m_builder.addDependency(dependency.from, dependency.to);
    for (const std::uint32_t offset : batch.offsets)
        m_offsets.push_back(base + offset);
}

void TraceAssembler::absorbSlices(const EventBatch& batch, Names& names, const std::vector<TrackId>& tracks)
{
    const std::size_t first = m_offsets.size();
    std::vector<DetailsId> details(batch.details.size());
    for (std::size_t i = 1; i < details.size(); ++i)
        details[i] = m_builder.addDetails(batch.details[i]);
    for (const EventBatch::Slice& theirs : batch.slices) {
        Slice slice;
        slice.startNs = theirs.startNs;
        slice.durationNs = theirs.durationNs;
        slice.name = names[theirs.name];
        slice.kind = theirs.kind;
        slice.details = details[theirs.details];
        slice.correlation = theirs.correlation;
        slice.branch = theirs.branch;
        slice.id = static_cast<std::uint32_t>(first + theirs.event);
        m_builder.trust().malformedRecords += names.mended(theirs.name);
        m_builder.addSlice(tracks[theirs.row], slice);
    }
    m_slices += batch.slices.size();
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
    constexpr TrackId nowhere = ~0u;
    for (const EventBatch::FlowEnd& end : batch.flowEnds) {
        const auto row = m_trackOfRow.find({idOf(end.pid, names), idOf(end.tid, names)});
        m_flowEnds.push_back({names[end.category], end.id, end.timeNs,
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

TrackInfo TraceAssembler::describe(const Key& key) const
{
    using Class = RowKey::Class;
    const bool onGpu = key.row == Class::stream || key.row == Class::gpuAnnotation || key.row == Class::synchronisation;
    TrackInfo info;
    info.rank = m_facts.rank;
    info.pid = key.pid.isText ? -1 : key.pid.number;
    info.tid = key.tid.isText ? -1 : key.tid.number;
    if (onGpu) {
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
        // Devices after the host, contexts within a device, then streams, each with its annotations in front.
        info.sortIndex = (std::int64_t(1) << 40) + (std::int64_t(info.device) << 32) +
                         (std::clamp<std::int64_t>(key.context, 0, 1023) << 22) +
                         std::clamp<std::int64_t>(key.stream, 0, (1 << 20) - 1) * 4 + (key.row == Class::stream) +
                         2 * (key.row == Class::synchronisation);
        return info;
    }
    const auto process = m_processNames.find(key.pid);
    info.process = process == m_processNames.end() || process->second.empty()
                       ? (key.pid.isText ? textOf(key.pid) : "process " + textOf(key.pid))
                       : process->second + (key.pid.isText ? "" : " (" + textOf(key.pid) + ")");
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
    else if (key.row == Class::copyEngine)
        info.kind = TrackKind::copyEngine;
    const auto order = m_threadOrder.find({key.pid, key.tid});
    const std::int64_t wished = order == m_threadOrder.end() ? info.tid : order->second;
    info.sortIndex = std::clamp<std::int64_t>(wished, 0, std::int64_t(1) << 36) * 4 + (key.row == Class::thread) +
                     2 * (key.row == Class::overhead || key.row == Class::mark);
    return info;
}

void TraceAssembler::describeTracks()
{
    if (m_facts.own)
        return;
    for (const auto& [key, id] : m_tracks)
        m_builder.describeTrack(id, describe(key));
}

void TraceAssembler::closeHalves()
{
    for (auto& entry : m_halves) {
        const TrackId track = entry.first;
        std::vector<Half>& halves = entry.second;
        std::ranges::stable_sort(halves, {}, &Half::timeNs);
        std::vector<Half> open;
        const auto close = [&](Ns endNs) {
            const Half& begin = open.back();
            Slice slice;
            slice.startNs = begin.timeNs;
            slice.durationNs = endNs - begin.timeNs;
            slice.name = begin.name;
            slice.kind = begin.kind;
            slice.id = begin.id;
            m_builder.addSlice(track, slice);
            open.pop_back();
        };
        for (const Half& half : halves) {
            if (half.begins)
                open.push_back(half);
            else if (!open.empty())
                close(half.timeNs);
            else
                ++m_builder.trust().malformedRecords;
        }
        while (!open.empty()) { // begun and never ended: shown to the row's last word, and counted
            ++m_builder.trust().malformedRecords;
            close(halves.back().timeNs);
        }
        m_slices += halves.size() / 2;
    }
}

void TraceAssembler::joinFlows()
{
    std::ranges::stable_sort(m_flowEnds, [](const FlowEnd& a, const FlowEnd& b) {
        return std::tie(a.category, a.id, a.timeNs) < std::tie(b.category, b.id, b.timeNs);
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
        for (; after < m_flowEnds.size() && m_flowEnds[after].category == m_flowEnds[i].category &&
               m_flowEnds[after].id == m_flowEnds[i].id;
             ++after) {
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
    joinFlows();
    describeTracks();
}

} // namespace streamscope::formats
