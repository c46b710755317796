// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/replay.h"

#include "analysis/replay_events.h"
#include "analysis/replay_threads.h"
#include "analysis/schedule.h"
#include "analysis/shared_gpu.h"
#include "base/in_parallel.h"

#include <algorithm>
#include <optional>
#include <queue>

namespace streamscope::analysis {

namespace {

using Operation = Schedule::Operation;

/// So many operations are worth a thread for each replay.
constexpr std::size_t worthThreads = 20'000;

/// Operations that must run one after the other: of a stream, or of a unit. Where a stream was seen to run two side by
/// side (programmatic dependent launch) they may.
struct Lane
{
    Place first = 0, next = 0, end = 0; ///< next is its head
    int running = 0;                    ///< those before the head
    bool starting = false;              ///< its head is on the way
};

class Player
{
public:
    Player(const Schedule& schedule, const Without& without)
        : m_schedule(schedule), m_timeline(schedule.timeline), m_without(without), m_operations(schedule.operations),
          m_handing(without.issueOrder ? schedule.inTurn : schedule.asRecorded),
          m_streamLanes(without.streamOrder && m_timeline.unitsAreBranches ? schedule.byUnit : schedule.byStream),
          m_done(m_operations.size()), m_letGoNs(schedule.held.size(), notYet),
          m_peers(schedule.marks.collectives.together.size()), m_nowNs(firstNs()),
          m_devices(m_timeline.devices, Device(m_nowNs, without.capacity))
    {
        fillLanes();
        if (!m_without.host) {
            m_submittedNs.assign(m_operations.size(), notYet);
            m_threads.emplace(schedule, without, m_events);
        }
    }

    Ns play()
    {
        start();
        runOut();
        if (m_doneCount < m_operations.size()) {
            // Clocks that disagree can make a circle of waits: nobody waits any longer then.
            m_free = true;
            for (std::size_t i = 0; i < m_peers.size(); ++i)
                if (m_peers[i].size() < m_schedule.marks.collectives.together[i].size())
                    letEnd(m_peers[i]);
            for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
                tryLane(Place(lane));
            runOut();
        }
        return lengthNs(std::max<Ns>(0, m_timeline.region.endNs - m_schedule.lastEndNs));
    }

private:
    static constexpr Ns notYet = SharedGpu::never; ///< is an operation submitted, or has another let go

    /// Threads may have begun before the region.
    Ns firstNs() const
    {
        Ns nowNs = m_schedule.startNs;
        if (!m_without.host)
            for (std::size_t thread = 0; thread < m_timeline.threads.size(); ++thread)
                if (const std::size_t first = m_timeline.firstStep[thread]; first < m_timeline.firstStep[thread + 1])
                    nowNs = std::min(nowNs, m_schedule.steps[first].timeNs);
        return nowNs;
    }

    /// Of one GPU the region's; of several the sum of what each takes from its first start to its last end.
    Ns lengthNs(Ns tailNs) const
    {
        if (m_devices.size() == 1)
            return m_devices.front().gpu.lastEndNs - m_timeline.region.startNs + tailNs;
        Ns sumNs = 0;
        for (const Device& device : m_devices)
            sumNs += device.gpu.lastEndNs - device.gpu.firstStartNs + tailNs;
        return sumNs;
    }

    void runOut()
    {
        for (;;) {
            Device& next = *std::ranges::min_element(m_devices, {}, [](const Device& d) { return d.gpu.nextEndNs(); });
            const Ns endNs = next.gpu.nextEndNs();
            if (!m_events.empty() && m_events.top().timeNs < endNs)
                takeEvent();
            else if (endNs < SharedGpu::never)
                endOperation(std::max(endNs, m_nowNs), next);
            else
                return;
        }
    }

    bool gone(Cause cause) const { return cause != Cause::none && m_without.causes[std::size_t(cause)]; }

    const Operation& at(Place operation) const { return m_operations[std::size_t(operation)]; }

    Place laneOf(Place operation) const
    {
        return m_without.allOrder ? operation : m_streamLanes.laneOf[std::size_t(operation)];
    }

    Place headOf(const Lane& lane) const
    {
        return m_without.allOrder ? lane.next : m_streamLanes.order[std::size_t(lane.next)];
    }

    void fillLanes()
    {
        const std::size_t lanes = m_without.allOrder ? m_operations.size() : m_streamLanes.first.size() - 1;
        m_lanes.reserve(lanes);
        for (std::size_t i = 0; i < lanes; ++i) {
            const Place first = m_without.allOrder ? Place(i) : m_streamLanes.first[i];
            m_lanes.push_back({first, first, m_without.allOrder ? first + 1 : m_streamLanes.first[i + 1]});
        }
        if (m_without.streamOrder && !m_without.allOrder)
            fillSections();
    }

    /// What belongs to no unit comes after all units before it and before all units after it, on its GPU.
    void fillSections()
    {
        m_section.resize(m_operations.size());
        std::vector<bool> outside(m_devices.size());
        for (std::size_t i = 0; i < m_operations.size(); ++i) {
            const std::size_t device = m_operations[i].device;
            const bool isOutside = m_timeline.operations[i].unit < 0;
            std::vector<std::int64_t>& left = m_devices[device].leftInSection;
            if (isOutside != outside[device] || left.empty()) {
                outside[device] = isOutside;
                left.push_back(0);
            }
            m_section[i] = Place(left.size()) - 1;
            ++left.back();
        }
    }

    void start()
    {
        if (!m_without.host)
            for (std::size_t i = 0; i < m_operations.size(); ++i)
                if (m_operations[i].step < 0)
                    m_submittedNs[i] = m_schedule.earliestNs(m_operations[i]);
        for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
            tryLane(Place(lane));
        if (m_without.host)
            return;
        m_threads->start();
    }

    void takeEvent()
    {
        const ReplayEvent event = m_events.top();
        m_events.pop();
        m_nowNs = std::max(event.timeNs, m_nowNs);
        switch (event.kind) {
        case ReplayEvent::step:
            takeStep(std::size_t(event.index));
            break;
        case ReplayEvent::submitted:
            submit(event.index);
            break;
        case ReplayEvent::ready:
            becomeReady(event.index);
            break;
        }
    }

    void takeStep(std::size_t index)
    {
        for (Place i = m_handing.first[index]; i < m_handing.first[index + 1]; ++i) {
            const auto [laterNs, operation] = m_handing.order[std::size_t(i)];
            if (laterNs > 0)
                m_events.push({m_nowNs + laterNs, ReplayEvent::submitted, operation});
            else
                submit(operation);
        }
        m_threads->goOn(Place(index), m_nowNs);
    }

    void submit(Place operation)
    {
        m_submittedNs[std::size_t(operation)] = std::max(m_nowNs, earliestNs(operation));
        tryLane(laneOf(operation));
    }

    /// Of several GPUs each begins once the host submits to it, or, where nothing shows when that is, when it was seen
    /// to. Of one GPU without a look at the operation, which is far away in memory when it is submitted.
    Ns earliestNs(Place operation) const
    {
        if (m_devices.size() == 1 || (!m_without.host && at(operation).step >= 0))
            return m_schedule.startNs;
        return m_schedule.earliestNs(at(operation));
    }

    bool isSubmitted(Place operation) const
    {
        return m_without.host || m_free || m_submittedNs[std::size_t(operation)] != notYet;
    }

    Ns submittedNs(Place operation) const
    {
        if (m_without.host || m_submittedNs[std::size_t(operation)] == notYet)
            return earliestNs(operation);
        return m_submittedNs[std::size_t(operation)];
    }

    void tryLane(Place laneIndex)
    {
        Lane& lane = m_lanes[std::size_t(laneIndex)];
        if (lane.starting || lane.next == lane.end)
            return;
        const Place head = headOf(lane);
        const bool besides = mayRunBesides(lane, head);
        if ((lane.running > 0 && !besides) || !isSubmitted(head))
            return;
        const Operation& operation = at(head);
        if (!m_free && !m_section.empty() && m_section[std::size_t(head)] > m_devices[operation.device].openSection)
            return;
        if (!m_free && operation.waitsFor >= 0 && !m_done[std::size_t(operation.waitsFor)] && !gone(Cause::eventWait))
            return;
        const Schedule::Held* held = holdOf(head);
        if (!m_free && held && letGoNs(*held) == notYet)
            return;
        lane.starting = true;
        const Ns afterNs = besides && lane.running > 0 ? afterTheOneBesidesNs(head) : 0;
        m_events.push({startNs(head) + afterNs, ReplayEvent::ready, head});
    }

    /// What holds it up, where that is played by who lets go; units beside each other share the GPU.
    const Schedule::Held* holdOf(Place operation) const
    {
        const Schedule::Held* held = m_schedule.holdOf(operation);
        return held && (gone(held->cause) || (m_without.streamOrder && !m_without.host)) ? nullptr : held;
    }

    Ns& letGoNs(const Schedule::Held& held) { return m_letGoNs[std::size_t(&held - m_schedule.held.data())]; }

    /// The holder has started, or ended: whom it holds may follow.
    void letGo(Place holder, bool atEnd)
    {
        if (m_schedule.firstHeld.empty())
            return;
        for (Place i = m_schedule.firstHeld[std::size_t(holder)]; i >= 0; i = m_schedule.held[std::size_t(i)].next)
            if (const Schedule::Held& held = m_schedule.held[std::size_t(i)]; held.atEnd == atEnd) {
                letGoNs(held) = m_nowNs;
                tryLane(laneOf(held.operation));
            }
    }

    bool mayRunBesides(const Lane& lane, Place head) const
    {
        return m_schedule.besides[std::size_t(head)] && lane.next > lane.first &&
               m_timeline.operations[std::size_t(head)].previous == m_streamLanes.order[std::size_t(lane.next) - 1];
    }

    /// How long after it could have it was seen to start.
    Ns afterTheOneBesidesNs(Place index) const
    {
        const TimedOperation& operation = m_timeline.operations[std::size_t(index)];
        const TimedOperation& before = m_timeline.operations[std::size_t(operation.previous)];
        return std::max<Ns>(0, operation.startNs - std::max(before.startNs, operation.submittedNs));
    }

    /// When an operation starts that nothing holds any more from now on.
    Ns startNs(Place index)
    {
        const Operation& operation = at(index);
        const Ns readyNs = std::max(m_nowNs, earliestNs(index));
        const Ns observedNs = operation.observedNs;
        const Ns usualNs = operation.usualNs;
        if (const Schedule::Held* held = holdOf(index); held && letGoNs(*held) != notYet) {
            const Ns freeNs = letGoNs(*held) + held->afterNs;
            return m_nowNs > letGoNs(*held) ? std::max(readyNs + usualNs, freeNs) : std::max(readyNs, freeNs);
        }
        const bool waitedForEngine = operation.heldBy == Cause::sameDirectionCopies; // the engines below say how long
        if (waitedForEngine || gone(operation.heldBy))
            return readyNs + usualNs;
        // What a cause of the device claims is neither the host's nor the stream's.
        const bool ofDevice = m_without.host && operation.heldBy != Cause::none;
        if (m_without.streamOrder && !ofDevice)
            return readyNs + (operation.inTime || m_without.host || readyNs > submittedNs(index) ? usualNs : 0);
        // On an idle stream it would have taken its latency.
        if ((m_without.allOrder || m_without.issueOrder) && operation.inTime)
            return std::max(readyNs + observedNs, submittedNs(index) + m_timeline.launchLatencyNs);
        if (operation.inTime || ofDevice)
            return readyNs + observedNs;
        // It was launched on an idle stream. That latency passes while the stream is busy, too.
        const Ns thereNs = submittedNs(index);
        const bool followsTheOneBefore = m_without.host || readyNs > thereNs;
        return std::max(readyNs + (followsTheOneBefore ? usualNs : 0), m_without.host ? readyNs : thereNs + observedNs);
    }

    Ns soloNs(Place index) const
    {
        const Operation& operation = at(index);
        if (!gone(operation.extra) && m_schedule.collectiveOf(index) < 0)
            return operation.soloNs;
        return std::max<Ns>(0, operation.soloNs - m_schedule.marks.extraNs[std::size_t(index)]);
    }

    struct Engine
    {
        bool busy = false;
        std::queue<Place> waiting;
    };

    struct Device
    {
        Device(Ns nowNs, bool unlimited) : gpu(nowNs, unlimited) {}

        SharedGpu gpu;
        Engine toDevice, toHost;
        std::queue<Place> waiting;               ///< for room
        std::vector<std::int64_t> leftInSection; ///< operations of each stretch between units and others
        Place openSection = 0;
    };

    Device& deviceOf(Place operation) { return m_devices[at(operation).device]; }

    /// A copy waits until its direction's engine is free, a kernel while another fills the GPU.
    void becomeReady(Place index)
    {
        Engine* engine = engineOf(index);
        if (engine && engine->busy)
            engine->waiting.push(index);
        else if (waitsForRoom(index))
            deviceOf(index).waiting.push(index);
        else
            run(index);
    }

    /// In the recorded order of streams kernels come one after the other where there is no room, but for those that
    /// were seen to start all the same (in the last wave of others).
    bool waitsForRoom(Place index)
    {
        const Operation& operation = at(index);
        return !operation.joins && !m_without.capacity && !m_without.streamOrder && !m_without.allOrder &&
               m_schedule.lacksRoom(deviceOf(index).gpu.slotsTaken(), operation);
    }

    void letNextIn(Device& device)
    {
        while (!device.waiting.empty() && !waitsForRoom(device.waiting.front())) {
            const Place index = device.waiting.front();
            device.waiting.pop();
            run(index);
        }
    }

    Engine* engineOf(Place index)
    {
        const Operation::Engine engine = at(index).engine;
        if (engine == Operation::Engine::none || gone(Cause::sameDirectionCopies))
            return nullptr;
        return engine == Operation::Engine::toHost ? &deviceOf(index).toHost : &deviceOf(index).toDevice;
    }

    void run(Place index)
    {
        if (Engine* engine = engineOf(index))
            engine->busy = true;
        begin(index);
        const Place laneIndex = laneOf(index);
        Lane& lane = m_lanes[std::size_t(laneIndex)];
        lane.starting = false;
        ++lane.running;
        ++lane.next;
        tryLane(laneIndex);
        letGo(index, false);
    }

    /// Of those that wait for each other each goes on with its own part once the last has come.
    void begin(Place index)
    {
        const Place collective = m_schedule.collectiveOf(index);
        if (collective < 0 || gone(Cause::collective) || m_free) {
            deviceOf(index).gpu.start(index, at(index), soloNs(index), m_nowNs);
            return;
        }
        deviceOf(index).gpu.enter(at(index), m_nowNs);
        std::vector<Place>& peers = m_peers[std::size_t(collective)];
        peers.push_back(index);
        if (peers.size() == m_schedule.marks.collectives.together[std::size_t(collective)].size())
            letEnd(peers);
    }

    void letEnd(const std::vector<Place>& peers)
    {
        for (const Place peer : peers)
            deviceOf(peer).gpu.letEnd(peer, soloNs(peer), m_nowNs);
    }

    void endOperation(Ns timeNs, Device& device)
    {
        m_nowNs = timeNs;
        const Place index = device.gpu.first();
        device.gpu.endFirst(at(index), timeNs);
        m_done[std::size_t(index)] = true;
        ++m_doneCount;
        if (Engine* engine = engineOf(index)) {
            engine->busy = false;
            if (!engine->waiting.empty()) {
                run(engine->waiting.front());
                engine->waiting.pop();
            }
        }
        letNextIn(device);
        --m_lanes[std::size_t(laneOf(index))].running;
        tryLane(laneOf(index));
        for (Place waiter = at(index).firstWaiter; waiter >= 0; waiter = at(waiter).nextWaiter)
            tryLane(laneOf(waiter));
        letGo(index, true);
        if (!m_without.host && at(index).isAwaited)
            m_threads->endWaits(index, m_nowNs);
        closeSection(std::size_t(index));
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

    const Schedule& m_schedule;
    const Timeline& m_timeline;
    const Without& m_without;
    const std::vector<Operation>& m_operations;
    const Schedule::Handing& m_handing;
    const Schedule::Lanes& m_streamLanes;
    std::vector<Ns> m_submittedNs; ///< or notYet; empty without the host
    std::vector<char> m_done;
    std::vector<Ns> m_letGoNs;               ///< or notYet; like Schedule::held
    std::vector<std::vector<Place>> m_peers; ///< by collective: who has begun
    std::vector<Lane> m_lanes;
    std::vector<Place> m_section;
    bool m_free = false;
    std::size_t m_doneCount = 0;
    Ns m_nowNs;
    std::vector<Device> m_devices;
    ReplayEvents m_events;
    std::optional<ReplayThreads> m_threads; ///< none without the host
};

} // namespace

std::vector<Ns> replayAll(const Timeline& timeline, const Marks& marks, std::span<const Without> without)
{
    if (timeline.operations.empty())
        return std::vector<Ns>(without.size(), timeline.region.durationNs());
    const Schedule schedule(timeline, marks, std::ranges::any_of(without, &Without::issueOrder));
    std::vector<Ns> lengthsNs(without.size());
    inParallel(without.size(), timeline.operations.size() >= worthThreads ? cores() : 1,
               [&](std::size_t i) { lengthsNs[i] = Player(schedule, without[i]).play(); });
    return lengthsNs;
}

} // namespace streamscope::analysis
