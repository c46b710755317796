// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/temporary_file.h"

#include "base/file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace streamscope {

namespace {

Error cannotWrite(const std::string& path)
{
    return {ErrorKind::run, path, "", {"base.cannot-write", {std::strerror(errno)}}};
}

} // namespace

Result<TemporaryFile> TemporaryFile::create()
{
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder && *folder ? folder : "/tmp") + "/streamscope-XXXXXX";
    const int descriptor = ::mkstemp(path.data());
    if (descriptor < 0)
        return cannotWrite(path);
    ::close(descriptor);
    return TemporaryFile(path);
}

Result<TemporaryFile> TemporaryFile::holding(std::string_view text)
{
    Result<TemporaryFile> file = create();
    if (!file)
        return file;
    if (Status written = file->append(text); !written)
        return written.error();
    return file;
}

Status TemporaryFile::append(std::string_view text)
{
    const int descriptor = ::open(m_path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0)
        return cannotWrite(m_path);
    if (!writeAll(descriptor, text)) {
        const Error error = cannotWrite(m_path);
        ::close(descriptor);
        return error;
    }
    if (::close(descriptor) != 0) // where some file systems tell that they are full
        return cannotWrite(m_path);
    return {};
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

TemporaryFile::~TemporaryFile()
{
    if (!m_path.empty())
        ::unlink(m_path.c_str());
}

bool isRegularFile(const std::string& path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

} // namespace streamscope
