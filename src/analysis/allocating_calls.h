// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace streamscope::analysis {

/// Whether a call of that name sets memory and may keep its thread until that is done.
bool setsMemory(std::string_view name);

/// Whether a call of that name allocates, frees or pins memory, be it from a pool, or sets it.
bool allocates(std::string_view name);

} // namespace streamscope::analysis
