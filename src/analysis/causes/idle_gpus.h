// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

#include <vector>

namespace streamscope::analysis {

/// When GPUs run nothing, and what runs there next has not been submitted yet.
class IdleGpus
{
public:
    /// O(operations).
    explicit IdleGpus(const Timeline& timeline);

    /// O(log operations).
    Ns idleNs(Place device, Interval within) const;
    /// Appends the stretches. O(log operations + stretches).
    void addIdle(Place device, Interval within, std::vector<Interval>& to) const;

private:
    struct Busy
    {
        Interval time;
        Ns beforeNs = 0; ///< the sum of those before it
    };
    Ns busyUntil(Place device, Ns timeNs) const;

    std::vector<std::vector<Busy>> m_busy; ///< of each GPU, by time, apart from each other
};

/// Time that lies in at least one of them.
Ns lengthOfUnion(std::vector<Interval> intervals);

} // namespace streamscope::analysis
