// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_reader.h"
#include "fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const streamscope::fuzz::InputFile file(data, size);
    if (const auto trace = streamscope::formats::readNsight(file.path(), {}))
        streamscope::fuzz::check(**trace);
    return 0;
}
