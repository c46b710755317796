// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace streamscope::workload {

/// Parses an experiment file's text, key order kept. Refuses what limits.h refuses and keys that stand twice in one
/// object. Errors: by line for syntax, by JSON pointer for a duplicate key. Linear in the text.
Result<nlohmann::ordered_json> parseJson(std::string_view text, const std::string& file);

} // namespace streamscope::workload
