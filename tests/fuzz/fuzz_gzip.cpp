// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/byte_source.h"
#include "fuzz/fuzz_input.h"

#include <vector>

using namespace streamscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::InputFile file(data, size);
    auto opened = FileReader::open(file.path());
    if (!opened)
        return 0;
    const auto source = formats::gzipSource(std::make_shared<const FileReader>(std::move(*opened)));
    std::vector<char> piece(1 << 16);
    std::uint64_t offset = 0;
    while (const std::size_t got = source->read(offset, piece.data(), piece.size()))
        offset += got;
    return 0;
}
