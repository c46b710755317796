// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/host_waits.h"

#include "analysis/allocating_calls.h"
#include "analysis/by_id.h"

#include <algorithm>
#include <bitset>
#include <functional>
#include <optional>
#include <queue>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Which operation of each GPU was the last to end, as time passes. O(log of those running at once) an operation.
class LastEnds
{
public:
    using End = std::pair<Ns, Place>; ///< of an operation; −1: of none

    explicit LastEnds(const Timeline& timeline)
        : m_operations(timeline.operations), m_running(timeline.devices), m_last(timeline.devices, End{0, -1})
    {}

    void passTo(Ns timeNs)
    {
        for (; m_next < m_operations.size() && m_operations[m_next].startNs <= timeNs; ++m_next)
            m_running[std::size_t(m_operations[m_next].device)].emplace(m_operations[m_next].endNs, Place(m_next));
        for (std::size_t device = 0; device < m_running.size(); ++device)
            for (auto& running = m_running[device]; !running.empty() && running.top().first <= timeNs; running.pop())
                m_last[device] = running.top();
    }

    End of(std::size_t device) const { return m_last[device]; }

private:
    using Ends = std::priority_queue<End, std::vector<End>, std::greater<>>;

    const std::vector<TimedOperation>& m_operations;
    std::vector<Ends> m_running;
    std::vector<End> m_last;
    std::size_t m_next = 0;
};

/// When what had been submitted to a GPU by some time was over.
class EarlierWork
{
public:
    EarlierWork(const Timeline& timeline, std::size_t device)
    {
        for (const TimedOperation& operation : timeline.operations)
            if (operation.step >= 0 && std::size_t(operation.device) == device)
                m_work.push_back({timeline.steps[std::size_t(operation.step)].timeNs, operation.endNs});
        std::ranges::sort(m_work, {}, &Work::submittedNs);
        for (std::size_t i = 1; i < m_work.size(); ++i)
            m_work[i].endNs = std::max(m_work[i].endNs, m_work[i - 1].endNs);
    }

    /// Some of it goes on after the call: who made that does not wait for it.
    bool outlasts(Interval call) const
    {
        constexpr Ns clocksNs = 2'000; // by which the device's and the host's may disagree
        const auto after = std::ranges::upper_bound(m_work, call.startNs, {}, &Work::submittedNs);
        return after != m_work.begin() && std::prev(after)->endNs > call.endNs + clocksNs;
    }

private:
    struct Work
    {
        Ns submittedNs = 0, endNs = 0; ///< the latest end of what was submitted by then
    };

    std::vector<Work> m_work;
};

/// What a thread had submitted to its streams before each of its steps.
class Submitted
{
public:
    explicit Submitted(const Timeline& timeline) : m_timeline(timeline), m_lastOf(timeline.steps.size(), -1)
    {
        for (std::size_t i = 0; i < timeline.operations.size(); ++i)
            if (const Place step = timeline.operations[i].step; step >= 0)
                m_lastOf[std::size_t(step)] = Place(i);
    }

    /// The last operation of the stream that a thread submitted to last, before some time, of those that were through
    /// with all of that by `endNs`: others nobody waited for until then. −1 if there is none among its last
    /// submissions.
    Place lastThrough(std::size_t thread, Ns beforeNs, Ns endNs) const
    {
        constexpr Place mostLookedAt = 256;
        const std::size_t first = m_timeline.firstStep[thread];
        const auto steps = std::span(m_timeline.steps).subspan(first, m_timeline.firstStep[thread + 1] - first);
        const auto taken = std::ranges::lower_bound(steps, beforeNs, {}, &HostStep::timeNs) - steps.begin();
        const Place after = Place(first) + Place(taken), leastPlace = std::max(Place(first), after - mostLookedAt);
        std::vector<Place> atWork; // streams
        for (Place before = after - 1; before >= leastPlace; --before) {
            const Place last = m_lastOf[std::size_t(before)];
            if (last < 0)
                continue;
            const TimedOperation& operation = m_timeline.operations[std::size_t(last)];
            if (std::ranges::find(atWork, operation.stream) != atWork.end())
                continue;
            if (operation.endNs <= endNs)
                return last;
            atWork.push_back(operation.stream);
        }
        return -1;
    }

private:
    const Timeline& m_timeline;
    std::vector<Place> m_lastOf; ///< by step: what it submitted last; −1: nothing
};

class Finder
{
public:
    Finder(Timeline& timeline, const trace::Trace& trace) : m_timeline(timeline), m_trace(trace) {}

    void find()
    {
        std::vector<HostStep*> waiting;
        for (HostStep& step : m_timeline.steps)
            if (!step.submits && (waits(step) || isAllocation(nameOf(step)) || isNameless(nameOf(step))))
                waiting.push_back(&step);
        if (waiting.empty())
            return;
        std::ranges::stable_sort(waiting, {}, [](const HostStep* step) { return step->call.endNs; });
        findDevices();
        LastEnds lastEnds(m_timeline);
        findWaitingFrees(waiting);
        for (HostStep* const step : waiting) {
            lastEnds.passTo(step->call.endNs);
            findWait(*step, lastEnds);
        }
    }

private:
    void findDevices()
    {
        m_devicesOf.resize(m_trace.tracks().size());
        for (const TimedOperation& operation : m_timeline.operations)
            if (operation.step >= 0)
                m_devicesOf[groupOf(m_timeline.steps[std::size_t(operation.step)])].set(std::size_t(operation.device));
    }

    /// Calls that give memory back wait for the GPUs that their threads submit to, but for one that some such call ends
    /// before: its memory it was not, or this driver does without.
    void findWaitingFrees(const std::vector<HostStep*>& waiting)
    {
        std::vector<std::vector<Interval>> calls(m_timeline.devices);
        for (const HostStep* step : waiting)
            for (std::size_t device = 0; device < calls.size() && frees(nameOf(*step)); ++device)
                if (m_devicesOf[groupOf(*step)][device])
                    calls[device].push_back(step->call);
        for (std::size_t device = 0; device < calls.size(); ++device) {
            if (calls[device].empty())
                continue;
            const EarlierWork work(m_timeline, device);
            m_freesWait[device] = std::ranges::none_of(calls[device], [&](Interval c) { return work.outlasts(c); });
        }
    }

    /// What had ended last on the GPUs that a call which gives memory back waits for; −1: it waits for none.
    LastEnds::End awaitedByFree(const HostStep& step, const LastEnds& lastEnds) const
    {
        LastEnds::End last{0, -1};
        for (std::size_t device = 0; device < m_timeline.devices; ++device)
            if (const LastEnds::End end = lastEnds.of(device); m_devicesOf[groupOf(step)][device] &&
                                                               m_freesWait[device] && end.second >= 0 &&
                                                               (last.second < 0 || end.first > last.first))
                last = end;
        return last;
    }

    std::size_t groupOf(const HostStep& step) const
    {
        return std::size_t(m_timeline.groupOf[std::size_t(step.thread)]);
    }

    void findWait(HostStep& step, const LastEnds& lastEnds)
    {
        if (frees(nameOf(step)))
            if (const auto [endNs, operation] = awaitedByFree(step, lastEnds); operation >= 0) {
                step.waitsFor = operation;
                step.waitedNs = std::max<Ns>(0, endNs - step.call.startNs);
                return;
            }
        if (isNameless(nameOf(step))) {
            findNamelessWait(step);
            return;
        }
        // A call that frees memory waits for the GPU now and then: when it ends with what ran there.
        const bool mayWait = !waits(step);
        Ns lastNs = mayWait ? step.call.endNs - justBeforeNs : step.call.startNs;
        if (mayWait && step.call.durationNs() < 2 * justBeforeNs)
            return;
        for (std::size_t device = 0; device < m_timeline.devices; ++device) {
            const auto [endNs, operation] = lastEnds.of(device);
            if (!m_devicesOf[groupOf(step)][device] || operation < 0 || endNs <= lastNs ||
                (mayWait && isSubmittedAfter(operation, step.call.startNs)))
                continue;
            lastNs = endNs;
            step.waitsFor = operation;
            step.waitedNs = lastNs - step.call.startNs;
        }
        // Whoever asks for all that a GPU or a stream does waits for it whenever it is: it was over before, this time.
        if (step.waitsFor < 0 && m_timeline.devices == 1 && waitsForAll(nameOf(step)))
            step.waitsFor = lastEnds.of(0).second;
        if (step.waitsFor < 0 && waitsForStream(nameOf(step)))
            step.waitsFor = submitted().lastThrough(std::size_t(step.thread), step.call.startNs, step.call.endNs);
        if (step.waitsFor < 0 && waitsForEvent(nameOf(step)))
            if (const std::optional<trace::SliceRef> record = recordBefore(step))
                step.waitsFor = throughBefore(*record, step.call.endNs);
    }

    /// A call without a name that takes long, and ends with the last of what its thread had submitted, waits for that.
    void findNamelessWait(HostStep& step)
    {
        const Place last = submitted().lastThrough(std::size_t(step.thread), step.call.startNs, step.call.endNs);
        if (last < 0)
            return;
        const Ns endNs = m_timeline.operations[std::size_t(last)].endNs;
        constexpr Ns closely = 10; // times as near to the call's end as the call is long
        if (endNs <= step.call.startNs || closely * (step.call.endNs - endNs) > step.call.durationNs())
            return;
        step.waitsFor = last;
        step.waitedNs = endNs - step.call.startNs;
    }

    bool isNameless(trace::NameId name)
    {
        return m_nameless.of(name, [&] { return m_trace.name(name) == namelessCall; });
    }

    bool frees(trace::NameId name)
    {
        return m_frees.of(name, [&] { return freesAtOnce(m_trace.name(name)); });
    }

    /// What another thread submitted meanwhile, no call waited for.
    bool isSubmittedAfter(Place operation, Ns timeNs) const
    {
        const Place step = m_timeline.operations[std::size_t(operation)].step;
        return step >= 0 && m_timeline.steps[std::size_t(step)].timeNs > timeNs;
    }

    bool waitsForAll(trace::NameId name)
    {
        return m_waitsForAll.of(name, [&] {
            const std::string_view text = m_trace.name(name);
            return text.starts_with("cudaDeviceSynchronize") || text.starts_with("cuCtxSynchronize");
        });
    }

    bool waitsForStream(trace::NameId name)
    {
        return m_waitsForStream.of(name, [&] {
            const std::string_view text = m_trace.name(name);
            return text.starts_with("cudaStreamSynchronize") || text.starts_with("cuStreamSynchronize");
        });
    }

    bool waitsForEvent(trace::NameId name)
    {
        return m_waitsForEvent.of(name, [&] {
            const std::string_view text = m_trace.name(name);
            return text.starts_with("cudaEventSynchronize") || text.starts_with("cuEventSynchronize");
        });
    }

    /// The call that recorded the event that a step synchronises: the one that the file names, else its thread's last.
    std::optional<trace::SliceRef> recordBefore(const HostStep& step)
    {
        if (!m_recordOf) {
            m_recordOf.emplace();
            for (const trace::Dependency& dependency : m_trace.dependencies())
                m_recordOf->emplace(dependency.toCorrelation, dependency.fromCorrelation);
        }
        const trace::Track& track = m_trace.tracks()[step.slice.track];
        if (const auto told = m_recordOf->find(track.correlation[step.slice.index]); told != m_recordOf->end()) {
            for (const trace::SliceRef record : m_trace.correlated(told->second))
                if (const trace::TrackInfo& row = m_trace.tracks()[record.track].info;
                    row.kind == trace::TrackKind::hostThread && row.rank == track.info.rank)
                    return record;
            return std::nullopt;
        }
        constexpr std::uint32_t mostLookedAt = 256;
        for (std::uint32_t back = 1; back <= std::min(mostLookedAt, step.slice.index); ++back)
            if (const std::uint32_t index = step.slice.index - back; records(track.name[index]))
                return trace::SliceRef{step.slice.track, index};
        return std::nullopt;
    }

    bool records(trace::NameId name)
    {
        return m_records.of(name, [&] { return m_trace.name(name).find("EventRecord") != std::string_view::npos; });
    }

    /// What was through by then of what its thread had submitted before a call.
    Place throughBefore(trace::SliceRef call, Ns endNs)
    {
        const auto thread = std::ranges::find(m_timeline.threads, call.track);
        return thread == m_timeline.threads.end()
                   ? Place(-1)
                   : submitted().lastThrough(std::size_t(thread - m_timeline.threads.begin()),
                                             m_trace.tracks()[call.track].startNs[call.index], endNs);
    }

    /// Made when first asked for.
    const Submitted& submitted()
    {
        if (!m_submitted)
            m_submitted.emplace(m_timeline);
        return *m_submitted;
    }

    bool isAllocation(trace::NameId name)
    {
        return m_allocation.of(name, [&] { return allocates(m_trace.name(name)); });
    }

    trace::NameId nameOf(const HostStep& step) const
    {
        return m_trace.tracks()[step.slice.track].name[step.slice.index];
    }

    bool waits(const HostStep& step) const
    {
        return m_trace.tracks()[step.slice.track].kind[step.slice.index] == trace::SliceKind::hostSync;
    }

    Timeline& m_timeline;
    const trace::Trace& m_trace;
    std::vector<std::bitset<std::size_t(mostDevices)>> m_devicesOf; ///< by group
    std::bitset<mostDevices> m_freesWait;                           ///< by device
    ById<bool> m_frees, m_allocation, m_waitsForAll, m_waitsForStream, m_waitsForEvent, m_records, m_nameless;
    std::optional<std::unordered_map<std::int64_t, std::int64_t>> m_recordOf; ///< by the wait; empty until asked for
    std::optional<Submitted> m_submitted;
};

} // namespace

void findHostWaits(Timeline& timeline, const trace::Trace& trace)
{
    Finder(timeline, trace).find();
}

} // namespace streamscope::analysis
