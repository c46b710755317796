// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/temporary_file.h"

#include "base/file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace streamscope {

Result<TemporaryFile> TemporaryFile::holding(std::string_view text)
{
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder && *folder ? folder : "/tmp") + "/streamscope-XXXXXX";
    const int descriptor = ::mkstemp(path.data());
    if (descriptor < 0)
        return Error{ErrorKind::run, path, "", {"base.cannot-write", {std::strerror(errno)}}};
    ::close(descriptor);
    TemporaryFile file(path);
    if (Status written = writeFile(path, text); !written)
        return written.error();
    return file;
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
