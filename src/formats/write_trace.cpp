// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/write_trace.h"

#include "base/file.h"
#include "formats/trace_event_writer.h"

#include <libdeflate.h>
#include <memory>

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

} // namespace

std::string traceEventJson(const Trace& trace)
{
    return TraceEventWriter(trace).text();
}

Status writeTrace(const Trace& trace, const std::string& path)
{
    const bool packed = path.ends_with(".gz");
    const bool csv = path.ends_with(".csv") || path.ends_with(".csv.gz");
    const std::string text = csv ? traceCsv(trace) : traceEventJson(trace);
    if (!packed)
        return writeFile(path, text);
    const Result<std::string> bytes = gzip(text, path);
    return bytes ? writeFile(path, *bytes) : Status(bytes.error());
}

} // namespace streamscope::formats
