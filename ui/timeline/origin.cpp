// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/origin.h"

#include <algorithm>
#include <limits>

namespace streamscope::ui {
namespace {

bool starts(trace::SliceKind kind)
{
    using trace::SliceKind;
    return kind == SliceKind::hostSubmit || kind == SliceKind::hostSync || kind == SliceKind::hostWork ||
           kind == SliceKind::cpuOperator;
}

/// Of a run of an experiment all calls are the experiment's: its makespan counts from the first.
bool isOfExperiment(const trace::Trace& trace)
{
    return trace.info().makespanNs >= 0 || trace.info().metadata.contains("experiment");
}

/// Latest end of what host threads do but wait. Looks back from the end only as far as it must.
Ns hostFreeNs(const trace::Track& track, bool anyCall, Ns best)
{
    for (std::size_t i = track.size(); i-- > 0 && track.maxEndNs[i] > best;) {
        const auto kind = track.kind[i];
        if (kind == trace::SliceKind::hostSubmit || kind == trace::SliceKind::hostWork ||
            (anyCall && kind == trace::SliceKind::hostCall))
            best = std::max(best, track.endNs(i));
    }
    return best;
}

} // namespace

Ns originOf(const trace::Trace& trace)
{
    constexpr Ns none = std::numeric_limits<Ns>::max();
    const bool anyCall = isOfExperiment(trace);
    Ns first = none;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::hostThread)
            continue;
        const auto found = std::find_if(track.kind.begin(), track.kind.end(), [anyCall](trace::SliceKind kind) {
            return starts(kind) || (anyCall && kind == trace::SliceKind::hostCall);
        });
        if (found != track.kind.end())
            first = std::min(first, track.startNs[std::size_t(found - track.kind.begin())]);
    }
    return first == none ? trace.extent().startNs : first;
}

Interval workOf(const trace::Trace& trace)
{
    const Ns startNs = originOf(trace);
    Ns endNs = startNs;
    for (const trace::Track& track : trace.tracks())
        if (track.size() > 0 &&
            (track.info.kind == trace::TrackKind::hostThread || track.info.kind == trace::TrackKind::stream))
            endNs = std::max(endNs, track.maxEndNs.back());
    return endNs > startNs ? Interval{startNs, endNs} : trace.extent();
}

std::optional<Ns> hostFreeNs(const trace::Trace& trace)
{
    constexpr Ns never = std::numeric_limits<Ns>::min();
    const bool anyCall = isOfExperiment(trace); // others look after themselves when all is done
    Ns free = never;
    for (const trace::Track& track : trace.tracks())
        if (track.info.kind == trace::TrackKind::hostThread && track.size() > 0)
            free = hostFreeNs(track, anyCall, free);
    return free == never ? std::nullopt : std::optional(free);
}

} // namespace streamscope::ui
