// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/standard_streams.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace streamscope::cli {

/// JSON text for standard output or a file: two spaces of indentation, a line feed at the end, ill-formed UTF-8 mended.
inline std::string jsonText(const nlohmann::ordered_json& document)
{
    return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

/// A table for people: columns as wide as their widest cell (in code points, a Han glyph counts two), the first one
/// flush left, the others flush right if `rightAligned`.
std::string tableText(const std::vector<std::vector<std::string>>& rows, bool rightAligned);

} // namespace streamscope::cli
