// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alignment.h"

#include "timeline/origin.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

namespace streamscope::ui {

namespace {

/// September 2001: an earlier base is a clock that counts from the start of a machine or of a program.
constexpr Ns earliestWallClockNs = 1'000'000'000'000'000'000;

/// The slices of that name, by start; of an annotation those on the host only, which the device's repeat.
std::vector<trace::SliceRef> slicesNamed(const trace::Trace& trace, std::string_view name)
{
    std::vector<trace::SliceRef> host, device;
    std::vector<signed char> known; // by name: −1 not looked at, 0 no, 1 yes
    const auto tracks = trace.tracks();
    for (trace::TrackId id = 0; id < tracks.size(); ++id) {
        const trace::Track& track = tracks[id];
        for (std::size_t i = 0; i < track.size(); ++i) {
            const trace::NameId own = track.name[i];
            if (own >= known.size())
                known.resize(std::size_t(own) + 1, -1);
            if (known[own] < 0)
                known[own] = trace.name(own) == name ? 1 : 0;
            if (known[own] == 1)
                (track.kind[i] == trace::SliceKind::gpuAnnotation ? device : host).push_back({id, std::uint32_t(i)});
        }
    }
    auto& all = host.empty() ? device : host;
    std::stable_sort(all.begin(), all.end(), [&](trace::SliceRef a, trace::SliceRef b) {
        return tracks[a.track].startNs[a.index] < tracks[b.track].startNs[b.index];
    });
    return std::move(all);
}

bool haveWallClocks(const std::vector<trace::TracePointer>& traces)
{
    return std::all_of(traces.begin(), traces.end(), [](const auto& t) { return !t || hasWallClock(*t); });
}

/// Whether there was a moment that all of the traces show.
bool overlap(const std::vector<trace::TracePointer>& traces)
{
    Ns from = std::numeric_limits<Ns>::min(), to = std::numeric_limits<Ns>::max();
    for (const auto& trace : traces)
        if (trace) {
            from = std::max(from, trace->info().baseTimeNs + trace->extent().startNs);
            to = std::min(to, trace->info().baseTimeNs + trace->extent().endNs);
        }
    return from < to;
}

} // namespace

bool hasWallClock(const trace::Trace& trace)
{
    return trace.info().baseTimeNs >= earliestWallClockNs;
}

Alignment::By Aligner::effective(const std::vector<trace::TracePointer>& traces, const Alignment& alignment)
{
    using By = Alignment::By;
    const auto count = std::count_if(traces.begin(), traces.end(), [](const auto& t) { return bool(t); });
    if (alignment.by == By::automatic)
        return count > 1 && haveWallClocks(traces) && overlap(traces) ? By::wallClock : By::start;
    if (alignment.by == By::wallClock && !haveWallClocks(traces))
        return By::start;
    return alignment.by;
}

std::optional<trace::SliceRef> Aligner::find(const trace::TracePointer& trace, const Alignment& alignment)
{
    if (m_knownName != alignment.name || m_knownOccurrence != alignment.occurrence) {
        m_known.clear();
        m_knownName = alignment.name;
        m_knownOccurrence = alignment.occurrence;
    }
    for (const Known& known : m_known)
        if (known.trace == trace)
            return known.slice;
    const auto slices = slicesNamed(*trace, alignment.name);
    std::optional<trace::SliceRef> slice;
    if (!slices.empty())
        slice = slices[std::min(alignment.occurrence, slices.size() - 1)];
    m_known.push_back({trace, slice});
    return slice;
}

std::vector<Origin> Aligner::origins(const std::vector<trace::TracePointer>& traces, const Alignment& alignment)
{
    const Alignment::By by = effective(traces, alignment);
    std::vector<Origin> origins(traces.size());
    Ns earliestNs = std::numeric_limits<Ns>::max();
    for (std::size_t i = 0; i < traces.size(); ++i)
        if (traces[i]) {
            origins[i].originNs = originOf(*traces[i]);
            earliestNs = std::min(earliestNs, origins[i].originNs + traces[i]->info().baseTimeNs);
        }
    for (std::size_t i = 0; i < traces.size(); ++i) {
        if (!traces[i])
            continue;
        if (by == Alignment::By::wallClock)
            origins[i].originNs = earliestNs - traces[i]->info().baseTimeNs;
        if (by != Alignment::By::slice)
            continue;
        if ((origins[i].anchor = find(traces[i], alignment)))
            origins[i].originNs = traces[i]->tracks()[origins[i].anchor->track].startNs[origins[i].anchor->index];
    }
    std::erase_if(m_known, [&](const Known& known) {
        return std::find(traces.begin(), traces.end(), known.trace) == traces.end();
    });
    return origins;
}

std::vector<std::string> sharedAnnotations(const std::vector<trace::TracePointer>& traces, std::size_t most)
{
    std::unordered_map<std::string_view, std::size_t> seenBy; // in how many of the traces looked at, all of them so far
    std::vector<std::pair<Ns, std::string_view>> first;       // of the first trace
    std::size_t looked = 0;
    for (const auto& trace : traces) {
        if (!trace)
            continue;
        for (const trace::Track& track : trace->tracks())
            for (std::size_t i = 0; i < track.size(); ++i) {
                if (track.kind[i] != trace::SliceKind::annotation)
                    continue;
                const std::string_view name = trace->name(track.name[i]);
                const auto known = seenBy.find(name);
                if (looked == 0 && known == seenBy.end()) {
                    seenBy.emplace(name, 1);
                    first.emplace_back(track.startNs[i], name);
                } else if (known != seenBy.end() && known->second == looked) {
                    ++known->second;
                }
            }
        ++looked;
    }
    std::sort(first.begin(), first.end());
    std::vector<std::string> names;
    for (const auto& [startNs, name] : first)
        if (names.size() < most && seenBy[name] == looked)
            names.emplace_back(name);
    return names;
}

std::size_t occurrenceOf(const trace::Trace& trace, trace::SliceRef slice)
{
    const auto tracks = trace.tracks();
    const trace::Track& own = tracks[slice.track];
    const std::string_view name = trace.name(own.name[slice.index]);
    const bool device = own.kind[slice.index] == trace::SliceKind::gpuAnnotation;
    std::size_t before = 0;
    for (trace::TrackId id = 0; id < tracks.size(); ++id)
        for (std::size_t i = 0; i < tracks[id].size() && tracks[id].startNs[i] <= own.startNs[slice.index]; ++i) {
            const bool earlier = std::pair(tracks[id].startNs[i], std::pair(id, i)) <
                                 std::pair(own.startNs[slice.index], std::pair(slice.track, std::size_t(slice.index)));
            if (earlier && (tracks[id].kind[i] == trace::SliceKind::gpuAnnotation) == device &&
                trace.name(tracks[id].name[i]) == name)
                ++before;
        }
    return before;
}

} // namespace streamscope::ui
