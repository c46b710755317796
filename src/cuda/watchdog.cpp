// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/watchdog.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>

namespace streamscope::cuda {

RunningWatchdog::RunningWatchdog(Watchdog watchdog)
    : m_watchdog(std::move(watchdog)), m_thread([this](std::stop_token stop) { watch(stop); })
{}

RunningWatchdog::~RunningWatchdog()
{
    m_thread.request_stop();
    m_changed.notify_all();
}

void RunningWatchdog::set(bool awake)
{
    const std::lock_guard lock(m_mutex);
    m_awake = awake;
    ++m_stretch;
    if (awake)
        m_changed.notify_all();
}

void RunningWatchdog::watch(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_awake; })) {
        const std::uint64_t stretch = m_stretch;
        const auto limit = std::chrono::nanoseconds(m_watchdog.limitNs);
        const bool over = m_changed.wait_for(lock, stop, limit, [this, stretch] { return m_stretch != stretch; });
        if (over || stop.stop_requested())
            continue;
        const Error error{
            ErrorKind::run, {}, {}, {"cuda.hung", {fmt::format("{:.0f}", double(m_watchdog.limitNs) / 1e9)}}};
        if (m_watchdog.expired) {
            m_watchdog.expired(error);
            return;
        }
        std::fputs("streamscope: the GPU does not answer\n", stderr);
        std::_Exit(int(ErrorKind::run));
    }
}

} // namespace streamscope::cuda
