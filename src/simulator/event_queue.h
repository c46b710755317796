// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/four_ary_heap.h"
#include "base/time.h"

#include <cstdint>

namespace streamscope::simulator {

enum class EventKind : std::uint8_t
{
    hostThread,   ///< index: thread
    connection,   ///< index: connection; its head may be able to start
    graphNode,    ///< index: command whose time has come
    nextNode,     ///< another node of a graph may start
    copyEngine,   ///< index: engine; version tells stale ones
    timedCommand, ///< index: command that ends (memset, host function)
    timeSlice,    ///< the slice of the process that has the device may be over
    gate,         ///< the gate has been shut for long enough
};

struct Event
{
    Ns timeNs = 0;
    std::uint64_t sequence = 0; ///< of pushing: what decides between equal times
    EventKind kind = EventKind::hostThread;
    std::int32_t index = 0;
    std::int32_t version = 0;
};

/// Events by time, ties by order of pushing.
class EventQueue
{
public:
    bool empty() const { return m_heap.empty(); }
    const Event& top() const { return m_heap.top(); }

    void push(Ns timeNs, EventKind kind, std::int32_t index, std::int32_t version = 0)
    {
        m_heap.push({timeNs, m_sequence++, kind, index, version});
    }

    void pop() { m_heap.pop(); }

private:
    struct Before
    {
        bool operator()(const Event& a, const Event& b) const
        {
            return a.timeNs != b.timeNs ? a.timeNs < b.timeNs : a.sequence < b.sequence;
        }
    };

    FourAryHeap<Event, Before> m_heap;
    std::uint64_t m_sequence = 0;
};

} // namespace streamscope::simulator
