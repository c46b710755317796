// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Trace-event JSON in small blocks, so that events lie across borders; then written and read again.
#include "formats/trace_event_reader.h"
#include "formats/write_trace.h"
#include "fuzz/fuzz_input.h"

#include <nlohmann/json.hpp>

using namespace streamscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const fuzz::InputFile file(data + 1, size - 1);
    formats::ReadOptions options;
    options.threads = 1;
    const std::size_t blockBytes = 64 + 16 * std::size_t(data[0]);
    auto opened = FileReader::open(file.path());
    if (!opened)
        return 0;
    const auto trace = formats::readTraceEvents(
        formats::plainSource(std::make_shared<const FileReader>(std::move(*opened))), file.path(), options, blockBytes);
    if (!trace)
        return 0;
    fuzz::check(**trace);
    if (!nlohmann::json::accept(formats::traceEventJson(**trace)))
        std::abort();
    (void)formats::traceCsv(**trace);
    return 0;
}
