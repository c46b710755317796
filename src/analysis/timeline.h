// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/operations.h"
#include "analysis/submissions.h"
#include "base/interval.h"
#include "device/device_profile.h"
#include "trace/trace.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::analysis {

/// Index into Timeline::operations, hostSteps, … ; −1: none.
using Place = std::int32_t;

/// A GPU operation and what it had to wait for, as far as the trace shows it.
struct TimedOperation
{
    Ns startNs = 0, endNs = 0;
    Ns soloNs = 0;      ///< estimate of its duration with the GPU to itself: less the stretch under overlap
    float demand = 0;   ///< share of the GPU that it keeps busy when alone, over all of its time, 0…1; 0: not known
    float slots = 0;    ///< share of the block slots that its launch fills at first, 0…1
    float fullTime = 0; ///< share of its time in which it fills all of them: waves that are full, 0…1
    float peak = 0;     ///< share of a peak rate that it ran at, 0…1; 0: the trace does not count its work
    trace::SliceRef slice;
    trace::SliceKind kind = trace::SliceKind::kernelOther;
    Place stream = -1;           ///< into Timeline::streams
    Place device = 0;            ///< among the GPUs of the trace, in the order of their coming
    Place unit = -1;             ///< what may run beside other units: a branch, else the stream; −1: belongs to none
    Place previous = -1;         ///< the operation before it in its stream
    Place step = -1;             ///< its submission
    Place waitsFor = -1;         ///< an operation of another stream that a dependency makes it wait for
    bool waitIsInferred = false; ///< the dependency is not recorded: inferWaits()
    bool waitIsUntold = false;   ///< it may have waited for room alone, or for an event behind what took the room
    Ns freeNs = 0;               ///< p: its stream was free
    Ns submittedNs = 0; ///< q: its submission was through, and had got through to a stream that was dry; at most
                        ///< startNs; the region's start where unknown
    Ns gapNs = 0;       ///< to its start, from when its call was through and its stream and what it waits for had ended
    Ns readyNs = 0;     ///< nothing known held it any more: the latest of p, q and the end of waitsFor

    Interval blockedByHost() const { return {std::min(freeNs, submittedNs), submittedNs}; }
    Interval blockedOnDevice() const { return {std::min(readyNs, startNs), startNs}; }
};

/// Whether operations of that kind take a copy engine: copies between the host and the device.
constexpr bool takesCopyEngine(trace::SliceKind kind)
{
    return kind == trace::SliceKind::copyHostToDevice || kind == trace::SliceKind::copyDeviceToHost;
}

/// A point in a thread's course at which it submits operations or comes back from waiting for one.
struct HostStep
{
    Ns timeNs = 0; ///< submitted, or back from waiting
    Interval call;
    trace::SliceRef slice;
    Place thread = -1;   ///< into Timeline::threads
    Place waitsFor = -1; ///< the operation whose end it waited for inside the call
    Ns waitedNs = 0;     ///< of the call, until that end
    Place before = -1;   ///< the step after which the thread went on: its own one before, or another thread's handover
    bool submits = false;
    bool ofGraph = false; ///< it launches a graph
    bool blocks = false;  ///< of a copy that keeps its call until it is done, behind work that was there before
    bool leadsOn = false; ///< its thread, or one that goes on after it, submits more afterwards
};

/// A step of a thread that went on only after another thread's.
struct Handover
{
    Place from = -1, to = -1;

    bool operator==(const Handover&) const = default;
};

/// What readers call a call whose name the file lacks.
constexpr std::string_view namelessCall = "call";

/// GPUs told apart; what there are more than that are taken for the last of them.
constexpr Place mostDevices = 64;

/// Whether an operation ran less than this before another counts as 'just before', ns.
constexpr Ns justBeforeNs = 10'000;

/// Streams, operations and submitting threads of a trace in the form in which causes are looked for and schedules are
/// replayed. Built in O(n log n).
struct Timeline
{
    struct Stream
    {
        trace::TrackId track = 0;
        bool isDefault = false;
    };
    struct Unit
    {
        std::string name;
    };

    Interval region; ///< the makespan where it is known, else from the first operation's start to the last one's end
    std::vector<TimedOperation> operations; ///< by start
    std::vector<Stream> streams;
    std::size_t devices = 1; ///< GPUs that ran something; 1 without any
    std::vector<Ns> deviceStartNs{
        0}; ///< when each may begin: of one GPU the region's start, of several its own first start
    std::vector<Unit> units;
    bool rangesArePhases = false;  ///< some annotated ranges are named as phases or layers, which are no branches
    bool unitsAreBranches = false; ///< annotated or recorded branches; else streams
    std::vector<trace::TrackId> threads;
    std::vector<HostStep> steps;        ///< by thread, then time
    std::vector<std::size_t> firstStep; ///< of each thread, and one past the last
    std::vector<Handover> handovers;    ///< by `from`: findTurns(); a thread goes on once all before it have come
    std::vector<Place> inOrder;         ///< the steps so that each comes after those before it
    std::vector<Place> groupOf;         ///< of each thread: threads that hand over to each other are of one
    bool launchesGraphs = false;        ///< some thread launches one
    Ns usualGapNs = 1000;               ///< between operations of one stream that were both submitted in time
    bool oneCopyEngine = false;         ///< known of the GPU: both directions take turns
    Ns launchLatencyNs = 0;             ///< the least time from a call's end to a start on an idle stream
    bool launchesKnown = false; ///< grids and limits are known, or grids fill any GPU, so that room can be judged

    /// O(log handovers).
    std::span<const Handover> handoversFrom(Place step) const
    {
        const auto first = std::ranges::lower_bound(handovers, step, {}, &Handover::from);
        return {first, std::ranges::upper_bound(handovers, step, {}, &Handover::from)};
    }
    /// Calls f(step) for each that went on after this one, as recorded.
    template <class F>
    void forEachAfter(Place step, F f) const
    {
        const auto next = std::size_t(step) + 1;
        if (next < firstStep[std::size_t(steps[std::size_t(step)].thread) + 1] && steps[next].before == step)
            f(next);
        for (const Handover& handover : handoversFrom(step))
            if (steps[std::size_t(handover.to)].before == step)
                f(std::size_t(handover.to));
    }

    /// A delay on the device shorter than this is latency, not a cause.
    Ns leastDelayNs() const { return std::max<Ns>(3'000, 2 * usualGapNs); }
};

/// \p operations are gpuOperations(trace, window).
Timeline buildTimeline(const trace::Trace& trace, const std::vector<GpuOperation>& operations,
                       const Submissions& submissions, std::optional<Interval> window,
                       const device::DeviceProfile* limits);

} // namespace streamscope::analysis
