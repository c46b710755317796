// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/timeline.h"

#include "analysis/allocating_calls.h"
#include "analysis/by_id.h"
#include "analysis/demand.h"
#include "analysis/handovers.h"
#include "analysis/host_waits.h"
#include "analysis/inferred_waits.h"
#include "analysis/operation_times.h"
#include "analysis/operations.h"
#include "analysis/step_order.h"
#include "analysis/submission_order.h"
#include "analysis/units.h"

#include <algorithm>
#include <array>
#include <future>
#include <limits>
#include <unordered_map>
#include <utility>

namespace streamscope::analysis {

namespace {

using trace::SliceKind;

constexpr Ns never = std::numeric_limits<Ns>::max();

/// Profilers number CUDA's default stream 7. "default 2" is the second thread's own, a stream like any other.
bool looksDefault(const trace::TrackInfo& info, bool ofFile)
{
    constexpr std::string_view ofThread = "default ";
    if (info.name.size() > ofThread.size() && info.name.starts_with(ofThread) &&
        info.name.find_first_not_of("0123456789", ofThread.size()) == std::string::npos)
        return false;
    return info.name.find("default") != std::string::npos || (ofFile && (info.stream == 7 || info.stream == 0));
}

class Builder
{
public:
    Builder(const trace::Trace& trace, const std::vector<GpuOperation>& operations, const Submissions& submissions,
            std::optional<Interval> window, const device::DeviceProfile* limits)
        : m_trace(trace), m_gpuOperations(operations), m_submissions(submissions), m_window(window), m_limits(limits)
    {}

    Timeline build()
    {
        m_made.oneCopyEngine = m_limits && m_limits->copyEngines == 1;
        std::future<std::vector<Turn>> turns; // in runs of ours none hands over
        if (m_trace.info().provenance == trace::Provenance::recorded)
            turns = std::async([&] { return findTurns(m_trace); });
        addOperations();
        setRegion();
        // What the device shows needs nothing of the host; where no thread is to be had, it waits.
        std::future<void> demand = std::async([&] { estimateDemand(m_made, m_trace, m_limits); });
        findSubmissions();
        if (turns.valid())
            m_turns = turns.get();
        addSteps();
        addDependencies();
        setTimes(m_made);
        demand.get(); // what lacks room waits for that
        inferWaits(m_made, m_trace);
        findHostWaits(m_made, m_trace);
        addBlockingCopies();
        orderSteps(m_made, m_turns, m_trace.tracks().size());
        findGraphLaunches();
        assignUnits(m_made, m_trace);
        return std::move(m_made);
    }

private:
    void addOperations()
    {
        const auto tracks = m_trace.tracks();
        const bool ofFile = m_trace.info().makespanNs < 0;
        m_streamOf.assign(tracks.size(), -1);
        std::vector<Place> last;
        std::vector<Place> deviceOf; // of each stream
        std::unordered_map<std::int32_t, Place> devices;
        m_made.operations.reserve(m_gpuOperations.size());
        for (const GpuOperation& found : m_gpuOperations) {
            if (found.repeats)
                continue;
            Place& stream = m_streamOf[found.slice.track];
            if (stream < 0) {
                stream = Place(m_made.streams.size());
                m_made.streams.push_back({found.slice.track, looksDefault(tracks[found.slice.track].info, ofFile)});
                last.push_back(-1);
                const Place next = std::min(Place(devices.size()), mostDevices - 1);
                deviceOf.push_back(devices.try_emplace(tracks[found.slice.track].info.device, next).first->second);
            }
            TimedOperation operation;
            operation.startNs = found.startNs;
            operation.endNs = found.endNs;
            operation.slice = found.slice;
            operation.kind = tracks[found.slice.track].kind[found.slice.index];
            operation.stream = stream;
            operation.device = deviceOf[std::size_t(stream)];
            operation.previous = std::exchange(last[std::size_t(stream)], Place(m_made.operations.size()));
            m_made.operations.push_back(operation);
        }
        m_made.devices = std::clamp<std::size_t>(devices.size(), 1, mostDevices);
        findWhatKeepsCopies();
    }

    void setRegion()
    {
        if (m_made.operations.empty())
            return;
        m_made.region = {m_made.operations.front().startNs, m_made.operations.front().endNs};
        for (const TimedOperation& operation : m_made.operations)
            m_made.region.endNs = std::max(m_made.region.endNs, operation.endNs);
        const Ns makespanNs = m_trace.info().makespanNs;
        if (!m_window && makespanNs >= m_made.region.endNs && m_made.region.startNs >= 0)
            m_made.region = {0, makespanNs};
        m_made.deviceStartNs.assign(m_made.devices, m_made.region.startNs);
        if (m_made.devices == 1)
            return;
        for (auto operation = m_made.operations.rbegin(); operation != m_made.operations.rend(); ++operation)
            m_made.deviceStartNs[std::size_t(operation->device)] = operation->startNs;
    }

    void findSubmissions()
    {
        m_submissionOf.reserve(m_made.operations.size());
        for (const TimedOperation& operation : m_made.operations) {
            const trace::Track& track = m_trace.tracks()[operation.slice.track];
            m_submissionOf.push_back(m_submissions.find(track.info.rank, track.correlation[operation.slice.index]));
        }
    }

    /// For each copy, when what may have kept it from outside its stream ended: the copy before it on its GPU's engine,
    /// the default stream's last work, or all others' for that stream.
    void findWhatKeepsCopies()
    {
        struct Device
        {
            std::array<Ns, 2> copyEndNs{-never, -never}; ///< of either direction
            Ns defaultEndNs = -never, othersEndNs = -never;
        };
        m_keptUntilNs.assign(m_made.operations.size(), -never);
        std::vector<Device> devices(m_made.devices);
        for (std::size_t i = 0; i < m_made.operations.size(); ++i) {
            const TimedOperation& operation = m_made.operations[i];
            Device& device = devices[std::size_t(operation.device)];
            const bool isDefault = m_made.streams[std::size_t(operation.stream)].isDefault;
            if (takesCopyEngine(operation.kind)) {
                const bool toHost = operation.kind == SliceKind::copyDeviceToHost && !m_made.oneCopyEngine;
                const Ns copyEndNs = std::exchange(device.copyEndNs[toHost], operation.endNs);
                for (const Ns endNs : {copyEndNs, isDefault ? device.othersEndNs : device.defaultEndNs})
                    if (endNs <= operation.startNs)
                        m_keptUntilNs[i] = std::max(m_keptUntilNs[i], endNs);
            }
            Ns& lastNs = isDefault ? device.defaultEndNs : device.othersEndNs;
            lastNs = std::max(lastNs, operation.endNs);
        }
    }

    /// A copy whose call lasts until it is done and began while what must come before it still ran, in its stream,
    /// (once that is known) behind an event, or what else may have kept it: the call waits for that work.
    bool isBehindWork(std::size_t index, const Submission& submission) const
    {
        const TimedOperation& copy = m_made.operations[index];
        if (!trace::isCopy(copy.kind) || submission.endNs < copy.endNs)
            return false;
        const auto isAwaited = [&](Place before) {
            if (before < 0)
                return false;
            const Ns endNs = m_made.operations[std::size_t(before)].endNs;
            return endNs > submission.startNs && endNs <= copy.startNs;
        };
        return isAwaited(copy.previous) || isAwaited(copy.waitsFor) ||
               m_keptUntilNs[index] > std::max(submission.startNs, copy.startNs - justBeforeNs);
    }

    /// Steps are the calls that submitted an operation, and those a thread waits
    /// in.
    void addSteps()
    {
        const auto tracks = m_trace.tracks();
        std::vector<std::vector<Ns>> submitted(tracks.size()); // by track and slice: when it submitted, or never
        for (std::size_t i = 0; i < m_made.operations.size(); ++i)
            if (const Submission* submission = m_submissionOf[i]) {
                const TimedOperation& operation = m_made.operations[i];
                std::vector<Ns>& ofTrack = submitted[submission->call.track];
                if (ofTrack.empty())
                    ofTrack.assign(tracks[submission->call.track].size(), never);
                Ns& at = ofTrack[submission->call.index];
                at = std::min(at, isBehindWork(i, *submission)
                                      ? submission->startNs
                                      : std::max(submission->startNs, std::min(submission->endNs, operation.startNs)));
            }
        findGroups(submitted);
        for (trace::TrackId t = 0; t < tracks.size(); ++t) {
            if (submitted[t].empty())
                continue;
            const Place thread = Place(m_made.threads.size());
            m_made.threads.push_back(t);
            m_made.firstStep.push_back(m_made.steps.size());
            addStepsOf(tracks[t], t, thread, submitted[t]);
        }
        m_made.firstStep.push_back(m_made.steps.size());
        linkSteps();
    }

    /// Threads that hand over to those that submit are looked at with them, though they only wait or allocate.
    void findGroups(std::vector<std::vector<Ns>>& submitted)
    {
        const auto tracks = m_trace.tracks();
        const std::vector<trace::TrackId> groupOf = groupsOf(m_turns, tracks.size());
        std::vector<bool> submits(tracks.size());
        for (trace::TrackId t = 0; t < tracks.size(); ++t)
            submits[groupOf[t]] = submits[groupOf[t]] || !submitted[t].empty();
        for (const Turn& turn : m_turns)
            for (const trace::TrackId t : {turn.from, turn.to})
                if (submits[groupOf[t]] && submitted[t].empty())
                    submitted[t].assign(tracks[t].size(), never);
        for (trace::TrackId t = 0; t < tracks.size(); ++t)
            if (!submitted[t].empty())
                m_made.groupOf.push_back(Place(groupOf[t]));
    }

    void findGraphLaunches()
    {
        for (const trace::Track& track : m_trace.tracks())
            for (std::size_t i = 0; track.info.kind == trace::TrackKind::hostThread && i < track.size(); ++i)
                m_made.launchesGraphs =
                    m_made.launchesGraphs || (track.kind[i] == SliceKind::hostSubmit && isGraphLaunch(track.name[i]));
    }

    bool isAllocation(trace::NameId name)
    {
        return m_allocation.of(name, [&] { return allocates(m_trace.name(name)); });
    }

    bool isGraphLaunch(trace::NameId name)
    {
        return m_graphLaunch.of(name, [&] { return m_trace.name(name).find("GraphLaunch") != std::string_view::npos; });
    }

    void addStepsOf(const trace::Track& track, trace::TrackId t, Place thread, const std::vector<Ns>& submitted)
    {
        Ns coveredNs = m_made.region.startNs;
        const std::size_t first = m_made.steps.size();
        for (std::uint32_t i = 0; i < track.size(); ++i) {
            const SliceKind kind = track.kind[i];
            if (kind != SliceKind::hostSubmit && kind != SliceKind::hostSync && kind != SliceKind::hostCall)
                continue;
            const bool submits = submitted[i] != never;
            // A pool hands its memory over on the stream: that is no work, and may take long.
            const bool isOther = kind != SliceKind::hostSubmit || isAllocation(track.name[i]);
            if (!submits && (track.endNs(i) <= coveredNs || !isOther))
                continue;
            HostStep step;
            step.call = {track.startNs[i], track.endNs(i)};
            step.slice = {t, i};
            step.thread = thread;
            step.submits = submits;
            step.ofGraph = submits && isGraphLaunch(track.name[i]);
            step.timeNs = submits ? submitted[i] : step.call.endNs;
            if (step.call.endNs > coveredNs)
                coveredNs = step.call.endNs;
            m_made.steps.push_back(step);
        }
        const auto steps = std::span(m_made.steps).subspan(first);
        if (!std::ranges::is_sorted(steps, {}, &HostStep::timeNs)) // they nearly always are
            std::ranges::stable_sort(steps, {}, &HostStep::timeNs);
    }

    void linkSteps()
    {
        std::vector<std::vector<Place>> stepOf(m_trace.tracks().size()); // by track and slice
        for (std::size_t i = 0; i < m_made.steps.size(); ++i) {
            const trace::SliceRef slice = m_made.steps[i].slice;
            if (stepOf[slice.track].empty())
                stepOf[slice.track].assign(m_trace.tracks()[slice.track].size(), -1);
            stepOf[slice.track][slice.index] = Place(i);
        }
        for (std::size_t i = 0; i < m_made.operations.size(); ++i)
            if (const Submission* submission = m_submissionOf[i];
                submission && !stepOf[submission->call.track].empty()) {
                TimedOperation& operation = m_made.operations[i];
                operation.step = stepOf[submission->call.track][submission->call.index];
                if (operation.step >= 0 && isBehindWork(i, *submission))
                    m_made.steps[std::size_t(operation.step)].blocks = true;
            }
    }

    /// From recorded dependencies (event record → wait, graph edges) to
    /// operations.
    void addDependencies()
    {
        const auto dependencies = m_trace.dependencies();
        if (dependencies.empty())
            return;
        SubmissionOrder order(m_trace, m_submissions, m_made);
        for (const trace::Dependency& dependency : dependencies) {
            const auto bySubmission = order.resolve(dependency);
            Place from = bySubmission.first, to = bySubmission.second;
            if (from < 0 || to < 0) {
                from = to = -1;
                for (const trace::SliceRef ref : m_trace.correlated(dependency.fromCorrelation))
                    from = std::max(from, nearest(ref, -1));
                for (const trace::SliceRef ref : m_trace.correlated(dependency.toCorrelation))
                    if (const Place found = nearest(ref, +1); found >= 0)
                        to = found;
            }
            if (from < 0 || to < 0 || from == to)
                continue;
            TimedOperation& waiting = m_made.operations[std::size_t(to)];
            const TimedOperation& awaited = m_made.operations[std::size_t(from)];
            if (waiting.stream == awaited.stream || awaited.startNs >= waiting.startNs)
                continue;
            if (waiting.waitsFor < 0 || m_made.operations[std::size_t(waiting.waitsFor)].endNs < awaited.endNs)
                waiting.waitsFor = from;
        }
        holdCopiesBehindEvents();
    }

    /// Copies that wait for an event were handed over as soon as their call began, too.
    void holdCopiesBehindEvents()
    {
        for (std::size_t i = 0; i < m_made.operations.size(); ++i) {
            const TimedOperation& copy = m_made.operations[i];
            if (copy.waitsFor < 0 || copy.step < 0 || !isBehindWork(i, *m_submissionOf[i]))
                continue;
            HostStep& step = m_made.steps[std::size_t(copy.step)];
            step.timeNs = std::min(step.timeNs, m_submissionOf[i]->startNs);
            step.blocks = true;
        }
    }

    /// The operation at `ref`, or the next one of its stream in `direction` if a
    /// record or a wait stands there.
    Place nearest(trace::SliceRef ref, int direction)
    {
        const trace::Track& track = m_trace.tracks()[ref.track];
        if (track.info.kind != trace::TrackKind::stream)
            return -1;
        for (std::int64_t i = ref.index; i >= 0 && i < std::int64_t(track.size()); i += direction)
            if (trace::isGpuOperation(track.kind[std::size_t(i)]))
                return operationAt({ref.track, std::uint32_t(i)});
        return -1;
    }

    /// −1 for what is none. Looked up in a table that is made when first asked for: nearly all orders of calls tell
    /// more.
    Place operationAt(trace::SliceRef slice)
    {
        if (m_operationAt.empty()) {
            m_operationAt.resize(m_trace.tracks().size());
            for (std::size_t i = 0; i < m_made.operations.size(); ++i) {
                const trace::SliceRef at = m_made.operations[i].slice;
                std::vector<Place>& ofTrack = m_operationAt[at.track];
                if (ofTrack.empty())
                    ofTrack.assign(m_trace.tracks()[at.track].size(), -1);
                ofTrack[at.index] = Place(i);
            }
        }
        return m_operationAt[slice.track].empty() ? -1 : m_operationAt[slice.track][slice.index];
    }

    /// A copy whose call returns after the copy's end has kept its thread: that
    /// is one more step of the thread.
    void addBlockingCopies()
    {
        std::vector<std::pair<Place, Place>> blocking; // step, operation
        for (std::size_t i = 0; i < m_made.operations.size(); ++i) {
            const TimedOperation& operation = m_made.operations[i];
            if (operation.step >= 0 && trace::isCopy(operation.kind) &&
                m_made.steps[std::size_t(operation.step)].call.endNs >= operation.endNs &&
                operation.endNs > m_made.steps[std::size_t(operation.step)].timeNs)
                blocking.emplace_back(operation.step, Place(i));
        }
        if (blocking.empty())
            return;
        std::sort(blocking.begin(), blocking.end());
        std::vector<HostStep> steps;
        std::vector<Place> moved(m_made.steps.size());
        std::vector<std::size_t> first;
        steps.reserve(m_made.steps.size() + blocking.size());
        for (std::size_t i = 0, b = 0, thread = 0; i < m_made.steps.size(); ++i) {
            for (; thread < m_made.threads.size() && m_made.firstStep[thread] == i; ++thread)
                first.push_back(steps.size());
            moved[i] = Place(steps.size());
            steps.push_back(m_made.steps[i]);
            const Place operation = b < blocking.size() && blocking[b].first == Place(i) ? blocking[b].second : -1;
            for (; b < blocking.size() && blocking[b].first == Place(i); ++b) {
            }
            if (operation < 0)
                continue;
            HostStep back = m_made.steps[i];
            back.submits = false;
            back.waitsFor = operation;
            back.waitedNs = m_made.operations[std::size_t(operation)].endNs - back.timeNs;
            back.timeNs = back.call.endNs;
            steps.push_back(back);
        }
        while (first.size() < m_made.threads.size())
            first.push_back(steps.size());
        first.push_back(steps.size());
        m_made.steps = std::move(steps);
        m_made.firstStep = std::move(first);
        for (TimedOperation& operation : m_made.operations)
            if (operation.step >= 0)
                operation.step = moved[std::size_t(operation.step)];
    }

    const trace::Trace& m_trace;
    const std::vector<GpuOperation>& m_gpuOperations;
    const Submissions& m_submissions;
    std::optional<Interval> m_window;
    const device::DeviceProfile* m_limits;
    std::vector<Place> m_streamOf;
    std::vector<std::vector<Place>> m_operationAt; ///< by track and slice, −1 for others; empty until asked for
    std::vector<Ns> m_keptUntilNs;                 ///< by operation: findWhatKeepsCopies(); -never for others
    std::vector<const Submission*> m_submissionOf; ///< by operation; null: not known
    std::vector<Turn> m_turns;
    ById<bool> m_graphLaunch, m_allocation;
    Timeline m_made;
};

} // namespace

Timeline buildTimeline(const trace::Trace& trace, const std::vector<GpuOperation>& operations,
                       const Submissions& submissions, std::optional<Interval> window,
                       const device::DeviceProfile* limits)
{
    return Builder(trace, operations, submissions, window, limits).build();
}

} // namespace streamscope::analysis
