// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/read_trace.h"

#include "formats/byte_source.h"
#include "formats/greeting.h"
#include "formats/nsight_reader.h"
#include "formats/recorded_stream.h"
#include "formats/trace_event_reader.h"

#include <string_view>

namespace streamscope::formats {

namespace {

constexpr std::size_t sniffed = 64 << 10;

bool looksLikeJson(std::string_view front)
{
    if (front.starts_with("\xEF\xBB\xBF"))
        front.remove_prefix(3);
    const std::size_t first = front.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (front[first] == '{' || front[first] == '[');
}

} // namespace

Result<trace::TracePointer> readTrace(const std::string& path, const ReadOptions& options)
{
    if (path == "-")
        return followStream(path, options);
    Result<FileReader> opened = FileReader::open(path);
    if (!opened)
        return opened.error();
    const auto file = std::make_shared<const FileReader>(std::move(*opened));
    std::string front(sniffed, '\0');
    front.resize(file->read(0, front.data(), front.size()));
    if (front.empty())
        return Error{ErrorKind::input, path, "byte 0", {"formats.empty", {}}};
    if (front.starts_with(std::string_view("SQLite format 3\0", 16)))
        return readNsight(path, options);
    const bool packed = front.starts_with("\x1F\x8B");
    if (packed) {
        front.resize(sniffed);
        const auto source = gzipSource(file);
        front.resize(source->read(0, front.data(), front.size()));
        if (front.empty())
            return source->complaint().empty()
                       ? Error{ErrorKind::input, path, "byte 0", {"formats.empty", {}}}
                       : Error{ErrorKind::input, path, "byte 0", {"formats.gzip-broken", {"0"}}};
    }
    auto source = packed ? gzipSource(file) : plainSource(file);
    if (greetsAsRunner(front))
        return readRecordedStream(std::move(source), path, options);
    if (looksLikeJson(front))
        return readTraceEvents(std::move(source), path, options);
    return Error{ErrorKind::input, path, "byte 0", {"formats.unknown-kind", {}}};
}

} // namespace streamscope::formats
