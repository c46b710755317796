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

/// Writes by way of a temporary file beside it, so that `path` holds the old text or the whole new one, also when the
/// disk is full or the process is killed. Errors: base.cannot-write.
Status writeFile(const std::string& path, std::string_view text);

} // namespace streamscope
