// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace streamscope {

/// A descriptor to read `path`, the caller's to close. What could block or never end (a pipe, a device) is refused.
/// Errors: base.cannot-open, base.no-regular-file.
Result<int> openRegularFile(const std::string& path);

/// The whole of a file, at most `limitBytes`. Errors: those of openRegularFile, base.cannot-read, base.too-large.
Result<std::string> readFile(const std::string& path, std::size_t limitBytes);

/// Writes the whole of it to a descriptor. False: errno says why not.
bool writeAll(int descriptor, std::string_view bytes);

/// A file in the making. Its bytes lie beside `path` until commit() puts them there, so that `path` holds the old bytes
/// or all of the new ones, also when the disk is full or the process is killed; without commit() nothing is left. What
/// takes an old file's place has its permissions; through a link the file it leads to is replaced. A
/// pipe or a device is written to as it stands. After the first error, which all later calls repeat, nothing more is
/// written. Errors: base.cannot-write.
class NewFile
{
public:
    explicit NewFile(std::string path);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    Status write(std::string_view bytes);
    Status commit();

private:
    Status fail();

    std::string m_path;      ///< as given, for errors
    std::string m_target;    ///< behind links
    std::string m_temporary; ///< empty: none, or none any more
    int m_descriptor = -1;
    Status m_status;
};

/// A NewFile of one text.
Status writeFile(const std::string& path, std::string_view text);

} // namespace streamscope
