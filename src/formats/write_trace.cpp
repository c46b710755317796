// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/write_trace.h"

#include "base/file.h"
#include "formats/trace_event_writer.h"

#include <algorithm>
#include <filesystem>
#include <libdeflate.h>
#include <memory>
#include <optional>

namespace streamscope::formats {

using namespace trace;

namespace {

constexpr int compressionLevel = 6;

Result<std::string> gzip(const std::string& text, const std::string& path)
{
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(compressionLevel), &libdeflate_free_compressor);
    std::string packed;
    if (compressor) {
        packed.resize(libdeflate_gzip_compress_bound(compressor.get(), text.size()));
        packed.resize(
            libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), packed.data(), packed.size()));
    }
    if (packed.empty())
        return Error{ErrorKind::input, path, "", {"formats.cannot-compress", {}}};
    return packed;
}

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

std::string traceEventJson(const Trace& trace)
{
    return TraceEventWriter(trace).text();
}

Status writeTrace(const Trace& trace, const std::string& path)
{
    if (Status known = checkEnding(path); !known)
        return known;
    const Ending ending = *endingOf(path);
    const std::string text = ending.csv ? traceCsv(trace) : traceEventJson(trace);
    if (!ending.packed)
        return writeFile(path, text);
    const Result<std::string> bytes = gzip(text, path);
    return bytes ? writeFile(path, *bytes) : Status(bytes.error());
}

} // namespace streamscope::formats
