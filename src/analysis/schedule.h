// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/marks.h"
#include "analysis/timeline.h"

#include <vector>

namespace streamscope::analysis {

/// What replays need of a timeline and its marks, made once for all of them. Replays pass through all operations, so
/// that each is kept in few bytes. Refers to both, which must outlive it.
struct Schedule
{
    struct Operation
    {
        Ns soloNs = 0;
        Ns observedNs = 0; ///< from when nothing held it any more to its start
        Ns usualNs = 0;    ///< after the one before it, submitted in time
        float demand = 0;
        float slots = 0; ///< TimedOperation::slots; 0 too where it needs none
        Place step = -1;
        Place waitsFor = -1;
        Place firstWaiter = -1, nextWaiter = -1; ///< operations that wait for it, and for the same as it
        std::uint8_t device = 0;
        Cause heldBy = Cause::none; ///< on the device
        Cause extra = Cause::none;
        enum class Engine : std::uint8_t
        {
            none,
            toDevice,
            toHost
        } engine = Engine::none;
        bool inTime = false;    ///< it was submitted before its stream was free
        bool isAwaited = false; ///< by a thread
        bool joins = false;     ///< it was seen to start where there was no room for it
    };

    /// An operation that another held up: Marks::Held.
    struct Held
    {
        Place operation = -1;
        Cause cause = Cause::none;
        Place next = -1;    ///< in Schedule::held, of the same holder
        bool atEnd = false; ///< of the holder; else in its last wave
        Ns afterNs = 0;     ///< from the holder's end, or its start, to this one's start
    };

    struct Step
    {
        Ns timeNs = 0;     ///< by the clock of the replay
        Ns onTheWayNs = 0; ///< from the step before, without what it waited; of a thread's first its call
        Place thread = -1;
        Place waitsFor = -1;
        Cause host = Cause::none, wait = Cause::none;
        Ns waitedNs = 0;
    };

    struct Submitted
    {
        Ns laterNs = 0; ///< than its step: within one graph launch some come later than others
        Place operation = -1;
    };

    /// Operations that run one after the other: lane i has order[first[i]] to order[first[i + 1] − 1].
    struct Lanes
    {
        std::vector<Place> first, order;
        std::vector<Place> laneOf; ///< of each operation
    };

    /// What threads hand over: step i hands order[first[i]] to order[first[i + 1] − 1].
    struct Handing
    {
        std::vector<Place> first; ///< by step, and one past the last
        std::vector<Submitted> order;
    };

    /// `inTurn` is made only where it is asked for.
    Schedule(const Timeline& timeline, const Marks& marks, bool withTurns);

    /// What holds an operation up for want of room, or by the default stream; null: nothing does.
    const Held* holdOf(Place operation) const
    {
        const Place at = heldAt.empty() ? -1 : heldAt[std::size_t(operation)];
        return at < 0 ? nullptr : &held[std::size_t(at)];
    }

    /// Beside what takes so much of the slots it must wait.
    bool lacksRoom(double taken, const Operation& operation) const
    {
        return operation.slots > 0 && taken > 0 && taken + (marks.wholeGrids ? double(operation.slots) : 0) > leastFull;
    }

    /// When its GPU may begin.
    Ns earliestNs(const Operation& operation) const
    {
        return timeline.deviceStartNs[operation.device] - clockNs[operation.device];
    }

    /// Into marks.collectives.together; −1: it waits for no peers.
    Place collectiveOf(Place operation) const { return collectives.empty() ? -1 : collectives[std::size_t(operation)]; }

    const Timeline& timeline;
    const Marks& marks;
    std::vector<Operation> operations;
    std::vector<Ns> clockNs;        ///< by device: how far its clock is ahead of that of the replay
    std::vector<Place> collectives; ///< by operation: collectiveOf(). Empty where there are none of several GPUs
    std::vector<bool> besides;      ///< by operation: its stream was seen to run it side by side with the one before
    std::vector<Held> held;
    std::vector<Place> heldAt;    ///< into held, by operation; −1: nobody held it. Empty where nobody was held
    std::vector<Place> firstHeld; ///< into held, by holder
    std::vector<Step> steps;
    Handing asRecorded;
    Handing inTurn;         ///< threads serve their streams in turn: stepsInTurn()
    Lanes byStream, byUnit; ///< what belongs to no unit stays with its stream
    Ns startNs = 0;         ///< of what is played, by the clock of the replay
    Ns lastEndNs = 0;

private:
    static constexpr double leastFull = 0.99;
    std::vector<Ns> setClocks();
    void addCollectives();
    void addHeld();
    void findJoining();
};

} // namespace streamscope::analysis
