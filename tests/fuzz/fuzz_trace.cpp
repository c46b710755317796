// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Any file, told by its content, as a person would open it.
#include "formats/read_trace.h"
#include "fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const streamscope::fuzz::InputFile file(data, size);
    streamscope::formats::ReadOptions options;
    options.threads = 1;
    if (const auto trace = streamscope::formats::readTrace(file.path(), options))
        streamscope::fuzz::check(**trace);
    return 0;
}
