// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::words {

/// Languages with a complete set of sentences: "en", "zh_CN".
std::vector<std::string> languages();

/// The sentence for `message` in `language`; falls back to English, then to the id with its arguments.
std::string sentence(const Message& message, std::string_view language = "en");

/// "FILE:LINE: what was expected, what was found" or "FILE#/json/pointer: …", control characters escaped.
std::string sentence(const Error& error, std::string_view language = "en");

/// Control characters as \n, \t or \u001b, so that a hostile name cannot break a line or paint a terminal.
std::string escaped(std::string_view text);

/// All ids known in `language`.
std::vector<std::string> ids(std::string_view language);

/// "4.76 ms", "300 µs": three significant digits.
std::string duration(std::int64_t ns);
/// "55.1 GB/s"
std::string rate(double perSecond, std::string_view unit);

} // namespace streamscope::words
