// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace streamscope {

/// A file in the system's folder for temporary ones; gone with this object.
class TemporaryFile
{
public:
    /// An empty one, for this user alone. Errors: base.cannot-write.
    static Result<TemporaryFile> create();
    static Result<TemporaryFile> holding(std::string_view text);
    /// Errors: base.cannot-write, also where the disk is full.
    Status append(std::string_view text);
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    ~TemporaryFile();

    const std::string& path() const { return m_path; }

private:
    explicit TemporaryFile(std::string path) : m_path(std::move(path)) {}
    std::string m_path;
};

/// True for an ordinary file, or a link to one.
bool isRegularFile(const std::string& path);

} // namespace streamscope
