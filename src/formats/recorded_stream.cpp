// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/recorded_stream.h"

#include "base/file_reader.h"
#include "base/live_input.h"
#include "formats/greeting.h"
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
    constexpr int waitMs = 50;
    auto input = LiveInput::open(path);
    if (!input)
        return input.error();
    Recording recording;
    std::string piece;
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
