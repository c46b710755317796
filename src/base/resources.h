// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace streamscope {

/// The bytes of an embedded file of resources/ by its path there ("experiments/dcka.streamscope.json").
std::optional<std::string_view> resource(std::string_view path);

/// Paths of the embedded files that start with `prefix`, sorted.
std::vector<std::string_view> resourcesUnder(std::string_view prefix);

} // namespace streamscope
