// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace streamscope::formats::scan {

/// Bytes that must be readable after the end of every text scanned here; they should be 0.
inline constexpr std::size_t padding = 64;

/// All functions below return a place in [at, end]; `end` means that the text ran out first.

inline const char* skipSpace(const char* at, const char* end)
{
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        ++at;
    return at;
}

/// The closing quote of a string whose first character stands at `at`. `escaped` becomes true at a backslash.
inline const char* stringEnd(const char* at, const char* end, bool& escaped)
{
    for (;;) {
#if defined(__SSE2__)
        while (at < end) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
            const int found = _mm_movemask_epi8(
                _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
            if (found) {
                at += std::countr_zero(static_cast<unsigned>(found));
                break;
            }
            at += 16;
        }
#else
        while (at < end && *at != '"' && *at != '\\')
            ++at;
#endif
        if (at >= end)
            return end;
        if (*at == '"')
            return at;
        escaped = true;
        at += 2;
    }
}

/// The place after the bracket that closes the one at `at`; brackets of both kinds are counted alike, any depth.
inline const char* bracketEnd(const char* at, const char* end)
{
    std::int64_t depth = 0;
    bool escaped = false;
    while (at < end) {
#if defined(__SSE2__)
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20)); // [ and { become {, ] and } become }
        const __m128i opens = _mm_cmpeq_epi8(folded, _mm_set1_epi8('{'));
        const __m128i closes = _mm_cmpeq_epi8(folded, _mm_set1_epi8('}'));
        const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
        auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(opens, closes), quotes)));
        if (!found) {
            at += 16;
            continue;
        }
        at += std::countr_zero(found);
        if (at >= end)
            return end;
#endif
        const char c = *at++;
        if (c == '"') {
            at = stringEnd(at, end, escaped);
            if (at < end)
                ++at;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth <= 0) {
            return at;
        }
    }
    return end;
}

/// The end of a bare word or number: inf, NaN, true, -1.5e3.
inline const char* wordEnd(const char* at, const char* end)
{
    while (at < end && *at != ',' && *at != '}' && *at != ']' && *at != ' ' && *at != '\n' && *at != '\r' &&
           *at != '\t' && *at != '"' && *at != ':' && *at != '{' && *at != '[')
        ++at;
    return at;
}

/// The place after any value that starts at `at`.
inline const char* valueEnd(const char* at, const char* end)
{
    if (at >= end)
        return end;
    if (*at == '{' || *at == '[')
        return bracketEnd(at, end);
    if (*at == '"') {
        bool escaped = false;
        const char* quote = stringEnd(at + 1, end, escaped);
        return quote < end ? quote + 1 : end;
    }
    return wordEnd(at, end);
}

/// A whole number from its text; false if it is none or does not fit. "7.0" is 7.
bool parseInteger(std::string_view text, std::int64_t& value);

/// Microseconds in decimal digits to nanoseconds, exact (rounded to even places beyond the third decimal: half up);
/// false if it is no number or more than the 253 years that the model's times may span.
bool parseMicroseconds(std::string_view text, Ns& value);

/// Any JSON number, and inf, Infinity and NaN.
bool parseDouble(std::string_view text, double& value);

/// The text of a JSON string's inside: escapes resolved, invalid UTF-8 replaced.
std::string unescape(std::string_view inside);

} // namespace streamscope::formats::scan
