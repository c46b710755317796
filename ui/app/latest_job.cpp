// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/latest_job.h"

#include "base/background_thread.h"

#include <utility>

namespace streamscope::ui {

LatestJob::LatestJob() : m_thread([this](std::stop_token stop) { work(stop); }) {}

LatestJob::~LatestJob()
{
    cancel();
    m_thread.request_stop();
}

void LatestJob::submit(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting = std::move(job);
    }
    m_wake.notify_one();
}

bool LatestJob::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_running.request_stop();
    return bool(std::exchange(m_waiting, nullptr));
}

void LatestJob::work(std::stop_token threadStop)
{
    workInBackground(); // the window answers first
    for (;;) {
        Job job;
        std::stop_token stop;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, threadStop, [this] { return bool(m_waiting); }))
                return;
            job = std::exchange(m_waiting, nullptr);
            m_running = std::stop_source();
            stop = m_running.get_token();
        }
        job(stop);
    }
}

} // namespace streamscope::ui
