// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <string>

namespace streamscope::analysis {

// Numbers as arguments of messages; the same in every language.

std::string timesText(double factor);      ///< "1.81×": three significant digits, two of less than a tenth
std::string durationText(Ns ns);           ///< "4.76 ms", "300 µs": three significant digits
std::string percentText(double share);     ///< 0.973 → "97 %"
std::string countText(std::int64_t count); ///< "12,345"

} // namespace streamscope::analysis
