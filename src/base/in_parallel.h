// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace streamscope {

/// Threads that this machine runs at once, at least 1.
inline std::size_t cores()
{
    return std::max(1U, std::thread::hardware_concurrency());
}

/// act(0) … act(count − 1), once each, on up to so many threads, the caller's among them; returns when all are through.
/// Where there are no more threads to be had, those there are do it. `act` must not throw.
template <class Act>
void inParallel(std::size_t count, std::size_t threads, const Act& act)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            act(i);
    };
    std::vector<std::jthread> others;
    try {
        for (std::size_t i = 1; i < std::min(threads, count); ++i)
            others.emplace_back(work);
    } catch (const std::system_error&) {
    }
    work();
}

} // namespace streamscope
