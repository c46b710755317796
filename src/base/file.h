// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace streamscope {

/// The whole of a file, at most `limitBytes`. Errors: base.cannot-open, base.cannot-read, base.too-large.
Result<std::string> readFile(const std::string& path, std::size_t limitBytes);

/// Writes by way of a temporary file beside it, so that `path` holds the old text or the whole new one, also when the
/// disk is full or the process is killed. Errors: base.cannot-write.
Status writeFile(const std::string& path, std::string_view text);

} // namespace streamscope
