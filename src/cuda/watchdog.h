// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/cuda_backend.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace streamscope::cuda {

/// Watches from a thread of its own how long the guarded stretches last.
class RunningWatchdog
{
public:
    /// Between its making and its end the watchdog is awake.
    class Guard
    {
    public:
        explicit Guard(RunningWatchdog& watchdog) : m_watchdog(watchdog) { m_watchdog.set(true); }
        ~Guard() { m_watchdog.set(false); }
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

    private:
        RunningWatchdog& m_watchdog;
    };

    explicit RunningWatchdog(Watchdog watchdog);
    ~RunningWatchdog();

    Guard guard() { return Guard(*this); }

private:
    void set(bool awake);
    void watch(std::stop_token stop);

    Watchdog m_watchdog;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_awake = false;
    std::uint64_t m_stretch = 0;
    std::jthread m_thread;
};

} // namespace streamscope::cuda
