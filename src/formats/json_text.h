// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

namespace streamscope::formats {

/// Appends `text` as a JSON string with its quotes; invalid UTF-8 becomes U+FFFD.
void appendQuoted(std::string& out, std::string_view text);

/// `text` with every byte that is not valid UTF-8 replaced by U+FFFD.
std::string validUtf8(std::string_view text);
bool isValidUtf8(std::string_view text);

/// Whether `text` is one strict JSON value.
bool isJson(std::string_view text);

template <std::integral T>
void appendNumber(std::string& out, T value)
{
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

/// The shortest text that reads back as `value`; 0 for what JSON cannot say.
inline void appendNumber(std::string& out, double value)
{
    char digits[32];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, std::isfinite(value) ? value : 0.0).ptr);
}

} // namespace streamscope::formats
