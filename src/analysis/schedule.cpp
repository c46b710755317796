// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/schedule.h"

#include "analysis/turns.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace streamscope::analysis {

namespace {

using Operation = Schedule::Operation;

Operation::Engine engineOf(const Timeline& timeline, trace::SliceKind kind)
{
    if (kind == trace::SliceKind::copyDeviceToHost && !timeline.oneCopyEngine)
        return Operation::Engine::toHost;
    return takesCopyEngine(kind) ? Operation::Engine::toDevice : Operation::Engine::none;
}

/// Whether its stream was seen to run it and the one before side by side for most of the shorter one.
bool ranBesides(const std::vector<TimedOperation>& operations, const TimedOperation& after)
{
    if (after.previous < 0)
        return false;
    const TimedOperation& before = operations[std::size_t(after.previous)];
    const Ns bothNs = std::min(before.endNs, after.endNs) - after.startNs;
    return bothNs > 0 && 2 * bothNs > std::min(before.endNs - before.startNs, after.endNs - after.startNs);
}

Operation played(const Timeline& timeline, const Marks& marks, std::size_t index)
{
    const TimedOperation& timed = timeline.operations[index];
    Operation made;
    made.soloNs = timed.soloNs;
    made.observedNs = timed.startNs - timed.readyNs;
    made.usualNs = std::min(timed.gapNs, timeline.usualGapNs);
    made.demand = timed.demand;
    made.slots = trace::isKernel(timed.kind) ? timed.slots : 0;
    made.step = timed.step;
    made.waitsFor = timed.waitsFor;
    made.device = std::uint8_t(timed.device);
    made.heldBy = marks.device[index];
    made.extra = marks.extra[index];
    made.engine = engineOf(timeline, timed.kind);
    made.inTime = timed.submittedNs <= timed.freeNs;
    return made;
}

/// `clockNs`: of each thread.
std::vector<Schedule::Step> playedSteps(const Timeline& timeline, const Marks& marks, const std::vector<Ns>& clockNs)
{
    std::vector<Schedule::Step> steps;
    steps.reserve(timeline.steps.size());
    for (std::size_t i = 0; i < timeline.steps.size(); ++i) {
        const HostStep& step = timeline.steps[i];
        Ns onTheWayNs = 0;
        if (step.before >= 0)
            onTheWayNs = step.timeNs - timeline.steps[std::size_t(step.before)].timeNs;
        else if (!step.submits && step.waitsFor < 0) // what the thread did before that call is not looked at
            onTheWayNs = step.timeNs - std::clamp(step.call.startNs, timeline.region.startNs, step.timeNs);
        if (step.waitsFor >= 0)
            onTheWayNs -= std::min(onTheWayNs, step.waitedNs);
        steps.push_back({step.timeNs - clockNs[std::size_t(step.thread)], onTheWayNs, step.thread, step.waitsFor,
                         marks.host[i], marks.wait[i], step.waitedNs});
    }
    return steps;
}

/// Sorts the operations into `count` lanes, and keeps their order there.
template <class LaneOf>
Schedule::Lanes lanes(const std::vector<TimedOperation>& operations, std::size_t count, LaneOf laneOf)
{
    Schedule::Lanes made;
    made.first.assign(count + 1, 0);
    made.laneOf.reserve(operations.size());
    for (const TimedOperation& operation : operations) {
        made.laneOf.push_back(laneOf(operation));
        ++made.first[std::size_t(made.laneOf.back()) + 1];
    }
    for (std::size_t lane = 0; lane < count; ++lane)
        made.first[lane + 1] += made.first[lane];
    std::vector<Place> at(made.first.begin(), made.first.end() - 1);
    made.order.resize(operations.size());
    for (std::size_t i = 0; i < operations.size(); ++i)
        made.order[std::size_t(at[std::size_t(made.laneOf[i])]++)] = Place(i);
    return made;
}

/// Step i hands over what instead[i] did; as recorded where that is empty.
Schedule::Handing handing(const Schedule& schedule, const std::vector<Place>& instead)
{
    const Timeline& timeline = schedule.timeline;
    std::vector<Place> handedBy(instead.size()); // by whose operations they were
    for (std::size_t i = 0; i < instead.size(); ++i)
        handedBy[std::size_t(instead[i])] = Place(i);
    const auto stepOf = [&](const Operation& operation) {
        return std::size_t(handedBy.empty() ? operation.step : handedBy[std::size_t(operation.step)]);
    };
    Schedule::Handing made;
    made.first.assign(timeline.steps.size() + 1, 0);
    for (const Operation& operation : schedule.operations)
        if (operation.step >= 0)
            ++made.first[stepOf(operation) + 1];
    for (std::size_t i = 0; i < timeline.steps.size(); ++i)
        made.first[i + 1] += made.first[i];
    made.order.resize(std::size_t(made.first.back()));
    std::vector<Place> at(made.first.begin(), made.first.end() - 1);
    for (std::size_t i = 0; i < schedule.operations.size(); ++i) {
        const Operation& operation = schedule.operations[i];
        if (operation.step < 0)
            continue;
        const Ns couldNs = std::max(schedule.steps[std::size_t(operation.step)].timeNs, schedule.earliestNs(operation));
        const Ns submittedNs = timeline.operations[i].submittedNs - schedule.clockNs[operation.device];
        made.order[std::size_t(at[stepOf(operation)]++)] = {submittedNs - couldNs, Place(i)};
    }
    return made;
}

} // namespace

Schedule::Schedule(const Timeline& ofTimeline, const Marks& ofMarks, bool withTurns)
    : timeline(ofTimeline), marks(ofMarks)
{
    lastEndNs = timeline.region.startNs;
    operations.reserve(timeline.operations.size());
    besides.reserve(timeline.operations.size());
    for (std::size_t i = 0; i < timeline.operations.size(); ++i) {
        operations.push_back(played(timeline, marks, i));
        besides.push_back(ranBesides(timeline.operations, timeline.operations[i]));
        lastEndNs = std::max(lastEndNs, timeline.operations[i].endNs);
    }
    for (std::size_t i = 0; i < operations.size(); ++i)
        if (const Place awaited = operations[i].waitsFor; awaited >= 0) {
            operations[i].nextWaiter = operations[std::size_t(awaited)].firstWaiter;
            operations[std::size_t(awaited)].firstWaiter = Place(i);
        }
    findJoining();
    addHeld();
    const std::vector<Ns> threadClockNs = setClocks();
    addCollectives();
    steps = playedSteps(timeline, marks, threadClockNs);
    for (const Step& step : steps)
        if (step.waitsFor >= 0)
            operations[std::size_t(step.waitsFor)].isAwaited = true;
    asRecorded = handing(*this, {});
    if (withTurns)
        inTurn = handing(*this, stepsInTurn(timeline));
    byStream = lanes(timeline.operations, timeline.streams.size(),
                     [](const TimedOperation& operation) { return operation.stream; });
    if (timeline.unitsAreBranches)
        byUnit = lanes(
            timeline.operations, timeline.units.size() + timeline.streams.size(), [&](const TimedOperation& operation) {
                return operation.unit >= 0 ? operation.unit : Place(timeline.units.size()) + operation.stream;
            });
}

/// Those of the threads. Who submits to several GPUs has them by one clock.
std::vector<Ns> Schedule::setClocks()
{
    clockNs.assign(timeline.devices, 0);
    startNs = timeline.region.startNs;
    std::vector<Ns> ofThread(timeline.threads.size());
    if (marks.collectives.clockNs.empty())
        return ofThread;
    for (const auto& [device, aheadNs] : marks.collectives.clockNs)
        clockNs[std::size_t(device)] = aheadNs;
    std::vector<bool> known(timeline.threads.size());
    for (const Operation& operation : operations)
        if (operation.step >= 0) {
            const auto thread = std::size_t(timeline.steps[std::size_t(operation.step)].thread);
            if (known[thread])
                clockNs[operation.device] = ofThread[thread];
            ofThread[thread] = clockNs[operation.device];
            known[thread] = true;
        }
    startNs = timeline.deviceStartNs.front() - clockNs.front();
    for (std::size_t device = 1; device < timeline.devices; ++device)
        startNs = std::min(startNs, timeline.deviceStartNs[device] - clockNs[device]);
    return ofThread;
}

/// Who ended before another began did not wait for that one.
void Schedule::addCollectives()
{
    const auto& all = marks.collectives.together;
    collectives.assign(all.empty() ? 0 : operations.size(), -1);
    for (std::size_t i = 0; i < all.size(); ++i) {
        Ns lastStartNs = std::numeric_limits<Ns>::min(), firstEndNs = std::numeric_limits<Ns>::max();
        for (const Place member : all[i]) {
            const TimedOperation& operation = timeline.operations[std::size_t(member)];
            lastStartNs = std::max(lastStartNs, operation.startNs - clockNs[std::size_t(operation.device)]);
            firstEndNs = std::min(firstEndNs, operation.endNs - clockNs[std::size_t(operation.device)]);
        }
        if (lastStartNs <= firstEndNs)
            for (const Place member : all[i])
                collectives[std::size_t(member)] = Place(i);
    }
}

void Schedule::findJoining()
{
    using Ending = std::pair<Ns, float>; // when it lets go of how much
    struct Device
    {
        std::priority_queue<Ending, std::vector<Ending>, std::greater<>> running;
        double taken = 0;
    };
    std::vector<Device> devices(timeline.devices);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        Operation& operation = operations[i];
        if (operation.slots <= 0)
            continue;
        auto& [running, taken] = devices[operation.device];
        while (!running.empty() && running.top().first <= timeline.operations[i].startNs) {
            taken -= double(running.top().second);
            running.pop();
        }
        if (running.empty())
            taken = 0; // no rounding error is carried on
        operation.joins = lacksRoom(taken, operation);
        taken += double(operation.slots);
        running.push({timeline.operations[i].endNs, operation.slots});
    }
}

void Schedule::addHeld()
{
    if (marks.held.empty())
        return;
    heldAt.assign(operations.size(), -1);
    firstHeld.assign(operations.size(), -1);
    held.reserve(marks.held.size());
    for (const auto [operation, holder, cause] : marks.held) {
        const TimedOperation& waiting = timeline.operations[std::size_t(operation)];
        const TimedOperation& before = timeline.operations[std::size_t(holder)];
        const bool atEnd = before.endNs <= waiting.startNs;
        Place& first = firstHeld[std::size_t(holder)];
        held.push_back({operation, cause, first, atEnd, waiting.startNs - (atEnd ? before.endNs : before.startNs)});
        heldAt[std::size_t(operation)] = first = Place(held.size()) - 1;
    }
}

} // namespace streamscope::analysis
