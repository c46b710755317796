// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What is known only when all events are there: begins and ends, asynchronous marks, arrows.
#include "formats/trace_assembler.h"
#include "formats/vocabulary.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace streamscope::formats {

using namespace trace;

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

/// What stands on streams that only their names tell is operations.
void TraceAssembler::recogniseNamedRows()
{
    for (const auto& [key, track] : m_tracks) {
        const auto row = namedRow(key);
        if (!row)
            continue;
        m_builder.reclassify(track, [this, &row](NameId id) {
            const std::string_view name = m_builder.text(id);
            if (row->stream < 0)
                return SliceKind::gpuAnnotation;
            return classify(name.starts_with("Memcpy")   ? Category::copy
                            : name.starts_with("Memset") ? Category::memset
                                                         : Category::kernel,
                            name);
        });
    }
}

/// Where rows of a GPU say whose process they are, each process has correlations of its own: all but those of the first
/// move to other numbers.
void TraceAssembler::tellProcessesApart()
{
    constexpr std::int64_t room = std::int64_t(1) << 40;
    std::set<Id> hosts;
    for (const auto& [key, track] : m_tracks)
        if (key.row == RowKey::Class::thread)
            hosts.insert(key.pid);
    std::map<Id, std::int64_t> first; // number of each process
    for (const auto& [key, track] : m_tracks)
        if (key.row == RowKey::Class::stream && key.pid != Id{key.device, false} && hosts.contains(key.pid))
            first.try_emplace(key.pid, static_cast<std::int64_t>(first.size()) * room);
    std::map<TrackId, std::int64_t> moved;
    for (const auto& [key, track] : m_tracks)
        if (const auto process = first.find(key.pid); first.size() > 1 && process != first.end() && process->second > 0)
            m_builder.renumber(track, moved[track] = process->second);
    for (auto& [track, dependency] : m_dependencies) {
        const auto by = moved.find(track);
        const auto own = [offset = by == moved.end() ? 0 : by->second](std::int64_t correlation) {
            return correlation >= 0 && correlation < room ? correlation + offset : correlation;
        };
        m_builder.addDependency(own(dependency.fromCorrelation), own(dependency.toCorrelation));
    }
    m_dependencies = {};
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
    // Arrows from calls to what they launched; the first years' were called "launch" of "async".
    const NameId launches[] = {m_builder.intern("ac2g"), m_builder.intern("async_cpu_to_gpu"),
                               m_builder.intern("async_gpu")};
    const NameId async = m_builder.intern("async"), launch = m_builder.intern("launch");
    const auto isLaunch = [&](const FlowEnd& end) {
        return std::ranges::find(launches, end.category) != std::end(launches) ||
               (end.category == async && end.name == launch);
    };
    // From operators to those of their backward pass: what they call at the same moment is not meant.
    const NameId backward = m_builder.intern("fwdbwd");
    for (std::size_t i = 0; i < m_flowEnds.size();) {
        const bool passCalls = m_flowEnds[i].category == backward;
        std::size_t after = i;
        const FlowEnd* start = nullptr;
        bool joined = false;
        std::int64_t orphans = 0;
        const bool implied = m_hasCorrelations && isLaunch(m_flowEnds[i]); // the correlation says it already
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
                m_builder.addArrow(start->track, start->timeNs, end.track, end.timeNs, end.enclosing, passCalls);
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

} // namespace streamscope::formats
