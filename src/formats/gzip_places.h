// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file_reader.h"

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace streamscope::formats {

/// Any place of a gzipped text without unpacking all that stands before it: remembers the state of unpacking about
/// every MiB (32 KiB each), and the pieces looked at last. For looking at single events; used on one thread at a time.
class GzipPlaces
{
public:
    explicit GzipPlaces(std::shared_ptr<const FileReader> file);

    /// Up to `bytes` from `offset` of the text; fewer at its end.
    std::size_t read(std::uint64_t offset, char* target, std::size_t bytes);

private:
    static constexpr std::size_t pieceBytes = 1 << 20;
    static constexpr std::size_t piecesKept = 64;

    struct Place ///< a border between blocks of the packed data
    {
        std::uint64_t packed = 0; ///< the next whole byte
        int bits = 0;             ///< of the byte before that belong to the next block
        bool atMember = false;    ///< a gzip header follows
        std::vector<unsigned char> window;
    };
    class Unpacking;

    const std::string& piece(std::uint64_t index);
    std::string unpack(std::uint64_t index);

    std::shared_ptr<const FileReader> m_file;
    std::map<std::uint64_t, Place> m_places;                   ///< by offset in the text
    std::list<std::pair<std::uint64_t, std::string>> m_pieces; ///< the one looked at last in front
};

} // namespace streamscope::formats
