// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace streamscope {

/// A file read at any place, from any thread. Never mapped: one that shrinks or vanishes while it is open gives short
/// reads, not a fault.
class FileReader
{
public:
    /// Errors: those of openRegularFile.
    static Result<FileReader> open(const std::string& path);

    FileReader(FileReader&& other) noexcept;
    FileReader& operator=(FileReader&& other) noexcept;
    ~FileReader();

    std::uint64_t size() const { return m_size; } ///< when it was opened
    /// Up to `bytes` from `offset` on; fewer only at the end of the file or on an error of the disk.
    std::size_t read(std::uint64_t offset, char* target, std::size_t bytes) const;

private:
    FileReader(int descriptor, std::uint64_t size);

    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

} // namespace streamscope
