// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstddef>
#include <memory>

namespace streamscope::trace {

/// Storage of one track. Entries below the size a snapshot was made with never change, so that the writer may go on
/// appending to the same block while readers look at it.
class Columns
{
public:
    explicit Columns(std::size_t capacity);
    /// A larger block with the first `size` entries of `other`.
    Columns(const Columns& other, std::size_t size, std::size_t capacity);

    std::size_t capacity() const { return m_capacity; }
    /// Points the spans of `track` at the first `size` entries.
    void show(Track& track, std::size_t size) const;
    Slice slice(std::size_t i) const;
    void store(std::size_t i, const Slice& slice);

    std::unique_ptr<Ns[]> startNs, durationNs, busyBeforeNs, maxEndNs;
    std::unique_ptr<std::int64_t[]> correlation;
    std::unique_ptr<NameId[]> name;
    std::unique_ptr<DetailsId[]> details;
    std::unique_ptr<std::int32_t[]> branch;
    std::unique_ptr<std::uint32_t[]> id;
    std::unique_ptr<std::uint16_t[]> depth;
    std::unique_ptr<SliceKind[]> kind;

private:
    std::size_t m_capacity;
};

/// A growing array whose published entries never change; copies of `block()` keep them alive.
template <class T>
class SharedColumn
{
public:
    std::size_t size() const { return m_size; }
    const T& operator[](std::size_t i) const { return m_block[i]; }
    std::shared_ptr<const T[]> block() const { return m_block; }

    void append(T value)
    {
        if (m_size == m_capacity)
            grow();
        m_block[m_size++] = std::move(value);
    }

private:
    void grow()
    {
        m_capacity = m_capacity ? 2 * m_capacity : 16;
        auto larger = std::make_shared<T[]>(m_capacity);
        std::copy_n(m_block.get(), m_size, larger.get());
        m_block = std::move(larger);
    }

    std::shared_ptr<T[]> m_block;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace streamscope::trace
