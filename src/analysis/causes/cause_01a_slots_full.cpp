// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/capacity.h"
#include "analysis/causes/rule.h"
#include "analysis/launch.h"
#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

constexpr float full = 0.99f;
/// Of the slots, where one may have let go a little earlier.
constexpr double nearlyAllOfIt = 0.9;

/// Kernels of whom one from each unit asks for more slots than there are.
void markTogether(const Facts& facts, Marks& marks)
{
    const auto units = float(facts.timeline.units.size());
    for (const TimedOperation& operation : facts.timeline.operations)
        if (operation.slots * units > 1)
            marks.add(Cause::slotsFull, operation.slice, operation.endNs - operation.startNs);
}

/// Whether blocks of one kernel are on every SM and have split its memory so that no block of the other may join them,
/// whatever room there is (docs/gpu-rules.md, B6).
bool splitBars(const Facts& facts, const TimedOperation& holder, const TimedOperation& waiting)
{
    if (!facts.limits || facts.limits->computeMajor < 8 || !trace::isKernel(holder.kind))
        return false;
    const auto launched = [&](const TimedOperation& operation) {
        const trace::Track& track = facts.trace.tracks()[operation.slice.track];
        return launchOf(facts.trace.details(track.details[operation.slice.index]), *facts.limits);
    };
    const Launch first = launched(holder);
    const device::Occupancy own = first.fit, other = launched(waiting).fit;
    return own.blocksPerSm > 0 && other.blocksPerSm > 0 && first.blocks >= facts.limits->sms &&
           other.blocksPerSm * other.sharedBytesPerBlock >
               device::sharedSplitBytes(*facts.limits, own.blocksPerSm, own.warpsPerBlock, own.sharedBytesPerBlock);
}

/// The one of the others that B waited for until SMs ran dry; −1: none.
Place barringSplit(const Facts& facts, const Blocked& blocked)
{
    const auto& operations = facts.timeline.operations;
    const TimedOperation& waiting = operations[std::size_t(blocked.operation)];
    for (const Place other : blocked.around) {
        const TimedOperation& holder = operations[std::size_t(other)];
        const Ns slack = std::max<Ns>(10'000, (holder.endNs - holder.startNs) / 10);
        if (holder.startNs < waiting.startNs && holder.endNs > waiting.readyNs &&
            waiting.startNs >= holder.endNs - slack && splitBars(facts, holder, waiting))
            return other;
    }
    return -1;
}

void markSplits(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& waiting = operations[std::size_t(blocked.operation)];
        const Place holder = trace::isKernel(waiting.kind) ? barringSplit(facts, blocked) : -1;
        if (holder >= 0 && claimDevice(facts, marks, Cause::slotsFull, blocked.operation))
            marks.add(Cause::slotsFull, operations[std::size_t(holder)].slice, waiting.blockedOnDevice().durationNs());
    }
}

/// Which of the others, each with room beside it, together took so many slots just before B started that its grid did
/// not fit beside them, or all of them; nobody where there was room.
std::vector<Place> holdersTogether(const Facts& facts, const Blocked& blocked)
{
    const auto& operations = facts.timeline.operations;
    const TimedOperation& waiting = operations[std::size_t(blocked.operation)];
    const Ns sinceNs = std::max(waiting.readyNs, waiting.startNs - justBeforeNs);
    std::vector<Place> holders;
    double takenNs = 0;
    for (const Place other : blocked.around) {
        const TimedOperation& holder = operations[std::size_t(other)];
        const Ns heldNs = std::min(holder.endNs, waiting.startNs) - std::max(holder.startNs, sinceNs);
        if (heldNs <= 0 || holder.slots <= 0)
            continue;
        takenNs += double(holder.slots) * double(heldNs);
        holders.push_back(other);
    }
    constexpr double aGoodPart = 0.1; // what took less bars nobody's whole grid
    const double taken = takenNs / double(std::max<Ns>(1, waiting.startNs - sinceNs));
    const bool tookAll = holders.size() >= 2 && taken >= nearlyAllOfIt;
    if (!tookAll && (taken < aGoodPart || taken + double(waiting.slots) <= 1))
        holders.clear();
    return holders;
}

void markHeldTogether(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& waiting = operations[std::size_t(blocked.operation)];
        if (!trace::isKernel(waiting.kind))
            continue;
        const std::vector<Place> holders = holdersTogether(facts, blocked);
        if (holders.empty() || !claimDevice(facts, marks, Cause::slotsFull, blocked.operation))
            continue;
        for (const Place holder : holders)
            marks.add(Cause::slotsFull, operations[std::size_t(holder)].slice, waiting.blockedOnDevice().durationNs());
    }
}

/// When grids that fill every slot ran, by GPU.
class FullTimes
{
public:
    explicit FullTimes(const Facts& facts) : m_ofDevice(facts.timeline.devices)
    {
        for (const TimedOperation& operation : facts.timeline.operations)
            if (trace::isKernel(operation.kind) && operation.slots >= full)
                m_ofDevice[std::size_t(operation.device)].push_back({operation.startNs, operation.endNs});
        for (std::vector<Interval>& times : m_ofDevice) {
            times = unite(std::move(times));
            std::vector<Ns>& before = m_before.emplace_back();
            Ns sumNs = 0;
            for (const Interval time : times) {
                before.push_back(sumNs);
                sumNs += time.durationNs();
            }
        }
    }

    /// Of `within`, for so long. O(log n).
    Ns ns(Place device, Interval within) const { return until(device, within.endNs) - until(device, within.startNs); }

private:
    Ns until(Place device, Ns timeNs) const
    {
        const std::vector<Interval>& times = m_ofDevice[std::size_t(device)];
        const auto after = std::ranges::upper_bound(times, timeNs, {}, &Interval::startNs);
        if (after == times.begin())
            return 0;
        const auto last = std::prev(after);
        return m_before[std::size_t(device)][std::size_t(last - times.begin())] + std::min(timeNs, last->endNs) -
               last->startNs;
    }

    std::vector<std::vector<Interval>> m_ofDevice;
    std::vector<std::vector<Ns>> m_before; ///< how long they ran before each
};

/// B waited while grids that fill every slot ran, one after the other, though a smaller one may have come between.
void markHeldMostly(const Facts& facts, Marks& marks)
{
    if (facts.blocked.empty())
        return;
    const FullTimes fullTimes(facts);
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& waiting = facts.timeline.operations[std::size_t(blocked.operation)];
        const Interval waited = waiting.blockedOnDevice();
        if (trace::isKernel(waiting.kind) && 2 * fullTimes.ns(waiting.device, waited) >= waited.durationNs())
            claimDevice(facts, marks, Cause::slotsFull, blocked.operation);
    }
}

/// Whose slots B got: of the kernels that ran while it waited the one that ended last before it started, else, in its
/// last wave, the one that is over first.
Place letGoFor(const Facts& facts, const Blocked& blocked)
{
    const auto& operations = facts.timeline.operations;
    const TimedOperation& waiting = operations[std::size_t(blocked.operation)];
    Place ended = -1, ending = -1;
    for (const Place other : blocked.around) {
        const TimedOperation& holder = operations[std::size_t(other)];
        if (!trace::isKernel(holder.kind) || holder.startNs >= waiting.startNs || holder.endNs <= waiting.readyNs)
            continue;
        if (holder.endNs > waiting.startNs) {
            if (ending < 0 || holder.endNs < operations[std::size_t(ending)].endNs)
                ending = other;
        } else if (ended < 0 || holder.endNs > operations[std::size_t(ended)].endNs) {
            ended = other;
        }
    }
    return ended >= 0 ? ended : ending;
}

/// What others had taken of the slots when the one let go whose B got.
double takenBefore(const Facts& facts, const Blocked& blocked, Ns letGoNs)
{
    double taken = 0;
    for (const Place other : blocked.around) {
        const TimedOperation& holder = facts.timeline.operations[std::size_t(other)];
        if (holder.startNs < letGoNs && holder.endNs >= letGoNs)
            taken += double(holder.slots);
    }
    return taken;
}

/// Who holds whom. Blocks come as soon as there are slots for some; where kernels waited beside free ones for most of
/// the time, it is grids as a whole that need room (clusters, cooperative launches, shared memory split otherwise).
void findHolders(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    Ns besideFullNs = 0, besideFreeNs = 0;
    for (const Blocked& blocked : facts.blocked) {
        // Whoever has priority waits for room as well.
        const Cause cause = marks.device[std::size_t(blocked.operation)];
        if (cause != Cause::slotsFull && cause != Cause::priority)
            continue;
        const Place holder = letGoFor(facts, blocked);
        if (holder < 0)
            continue;
        marks.held.push_back({blocked.operation, holder, cause});
        const TimedOperation& waiting = operations[std::size_t(blocked.operation)];
        const Ns letGoNs = std::min(operations[std::size_t(holder)].endNs, waiting.startNs);
        const bool free = takenBefore(facts, blocked, letGoNs) < nearlyAllOfIt;
        (free ? besideFreeNs : besideFullNs) += waiting.blockedOnDevice().durationNs();
    }
    marks.wholeGrids = besideFreeNs > besideFullNs;
}

/// B was ready, and others, whose grids fill every block slot, held them until about its start.
void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& operation = operations[std::size_t(blocked.operation)];
        if (!trace::isKernel(operation.kind))
            continue;
        for (const Place other : blocked.around) {
            const TimedOperation& holder = operations[std::size_t(other)];
            if (holder.slots >= full && holder.startNs < operation.startNs && holder.endNs > operation.readyNs) {
                if (claimDevice(facts, marks, Cause::slotsFull, blocked.operation))
                    marks.add(Cause::slotsFull, holder.slice, operation.blockedOnDevice().durationNs());
                break;
            }
        }
    }
    markHeldTogether(facts, marks);
    markHeldMostly(facts, marks);
    if (!marks.any(Cause::slotsFull))
        markSplits(facts, marks);
    findHolders(facts, marks);
    // In one stream nobody is seen to wait: what would bar others is the evidence, or what together would.
    if (!marks.any(Cause::slotsFull))
        markFull(facts, marks, Cause::slotsFull, Fullness::slots);
    if (!marks.any(Cause::slotsFull))
        markTogether(facts, marks);
}

/// Of most of the kernels' time it is said that they fill every slot.
bool fillSlots(const CapacityUse& use)
{
    return 4 * use.slotsFullNs >= 3 * use.kernelNs && use.kernelNs > 0 && !leaveLastWaves(use);
}

/// Limits are known, and most of those that waited waited for room: the file does not say that they waited for an
/// event, too.
bool isProved(const Facts& facts, const Marks& marks)
{
    Ns allNs = 0, untoldNs = 0;
    for (const Blocked& blocked : facts.blocked) {
        if (marks.device[std::size_t(blocked.operation)] != Cause::slotsFull)
            continue;
        const TimedOperation& waiting = facts.timeline.operations[std::size_t(blocked.operation)];
        allNs += waiting.blockedOnDevice().durationNs();
        untoldNs += waiting.waitIsUntold ? waiting.blockedOnDevice().durationNs() : 0;
    }
    return facts.limits && (untoldNs == 0 || 2 * untoldNs < allNs);
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    if (facts.metrics.kernels == 0)
        return {};
    if (!facts.timeline.launchesKnown)
        return {Certainty::cannotTell, {}, false};
    const CapacityUse& use = facts.capacity;
    // Nothing waits for room, since nothing else is known to want it: yet there is none.
    if (costNs <= 0 && facts.leavesNoRoom() && facts.timeline.streams.size() == facts.timeline.devices &&
        fillSlots(use))
        return {facts.limits ? Certainty::proved : Certainty::likely,
                {percentText(double(use.slotsFullNs) / double(use.kernelNs)), durationText(use.slotsFullNs)},
                false,
                "-alone"};
    if (double(costNs) < leastCostShare * double(facts.gpu.spanNs) || costNs <= 0 || !marks.any(Cause::slotsFull))
        return {Certainty::notAtPlay, {}, false, "", fillSlots(use) ? "-otherwise" : ""};
    if (use.slotsFullNs <= 0)
        for (const Blocked& blocked : facts.blocked)
            if (marks.device[std::size_t(blocked.operation)] == Cause::slotsFull && barringSplit(facts, blocked) >= 0)
                return {Certainty::likely, {durationText(costNs)}, false, "-split"};
    const bool isBehindWaits = 2 * facts.roomBehindWaitsNs >= costNs;
    // Grids that leave slots free bar others only together: how much is the model's guess.
    if (use.slotsFullNs <= 0)
        return {
            Certainty::likely, {durationText(costNs)}, isBehindWaits, "-together", "", isBehindWaits ? "-waits" : ""};
    if (!leaveLastWaves(use)) {
        Answer answer =
            noRoom(facts, isProved(facts, marks) ? Certainty::proved : Certainty::likely, use.slotsFullNs, costNs);
        if (isBehindWaits)
            answer.found = "-waits";
        // What comes no faster gains little by room.
        else if (facts.roomAloneNs && 5 * *facts.roomAloneNs < 4 * costNs) {
            answer.found = "-host";
            answer.arguments.push_back(durationText(*facts.roomAloneNs));
        }
        return answer;
    }
    Answer answer = noRoom(facts, Certainty::likely, use.fullWavesNs, costNs);
    answer.arguments.push_back(durationText(use.slotsFullNs - use.fullWavesNs));
    answer.variant = "-tail";
    answer.found = isBehindWaits ? "-waits" : "";
    answer.advice = "";
    return answer;
}

} // namespace

const Rule slotsFullRule{Cause::slotsFull, 1, "1a-slots-full", mark, answer};

} // namespace streamscope::analysis
