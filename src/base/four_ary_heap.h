// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace streamscope {

/// A priority queue whose top comes before all others, `Before` a strict order. Nodes of four children lie in one line
/// of cache, so that fewer are touched than with two. push() and pop() O(log n), no allocation once grown.
template <class Value, class Before>
class FourAryHeap
{
public:
    bool empty() const { return m_heap.empty(); }
    const Value& top() const { return m_heap.front(); }

    void push(const Value& value)
    {
        std::size_t hole = m_heap.size();
        m_heap.push_back(value);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!Before()(value, m_heap[parent]))
                break;
            m_heap[hole] = m_heap[parent];
            hole = parent;
        }
        m_heap[hole] = value;
    }

    void pop()
    {
        const Value last = m_heap.back();
        m_heap.pop_back();
        const std::size_t size = m_heap.size();
        if (size == 0)
            return;
        std::size_t hole = 0;
        for (std::size_t child = 1; child < size; child = 4 * hole + 1) {
            std::size_t least = child;
            const std::size_t end = child + 4 < size ? child + 4 : size;
            for (std::size_t other = child + 1; other < end; ++other)
                if (Before()(m_heap[other], m_heap[least]))
                    least = other;
            if (!Before()(m_heap[least], last))
                break;
            m_heap[hole] = m_heap[least];
            hole = least;
        }
        m_heap[hole] = last;
    }

private:
    std::vector<Value> m_heap;
};

} // namespace streamscope
