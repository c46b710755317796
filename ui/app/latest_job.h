// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace streamscope::ui {

/// One background thread that does one job after the other; a newer job replaces one that still waits. The destructor
/// asks the running job to stop and waits for it.
class LatestJob
{
public:
    using Job = std::function<void(std::stop_token)>;

    LatestJob();
    ~LatestJob();

    void submit(Job job);
    /// Asks the running job to stop and drops the waiting one; true if there was one.
    bool cancel();

private:
    void work(std::stop_token threadStop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Job m_waiting;
    std::stop_source m_running;
    std::jthread m_thread; // last: starts when the rest is there
};

} // namespace streamscope::ui
