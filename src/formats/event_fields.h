// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/event_parser.h"
#include "formats/scanner.h"

#include <string_view>

namespace streamscope::formats {

/// The fields of one trace event, as they stand in the text; strings with their quotes, and all but the name without
/// escapes.
struct EventParser::Event
{
    char phase = '\0';
    bool enclosing = false;
    bool nameEscaped = false;
    std::uint32_t offset = 0;
    std::string_view cat, name, pid, tid, ts, dur, id, id2, args, scope, bindId;
    bool flowsIn = false, flowsOut = false;

    // What `args` and the names come to.
    Category category = Category::other;
    trace::SliceKind kind = trace::SliceKind::unknown;
    std::uint32_t nameId = 0, row = 0;
    std::int64_t device = -1, context = -1, stream = -1, correlation = -1, waitsFor = -1, branch = -1;
    std::int64_t graphNode = 0;
    std::int64_t nodeCorrelation = -1; ///< in files of ours: a graph node's own, beside that of its launch
    bool hasStream = false;
    std::int64_t sharedBytes = 0;
    std::string_view kindName, label, sourceName, targetName;
    trace::OperationDetails details;
};

/// The inside of a string with its quotes; the text itself where there are none.
inline std::string_view inside(std::string_view quoted)
{
    return quoted.size() >= 2 && quoted[0] == '"' ? quoted.substr(1, quoted.size() - 2) : quoted;
}

inline std::int64_t integerOr(std::string_view text, std::int64_t otherwise)
{
    std::int64_t value = 0;
    return scan::parseInteger(inside(text), value) ? value : otherwise;
}

inline bool durationOf(std::string_view text, Ns& value)
{
    return scan::parseMicroseconds(inside(text), value);
}

/// False too for times beyond the model's ±126 years.
inline bool timeOf(std::string_view text, Ns& value)
{
    constexpr Ns farthestNs = 4'000'000'000'000'000'000;
    return durationOf(text, value) && value >= -farthestNs && value <= farthestNs;
}

/// Calls visit(key, value) for each field of an object's text, keys without escapes, values as they stand there; stops
/// at the first surprise and then returns false. Both are valid during the call only.
template <class Visit>
bool eachField(std::string_view object, Visit visit)
{
    const char* p = object.data();
    const char* const end = p + object.size();
    if (p >= end || *p != '{')
        return false;
    ++p;
    for (;;) {
        p = scan::skipSpace(p, end);
        if (p >= end)
            return false;
        if (*p == '}')
            return true;
        if (*p == ',') {
            ++p;
            continue;
        }
        if (*p != '"')
            return false;
        bool escaped = false;
        const char* const key = p + 1;
        const char* const keyEnd = scan::stringEnd(key, end, escaped);
        p = scan::skipSpace(keyEnd + (keyEnd < end), end);
        if (p >= end || *p != ':')
            return false;
        const char* const value = scan::skipSpace(p + 1, end);
        p = scan::valueEnd(value, end);
        if (p == value)
            return false;
        const std::string_view name(key, static_cast<std::size_t>(keyEnd - key));
        const std::string_view text(value, static_cast<std::size_t>(p - value));
        if (escaped)
            visit(std::string_view(scan::unescape(name)), text);
        else
            visit(name, text);
    }
}

} // namespace streamscope::formats
