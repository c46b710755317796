// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/silent_waits.h"

#include "analysis/by_id.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace streamscope::analysis {

namespace {

using For = SilentWaits::For;

For waitsFor(std::string_view call)
{
    const auto says = [call](std::string_view word) { return call.find(word) != std::string_view::npos; };
    if (says("LaunchHostFunc") || says("StreamAddCallback"))
        return For::hostFunctions;
    return says("StreamWaitValue") || says("StreamBatchMemOp") ? For::values : For::unknown;
}

/// The first that the host called for.
For calledFor(const trace::Trace& trace)
{
    ById<For> known;
    for (const trace::Track& track : trace.tracks())
        for (std::size_t i = 0; track.info.kind == trace::TrackKind::hostThread && i < track.size(); ++i)
            if (const For found = known.of(track.name[i], [&] { return waitsFor(trace.name(track.name[i])); });
                found != For::unknown)
                return found;
    return For::unknown;
}

} // namespace

SilentWaits silentWaits(const Timeline& timeline, const trace::Trace& trace)
{
    SilentWaits waits;
    std::vector<Ns> coveredNs = timeline.deviceStartNs;
    for (const TimedOperation& operation : timeline.operations) {
        Ns& untilNs = coveredNs[std::size_t(operation.device)];
        const Ns idleNs = operation.startNs - std::max(untilNs, operation.readyNs);
        if (operation.step >= 0 && idleNs >= timeline.leastDelayNs()) // less is latency
            waits.ns += idleNs;
        untilNs = std::max(untilNs, operation.endNs);
    }
    if (waits.ns > 0)
        waits.what = calledFor(trace);
    return waits;
}

} // namespace streamscope::analysis
