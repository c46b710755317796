// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/between_calls.h"
#include "analysis/causes/idle_gpus.h"

#include <map>
#include <string>
#include <vector>

namespace streamscope::analysis {

/// What threads did while streams waited for them. What hides behind work on the GPU is not what holds it up: where the
/// GPU was idle for half of that time, idle time alone counts.
class Meanwhile
{
public:
    explicit Meanwhile(const Timeline& timeline) : m_gpus(timeline) {}

    /// What covers most of the time for which a stream waited between two calls; may be empty.
    std::string covering(const BetweenCalls& calls, Interval between, Place device, Interval waited) const;
    void add(const std::string& name, Place device, Interval waited);

    /// In all; what passes on several threads or GPUs at once passes once.
    Ns ns() const;
    Ns idleNs() const; ///< while a GPU on which a stream waited was idle
    /// The name of what some thread did for more than half of it; may be empty.
    std::string mostlyIn() const;

private:
    struct Times
    {
        std::vector<Interval> all;
        std::map<std::string, std::vector<Interval>> byName;
        Ns sumNs = 0;
    };
    const Times& times() const { return 2 * m_idle.sumNs >= m_waited.sumNs ? m_idle : m_waited; }

    IdleGpus m_gpus;
    Times m_waited, m_idle;
};

} // namespace streamscope::analysis
