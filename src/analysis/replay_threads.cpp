// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/replay_threads.h"

#include <algorithm>

namespace streamscope::analysis {

ReplayThreads::ReplayThreads(const Schedule& schedule, const Without& without, ReplayEvents& events)
    : m_schedule(schedule), m_timeline(schedule.timeline), m_without(without), m_events(events),
      m_waiters(schedule.operations.size(), nobody), m_next(m_timeline.threads.size())
{
    if (m_timeline.handovers.empty())
        return;
    m_awaitedHandovers.assign(m_timeline.steps.size(), 0);
    m_idle.assign(m_timeline.threads.size(), false);
    for (const Handover& handover : m_timeline.handovers)
        ++m_awaitedHandovers[std::size_t(handover.to)];
}

void ReplayThreads::start()
{
    for (std::size_t thread = 0; thread < m_next.size(); ++thread) {
        m_next[thread] = m_timeline.firstStep[thread];
        if (m_next[thread] < m_timeline.firstStep[thread + 1]) {
            const Schedule::Step& first = m_schedule.steps[m_next[thread]];
            begin(thread, first.timeNs - first.onTheWayNs, true);
        }
    }
}

/// Schedules the thread's next step; `lastNs` is when the last of those before it was taken.
void ReplayThreads::begin(std::size_t thread, Ns lastNs, bool first)
{
    const std::size_t index = m_next[thread];
    if (!m_idle.empty() && m_awaitedHandovers[index] > 0) {
        m_idle[thread] = true;
        return;
    }
    const Schedule::Step& step = m_schedule.steps[index];
    Ns onTheWayNs = step.onTheWayNs;
    if (gone(step.host))
        onTheWayNs -= std::min(onTheWayNs, m_schedule.marks.hostNs[index]);
    // Without its waits for what was queued before, a thread that a copy keeps waits for the copy alone.
    const bool forTheCopy = step.wait == Cause::pageableCopy && gone(Cause::hostSync) && !gone(step.wait);
    const Ns timeNs =
        lastNs + Ns(double(onTheWayNs) / m_without.hostSpeed) + (forTheCopy && !first ? step.waitedNs : 0);
    // Whoever waits comes back when the operation has ended, however early the wait began.
    if (!first && step.waitsFor >= 0 && !forTheCopy && !gone(step.wait))
        if (Place& last = m_waiters[std::size_t(step.waitsFor)]; last != ended) {
            m_waiting.push_back({Place(index), last, timeNs});
            last = Place(m_waiting.size()) - 1;
            return;
        }
    m_events.push({timeNs, ReplayEvent::step, Place(index)});
}

void ReplayThreads::goOn(Place step, Ns nowNs)
{
    const auto thread = std::size_t(m_schedule.steps[std::size_t(step)].thread);
    if (++m_next[thread] < m_timeline.firstStep[thread + 1])
        begin(thread, nowNs, false);
    if (!m_idle.empty())
        handOver(step, nowNs);
}

void ReplayThreads::handOver(Place from, Ns nowNs)
{
    for (const Handover& handover : m_timeline.handoversFrom(from)) {
        const auto thread = std::size_t(m_schedule.steps[std::size_t(handover.to)].thread);
        if (--m_awaitedHandovers[std::size_t(handover.to)] > 0 || !m_idle[thread] ||
            m_next[thread] != std::size_t(handover.to))
            continue;
        m_idle[thread] = false;
        begin(thread, nowNs, false);
    }
}

void ReplayThreads::endWaits(Place operation, Ns nowNs)
{
    for (Place waiting = m_waiters[std::size_t(operation)]; waiting >= 0;
         waiting = m_waiting[std::size_t(waiting)].next) {
        const auto [step, next, earliestNs] = m_waiting[std::size_t(waiting)];
        const HostStep& observed = m_timeline.steps[std::size_t(step)];
        const Ns sinceNs = std::max(m_timeline.operations[std::size_t(operation)].endNs, observed.call.startNs);
        const Ns tailNs = std::max<Ns>(0, observed.timeNs - sinceNs);
        m_events.push({std::max(earliestNs, nowNs + tailNs), ReplayEvent::step, step});
    }
    m_waiters[std::size_t(operation)] = ended;
}

} // namespace streamscope::analysis
