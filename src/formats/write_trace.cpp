// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/write_trace.h"

#include "base/file.h"
#include "formats/trace_event_writer.h"
#include "formats/write_csv.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>
#include <zlib.h>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr int compressionLevel = 6;

/// Text on its way into gzip, as one member: not every reader goes on behind the first.
class Packer
{
public:
    Packer()
    {
        constexpr int gzip = 16 + MAX_WBITS, memory = 8;
        m_ready = deflateInit2(&m_stream, compressionLevel, Z_DEFLATED, gzip, memory, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Packer() { deflateEnd(&m_stream); }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    bool isReady() const { return m_ready; } ///< there was memory

    /// What `text` adds to the file; with `last` all that is still kept back too.
    std::string pack(std::string& text, bool last)
    {
        std::string packed;
        m_stream.next_in = reinterpret_cast<Bytef*>(text.data());
        m_stream.avail_in = static_cast<uInt>(text.size());
        do {
            m_stream.next_out = reinterpret_cast<Bytef*>(m_room.data());
            m_stream.avail_out = static_cast<uInt>(m_room.size());
            deflate(&m_stream, last ? Z_FINISH : Z_NO_FLUSH);
            packed.append(m_room.data(), m_room.size() - m_stream.avail_out);
        } while (m_stream.avail_out == 0);
        return packed;
    }

private:
    z_stream m_stream = {};
    bool m_ready = false;
    std::vector<char> m_room = std::vector<char>(1 << 16);
};

/// A text's way into its file.
class FileSink final : public TextSink
{
public:
    FileSink(const std::string& path, bool packed, const WriteOptions& options)
        : m_path(path), m_options(options), m_file(path)
    {
        if (packed && !m_packer.emplace().isReady())
            m_status = Error{ErrorKind::run, path, "", {"formats.cannot-compress", {}}};
    }

    bool take(std::string& text, double share) override
    {
        if (m_status && m_options.stop.stop_requested())
            m_status = Error{ErrorKind::cancelled, m_path, "", {"formats.writing-cancelled", {}}};
        if (m_status)
            m_status = m_file.write(m_packer ? m_packer->pack(text, false) : text);
        text.clear();
        if (m_status && m_options.onProgress)
            m_options.onProgress(share);
        return bool(m_status);
    }

    Status finish()
    {
        std::string none;
        if (m_status && m_packer)
            m_status = m_file.write(m_packer->pack(none, true));
        return m_status ? m_file.commit() : m_status;
    }

private:
    std::string m_path;
    const WriteOptions& m_options;
    NewFile m_file;
    std::optional<Packer> m_packer;
    Status m_status;
};

/// How a path's ending says it is to be written.
struct Ending
{
    bool csv = false, packed = false;
};

std::optional<Ending> endingOf(const std::string& path)
{
    static constexpr std::pair<std::string_view, Ending> endings[] = {
        {".json", {false, false}}, {".json.gz", {false, true}}, {".csv", {true, false}}, {".csv.gz", {true, true}}};
    std::string name = std::filesystem::path(path).filename().string();
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
    for (const auto& [text, ending] : endings)
        if (name.ends_with(text))
            return ending;
    return name.find('.', 1) == std::string::npos ? std::optional(Ending()) : std::nullopt;
}

} // namespace

Status checkEnding(const std::string& path)
{
    if (endingOf(path))
        return {};
    const std::string found = std::filesystem::path(path).extension().string();
    return Error{ErrorKind::input, path, "", {"formats.unknown-ending", {found}}};
}

std::size_t samplesLeftOut(const trace::Trace& trace, const std::string& path)
{
    std::size_t samples = 0;
    if (const std::optional<Ending> ending = endingOf(path); ending && ending->csv)
        for (const trace::CounterTrack& counter : trace.counters())
            samples += counter.timeNs.size();
    return samples;
}

std::string traceEventJson(const Trace& trace)
{
    WholeText text;
    TraceEventWriter(trace, trace.info().unprofiledNs).write(text);
    return text.whole();
}

std::string traceCsv(const Trace& trace)
{
    WholeText text;
    writeCsv(trace, text);
    return text.whole();
}

Status writeTrace(const Trace& trace, const std::string& path, const WriteOptions& options)
{
    if (Status known = checkEnding(path); !known)
        return known;
    const Ending ending = *endingOf(path);
    FileSink sink(path, ending.packed, options);
    if (ending.csv)
        writeCsv(trace, sink);
    else
        TraceEventWriter(trace, options.unprofiledNs.value_or(trace.info().unprofiledNs)).write(sink);
    return sink.finish();
}

} // namespace streamscope::formats
