// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/experiment.h"

#include <functional>
#include <mutex>
#include <utility>

namespace streamscope::session {

/// Brings parameter values to a loop that runs: one thread sets them, the one that talks to the runner is woken and
/// takes them.
class ValueFeed
{
public:
    void set(const workload::ParameterValues& values)
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto& [name, value] : values)
            m_fresh[name] = value;
        if (m_wake)
            m_wake();
    }

    /// What was set since the last call; mostly nothing.
    workload::ParameterValues take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_fresh, {});
    }

    /// `wake` is called on the setting thread, with the lock held: keep it short. Empty: nobody listens.
    void onSet(std::function<void()> wake)
    {
        const std::scoped_lock lock(m_mutex);
        m_wake = std::move(wake);
    }

private:
    std::mutex m_mutex;
    workload::ParameterValues m_fresh;
    std::function<void()> m_wake;
};

} // namespace streamscope::session
