// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/slice_search.h"

#include <algorithm>
#include <tuple>

namespace streamscope::ui {
namespace {

/// Slices of one trace in the order that they are visited in.
auto orderOf(const trace::Trace& trace, trace::SliceRef slice)
{
    return std::tuple(trace.tracks()[slice.track].startNs[slice.index], slice.track, slice.index);
}

bool isSearched(const trace::Track& track)
{
    return track.info.kind != trace::TrackKind::sm;
}

/// Slices of the track that come before `slice` of the same trace.
std::size_t earlier(const trace::Trace& trace, trace::TrackId id, trace::SliceRef slice)
{
    const trace::Track& track = trace.tracks()[id];
    const Ns startNs = trace.tracks()[slice.track].startNs[slice.index];
    const auto first = std::lower_bound(track.startNs.begin(), track.startNs.end(), startNs) - track.startNs.begin();
    auto i = std::size_t(first);
    while (i < track.size() && orderOf(trace, {id, std::uint32_t(i)}) < orderOf(trace, slice))
        ++i;
    return i;
}

} // namespace

SliceSearch::SliceSearch(const std::vector<Timeline>& timelines, const QString& text)
{
    for (const Timeline& timeline : timelines) {
        Part part;
        if (timeline.trace && !text.isEmpty()) {
            part.trace = timeline.trace;
            for (const trace::Track& track : part.trace->tracks())
                for (std::size_t i = 0; isSearched(track) && i < track.size(); ++i) {
                    const trace::NameId name = track.name[i];
                    if (name >= part.matching.size())
                        part.matching.resize(std::size_t(name) + 1, -1);
                    if (part.matching[name] < 0) {
                        const std::string_view view = part.trace->name(name);
                        part.matching[name] =
                            QString::fromUtf8(view.data(), qsizetype(view.size())).contains(text, Qt::CaseInsensitive);
                    }
                    part.count += part.matching[name] == 1 ? 1 : 0;
                }
        }
        m_count += part.count;
        m_parts.push_back(std::move(part));
    }
}

std::optional<ShownSlice> SliceSearch::firstAfter(int timeline, const std::optional<trace::SliceRef>& from) const
{
    const Part& part = m_parts[std::size_t(timeline)];
    std::optional<trace::SliceRef> best;
    for (trace::TrackId id = 0; part.count > 0 && id < part.trace->tracks().size(); ++id) {
        const trace::Track& track = part.trace->tracks()[id];
        if (!isSearched(track))
            continue;
        std::size_t i = from ? earlier(*part.trace, id, *from) : 0;
        if (from && from->track == id)
            ++i;
        while (i < track.size() && part.matching[track.name[i]] != 1)
            ++i;
        const trace::SliceRef found{id, std::uint32_t(i)};
        if (i < track.size() && (!best || orderOf(*part.trace, found) < orderOf(*part.trace, *best)))
            best = found;
    }
    return best ? std::optional(ShownSlice{timeline, *best}) : std::nullopt;
}

std::optional<ShownSlice> SliceSearch::lastBefore(int timeline, const std::optional<trace::SliceRef>& from) const
{
    const Part& part = m_parts[std::size_t(timeline)];
    std::optional<trace::SliceRef> best;
    for (trace::TrackId id = 0; part.count > 0 && id < part.trace->tracks().size(); ++id) {
        const trace::Track& track = part.trace->tracks()[id];
        if (!isSearched(track))
            continue;
        std::size_t end = from ? earlier(*part.trace, id, *from) : track.size();
        while (end > 0 && part.matching[track.name[end - 1]] != 1)
            --end;
        const trace::SliceRef found{id, std::uint32_t(end - 1)};
        if (end > 0 && (!best || orderOf(*part.trace, found) > orderOf(*part.trace, *best)))
            best = found;
    }
    return best ? std::optional(ShownSlice{timeline, *best}) : std::nullopt;
}

std::optional<ShownSlice> SliceSearch::next(const std::optional<ShownSlice>& from, bool forward) const
{
    const int timelines = int(m_parts.size());
    if (m_count == 0)
        return std::nullopt;
    const int first = from ? from->timeline : forward ? 0 : timelines - 1;
    for (int step = 0; step <= timelines; ++step) {
        const int timeline = ((forward ? first + step : first - step) % timelines + timelines) % timelines;
        const auto after = from && step == 0 ? std::optional(from->slice) : std::nullopt;
        if (const auto found = forward ? firstAfter(timeline, after) : lastBefore(timeline, after))
            return found;
    }
    return std::nullopt;
}

std::size_t SliceSearch::placeOf(ShownSlice match) const
{
    std::size_t place = 1;
    for (int timeline = 0; timeline < match.timeline; ++timeline)
        place += m_parts[std::size_t(timeline)].count;
    const Part& part = m_parts[std::size_t(match.timeline)];
    for (trace::TrackId id = 0; id < part.trace->tracks().size(); ++id) {
        const trace::Track& track = part.trace->tracks()[id];
        if (!isSearched(track))
            continue;
        const std::size_t end = earlier(*part.trace, id, match.slice);
        place += std::size_t(std::count_if(track.name.begin(), track.name.begin() + std::ptrdiff_t(end),
                                           [&](trace::NameId name) { return part.matching[name] == 1; }));
    }
    return place;
}

} // namespace streamscope::ui
