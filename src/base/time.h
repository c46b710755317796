// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace streamscope {

/// A point in time or a duration in nanoseconds. Time is never floating-point in Streamscope.
using Ns = std::int64_t;

} // namespace streamscope
