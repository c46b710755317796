// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/between_calls.h"
#include "analysis/causes/idle_gpus.h"

#include <map>
#include <string>
#include <vector>

namespace streamscope::analysis {

/// What threads did while GPUs waited for them. What hides behind work on the GPU is not what holds it up: where a GPU
/// was idle that alone counts.
class Meanwhile
{
public:
    explicit Meanwhile(const Timeline& timeline) : m_gpus(timeline) {}

    /// What covers most of the time for which a GPU waited between two calls; may be empty.
    std::string covering(const BetweenCalls& calls, Interval between, Place device, Interval waited) const;
    void add(const std::string& name, Place device, Interval waited);

    /// In all; what passes on several threads or GPUs at once passes once.
    Ns ns() const;
    Ns idleNs() const; ///< of it, while a GPU that waited was idle
    /// The name that stands for more than half of it; may be empty.
    std::string mostlyIn() const;

private:
    struct Times
    {
        std::vector<Interval> all;
        std::map<std::string, Ns> byName;
        Ns sumNs = 0;
    };
    const Times& times() const { return m_idle.sumNs > 0 ? m_idle : m_waited; }

    IdleGpus m_gpus;
    Times m_waited, m_idle;
};

} // namespace streamscope::analysis
