// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/event_parser.h"

#include "formats/event_fields.h"
#include "formats/scanner.h"

#include <algorithm>

namespace streamscope::formats {

namespace {

/// Bytes that may be looked at in vain before the rest of a broken file is given up.
constexpr std::size_t wasteAllowed = 64u << 20;

/// "{}": TensorFlow puts one behind the last comma; it says nothing.
bool isEmptyObject(const char* open, const char* end)
{
    return scan::skipSpace(open + 1, end) == end - 1;
}

/// Whether a quote may close a value where strings hold quotes of their own: the next field or the end must follow.
bool closesValue(const char* quote, const char* end)
{
    const char* at = scan::skipSpace(quote + 1, end);
    if (at >= end || *at == '}')
        return at >= end || scan::skipSpace(at + 1, end) >= end || *scan::skipSpace(at + 1, end) == ',';
    if (*at != ',')
        return false;
    at = scan::skipSpace(at + 1, end);
    if (at < end && *at == '}')
        return true;
    if (at >= end || *at != '"')
        return at >= end;
    bool escaped = false;
    const char* keyEnd = scan::stringEnd(at + 1, end, escaped);
    return keyEnd < end && keyEnd - at < 48 && scan::skipSpace(keyEnd + 1, end) < end &&
           *scan::skipSpace(keyEnd + 1, end) == ':';
}

const char* lenientStringEnd(const char* at, const char* end, bool& escaped)
{
    for (;;) {
        at = scan::stringEnd(at, end, escaped);
        if (at >= end || closesValue(at, end))
            return at;
        ++at;
    }
}

} // namespace

std::size_t EventParser::findEvent(std::string_view text, std::size_t from)
{
    static constexpr std::string_view keys[] = {"ph\"",   "name\"", "cat\"", "pid\"", "tid\"", "ts\"",
                                                "args\"", "dur\"",  "id\"",  "s\"",   "bp\""};
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    for (std::size_t open = text.find('{', from); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const char* before = begin + open;
        const auto back = [&before, begin] {
            do
                --before;
            while (before >= begin && (*before == ' ' || *before == '\n' || *before == '\r' || *before == '\t'));
            return before >= begin ? *before : '\0';
        };
        if (back() != ',' || back() != '}')
            continue;
        const char* key = scan::skipSpace(begin + open + 1, end);
        if (key >= end || *key != '"')
            continue;
        const std::string_view rest(key + 1, static_cast<std::size_t>(end - key - 1));
        if (std::ranges::any_of(keys, [rest](std::string_view known) { return rest.starts_with(known); }))
            return open;
    }
    return std::string_view::npos;
}

/// Returns whether it is the event's name.
bool EventParser::field(std::string_view key, std::string_view text, Event& event)
{
    switch (key.size()) {
    case 2:
        if (key == "ph")
            event.phase = text.size() >= 3 ? text[1] : '\0';
        else if (key == "ts")
            event.ts = text;
        else if (key == "id")
            event.id = text;
        else if (key == "bp")
            event.enclosing = text == "\"e\"";
        break;
    case 3:
        if (key == "cat")
            event.cat = text;
        else if (key == "pid")
            event.pid = text;
        else if (key == "tid")
            event.tid = text;
        else if (key == "dur")
            event.dur = text;
        else if (key == "id2")
            event.id2 = text;
        break;
    case 4:
        if (key == "name")
            event.name = text;
        else if (key == "args")
            event.args = text;
        return key == "name";
    case 5:
        if (key == "scope")
            event.scope = text;
        break;
    case 7:
        if (key == "bind_id")
            event.bindId = text;
        else if (key == "flow_in")
            event.flowsIn = text == "true";
        break;
    case 8:
        if (key == "flow_out")
            event.flowsOut = text == "true";
        break;
    default:
        break;
    }
    return false;
}

/// `text` without its escapes; valid until the next event is scanned.
std::string_view EventParser::plain(std::string_view text)
{
    return *m_plain.emplace_back(std::make_unique<std::string>(scan::unescape(text)));
}

/// Passes over something that stands where an event should; false unless it is a whole value.
bool EventParser::skipValue(const char*& at, const char* end)
{
    const char* const after = scan::skipSpace(scan::valueEnd(at, end), end);
    if (after == at || after >= end || (*after != ',' && *after != ']')) {
        m_wasted += static_cast<std::size_t>(after - at);
        return false;
    }
    at = after;
    return true;
}

EventParser::Outcome EventParser::scanEvent(const char*& at, const char* end, Event& event, bool lenient)
{
    const char* p = at + 1;
    m_plain.clear();
    for (;;) {
        p = scan::skipSpace(p, end);
        if (p >= end)
            return at = p, Outcome::cut;
        if (*p == '}')
            return at = p + 1, Outcome::whole;
        if (*p == ',') {
            ++p;
            continue;
        }
        if (*p != '"')
            return at = p, Outcome::broken;
        bool keyEscaped = false, escaped = false;
        const char* const key = p + 1;
        const char* const keyEnd = scan::stringEnd(key, end, keyEscaped);
        p = scan::skipSpace(keyEnd + (keyEnd < end), end);
        if (p >= end)
            return at = p, Outcome::cut;
        if (*p != ':')
            return at = p, Outcome::broken;
        const char* const value = scan::skipSpace(p + 1, end);
        if (value >= end)
            return at = value, Outcome::cut;
        if (*value == '"') {
            p = lenient ? lenientStringEnd(value + 1, end, escaped) : scan::stringEnd(value + 1, end, escaped);
            p += p < end;
        } else {
            p = scan::valueEnd(value, end);
        }
        const char* const valueEnd = p;
        p = scan::skipSpace(p, end);
        // In a text that is known to be broken, what could be read of an event's last field must do.
        if (p >= end && !(lenient && event.phase && !event.ts.empty()))
            return at = p, Outcome::cut;
        if (p < end && *p != ',' && *p != '}')
            return at = p, Outcome::broken;
        std::string_view name(key, static_cast<std::size_t>(keyEnd - key));
        std::string_view text(value, static_cast<std::size_t>(valueEnd - value));
        if (keyEscaped || escaped) [[unlikely]] {
            name = keyEscaped ? plain(name) : name;
            text = escaped && name != "name" ? plain(text) : text;
        }
        if (field(name, text, event))
            event.nameEscaped = escaped;
        if (p >= end)
            return at = p, Outcome::whole;
    }
}

std::size_t EventParser::parse(std::string_view text, std::size_t base, End end)
{
    const char* const begin = text.data();
    const char* const last = begin + text.size();
    const char* at = begin;
    while (!m_closed) {
        at = scan::skipSpace(at, last);
        if (at >= last)
            return text.size();
        if (*at == ',') {
            ++at;
            continue;
        }
        if (*at == ']') {
            m_closed = true;
            return static_cast<std::size_t>(at + 1 - begin);
        }
        const auto start = static_cast<std::size_t>(at - begin);
        Event event;
        event.offset = static_cast<std::uint32_t>(base + start);
        const bool isEvent = *at == '{';
        if (!isEvent && skipValue(at, last)) {
            ++m_batch.lost;
            continue;
        }
        const Outcome outcome = isEvent ? scanEvent(at, last, event, false) : Outcome::broken;
        if (outcome == Outcome::whole) {
            if (event.phase || !isEmptyObject(begin + start, at))
                take(event);
            continue;
        }
        if (outcome == Outcome::cut && end == End::cut)
            return start;
        m_wasted += static_cast<std::size_t>(at - begin) - start;
        if (m_wasted > wasteAllowed) {
            ++m_batch.lost;
            return text.size();
        }
        const std::size_t next = findEvent(text, start + 1);
        if (next == std::string_view::npos && end == End::cut)
            return start;
        const std::size_t boundary = std::min(next, text.size());
        Event mended;
        mended.offset = event.offset;
        at = begin + start;
        if (*at == '{' && scanEvent(at, begin + boundary, mended, true) == Outcome::whole && mended.phase) {
            ++m_batch.mended;
            take(mended);
        } else {
            ++m_batch.lost;
        }
        at = begin + boundary;
    }
    return static_cast<std::size_t>(at - begin);
}

} // namespace streamscope::formats
