// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/schedule.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

namespace streamscope::analysis {

/// A GPU on which operations are played again: they share it, and its clock, by which each takes as long as alone,
/// passes more slowly the more is asked for. Starting and ending one: O(log(running)).
class SharedGpu
{
public:
    static constexpr Ns never = Ns(1) << 62;

    /// Unlimited: nobody slows anybody.
    SharedGpu(Ns nowNs, bool unlimited) : m_nowNs(nowNs), m_unlimited(unlimited) {}

    void start(Place index, const Schedule::Operation& operation, Ns soloNs, Ns nowNs)
    {
        enter(operation, nowNs);
        letEnd(index, soloNs, nowNs);
    }

    /// It is there, and nothing says yet when it ends.
    void enter(const Schedule::Operation& operation, Ns nowNs)
    {
        passTo(nowNs);
        m_demand += double(operation.demand);
        m_slots += double(operation.slots);
        firstStartNs = std::min(firstStartNs, nowNs);
        ++m_there;
        findNextEnd();
    }

    /// One that has entered needs so much more.
    void letEnd(Place index, Ns soloNs, Ns nowNs)
    {
        passTo(nowNs);
        m_running.push({m_clock + double(soloNs), index});
        findNextEnd();
    }

    Place first() const { return m_running.top().second; } ///< to end, at nextEndNs()

    void endFirst(const Schedule::Operation& operation, Ns nowNs)
    {
        const double clock = m_running.top().first;
        passTo(nowNs);
        m_running.pop();
        m_clock = std::max(m_clock, clock);
        // No rounding error is carried on.
        --m_there;
        m_demand = m_there == 0 ? 0 : std::max(0.0, m_demand - double(operation.demand));
        m_slots = m_there == 0 ? 0 : std::max(0.0, m_slots - double(operation.slots));
        lastEndNs = std::max(lastEndNs, nowNs);
        findNextEnd();
    }

    Ns nextEndNs() const { return m_nextEndNs; }  ///< never: nothing runs
    double slotsTaken() const { return m_slots; } ///< share of them, summed over what runs

    Ns firstStartNs = never, lastEndNs = 0;

private:
    double slowness() const { return m_unlimited ? 1.0 : std::max(1.0, m_demand); }

    void passTo(Ns timeNs)
    {
        m_clock += double(timeNs - m_nowNs) / slowness();
        m_nowNs = timeNs;
    }

    void findNextEnd()
    {
        m_nextEndNs = never;
        if (m_running.empty())
            return;
        const double left = std::max(0.0, m_running.top().first - m_clock) * slowness();
        m_nextEndNs = m_nowNs + Ns(left + 0.5);
    }

    std::priority_queue<std::pair<double, Place>, std::vector<std::pair<double, Place>>, std::greater<>> m_running;
    double m_clock = 0, m_demand = 0, m_slots = 0; ///< the clock at nowNs
    std::size_t m_there = 0;
    Ns m_nowNs, m_nextEndNs = never;
    bool m_unlimited;
};

} // namespace streamscope::analysis
