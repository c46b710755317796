// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace streamscope {

namespace {

/// A disk that is full or broken is nobody's bad input.
Error fileError(const std::string& path, const char* id)
{
    const int why = errno;
    const bool ofDisk = why == ENOSPC || why == EDQUOT || why == EIO || why == EFBIG;
    return {ofDisk ? ErrorKind::run : ErrorKind::input, path, "", {id, {std::strerror(why)}}};
}

/// Where a path leads to; itself if there is nothing.
std::string behindLinks(const std::string& path)
{
    char* real = ::realpath(path.c_str(), nullptr);
    std::string target = real ? real : path;
    std::free(real);
    return target;
}

} // namespace

Result<int> openRegularFile(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat what = {};
    if (descriptor < 0)
        return fileError(path, "base.cannot-open");
    if (::fstat(descriptor, &what) == 0 && S_ISREG(what.st_mode))
        return descriptor;
    Error error{ErrorKind::input, path, "", {"base.no-regular-file", {}}};
    if (S_ISDIR(what.st_mode))
        error.message = {"base.cannot-open", {std::strerror(EISDIR)}};
    ::close(descriptor);
    return error;
}

Result<std::string> readFile(const std::string& path, std::size_t limitBytes)
{
    const Result<int> opened = openRegularFile(path);
    if (!opened)
        return opened.error();
    const int descriptor = *opened;
    std::string text;
    char buffer[1 << 16];
    for (;;) {
        const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            Error error = fileError(path, "base.cannot-read");
            ::close(descriptor);
            return error;
        }
        if (got == 0)
            break;
        text.append(buffer, static_cast<std::size_t>(got));
        if (text.size() > limitBytes) {
            ::close(descriptor);
            return Error{ErrorKind::input, path, "", {"base.too-large", {std::to_string(limitBytes)}}};
        }
    }
    ::close(descriptor);
    return text;
}

bool writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

NewFile::NewFile(std::string path) : m_path(std::move(path)), m_target(behindLinks(m_path))
{
    struct stat existing = {};
    const bool isNew = ::stat(m_path.c_str(), &existing) != 0;
    if (isNew || S_ISREG(existing.st_mode)) {
        m_temporary = m_target + ".part" + std::to_string(::getpid());
        m_descriptor = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (!isNew && m_descriptor >= 0)
            static_cast<void>(::fchmod(m_descriptor, existing.st_mode & 07777)); // some file systems have none
    } else {                                                                     // no rename over it
        m_descriptor = ::open(m_path.c_str(), O_WRONLY | O_CLOEXEC);
    }
    if (m_descriptor < 0) {
        m_temporary.clear();
        m_status = fail();
    }
}

NewFile::~NewFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Status NewFile::fail()
{
    return m_status = fileError(m_path, "base.cannot-write");
}

Status NewFile::write(std::string_view bytes)
{
    return !m_status || writeAll(m_descriptor, bytes) ? m_status : fail();
}

Status NewFile::commit()
{
    if (!m_status)
        return m_status;
    if (!m_temporary.empty() && ::fsync(m_descriptor) != 0)
        return fail();
    if (::close(std::exchange(m_descriptor, -1)) != 0)
        return fail();
    if (!m_temporary.empty() && ::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return fail();
    m_temporary.clear();
    return m_status;
}

Status writeFile(const std::string& path, std::string_view text)
{
    NewFile file(path);
    const Status written = file.write(text);
    return written ? file.commit() : written;
}

} // namespace streamscope
