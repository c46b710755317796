// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/block_pipeline.h"

#include "formats/event_parser.h"
#include "formats/scanner.h"

#include <algorithm>
#include <cstring>

namespace streamscope::formats {

void BlockText::reserve(std::size_t more)
{
    if (m_start + m_size + more + scan::padding <= m_capacity)
        return;
    const std::size_t needed = m_size + more + scan::padding;
    const std::size_t capacity = m_capacity == 0 ? needed : std::max(needed, 2 * m_size + more);
    auto larger = std::make_unique_for_overwrite<char[]>(capacity);
    if (m_size > 0)
        std::memcpy(larger.get(), m_bytes.get() + m_start, m_size);
    m_bytes = std::move(larger);
    m_capacity = capacity;
    m_start = 0;
}

std::size_t BlockText::append(ByteSource& source, std::uint64_t offset, std::size_t bytes)
{
    reserve(bytes);
    const std::size_t got = source.read(offset, m_bytes.get() + m_start + m_size, bytes);
    m_size += got;
    std::memset(m_bytes.get() + m_start + m_size, 0, scan::padding);
    return got;
}

void BlockText::append(std::string_view text)
{
    reserve(text.size());
    if (!text.empty())
        std::memcpy(m_bytes.get() + m_start + m_size, text.data(), text.size());
    m_size += text.size();
    std::memset(m_bytes.get() + m_start + m_size, 0, scan::padding);
}

void BlockText::dropFront(std::size_t bytes)
{
    m_start += bytes;
    m_size -= bytes;
}

void BlockText::clear()
{
    m_start = m_size = 0;
}

BlockPipeline::BlockPipeline(ByteSource& source, std::uint64_t from, std::size_t blockBytes, int threads, bool own)
    : m_source(source), m_from(from), m_blockBytes(blockBytes), m_own(own),
      m_ahead(static_cast<std::uint64_t>(2 * threads + 2))
{
    for (int i = 1; i < threads; ++i)
        m_helpers.emplace_back([this] {
            std::unique_lock lock(m_mutex);
            while (!m_stop && m_taken < m_end)
                if (mayTake())
                    work(lock);
                else
                    m_change.wait(lock);
        });
}

BlockPipeline::~BlockPipeline()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_change.notify_all();
    m_helpers.clear();
}

std::unique_ptr<ParsedBlock> BlockPipeline::next()
{
    std::unique_lock lock(m_mutex);
    while (m_given < m_end) {
        if (const auto block = m_ready.extract(m_given)) {
            ++m_given;
            m_change.notify_all();
            return std::move(block.mapped());
        }
        if (mayTake())
            work(lock);
        else
            m_change.wait(lock);
    }
    return nullptr;
}

/// Takes one block and leaves it among the ready ones. Holds the lock on entry and on return, not in between.
void BlockPipeline::work(std::unique_lock<std::mutex>& lock)
{
    std::unique_ptr<ParsedBlock> block = std::make_unique<ParsedBlock>();
    std::uint64_t index = 0;
    std::size_t got = 0;
    if (m_source.isSeekable()) {
        index = m_taken++;
        lock.unlock();
        block->offset = m_from + index * m_blockBytes;
        got = block->text.append(m_source, block->offset, m_blockBytes);
    } else {
        lock.unlock();
        const std::lock_guard inOrder(m_order);
        lock.lock();
        if (!mayTake() || m_stop)
            return;
        index = m_taken++;
        lock.unlock();
        block->offset = m_from + index * m_blockBytes;
        got = block->text.append(m_source, block->offset, m_blockBytes);
    }
    if (got > 0)
        parse(*block);
    lock.lock();
    if (got < m_blockBytes)
        m_end = std::min(m_end, index + (got > 0));
    if (got > 0)
        m_ready.emplace(index, std::move(block));
    m_change.notify_all();
}

void BlockPipeline::parse(ParsedBlock& block) const
{
    const std::string_view text = block.text.text();
    block.firstEvent = EventParser::findEvent(text, 0);
    if (block.firstEvent == std::string_view::npos)
        return;
    EventParser parser(block.batch, m_own);
    block.parsed =
        block.firstEvent + parser.parse(text.substr(block.firstEvent), block.firstEvent, EventParser::End::cut);
    block.closed = parser.closed();
}

} // namespace streamscope::formats
