// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/operation_edges.h"

#include <algorithm>

namespace streamscope::ui {
namespace {

std::optional<Ns> edgeAfter(const trace::Track& track, Ns timeNs)
{
    std::optional<Ns> best;
    const auto better = [&](Ns edge) {
        if (edge > timeNs && (!best || edge < *best))
            best = edge;
    };
    const auto [first, last] = track.window(timeNs, timeNs + 1);
    for (std::size_t i = first; i < last; ++i)
        if (trace::isGpuOperation(track.kind[i]))
            better(track.endNs(i));
    auto next =
        std::size_t(std::upper_bound(track.startNs.begin(), track.startNs.end(), timeNs) - track.startNs.begin());
    while (next < track.size() && !trace::isGpuOperation(track.kind[next]))
        ++next;
    if (next < track.size())
        better(track.startNs[next]);
    return best;
}

std::optional<Ns> edgeBefore(const trace::Track& track, Ns timeNs)
{
    std::optional<Ns> best;
    const auto started = std::lower_bound(track.startNs.begin(), track.startNs.end(), timeNs) - track.startNs.begin();
    for (auto i = std::size_t(started); i-- > 0 && (!best || track.maxEndNs[i] > *best);) {
        if (!trace::isGpuOperation(track.kind[i]))
            continue;
        const Ns edge = track.endNs(i) < timeNs ? track.endNs(i) : track.startNs[i];
        best = std::max(best.value_or(edge), edge);
    }
    return best;
}

} // namespace

std::optional<Ns> edgeAfter(const trace::Trace& trace, Ns timeNs)
{
    std::optional<Ns> best;
    for (const trace::Track& track : trace.tracks())
        if (track.info.kind == trace::TrackKind::stream)
            if (const auto edge = edgeAfter(track, timeNs); edge && (!best || *edge < *best))
                best = edge;
    return best;
}

std::optional<Ns> edgeBefore(const trace::Trace& trace, Ns timeNs)
{
    std::optional<Ns> best;
    for (const trace::Track& track : trace.tracks())
        if (track.info.kind == trace::TrackKind::stream)
            if (const auto edge = edgeBefore(track, timeNs); edge && (!best || *edge > *best))
                best = edge;
    return best;
}

} // namespace streamscope::ui
