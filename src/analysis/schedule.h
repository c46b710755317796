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
    };

    struct Step
    {
        Ns timeNs = 0;
        Ns onTheWayNs = 0; ///< from the thread's step before, without what it waited
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

    /// When its GPU may begin.
    Ns earliestNs(const Operation& operation) const { return timeline.deviceStartNs[operation.device]; }

    const Timeline& timeline;
    const Marks& marks;
    std::vector<Operation> operations;
    std::vector<bool> besides; ///< by operation: its stream was seen to run it side by side with the one before
    std::vector<Step> steps;
    Handing asRecorded;
    Handing inTurn;         ///< threads serve their streams in turn: stepsInTurn()
    Lanes byStream, byUnit; ///< what belongs to no unit stays with its stream
    Ns lastEndNs = 0;
};

} // namespace streamscope::analysis
