// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What comes through the runner's pipe, in pieces.
#include "formats/stream_protocol.h"
#include "fuzz/fuzz_input.h"

using namespace streamscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    trace::TraceBuilder builder;
    formats::StreamReader reader(builder, {});
    std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    const std::size_t piece = 1 + data[0];
    reader.feed("{\"type\":\"hello\",\"protocol\":1}\n");
    for (int pieces = 0; !text.empty(); ++pieces) {
        reader.feed(text.substr(0, piece));
        text.remove_prefix(std::min(piece, text.size()));
        if (pieces % 16 == 0)
            fuzz::check(*builder.snapshot());
    }
    reader.finish();
    fuzz::check(*builder.finish());
    return 0;
}
