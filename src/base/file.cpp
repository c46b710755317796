// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace streamscope {

namespace {

/// A disk that is full or broken is nobody's bad input.
Error fileError(const std::string& path, const char* id)
{
    const int why = errno;
    const bool ofDisk = why == ENOSPC || why == EDQUOT || why == EIO || why == EFBIG;
    return {ofDisk ? ErrorKind::run : ErrorKind::input, path, "", {id, {std::strerror(why)}}};
}

bool writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
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

Status writeFile(const std::string& path, std::string_view text)
{
    struct stat existing = {};
    if (::stat(path.c_str(), &existing) == 0 &&
        !S_ISREG(existing.st_mode)) { // a pipe or /dev/stdout: no rename over it
        const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        const bool written = descriptor >= 0 && writeAll(descriptor, text);
        Error error = fileError(path, "base.cannot-write");
        if (descriptor >= 0)
            ::close(descriptor);
        return written ? Status() : Status(error);
    }
    const std::string temporary = path + ".part" + std::to_string(::getpid());
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return fileError(path, "base.cannot-write");
    const bool written = writeAll(descriptor, text) && ::fsync(descriptor) == 0;
    Error error = fileError(path, "base.cannot-write");
    const bool closed = ::close(descriptor) == 0;
    if (written && closed && ::rename(temporary.c_str(), path.c_str()) == 0)
        return {};
    if (written && closed)
        error = fileError(path, "base.cannot-write");
    ::unlink(temporary.c_str());
    return error;
}

} // namespace streamscope
