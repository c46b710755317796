// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <atomic>
#include <cstdint>
#include <vector>

namespace streamscope::cuda {

/// One host call as its thread saw it; nowNs()'s clock.
struct HostRecord
{
    Ns frameworkNs = 0; ///< start of the framework's time before the call; startNs if there was none
    Ns startNs = 0;
    Ns endNs = 0;
    std::uint32_t correlation = 0; ///< the tracer's; 0: none
};

/// What one submitting thread did, in the order of its calls. One thread writes, another may read what size() covers.
class HostLog
{
public:
    void reset(std::size_t calls)
    {
        m_records.assign(calls, {});
        m_size.store(0, std::memory_order_release);
    }
    void add(const HostRecord& record)
    {
        const std::size_t at = m_size.load(std::memory_order_relaxed);
        m_records[at] = record;
        m_size.store(at + 1, std::memory_order_release);
    }
    std::size_t size() const { return m_size.load(std::memory_order_acquire); }
    const HostRecord& operator[](std::size_t i) const { return m_records[i]; }

private:
    std::vector<HostRecord> m_records;
    std::atomic<std::size_t> m_size = 0;
};

} // namespace streamscope::cuda
