// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/host_functions.h"

#include "base/interval.h"

#include <algorithm>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Slices of the streams for which `is` holds, as far as they lie within `region`.
template <class Is>
std::vector<Interval> slicesOfStreams(const trace::Trace& trace, Interval region, Is is)
{
    std::vector<Interval> found;
    for (const trace::Track& track : trace.tracks())
        for (std::size_t i = 0; track.info.kind == trace::TrackKind::stream && i < track.size(); ++i) {
            const Interval slice{std::max(track.startNs[i], region.startNs), std::min(track.endNs(i), region.endNs)};
            if (is(track.kind[i]) && slice.durationNs() > 0)
                found.push_back(slice);
        }
    return found;
}

} // namespace

Ns hostFunctionsAloneNs(const trace::Trace& trace, Interval region)
{
    const std::vector<Interval> functions =
        slicesOfStreams(trace, region, [](trace::SliceKind kind) { return kind == trace::SliceKind::hostFunction; });
    if (functions.empty()) // as in most traces: their operations are not gone through
        return 0;
    std::vector<Interval> all = unite(slicesOfStreams(trace, region, trace::isGpuOperation));
    const Ns busyNs = totalNs(all);
    all.insert(all.end(), functions.begin(), functions.end());
    return totalNs(unite(std::move(all))) - busyNs;
}

} // namespace streamscope::analysis
