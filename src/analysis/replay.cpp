// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/replay.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <queue>
#include <system_error>
#include <thread>

namespace streamscope::analysis {

namespace {

/// So many operations are worth a thread for each replay.
constexpr std::size_t worthThreads = 20'000;

/// Operations that must run one after the other: of a stream, or of a unit. Where a stream was seen to run two side by
/// side (programmatic dependent launch) they may.
struct Lane
{
    std::vector<Place> operations;
    std::size_t next = 0;  ///< its head
    int running = 0;       ///< those before the head
    bool starting = false; ///< its head is on the way
};

class Player
{
public:
    Player(const Timeline& timeline, const Marks& marks, const Without& without)
        : m_timeline(timeline), m_marks(marks), m_without(without), m_operations(timeline.operations),
          m_submitted(m_operations.size()), m_submittedNs(m_operations.size()), m_done(m_operations.size()),
          m_laneOf(m_operations.size()), m_stepWaiters(m_operations.size(), -1), m_nextThread(timeline.threads.size()),
          m_devices(timeline.devices)
    {
        for (std::size_t i = 0; i < m_operations.size(); ++i)
            m_submittedNs[i] = earliestNs(i);
        fillLanes();
        linkWaiters();
    }

    Ns play()
    {
        m_nowNs = m_timeline.region.startNs;
        if (!m_without.host) // threads may have begun before
            for (std::size_t thread = 0; thread < m_timeline.threads.size(); ++thread)
                m_nowNs = std::min(m_nowNs, m_timeline.steps[m_timeline.firstStep[thread]].timeNs);
        for (Device& device : m_devices)
            device.nowNs = m_nowNs;
        start();
        runOut();
        if (m_doneCount < m_operations.size()) {
            // Clocks that disagree can make a circle of waits: nobody waits any longer then.
            m_free = true;
            std::fill(m_submitted.begin(), m_submitted.end(), 1);
            for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
                tryLane(Place(lane));
            runOut();
        }
        Ns tailNs = m_timeline.region.startNs;
        for (const TimedOperation& operation : m_operations)
            tailNs = std::max(tailNs, operation.endNs);
        return lengthNs(std::max<Ns>(0, m_timeline.region.endNs - tailNs));
    }

private:
    static constexpr Ns farthest = Ns(1) << 62;

    /// When its GPU may begin.
    Ns earliestNs(std::size_t index) const { return m_timeline.deviceStartNs[std::size_t(m_operations[index].device)]; }

    /// Of one GPU the region's; of several the sum of what each takes from its first start to its last end.
    Ns lengthNs(Ns tailNs) const
    {
        if (m_devices.size() == 1)
            return m_devices.front().lastEndNs - m_timeline.region.startNs + tailNs;
        Ns sumNs = 0;
        for (const Device& device : m_devices)
            sumNs += device.lastEndNs - device.firstStartNs + tailNs;
        return sumNs;
    }

    void runOut()
    {
        for (;;) {
            Device& next = *std::ranges::min_element(m_devices, {}, &Device::nextEndNs);
            if (!m_events.empty() && m_events.top().timeNs < next.nextEndNs)
                takeEvent();
            else if (next.nextEndNs < farthest)
                endOperation(std::max(next.nextEndNs, m_nowNs), next);
            else
                return;
        }
    }

    struct Event
    {
        Ns timeNs;
        enum Kind
        {
            ready,
            submitted,
            step
        } kind; ///< of an operation, an operation, a thread
        Place index;

        bool operator>(const Event& other) const
        {
            if (timeNs != other.timeNs)
                return timeNs > other.timeNs;
            return kind != other.kind ? kind < other.kind : index > other.index;
        }
    };

    bool gone(Cause cause) const { return cause != Cause::none && m_without.causes[std::size_t(cause)]; }

    void fillLanes()
    {
        if (m_without.allOrder) {
            m_lanes.resize(m_operations.size());
            for (std::size_t i = 0; i < m_operations.size(); ++i) {
                m_laneOf[i] = Place(i);
                m_lanes[i].operations.push_back(Place(i));
            }
            return;
        }
        const bool byUnit = m_without.streamOrder;
        const std::size_t lanes = byUnit ? m_timeline.units.size() : m_timeline.streams.size();
        m_lanes.resize(lanes + (byUnit ? m_timeline.streams.size() : 0));
        for (std::size_t i = 0; i < m_operations.size(); ++i) {
            const TimedOperation& operation = m_operations[i];
            const bool inUnit = byUnit && operation.unit >= 0;
            const Place lane = inUnit ? operation.unit : operation.stream + Place(byUnit ? lanes : 0);
            m_laneOf[i] = lane;
            m_lanes[std::size_t(lane)].operations.push_back(Place(i));
        }
        if (byUnit)
            fillSections();
    }

    /// What belongs to no unit comes after all units before it and before all units after it, on its GPU.
    void fillSections()
    {
        m_section.resize(m_operations.size());
        std::vector<bool> outside(m_devices.size());
        for (std::size_t i = 0; i < m_operations.size(); ++i) {
            const auto device = std::size_t(m_operations[i].device);
            std::vector<std::int64_t>& left = m_devices[device].leftInSection;
            if ((m_operations[i].unit < 0) != outside[device] || left.empty()) {
                outside[device] = m_operations[i].unit < 0;
                left.push_back(0);
            }
            m_section[i] = Place(left.size()) - 1;
            ++left.back();
        }
    }

    void linkWaiters()
    {
        m_firstWaiter.assign(m_operations.size(), -1);
        m_nextWaiter.assign(m_operations.size(), -1);
        for (std::size_t i = 0; i < m_operations.size(); ++i)
            if (const Place awaited = m_operations[i].waitsFor; awaited >= 0) {
                m_nextWaiter[i] = m_firstWaiter[std::size_t(awaited)];
                m_firstWaiter[std::size_t(awaited)] = Place(i);
            }
    }

    void start()
    {
        for (std::size_t i = 0; i < m_operations.size(); ++i)
            m_submitted[i] = m_without.host || m_operations[i].step < 0;
        for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
            tryLane(Place(lane));
        if (m_without.host)
            return;
        m_ofStep.assign(m_timeline.steps.size() + 1, 0);
        for (const TimedOperation& operation : m_operations)
            if (operation.step >= 0)
                ++m_ofStep[std::size_t(operation.step) + 1];
        for (std::size_t i = 1; i < m_ofStep.size(); ++i)
            m_ofStep[i] += m_ofStep[i - 1];
        m_submits.resize(m_operations.size());
        std::vector<std::size_t> at(m_ofStep.begin(), m_ofStep.end() - 1);
        for (std::size_t i = 0; i < m_operations.size(); ++i)
            if (m_operations[i].step >= 0)
                m_submits[at[std::size_t(m_operations[i].step)]++] = Place(i);
        for (std::size_t thread = 0; thread < m_timeline.threads.size(); ++thread) {
            m_nextThread[thread] = m_timeline.firstStep[thread];
            if (m_nextThread[thread] < m_timeline.firstStep[thread + 1])
                beginStep(thread, m_timeline.steps[m_nextThread[thread]].timeNs, true);
        }
    }

    /// Schedules the thread's next step; `lastNs` is when it took the one before.
    void beginStep(std::size_t thread, Ns lastNs, bool first)
    {
        const std::size_t index = m_nextThread[thread];
        const HostStep& step = m_timeline.steps[index];
        Ns onTheWayNs = 0;
        if (!first) {
            onTheWayNs = step.timeNs - m_timeline.steps[index - 1].timeNs;
            if (step.waitsFor >= 0)
                onTheWayNs -= std::min(onTheWayNs, step.waitedNs);
            if (gone(m_marks.host[index]))
                onTheWayNs -= std::min(onTheWayNs, m_marks.hostNs[index]);
        }
        const Ns timeNs = lastNs + Ns(double(onTheWayNs) / m_without.hostSpeed);
        // Whoever waits comes back when the operation has ended, however early the wait began.
        if (!first && step.waitsFor >= 0 && !gone(m_marks.wait[index]) && !m_done[std::size_t(step.waitsFor)]) {
            m_waiting.push_back({Place(index), m_stepWaiters[std::size_t(step.waitsFor)], timeNs});
            m_stepWaiters[std::size_t(step.waitsFor)] = Place(m_waiting.size()) - 1;
            return;
        }
        m_events.push({timeNs, Event::step, Place(index)});
    }

    void takeEvent()
    {
        const Event event = m_events.top();
        m_events.pop();
        m_nowNs = std::max(event.timeNs, m_nowNs);
        switch (event.kind) {
        case Event::step:
            takeStep(std::size_t(event.index));
            break;
        case Event::submitted:
            submit(event.index);
            break;
        case Event::ready:
            becomeReady(event.index);
            break;
        }
    }

    void takeStep(std::size_t index)
    {
        for (std::size_t i = m_ofStep[index]; i < m_ofStep[index + 1]; ++i) {
            const TimedOperation& operation = m_operations[std::size_t(m_submits[i])];
            // Within one graph launch some come later than others.
            const Ns laterNs =
                operation.submittedNs - std::max(m_timeline.steps[index].timeNs, earliestNs(std::size_t(m_submits[i])));
            if (laterNs > 0)
                m_events.push({m_nowNs + laterNs, Event::submitted, m_submits[i]});
            else
                submit(m_submits[i]);
        }
        const auto thread = std::size_t(m_timeline.steps[index].thread);
        if (++m_nextThread[thread] < m_timeline.firstStep[thread + 1])
            beginStep(thread, m_nowNs, false);
    }

    void submit(Place operation)
    {
        m_submitted[std::size_t(operation)] = true;
        m_submittedNs[std::size_t(operation)] = std::max(m_nowNs, earliestNs(std::size_t(operation)));
        tryLane(m_laneOf[std::size_t(operation)]);
    }

    void tryLane(Place laneIndex)
    {
        Lane& lane = m_lanes[std::size_t(laneIndex)];
        if (lane.starting || lane.next == lane.operations.size())
            return;
        const Place head = lane.operations[lane.next];
        const TimedOperation& operation = m_operations[std::size_t(head)];
        const bool besides = lane.next > 0 && ranBesides(lane.operations[lane.next - 1], head);
        if (lane.running > 0 && !besides)
            return;
        if (!m_submitted[std::size_t(head)])
            return;
        if (!m_free && !m_section.empty() && m_section[std::size_t(head)] > deviceOf(head).openSection)
            return;
        if (!m_free && operation.waitsFor >= 0 && !m_done[std::size_t(operation.waitsFor)] && !gone(Cause::eventWait))
            return;
        lane.starting = true;
        Ns atNs = startNs(std::size_t(head));
        if (besides && lane.running > 0) {
            const Ns couldNs = std::max(m_operations[std::size_t(operation.previous)].startNs, operation.submittedNs);
            atNs += std::max<Ns>(0, operation.startNs - couldNs);
        }
        m_events.push({atNs, Event::ready, head});
    }

    /// Whether a stream was seen to run the two side by side for most of the shorter one.
    bool ranBesides(Place before, Place after) const
    {
        const TimedOperation &a = m_operations[std::size_t(before)], &b = m_operations[std::size_t(after)];
        const Ns bothNs = std::min(a.endNs, b.endNs) - b.startNs;
        return b.previous == before && bothNs > 0 && 2 * bothNs > std::min(a.endNs - a.startNs, b.endNs - b.startNs);
    }

    /// When an operation starts that nothing holds any more from now on.
    Ns startNs(std::size_t index) const
    {
        const TimedOperation& operation = m_operations[index];
        const Ns readyNs = std::max(m_nowNs, earliestNs(index));
        const Ns observedNs = operation.startNs - operation.readyNs;
        const Ns usualNs = std::min(observedNs, m_timeline.usualGapNs);
        const bool waitedForEngine =
            m_marks.device[index] == Cause::sameDirectionCopies; // the engines below say how long
        if (waitedForEngine || gone(m_marks.device[index]))
            return readyNs + usualNs;
        // What a cause of the device claims is neither the host's nor the stream's.
        const bool ofDevice = m_without.host && m_marks.device[index] != Cause::none;
        if (m_without.streamOrder && !ofDevice)
            return readyNs + usualNs;
        // On an idle stream it would have taken its latency.
        if (m_without.allOrder && operation.submittedNs <= operation.freeNs)
            return std::max(readyNs + observedNs, m_submittedNs[index] + m_timeline.launchLatencyNs);
        if (operation.submittedNs <= operation.freeNs || ofDevice)
            return readyNs + observedNs;
        // It was launched on an idle stream. That latency passes while the stream is busy, too.
        return m_without.host ? readyNs + usualNs : std::max(readyNs + usualNs, m_submittedNs[index] + observedNs);
    }

    Ns soloNs(std::size_t index) const
    {
        const Ns wholeNs = m_operations[index].soloNs;
        return gone(m_marks.extra[index]) ? std::max<Ns>(0, wholeNs - m_marks.extraNs[index]) : wholeNs;
    }

    struct Engine
    {
        bool busy = false;
        std::queue<Place> waiting;
    };

    /// One GPU: what runs there shares it, and passes more slowly the more is asked for.
    struct Device
    {
        std::priority_queue<std::pair<double, Place>, std::vector<std::pair<double, Place>>, std::greater<>> running;
        double clock = 0, demand = 0; ///< the clock at nowNs
        Ns nowNs = 0, nextEndNs = farthest;
        Ns firstStartNs = farthest, lastEndNs = 0;
        Engine toDevice, toHost;
        std::vector<std::int64_t> leftInSection; ///< operations of each stretch between units and others
        Place openSection = 0;
    };

    Device& deviceOf(Place index) { return m_devices[std::size_t(m_operations[std::size_t(index)].device)]; }
    double slowness(const Device& device) const { return m_without.capacity ? 1.0 : std::max(1.0, device.demand); }

    void passTo(Device& device, Ns timeNs) const
    {
        device.clock += double(timeNs - device.nowNs) / slowness(device);
        device.nowNs = timeNs;
    }

    /// After what runs there has changed: when the first of it will end.
    void schedule(Device& device) const
    {
        device.nextEndNs = farthest;
        if (device.running.empty())
            return;
        const double left = std::max(0.0, device.running.top().first - device.clock) * slowness(device);
        device.nextEndNs = device.nowNs + Ns(left + 0.5);
    }

    /// A copy waits until its direction's engine is free.
    void becomeReady(Place index)
    {
        Engine* engine = engineOf(index);
        if (engine && engine->busy)
            engine->waiting.push(index);
        else
            run(index);
    }

    Engine* engineOf(Place index)
    {
        if (gone(Cause::sameDirectionCopies))
            return nullptr;
        const trace::SliceKind kind = m_operations[std::size_t(index)].kind;
        if (kind == trace::SliceKind::copyDeviceToHost && !m_timeline.oneCopyEngine)
            return &deviceOf(index).toHost;
        return takesCopyEngine(kind) ? &deviceOf(index).toDevice : nullptr;
    }

    void run(Place index)
    {
        if (Engine* engine = engineOf(index))
            engine->busy = true;
        Device& device = deviceOf(index);
        passTo(device, m_nowNs);
        device.running.push({device.clock + double(soloNs(std::size_t(index))), index});
        device.demand += double(m_operations[std::size_t(index)].demand);
        device.firstStartNs = std::min(device.firstStartNs, m_nowNs);
        schedule(device);
        Lane& lane = m_lanes[std::size_t(m_laneOf[std::size_t(index)])];
        lane.starting = false;
        ++lane.running;
        ++lane.next;
        tryLane(m_laneOf[std::size_t(index)]);
    }

    void endOperation(Ns timeNs, Device& device)
    {
        const auto [clock, index] = device.running.top();
        m_nowNs = timeNs;
        passTo(device, timeNs);
        device.running.pop();
        device.clock = std::max(device.clock, clock);
        const double demand = double(m_operations[std::size_t(index)].demand);
        device.demand = device.running.empty() ? 0 : std::max(0.0, device.demand - demand);
        device.lastEndNs = std::max(device.lastEndNs, timeNs);
        schedule(device);
        m_done[std::size_t(index)] = true;
        ++m_doneCount;
        if (Engine* engine = engineOf(index)) {
            engine->busy = false;
            if (!engine->waiting.empty()) {
                run(engine->waiting.front());
                engine->waiting.pop();
            }
        }
        --m_lanes[std::size_t(m_laneOf[std::size_t(index)])].running;
        tryLane(m_laneOf[std::size_t(index)]);
        for (Place waiter = m_firstWaiter[std::size_t(index)]; waiter >= 0; waiter = m_nextWaiter[std::size_t(waiter)])
            tryLane(m_laneOf[std::size_t(waiter)]);
        wakeThreads(std::size_t(index));
        closeSection(std::size_t(index));
    }

    void wakeThreads(std::size_t index)
    {
        for (Place at = m_stepWaiters[index]; at >= 0; at = m_waiting[std::size_t(at)].next) {
            const HostStep& step = m_timeline.steps[std::size_t(m_waiting[std::size_t(at)].step)];
            const Ns tailNs = std::max<Ns>(0, step.timeNs - m_operations[index].endNs);
            m_events.push({std::max(m_waiting[std::size_t(at)].earliestNs, m_nowNs + tailNs), Event::step,
                           m_waiting[std::size_t(at)].step});
        }
        m_stepWaiters[index] = -1;
    }

    void closeSection(std::size_t index)
    {
        if (m_section.empty())
            return;
        Device& device = deviceOf(Place(index));
        if (--device.leftInSection[std::size_t(m_section[index])] > 0)
            return;
        ++device.openSection;
        for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
            tryLane(Place(lane));
    }

    struct WaitingStep
    {
        Place step;
        Place next; ///< in m_waiting, of those that wait for the same operation
        Ns earliestNs;
    };

    const Timeline& m_timeline;
    const Marks& m_marks;
    const Without& m_without;
    const std::vector<TimedOperation>& m_operations;
    std::vector<char> m_submitted;
    std::vector<Ns> m_submittedNs;
    std::vector<char> m_done;
    std::vector<Place> m_laneOf;
    std::vector<Lane> m_lanes;
    std::vector<Place> m_firstWaiter, m_nextWaiter; ///< operations, by the one they wait for
    std::vector<Place> m_stepWaiters;
    std::vector<WaitingStep> m_waiting;
    std::vector<std::size_t> m_nextThread;
    std::vector<std::size_t> m_ofStep; ///< first of m_submits, by step
    std::vector<Place> m_submits;
    std::vector<Place> m_section;
    bool m_free = false;
    std::size_t m_doneCount = 0;
    std::vector<Device> m_devices;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
    Ns m_nowNs = 0;
};

} // namespace

Ns replay(const Timeline& timeline, const Marks& marks, const Without& without)
{
    if (timeline.operations.empty())
        return timeline.region.durationNs();
    return Player(timeline, marks, without).play();
}

std::vector<Ns> replayAll(const Timeline& timeline, const Marks& marks, std::span<const Without> without)
{
    std::vector<Ns> lengthsNs(without.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < without.size(); i = next++)
            lengthsNs[i] = replay(timeline, marks, without[i]);
    };
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> others;
    try {
        if (timeline.operations.size() >= worthThreads)
            for (std::size_t i = 1; i < std::min(cores, without.size()); ++i)
                others.emplace_back(work);
    } catch (const std::system_error&) { // no more threads to be had: those there are do it
    }
    work();
    others.clear();
    return lengthsNs;
}

} // namespace streamscope::analysis
