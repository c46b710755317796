// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/replay.h"
#include "analysis/replay_events.h"
#include "analysis/schedule.h"

#include <vector>

namespace streamscope::analysis {

/// The host threads of a replay: each takes its steps one after the other with the intervals that were seen, and waits
/// for operations and for what other threads hand over. Refers to what it is made of.
class ReplayThreads
{
public:
    ReplayThreads(const Schedule& schedule, const Without& without, ReplayEvents& events);

    /// Schedules the first step of each.
    void start();
    /// Its thread has taken the step: schedules the next, and those that others go on with after it.
    void goOn(Place step, Ns nowNs);
    /// An operation has ended that some step waits for.
    void endWaits(Place operation, Ns nowNs);

private:
    void begin(std::size_t thread, Ns lastNs, bool first);
    void handOver(Place from, Ns nowNs);
    bool gone(Cause cause) const { return cause != Cause::none && m_without.causes[std::size_t(cause)]; }

    struct Waiting
    {
        Place step;
        Place next; ///< in m_waiting, of those that wait for the same operation
        Ns earliestNs;
    };
    static constexpr Place nobody = -1, ended = -2;

    const Schedule& m_schedule;
    const Timeline& m_timeline;
    const Without& m_without;
    ReplayEvents& m_events;
    std::vector<Place> m_waiters; ///< by operation: the last of m_waiting, nobody, or it has ended
    std::vector<Waiting> m_waiting;
    std::vector<std::size_t> m_next;       ///< step of each thread
    std::vector<Place> m_awaitedHandovers; ///< by step; empty where no thread hands over
    std::vector<bool> m_idle;              ///< by thread: it waits for a handover; likewise
};

} // namespace streamscope::analysis
