// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/recorded_stream.h"

#include "base/file_reader.h"
#include "base/live_input.h"
#include "base/temporary_file.h"
#include "formats/greeting.h"
#include "formats/read_trace.h"
#include "formats/stream_origin.h"
#include "formats/stream_protocol.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

namespace streamscope::formats {

using namespace trace;
using nlohmann::json;

namespace {

constexpr std::size_t pieceBytes = 1 << 20;

void applyResult(const json& result, TraceInfo& info)
{
    const auto layouts = result.find("layouts");
    if (layouts == result.end() || !layouts->is_array() || layouts->empty())
        return;
    const json& layout = layouts->back();
    if (const auto makespans = layout.find("makespan_ns"); makespans != layout.end() && makespans->is_array())
        if (!makespans->empty() && makespans->back().is_number_integer())
            info.makespanNs = makespans->back().get<Ns>();
}

/// A stream on its way into a trace.
class Recording
{
public:
    Recording() : m_reader(m_builder, handlers()) {}

    void feed(std::string_view text) { m_reader.feed(text); }
    bool hasFinished() const { return m_finished || m_told; }
    TracePointer snapshot() { return m_builder.snapshot(); }
    Result<TracePointer> finish(const std::string& path);

private:
    StreamReader::Handlers handlers();

    TraceBuilder m_builder;
    std::optional<Error> m_told;
    bool m_greeted = false, m_finished = false;
    StreamReader m_reader;
};

StreamReader::Handlers Recording::handlers()
{
    StreamReader::Handlers handlers;
    handlers.hello = [this](const json& hello) {
        m_greeted = true;
        applyHello(hello, m_builder.info());
    };
    handlers.result = [this](const json& result) {
        m_finished = true;
        applyResult(result, m_builder.info());
    };
    handlers.error = [this](const Error& error) { m_told = error; };
    return handlers;
}

Result<TracePointer> Recording::finish(const std::string& path)
{
    m_reader.finish();
    if (!m_greeted)
        return Error{ErrorKind::input, path, "byte 0", {"formats.unknown-kind", {}}};
    if (m_told && m_told->kind != ErrorKind::cancelled && m_builder.preview()->sliceCount() == 0)
        return *m_told;
    m_builder.info().title = std::filesystem::path(path).filename().string();
    m_builder.trust().malformedRecords += m_reader.malformedLines();
    m_builder.trust().unknownRecords += m_reader.unknownLines();
    m_builder.trust().truncated |= !m_finished;
    return m_builder.finish();
}

/// A result or an error is the last line a runner writes, heartbeats apart; neither is longer than this.
constexpr std::uint64_t endBytes = 1 << 20;
constexpr std::chrono::seconds stillWritten{10};

bool saysItsEnd(const FileReader& file)
{
    std::string text(std::min(endBytes, file.size()), '\0');
    text.resize(file.read(file.size() - text.size(), text.data(), text.size()));
    for (const char* last : {"{\"type\":\"result\"", "{\"type\":\"error\""})
        if (text.find(last) != std::string::npos)
            return true;
    return false;
}

} // namespace

Result<TracePointer> readRecordedStream(std::unique_ptr<ByteSource> source, const std::string& path,
                                        const ReadOptions& options)
{
    Recording recording;
    std::string piece(pieceBytes, '\0');
    std::uint64_t offset = 0;
    auto lastReport = std::chrono::steady_clock::now();
    while (const std::size_t got = source->read(offset, piece.data(), piece.size())) {
        if (options.stop.stop_requested())
            return Error{ErrorKind::cancelled, path, "", {"formats.cancelled", {}}};
        recording.feed(std::string_view(piece).substr(0, got));
        offset += got;
        const auto now = std::chrono::steady_clock::now();
        if (options.onProgress && now - lastReport > std::chrono::milliseconds(250)) {
            options.onProgress({source->share(offset), recording.snapshot()});
            lastReport = now;
        }
    }
    return recording.finish(path);
}

namespace {

constexpr std::size_t frontBytes = 64 << 10;
constexpr int waitMs = 50;

/// Whether that is the front of a trace in JSON, of gzip or of a database, rather than a runner's lines.
bool looksLikeFile(std::string_view front)
{
    if (front.starts_with("\x1F\x8B") || front.starts_with(std::string_view("SQLite format 3\0", 16)))
        return true;
    if (front.starts_with("\xEF\xBB\xBF"))
        front.remove_prefix(3);
    constexpr std::string_view space = " \t\r\n";
    const std::size_t first = std::min(front.find_first_not_of(space), front.size());
    const std::size_t second = front.find_first_not_of(space, first + 1);
    if (second == std::string_view::npos)
        return false;
    // Not "[INFO] …", which a shell may have written above a greeting.
    return (front[first] == '{' && front[second] == '"') || (front[first] == '[' && front[second] == '{');
}

/// Reads until there is a line that tells what comes, so much that it can be no greeting, or nothing more.
LiveInput::Read takeFront(LiveInput& input, std::string& front, const std::stop_token& stop)
{
    while (!stop.stop_requested() && !greetsAsRunner(front) && front.size() < frontBytes) {
        if (input.read(front, waitMs) == LiveInput::Read::end)
            return LiveInput::Read::end;
        const bool greetsYet = front.size() < std::string_view("{\"type\": \"hello\"").size();
        if (!greetsYet && looksLikeFile(front) && !front.starts_with("{\"type\""))
            break;
    }
    return LiveInput::Read::data;
}

/// More than this is no trace that anybody waits for: what feeds the pipe never ends.
constexpr std::uint64_t longestKept = std::uint64_t(64) << 30;

/// A trace whose file goes with it: databases are asked again when a slice is looked at.
TracePointer withFile(TemporaryFile file, TracePointer trace)
{
    struct Kept
    {
        TemporaryFile file;
        TracePointer trace; ///< goes first
    };
    const auto kept = std::make_shared<const Kept>(Kept{std::move(file), std::move(trace)});
    return TracePointer(kept, kept->trace.get());
}

/// Readers of files want places in any order: what comes is kept in a file until its end.
Result<TracePointer> readKept(LiveInput& input, std::string piece, bool whole, const std::string& path,
                              const ReadOptions& options)
{
    Result<TemporaryFile> file = TemporaryFile::create();
    std::uint64_t bytes = 0;
    while (file) {
        if (const Status kept = file->append(piece); !kept)
            return kept.error();
        bytes += piece.size();
        piece.clear();
        if (whole)
            break;
        if (options.stop.stop_requested())
            return Error{ErrorKind::cancelled, path, "", {"formats.cancelled", {}}};
        if (bytes > longestKept)
            return Error{ErrorKind::input, path, "", {"base.too-large", {std::to_string(longestKept)}}};
        whole = input.read(piece, waitMs) == LiveInput::Read::end;
    }
    if (!file)
        return file.error();
    ReadOptions own = options;
    own.title = std::filesystem::path(path).filename().string();
    Result<TracePointer> trace = readTrace(file->path(), own);
    if (trace)
        return withFile(std::move(*file), std::move(*trace));
    Error error = trace.error();
    error.file = path;
    return error;
}

} // namespace

bool isLiveStream(const std::string& path)
{
    if (LiveInput::isPipe(path))
        return true;
    std::error_code error;
    const auto written = std::filesystem::last_write_time(path, error);
    if (error || std::filesystem::file_time_type::clock::now() - written > stillWritten)
        return false;
    const auto file = FileReader::open(path);
    if (!file)
        return false;
    std::string front(64 << 10, '\0');
    front.resize(file->read(0, front.data(), front.size()));
    return greetsAsRunner(front) && !saysItsEnd(*file);
}

Result<TracePointer> followStream(const std::string& path, const ReadOptions& options)
{
    auto input = LiveInput::open(path);
    if (!input)
        return input.error();
    Recording recording;
    std::string piece;
    if (LiveInput::isPipe(path)) {
        // What comes first tells a runner's stream, lines that begin with { or a shell's words, from a whole trace.
        const LiveInput::Read read = takeFront(*input, piece, options.stop);
        if (!greetsAsRunner(piece) && looksLikeFile(piece))
            return readKept(*input, std::move(piece), read == LiveInput::Read::end, path, options);
        recording.feed(piece);
        if (read == LiveInput::Read::end)
            return recording.finish(path);
    }
    auto lastReport = std::chrono::steady_clock::now();
    while (!recording.hasFinished() && !options.stop.stop_requested()) {
        piece.clear();
        const LiveInput::Read read = input->read(piece, waitMs);
        recording.feed(piece);
        if (read == LiveInput::Read::end)
            break;
        const auto now = std::chrono::steady_clock::now();
        if (options.onProgress && now - lastReport > std::chrono::milliseconds(waitMs)) {
            options.onProgress({-1, recording.snapshot()});
            lastReport = now;
        }
    }
    return recording.finish(path);
}

} // namespace streamscope::formats
