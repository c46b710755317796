// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace streamscope::formats {

/// Whether a line near the start of a text greets as the runner does; shells may have written above it.
bool greetsAsRunner(std::string_view front);

} // namespace streamscope::formats
