// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/scanner.h"

#include "formats/json_text.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace streamscope::formats::scan {

namespace {

constexpr double farthestMicroseconds = 8e15; // from one end of the model's times to the other

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::optional<unsigned> hexNumber(std::string_view digits)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return digits.size() == 4 && error == std::errc() && end == digits.data() + 4 ? std::optional(value) : std::nullopt;
}

void appendUtf8(std::string& out, unsigned code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

/// The character that "\uXXXX" at the front of `text` stands for, with its second half if it has one; eats it.
unsigned takeUnicode(std::string_view& text)
{
    constexpr unsigned replacement = 0xFFFD;
    const auto first = hexNumber(text.substr(2, 4));
    text.remove_prefix(first ? 6 : 2);
    if (!first)
        return replacement;
    if (*first >= 0xD800 && *first < 0xDC00 && text.starts_with("\\u")) {
        const auto second = hexNumber(text.substr(2, 4));
        if (second && *second >= 0xDC00 && *second < 0xE000) {
            text.remove_prefix(6);
            return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
        }
    }
    return *first >= 0xD800 && *first < 0xE000 ? replacement : *first;
}

} // namespace

bool parseInteger(std::string_view text, std::int64_t& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return false;
    if (end == text.data() + text.size())
        return true;
    double real = 0;
    if (!parseDouble(text, real) || real != std::trunc(real) || std::abs(real) > 9e18)
        return false;
    value = static_cast<std::int64_t>(real);
    return true;
}

bool parseMicroseconds(std::string_view text, Ns& value)
{
    const char* at = text.data();
    const char* const end = at + text.size();
    const bool negative = at < end && *at == '-';
    at += negative;
    const char* const first = at;
    std::int64_t ns = 0;
    while (at < end && isDigit(*at) && at - first < 16)
        ns = 10 * ns + (*at++ - '0');
    if (at == first || (at < end && isDigit(*at)) || ns > static_cast<std::int64_t>(farthestMicroseconds))
        return false;
    ns *= 1000;
    if (at < end && *at == '.') {
        ++at;
        for (std::int64_t place = 100; place > 0; place /= 10)
            if (at < end && isDigit(*at))
                ns += place * (*at++ - '0');
        if (at < end && isDigit(*at))
            ns += *at >= '5';
        while (at < end && isDigit(*at))
            ++at;
    }
    if (at != end) { // an exponent
        double real = 0;
        if (!parseDouble(text, real) || !(std::abs(real) <= farthestMicroseconds))
            return false;
        value = std::llround(real * 1000);
        return true;
    }
    value = negative ? -ns : ns;
    return true;
}

bool parseDouble(std::string_view text, double& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

std::string unescape(std::string_view inside)
{
    std::string out;
    out.reserve(inside.size());
    while (!inside.empty()) {
        const std::size_t plain = std::min(inside.find('\\'), inside.size());
        out.append(inside.substr(0, plain));
        inside.remove_prefix(plain);
        if (inside.size() < 2)
            break;
        const char c = inside[1];
        if (c == 'u') {
            appendUtf8(out, takeUnicode(inside));
            continue;
        }
        constexpr std::string_view codes = "ntrbf", meanings = "\n\t\r\b\f";
        const std::size_t place = codes.find(c);
        out += place == std::string_view::npos ? c : meanings[place];
        inside.remove_prefix(2);
    }
    return isValidUtf8(out) ? out : validUtf8(out);
}

} // namespace streamscope::formats::scan
