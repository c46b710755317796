// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/inferred_waits.h"

#include "analysis/by_id.h"
#include "analysis/recent_operations.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <string_view>
#include <utility>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Calls looked at between two submissions of a stream.
constexpr int mostCalls = 256;

/// Waits that the file records: of those it is known which row they hold up, and perhaps for what.
class RecordedWaits
{
public:
    explicit RecordedWaits(const trace::Trace& trace) : m_trace(trace)
    {
        for (const trace::Dependency& dependency : trace.dependencies())
            m_told.push_back(dependency.toCorrelation);
        std::ranges::sort(m_told);
    }

    /// Whether the file says what that wait is for.
    bool isTold(std::int64_t correlation) const { return std::ranges::binary_search(m_told, correlation); }

    /// Whether a call may have made that row wait for what the file does not say.
    bool mayHold(const trace::Track& thread, std::size_t call, trace::TrackId row) const
    {
        const std::int64_t correlation = thread.correlation[call];
        if (correlation == -1)
            return true;
        bool isRecorded = false;
        for (const trace::SliceRef ref : m_trace.correlated(correlation)) {
            const trace::Track& track = m_trace.tracks()[ref.track];
            if (track.info.kind != trace::TrackKind::stream || track.info.rank != thread.info.rank ||
                track.kind[ref.index] != trace::SliceKind::eventWait)
                continue;
            if (const trace::TrackInfo& held = m_trace.tracks()[row].info; // whatever context the record is filed under
                track.info.device == held.device && track.info.stream == held.stream)
                return !isTold(correlation);
            isRecorded = true;
        }
        return !isRecorded;
    }

private:
    const trace::Trace& m_trace;
    std::vector<std::int64_t> m_told; ///< correlations, sorted
};

/// When the host called for events to be recorded. A wait is for what was submitted before the last of these calls at
/// most: files that hold none say nothing of that.
class RecordCalls
{
public:
    explicit RecordCalls(const trace::Trace& trace)
    {
        ById<bool> records;
        for (const trace::Track& track : trace.tracks()) {
            if (track.info.kind != trace::TrackKind::hostThread)
                continue;
            for (std::size_t i = 0; i < track.size(); ++i)
                if (records.of(track.name[i],
                               [&] { return trace.name(track.name[i]).find("EventRecord") != std::string_view::npos; }))
                    m_calls.push_back({track.info.rank, track.startNs[i]});
        }
        std::ranges::sort(m_calls);
    }

    /// Whether an event may have been recorded between the two moments in a process of that rank.
    bool anyBetween(std::int32_t rank, Ns fromNs, Ns untilNs) const
    {
        if (m_calls.empty())
            return fromNs <= untilNs;
        const auto next = std::ranges::lower_bound(m_calls, std::pair{rank, fromNs});
        return next != m_calls.end() && next->first == rank && next->second <= untilNs;
    }

private:
    std::vector<std::pair<std::int32_t, Ns>> m_calls; ///< sorted
};

/// When the thread made the stream wait between the submission of the operation before and this one's; the latest such
/// call. `waits`: by name, whether a call of it is such a call.
std::optional<Ns> waitSubmittedNs(const Timeline& timeline, const trace::Trace& trace, const RecordedWaits& recorded,
                                  ById<bool>& waits, const TimedOperation& operation)
{
    if (operation.step < 0)
        return std::nullopt;
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
    const auto isWait = [&trace](trace::NameId name) {
        return trace.name(name).find("StreamWaitEvent") != std::string_view::npos;
    };
    int looked = 0;
    for (std::size_t i = step.slice.index; i-- > 0 && track.startNs[i] >= sinceNs && ++looked < mostCalls;)
        if (waits.of(track.name[i], [&] { return isWait(track.name[i]); }) &&
            recorded.mayHold(track, i, operation.slice.track))
            return track.startNs[i];
    return std::nullopt;
}

/// A wait recorded on the stream's own row, between the operation before and this one, and not for what.
bool waitWasRecorded(const trace::Trace& trace, const RecordedWaits& recorded, const TimedOperation& operation)
{
    const trace::Track& track = trace.tracks()[operation.slice.track];
    for (std::size_t i = operation.slice.index; i-- > 0 && !trace::isGpuOperation(track.kind[i]);)
        if (track.kind[i] == trace::SliceKind::eventWait && !recorded.isTold(track.correlation[i]))
            return true;
    return false;
}

/// Whether kernels found room. Walks over the operations by start as it is asked: O(log of those running at once) each.
class Room
{
public:
    explicit Room(const Timeline& timeline)
        : m_operations(timeline.operations), m_leastNs(timeline.leastDelayNs()), m_ofDevice(timeline.devices)
    {}

    /// Whether no block of the kernel found room from when it was ready until \p other, which must end before its
    /// start, let go; pauses of less than what counts as a delay are none. To be asked in the order of starts.
    bool cameWithEndOf(const TimedOperation& other, std::size_t kernel, Ns readyNs)
    {
        for (; m_next < kernel; ++m_next)
            add(m_operations[m_next]);
        const TimedOperation& waiting = m_operations[kernel];
        const Gpu& gpu = passTo(waiting);
        return waiting.slots > 0 && other.device == waiting.device && gpu.taken <= full &&
               gpu.fullUntilNs == other.endNs && gpu.fullSinceNs < readyNs + m_leastNs;
    }

private:
    static constexpr double full = 0.99;

    using Ending = std::pair<Ns, float>; // when it lets go of how much
    struct Gpu
    {
        std::priority_queue<Ending, std::vector<Ending>, std::greater<>> running;
        double taken = 0;
        Ns fullSinceNs = 0, fullUntilNs = std::numeric_limits<Ns>::lowest() / 2; ///< the last time
    };

    void add(const TimedOperation& operation)
    {
        if (operation.slots <= 0)
            return;
        Gpu& gpu = passTo(operation);
        const bool wasFull = gpu.taken > full;
        gpu.taken += double(operation.slots);
        gpu.running.push({operation.endNs, operation.slots});
        if (!wasFull && gpu.taken > full && operation.startNs - gpu.fullUntilNs >= m_leastNs)
            gpu.fullSinceNs = operation.startNs;
    }

    Gpu& passTo(const TimedOperation& operation)
    {
        Gpu& gpu = m_ofDevice[std::size_t(operation.device)];
        while (!gpu.running.empty() && gpu.running.top().first <= operation.startNs) {
            const auto [endNs, slots] = gpu.running.top();
            gpu.running.pop();
            const bool wasFull = gpu.taken > full;
            gpu.taken = gpu.running.empty() ? 0 : gpu.taken - double(slots); // no rounding error is carried on
            if (wasFull && gpu.taken <= full)
                gpu.fullUntilNs = endNs;
        }
        return gpu;
    }

    const std::vector<TimedOperation>& m_operations;
    Ns m_leastNs;
    std::vector<Gpu> m_ofDevice;
    std::size_t m_next = 0;
};

/// A copy whose call lasted until it was done may have waited in there, however late it seems to have been submitted.
bool keepsItsCall(const Timeline& timeline, const TimedOperation& operation)
{
    if (!trace::isCopy(operation.kind) || operation.step < 0)
        return false;
    const HostStep& step = timeline.steps[std::size_t(operation.step)];
    return !step.blocks && step.call.endNs >= operation.endNs && step.call.startNs < operation.startNs;
}

/// Then it was handed over as soon as its call began.
void submitWithItsCall(Timeline& timeline, TimedOperation& copy)
{
    HostStep& step = timeline.steps[std::size_t(copy.step)];
    step.timeNs = std::min(step.timeNs, step.call.startNs);
    step.blocks = true;
    copy.submittedNs = std::min(copy.submittedNs, std::max(copy.freeNs, step.call.startNs));
    copy.gapNs = copy.startNs - copy.readyNs;
}

} // namespace

void inferWaits(Timeline& timeline, const trace::Trace& trace)
{
    std::vector<TimedOperation>& operations = timeline.operations;
    const Ns leastNs = timeline.leastDelayNs();
    const RecordedWaits recorded(trace);
    RecentOperations recent(operations);
    Room room(timeline);
    ById<bool> waits;
    std::optional<RecordCalls> records; // made where it is first asked for
    const auto rankOf = [&trace](const TimedOperation& operation) {
        return trace.tracks()[operation.slice.track].info.rank;
    };
    const auto callNs = [&timeline](const TimedOperation& submitted) {
        return timeline.steps[std::size_t(submitted.step)].call.startNs;
    };
    for (std::size_t i = 0; i < operations.size(); ++i) {
        recent.add(Place(i));
        TimedOperation& operation = operations[i];
        const bool keepsCall = keepsItsCall(timeline, operation);
        const Ns readyNs = keepsCall ? std::max(operation.freeNs, callNs(operation)) : operation.readyNs;
        if (operation.waitsFor >= 0 || operation.startNs - readyNs < leastNs)
            continue;
        std::optional<Ns> waitNs = waitSubmittedNs(timeline, trace, recorded, waits, operation);
        if (!waitNs && waitWasRecorded(trace, recorded, operation))
            waitNs = operation.step < 0 ? operation.startNs : callNs(operation);
        if (!waitNs)
            continue;
        if (!records)
            records.emplace(trace);
        Place onItsGpu = -1;
        for (const Place place : recent.around(operation, operations.size(), RecentOperations::Where::anyGpu)) {
            const TimedOperation& other = operations[std::size_t(place)];
            const bool tookTheEngine = keepsCall && other.kind == operation.kind;
            const bool mayHaveHeld = other.endNs <= operation.startNs && other.endNs > readyNs && !tookTheEngine &&
                                     rankOf(other) == rankOf(operation); // events are of one process
            if (!mayHaveHeld || (other.step >= 0 && !records->anyBetween(rankOf(operation), callNs(other), *waitNs)))
                continue;
            const auto endsLater = [&](Place than) {
                return than < 0 || other.endNs > operations[std::size_t(than)].endNs;
            };
            if (endsLater(operation.waitsFor))
                operation.waitsFor = place;
            if (other.device == operation.device && endsLater(onItsGpu))
                onItsGpu = place;
        }
        // What ends on several GPUs at once, as collectives do, is awaited on its own.
        if (onItsGpu >= 0 && operation.startNs - operations[std::size_t(onItsGpu)].endNs < leastNs)
            operation.waitsFor = onItsGpu;
        if (operation.waitsFor < 0)
            continue;
        if (room.cameWithEndOf(operations[std::size_t(operation.waitsFor)], i, readyNs)) {
            operation.waitsFor = -1;
            operation.waitIsUntold = true;
            continue;
        }
        operation.waitIsInferred = true;
        operation.readyNs = operations[std::size_t(operation.waitsFor)].endNs;
        if (keepsCall)
            submitWithItsCall(timeline, operation);
    }
}

} // namespace streamscope::analysis
