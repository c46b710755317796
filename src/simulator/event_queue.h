// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <cstddef>
#include <vector>

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

/// Events by time, ties by order of pushing. A four-ary heap in one array: O(log n), no allocation once grown.
class EventQueue
{
public:
    bool empty() const { return m_heap.empty(); }
    const Event& top() const { return m_heap.front(); }

    void push(Ns timeNs, EventKind kind, std::int32_t index, std::int32_t version = 0)
    {
        const Event event{timeNs, m_sequence++, kind, index, version};
        std::size_t hole = m_heap.size();
        m_heap.push_back(event);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!before(event, m_heap[parent]))
                break;
            m_heap[hole] = m_heap[parent];
            hole = parent;
        }
        m_heap[hole] = event;
    }

    void pop()
    {
        const Event last = m_heap.back();
        m_heap.pop_back();
        const std::size_t size = m_heap.size();
        if (size == 0)
            return;
        std::size_t hole = 0;
        for (std::size_t child = 1; child < size; child = 4 * hole + 1) {
            std::size_t least = child;
            const std::size_t end = child + 4 < size ? child + 4 : size;
            for (std::size_t other = child + 1; other < end; ++other)
                if (before(m_heap[other], m_heap[least]))
                    least = other;
            if (!before(m_heap[least], last))
                break;
            m_heap[hole] = m_heap[least];
            hole = least;
        }
        m_heap[hole] = last;
    }

private:
    static bool before(const Event& a, const Event& b)
    {
        return a.timeNs != b.timeNs ? a.timeNs < b.timeNs : a.sequence < b.sequence;
    }

    std::vector<Event> m_heap;
    std::uint64_t m_sequence = 0;
};

} // namespace streamscope::simulator
