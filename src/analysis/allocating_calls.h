// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace streamscope::analysis {

/// Whether a call of that name sets memory and may keep its thread until that is done.
bool setsMemory(std::string_view name);

/// Whether a call of that name allocates, frees or pins memory, be it from a pool, or sets it.
bool allocates(std::string_view name);

/// Whether a call of that name gives device memory back outside any stream's order: it waits for all that the GPU does
/// first (docs/gpu-rules.md, S5), as far as the driver does not keep the memory.
bool freesAtOnce(std::string_view name);

} // namespace streamscope::analysis
