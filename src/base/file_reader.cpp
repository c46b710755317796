// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file_reader.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace streamscope {

FileReader::FileReader(int descriptor, std::uint64_t size, bool seekable)
    : m_descriptor(descriptor), m_size(size), m_seekable(seekable)
{}

FileReader::FileReader(FileReader&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size), m_seekable(other.m_seekable)
{}

FileReader& FileReader::operator=(FileReader&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    std::swap(m_seekable, other.m_seekable);
    return *this;
}

FileReader::~FileReader()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<FileReader> FileReader::open(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat what = {};
    if (descriptor < 0 || ::fstat(descriptor, &what) != 0 || S_ISDIR(what.st_mode)) {
        const int reason = descriptor >= 0 && S_ISDIR(what.st_mode) ? EISDIR : errno;
        if (descriptor >= 0)
            ::close(descriptor);
        return Error{ErrorKind::input, path, "", {"base.cannot-open", {std::strerror(reason)}}};
    }
    const bool seekable = S_ISREG(what.st_mode);
    return FileReader(descriptor, seekable ? static_cast<std::uint64_t>(what.st_size) : 0, seekable);
}

std::size_t FileReader::read(std::uint64_t offset, char* target, std::size_t bytes) const
{
    std::size_t done = 0;
    while (done < bytes) {
        const ssize_t got = m_seekable
                                ? ::pread(m_descriptor, target + done, bytes - done, static_cast<off_t>(offset + done))
                                : ::read(m_descriptor, target + done, bytes - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

} // namespace streamscope
