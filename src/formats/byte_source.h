// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file_reader.h"

#include <cstdint>
#include <memory>
#include <string>

namespace streamscope::formats {

/// The bytes of a file as a reader wants them: plain, or unpacked on the way.
class ByteSource
{
public:
    virtual ~ByteSource() = default;

    /// Whether read() may be called for any place from any thread; otherwise only in order, one at a time.
    virtual bool isSeekable() const = 0;
    /// Up to `bytes` from `offset` on; fewer only where the data end.
    virtual std::size_t read(std::uint64_t offset, char* target, std::size_t bytes) = 0;
    /// How far `offset` is, 0…1 of the file.
    virtual double share(std::uint64_t offset) const = 0;
    /// Why the data ended before their time: a message id, or nothing.
    virtual std::string complaint() const { return {}; }
    /// Whether bytes stand behind the data, once these are read to their end, that are none of them.
    virtual bool hasMoreBehind() const { return false; }
    /// Tells that what was read up to here was worth it: it held records.
    virtual void foundRecords(std::uint64_t) {}
    /// The same data for looking at single places in any order, on one thread at a time.
    virtual std::unique_ptr<ByteSource> places() const = 0;
};

std::unique_ptr<ByteSource> plainSource(std::shared_ptr<const FileReader> file);

/// Unpacks gzip, also of several members. Data that unpack to more than a hundred times their size end with the
/// complaint formats.gzip-bomb after 64 MiB, and 640 MiB after the last place in which records were found; broken ones
/// with formats.gzip-broken.
std::unique_ptr<ByteSource> gzipSource(std::shared_ptr<const FileReader> file);

} // namespace streamscope::formats
