// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/byte_source.h"
#include "formats/event_batch.h"

#include <condition_variable>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace streamscope::formats {

/// A growing text with readable bytes behind it, as the scanner wants them.
class BlockText
{
public:
    std::string_view text() const { return {m_bytes.get() + m_start, m_size}; }
    std::size_t size() const { return m_size; }
    /// Reads up to `bytes` more from `offset` of the source; returns how many came.
    std::size_t append(ByteSource& source, std::uint64_t offset, std::size_t bytes);
    void append(std::string_view text);
    void dropFront(std::size_t bytes);
    void clear();

private:
    void reserve(std::size_t more);

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_start = 0, m_size = 0, m_capacity = 0;
};

/// One block of a file and what it says if its first thing that looks like an event is one.
struct ParsedBlock
{
    std::uint64_t offset = 0;
    BlockText text;
    std::size_t firstEvent = std::string_view::npos; ///< npos: nothing looks like one
    std::size_t parsed = 0;                          ///< up to here
    bool closed = false;                             ///< the array's bracket came
    EventBatch batch;                                ///< offsets count from the block's start
};

/// Reads and parses blocks ahead of the reading thread.
class BlockPipeline
{
public:
    BlockPipeline(ByteSource& source, std::uint64_t from, std::size_t blockBytes, int threads, bool own);
    ~BlockPipeline();

    /// The next block in the order of the file, null at its end. Parses too while it waits.
    std::unique_ptr<ParsedBlock> next();

private:
    bool mayTake() const { return m_taken < m_end && m_taken < m_given + m_ahead; }
    void work(std::unique_lock<std::mutex>& lock);
    void parse(ParsedBlock& block) const;

    ByteSource& m_source;
    const std::uint64_t m_from;
    const std::size_t m_blockBytes;
    const bool m_own;
    const std::uint64_t m_ahead; ///< blocks that may be held at once
    std::mutex m_mutex, m_order;
    std::condition_variable m_change;
    std::map<std::uint64_t, std::unique_ptr<ParsedBlock>> m_ready;
    std::uint64_t m_taken = 0, m_given = 0, m_end = std::numeric_limits<std::uint64_t>::max();
    bool m_stop = false;
    std::vector<std::jthread> m_helpers;
};

} // namespace streamscope::formats
