// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/trace_event_reader.h"

#include "base/in_parallel.h"
#include "formats/block_pipeline.h"
#include "formats/event_arguments.h"
#include "formats/event_parser.h"
#include "formats/scanner.h"
#include "formats/trace_assembler.h"
#include "formats/trace_file_header.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr std::size_t largestHeader = 1u << 30;
constexpr std::size_t largestEvent = 64u << 20; ///< a longer one is taken for broken
constexpr std::size_t largestTail = 64u << 20;
constexpr int mostArrays = 10'000; ///< of events in one file; what follows is malformed

Error trouble(const std::string& path, std::uint64_t offset, const std::string& id)
{
    return {ErrorKind::input, path, "byte " + std::to_string(offset), {id, {std::to_string(offset)}}};
}

class Reading
{
public:
    Reading(std::unique_ptr<ByteSource> source, const std::string& path, const ReadOptions& options,
            std::size_t blockBytes)
        : m_source(std::move(source)), m_path(path), m_options(options), m_blockBytes(blockBytes),
          m_threads(options.threads > 0 ? std::min(options.threads, 64) : std::max(1, static_cast<int>(cores())))
    {}

    Result<TracePointer> read();

private:
    Result<TraceFileHeader> readFront();
    bool readEvents();
    bool readBlocks(BlockPipeline& pipeline);
    bool hasMoreEvents();
    void dropFront(std::size_t bytes);
    void join(ParsedBlock& block);
    void accept(ParsedBlock& block);
    void parseCarry(EventParser::End end = EventParser::End::cut);
    void giveUpOversized(ParsedBlock& block);
    void readEnd();
    void report(double share);

    std::unique_ptr<ByteSource> m_source;
    const std::string& m_path;
    const ReadOptions& m_options;
    const std::size_t m_blockBytes;
    const int m_threads;

    TraceBuilder m_builder;
    TraceFileFacts m_facts;
    std::unique_ptr<TraceAssembler> m_assembler;
    /// Text that is not parsed yet and stands before the next block; then what follows the events.
    BlockText m_carry;
    std::uint64_t m_offset = 0; ///< of the carry in the file
    std::uint64_t m_nextBlock = 0;
    std::size_t m_inVain = 0; ///< bytes of the carry when nothing whole was found in it; 0: something was
    bool m_inObject = false, m_closed = false, m_resync = false;
    int m_arrays = 0; ///< read so far

    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point m_lastReport = m_start, m_lastPicture = m_start;
    std::chrono::steady_clock::duration m_pictureCost{};
};

Result<TraceFileHeader> Reading::readFront()
{
    std::size_t tried = 0;
    for (;;) {
        const std::size_t got = m_carry.append(*m_source, m_nextBlock, m_blockBytes);
        m_nextBlock += got;
        const bool atEnd = got < m_blockBytes;
        if (!atEnd && m_carry.size() < 2 * tried)
            continue; // so that a long header costs no more than twice its length
        TraceFileHeader header = readHeader(m_carry.text());
        if (header.state == TraceFileHeader::State::events)
            return header;
        if (header.state == TraceFileHeader::State::noEvents || atEnd || m_carry.size() > largestHeader) {
            const std::string complaint = m_source->complaint();
            return trouble(m_path, header.eventsAt, complaint.empty() ? "formats.no-events" : complaint);
        }
        tried = m_carry.size();
        if (m_options.stop.stop_requested())
            return Error{ErrorKind::cancelled, m_path, "", {"formats.cancelled", {}}};
    }
}

Result<TracePointer> Reading::read()
{
    const Result<TraceFileHeader> header = readFront();
    if (!header)
        return header.error();
    TraceInfo& info = m_builder.info();
    applyFields(header->fields, info, m_builder.trust(), m_facts);
    m_builder.trust().malformedRecords += header->stray;
    const std::int64_t lostBefore = m_builder.trust().lostRecords; // by who wrote the file
    m_inObject = !header->bareArray;
    m_assembler = std::make_unique<TraceAssembler>(m_builder, m_facts);
    const std::uint64_t listAt = header->eventsAt - 1;
    dropFront(header->eventsAt);
    m_source->foundRecords(m_nextBlock);
    if (!readEvents())
        return Error{ErrorKind::cancelled, m_path, "", {"formats.cancelled", {}}};
    if (const std::string complaint = m_source->complaint();
        m_assembler->events() == 0 && complaint == "formats.gzip-bomb")
        return trouble(m_path, m_offset + m_carry.size(), complaint);
    readEnd();
    if (m_assembler->events() == 0 && m_builder.trust().lostRecords > lostBefore)
        return trouble(m_path, listAt, "formats.no-readable-event");
    info.title = m_options.title.empty() ? std::filesystem::path(m_path).filename().string() : m_options.title;
    m_assembler->finish();
    if (!m_facts.own)
        m_builder.startAtZero();
    m_builder.setArgumentReader(eventArguments(std::move(m_source), m_assembler->takeOffsets()));
    return m_builder.finish(m_threads);
}

/// The events of all traceEvents arrays: some files have several. False if it was cancelled.
bool Reading::readEvents()
{
    BlockPipeline pipeline(*m_source, m_nextBlock, m_blockBytes, m_threads, m_facts.own);
    do {
        parseCarry();
        if (!readBlocks(pipeline))
            return false;
    } while (hasMoreEvents());
    return true;
}

/// The rest of an array, and then, up to a limit, what follows it.
bool Reading::readBlocks(BlockPipeline& pipeline)
{
    while (m_carry.size() < largestTail || !m_closed) {
        const std::unique_ptr<ParsedBlock> block = pipeline.next();
        if (!block)
            return true;
        if (m_options.stop.stop_requested())
            return false;
        const std::size_t before = m_assembler->events();
        if (m_closed)
            m_carry.append(block->text.text());
        else
            join(*block);
        if (m_assembler->events() > before)
            m_source->foundRecords(block->offset + block->text.size());
        report(m_source->share(block->offset));
    }
    return true;
}

/// Parses what stands between the last block and the next in the true state of the file.
void Reading::parseCarry(EventParser::End end)
{
    EventBatch batch;
    EventParser parser(batch, m_facts.own);
    const std::size_t done = parser.parse(m_carry.text(), 0, end);
    m_assembler->absorb(batch, m_offset);
    dropFront(done);
    m_inVain = done > 0 ? 0 : m_carry.size();
    m_closed = parser.closed();
}

void Reading::join(ParsedBlock& block)
{
    const std::string_view text = block.text.text();
    const bool guessed = block.firstEvent != std::string_view::npos;
    if (m_resync) { // an event was too long to be one; whatever looks like the next will do
        m_resync = !guessed;
        if (guessed)
            accept(block);
        return;
    }
    if (guessed) {
        m_carry.append(text.substr(0, block.firstEvent));
        parseCarry();
        if (!m_closed && m_carry.size() == 0) {
            accept(block);
            return;
        }
    }
    m_carry.append(text.substr(guessed ? block.firstEvent : 0));
    // What is not whole yet is looked at again when there is twice as much: seldom, however long an event is.
    if (!m_closed && (m_carry.size() >= 2 * m_inVain || m_carry.size() > largestEvent))
        parseCarry();
    if (!m_closed && m_carry.size() > largestEvent)
        giveUpOversized(block);
}

/// The guess held: the block was parsed from the right place on.
void Reading::accept(ParsedBlock& block)
{
    m_assembler->absorb(block.batch, block.offset);
    m_closed = block.closed;
    m_carry.clear();
    m_inVain = 0;
    m_carry.append(block.text.text().substr(block.parsed));
    m_offset = block.offset + block.parsed;
}

void Reading::giveUpOversized(ParsedBlock& block)
{
    ++m_builder.trust().malformedRecords;
    ++m_builder.trust().lostRecords;
    m_carry.clear();
    m_inVain = 0;
    m_offset = block.offset + block.text.size();
    m_resync = true;
}

/// Whether what follows an array leads to another one, in the same object or in a further document; the carry begins
/// with its events then.
bool Reading::hasMoreEvents()
{
    if (!m_closed || ++m_arrays > mostArrays)
        return false;
    for (;;) {
        if (m_inObject) {
            TraceFileTail tail = readTail(m_carry.text());
            m_builder.trust().malformedRecords += tail.stray;
            std::erase_if(tail.fields, [](const auto& field) { return field.first == "streamscope"; }); // too late
            applyFields(tail.fields, m_builder.info(), m_builder.trust(), m_facts);
            dropFront(tail.endsAt);
            if (tail.state != TraceFileTail::State::closed)
                return tail.state == TraceFileTail::State::events;
        }
        m_inObject = false;
        dropFront(std::min(m_carry.text().find_first_not_of(std::string_view(" \t\r\n\0", 5)), m_carry.size()));
        const bool isArray = m_carry.text().starts_with('[');
        m_inObject = m_carry.text().starts_with('{');
        if (!isArray && !m_inObject)
            return false;
        dropFront(1);
        if (isArray)
            return true;
    }
}

void Reading::dropFront(std::size_t bytes)
{
    m_carry.dropFront(bytes);
    m_offset += bytes;
}

/// The file is over, or the object or array: what still stands before the end, or behind it.
void Reading::readEnd()
{
    Trust& trust = m_builder.trust();
    if (!m_closed && m_carry.size() > 0)
        parseCarry(EventParser::End::file);
    const bool isWhole = m_closed && !m_inObject;
    trust.truncated |= !isWhole || !m_source->complaint().empty();
    trust.malformedRecords += isWhole && m_carry.size() > 0; // what has no place there
    trust.malformedRecords += m_source->hasMoreBehind();
}

void Reading::report(double share)
{
    using namespace std::chrono_literals;
    using Seconds = std::chrono::duration<double>;
    const auto now = std::chrono::steady_clock::now();
    if (!m_options.onProgress || now - m_lastReport < 100ms)
        return;
    ReadProgress progress{share, nullptr};
    // A picture costs time in proportion to what is there: no more than a fifth of the time goes into pictures, and
    // none are made when all will be there in a moment.
    const Seconds sinceStart = now - m_start;
    const bool soonDone = share > 0 && sinceStart.count() * (1 - share) / share < 0.5;
    if (!soonDone && now - m_lastPicture > 4 * m_pictureCost) {
        m_assembler->describeTracks();
        progress.soFar = m_builder.preview();
        m_lastPicture = std::chrono::steady_clock::now();
        m_pictureCost = m_lastPicture - now;
    }
    m_options.onProgress(progress);
    m_lastReport = std::chrono::steady_clock::now();
}

} // namespace

Result<TracePointer> readTraceEvents(std::unique_ptr<ByteSource> source, const std::string& path,
                                     const ReadOptions& options, std::size_t blockBytes)
{
    return Reading(std::move(source), path, options, blockBytes).read();
}

} // namespace streamscope::formats
