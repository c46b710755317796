// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file_reader.h"

#include "base/file.h"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace streamscope {

FileReader::FileReader(int descriptor, std::uint64_t size) : m_descriptor(descriptor), m_size(size) {}

FileReader::FileReader(FileReader&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size)
{}

FileReader& FileReader::operator=(FileReader&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    return *this;
}

FileReader::~FileReader()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<FileReader> FileReader::open(const std::string& path)
{
    const Result<int> descriptor = openRegularFile(path);
    if (!descriptor)
        return descriptor.error();
    struct stat what = {};
    ::fstat(*descriptor, &what);
    return FileReader(*descriptor, static_cast<std::uint64_t>(what.st_size));
}

std::size_t FileReader::read(std::uint64_t offset, char* target, std::size_t bytes) const
{
    std::size_t done = 0;
    while (done < bytes) {
        const ssize_t got = ::pread(m_descriptor, target + done, bytes - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

} // namespace streamscope
