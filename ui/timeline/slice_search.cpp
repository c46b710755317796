// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/slice_search.h"

#include <algorithm>
#include <tuple>

namespace streamscope::ui {
namespace {

auto orderOf(const std::vector<Timeline>& timelines, const ShownSlice& s)
{
    const trace::Track& track = timelines[std::size_t(s.timeline)].trace->tracks()[s.slice.track];
    return std::tuple(s.timeline, track.startNs[s.slice.index], s.slice.track, s.slice.index);
}

} // namespace

std::vector<ShownSlice> findSlices(const std::vector<Timeline>& timelines, const QString& text)
{
    std::vector<ShownSlice> matches;
    if (text.isEmpty())
        return matches;
    for (std::size_t t = 0; t < timelines.size(); ++t) {
        if (!timelines[t].trace)
            continue;
        const trace::Trace& trace = *timelines[t].trace;
        std::vector<signed char> known; // by name: −1 not looked at, 0 no, 1 yes
        const auto matching = [&](trace::NameId name) {
            if (name >= known.size())
                known.resize(name + 1, -1);
            if (known[name] < 0) {
                const std::string_view view = trace.name(name);
                known[name] =
                    QString::fromUtf8(view.data(), qsizetype(view.size())).contains(text, Qt::CaseInsensitive);
            }
            return known[name] == 1;
        };
        const auto tracks = trace.tracks();
        const std::size_t first = matches.size();
        for (trace::TrackId id = 0; id < tracks.size(); ++id) {
            if (tracks[id].info.kind == trace::TrackKind::sm)
                continue;
            for (std::size_t i = 0; i < tracks[id].size(); ++i) {
                if (matching(tracks[id].name[i]))
                    matches.push_back({int(t), {id, std::uint32_t(i)}});
            }
        }
        std::sort(
            matches.begin() + std::ptrdiff_t(first), matches.end(),
            [&](const ShownSlice& a, const ShownSlice& b) { return orderOf(timelines, a) < orderOf(timelines, b); });
    }
    return matches;
}

std::size_t nextMatch(const std::vector<Timeline>& timelines, const std::vector<ShownSlice>& matches,
                      const std::optional<ShownSlice>& from, bool forward)
{
    if (!from)
        return forward ? 0 : matches.size() - 1;
    const auto less = [&](const ShownSlice& a, const ShownSlice& b) {
        return orderOf(timelines, a) < orderOf(timelines, b);
    };
    if (forward) {
        const auto next = std::upper_bound(matches.begin(), matches.end(), *from, less);
        return next == matches.end() ? 0 : std::size_t(next - matches.begin());
    }
    const auto next = std::lower_bound(matches.begin(), matches.end(), *from, less);
    return next == matches.begin() ? matches.size() - 1 : std::size_t(next - matches.begin()) - 1;
}

} // namespace streamscope::ui
