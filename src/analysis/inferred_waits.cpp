// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/inferred_waits.h"

#include "analysis/recent_operations.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Calls looked at between two submissions of a stream.
constexpr int mostCalls = 256;

/// Whether the thread made a stream wait between the submission of the operation before and this one's.
bool waitWasSubmitted(const Timeline& timeline, const trace::Trace& trace, const TimedOperation& operation)
{
    if (operation.step < 0)
        return false;
    const HostStep& step = timeline.steps[std::size_t(operation.step)];
    const trace::Track& track = trace.tracks()[step.slice.track];
    // The first work of a thread is submitted before the device's time begins, and so may be what follows it.
    Ns sinceNs =
        std::min(timeline.region.startNs, timeline.steps[timeline.firstStep[std::size_t(step.thread)]].call.startNs);
    if (operation.previous >= 0) {
        const TimedOperation& before = timeline.operations[std::size_t(operation.previous)];
        if (before.step >= 0)
            sinceNs = timeline.steps[std::size_t(before.step)].call.startNs;
    }
    int looked = 0;
    for (std::size_t i = step.slice.index; i-- > 0 && track.startNs[i] >= sinceNs && ++looked < mostCalls;)
        if (trace.name(track.name[i]).find("StreamWaitEvent") != std::string_view::npos)
            return true;
    return false;
}

/// A wait recorded on the stream's own row, between the operation before and this one.
bool waitWasRecorded(const trace::Trace& trace, const TimedOperation& operation)
{
    const trace::Track& track = trace.tracks()[operation.slice.track];
    for (std::size_t i = operation.slice.index; i-- > 0 && !trace::isGpuOperation(track.kind[i]);)
        if (track.kind[i] == trace::SliceKind::eventWait)
            return true;
    return false;
}

} // namespace

void inferWaits(Timeline& timeline, const trace::Trace& trace)
{
    std::vector<TimedOperation>& operations = timeline.operations;
    const Ns leastNs = timeline.leastDelayNs();
    RecentOperations recent(operations);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        recent.add(Place(i));
        TimedOperation& operation = operations[i];
        if (operation.waitsFor >= 0 || operation.blockedOnDevice().durationNs() < leastNs ||
            (!waitWasRecorded(trace, operation) && !waitWasSubmitted(timeline, trace, operation)))
            continue;
        for (const Place place : recent.around(operation, operations.size())) {
            const TimedOperation& other = operations[std::size_t(place)];
            const bool mayHaveHeld = other.endNs <= operation.startNs && other.endNs > operation.readyNs;
            if (mayHaveHeld &&
                (operation.waitsFor < 0 || other.endNs > operations[std::size_t(operation.waitsFor)].endNs))
                operation.waitsFor = place;
        }
        if (operation.waitsFor < 0)
            continue;
        operation.waitIsInferred = true;
        operation.readyNs = operations[std::size_t(operation.waitsFor)].endNs;
    }
}

} // namespace streamscope::analysis
