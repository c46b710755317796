// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/node.h"

#include "workload/limits.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace streamscope::workload {

namespace {

/// C0 and C1 controls, DEL, and what breaks lines or turns the writing direction.
bool isControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xfeff;
}

/// The code point at `index`, which moves behind it. The JSON parser has let valid UTF-8 through only.
char32_t nextCodePoint(std::string_view text, std::size_t& index)
{
    const auto lead = static_cast<unsigned char>(text[index++]);
    const int rest = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    char32_t c = rest == 0 ? lead : lead & (0x3f >> rest);
    for (int i = 0; i < rest && index < text.size(); ++i)
        c = (c << 6) | (static_cast<unsigned char>(text[index++]) & 0x3f);
    return c;
}

bool hasControl(std::string_view text, bool lineBreaksAllowed)
{
    for (std::size_t index = 0; index < text.size();) {
        const char32_t c = nextCodePoint(text, index);
        if (isControl(c) && !(lineBreaksAllowed && (c == '\n' || c == '\t')))
            return true;
    }
    return false;
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t cost = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, cost}));
        }
    }
    return row.back();
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

} // namespace

std::string shortened(std::string_view text)
{
    if (text.size() <= limits::nameBytes)
        return std::string(text);
    std::size_t end = limits::nameBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) // not inside a character
        --end;
    return std::string(text.substr(0, end)) + "…";
}

std::string shownNumber(double number)
{
    const bool exact =
        number >= -limits::exactInteger && number <= limits::exactInteger && number == std::floor(number);
    return exact ? std::to_string(static_cast<std::int64_t>(number)) : fmt::format("{}", number);
}

std::string escapedForPointer(std::string_view key)
{
    std::string text;
    for (const char c : shortened(key))
        if (c == '~' || c == '/')
            text += c == '~' ? "~0" : "~1";
        else
            text += c;
    return text;
}

std::string nearest(std::string_view found, const std::vector<std::string>& known)
{
    std::string best;
    std::size_t bestDistance = std::min<std::size_t>(3, found.size() / 3 + 1) + 1;
    if (found.size() > limits::nameBytes)
        return best;
    constexpr std::size_t mostCompared = 1000;
    for (std::size_t index = 0; index < std::min(known.size(), mostCompared); ++index) {
        const std::string& word = known[index];
        const std::size_t longer = std::max(word.size(), found.size()), shorter = std::min(word.size(), found.size());
        if (longer - shorter >= bestDistance)
            continue;
        const std::size_t distance = editDistance(found, word);
        if (distance < bestDistance && distance < word.size()) {
            best = word;
            bestDistance = distance;
        }
    }
    return best;
}

std::string Node::pointer() const
{
    if (!m_parent)
        return "#";
    return m_parent->pointer() + '/' + (m_key.data() ? escapedForPointer(m_key) : std::to_string(m_index));
}

void Node::fail(std::string id, std::vector<std::string> arguments) const
{
    for (std::string& argument : arguments)
        argument = shortened(argument);
    throw Failure{{ErrorKind::input, *m_file, pointer(), {std::move(id), std::move(arguments)}}};
}

Node Node::member(std::string_view key) const
{
    for (const auto& [name, value] : *m_json->get_ptr<const Json::object_t*>())
        if (name == key)
            return Node(&value, this, key, 0);
    return Node(nullptr, this, key, 0);
}

Node Node::required(std::string_view key) const
{
    const Node node = member(key);
    if (!node.there())
        fail("workload.missing-key", {std::string(key)});
    return node;
}

Node Node::element(std::size_t index) const
{
    return Node(&(*m_json)[index], this, {}, index);
}

void Node::expectObject() const
{
    if (!m_json->is_object())
        fail("workload.expected-object", {shown()});
}

void Node::expectArray() const
{
    if (!m_json->is_array())
        fail("workload.expected-array", {shown()});
}

void Node::expectObject(std::initializer_list<std::string_view> known) const
{
    eachMember([&](const std::string& key, const Node& node) {
        if (std::find(known.begin(), known.end(), key) != known.end())
            return;
        const std::vector<std::string> words(known.begin(), known.end());
        if (const std::string suggestion = nearest(key, words); !suggestion.empty())
            node.fail("workload.unknown-key-meant", {key, suggestion});
        node.fail("workload.unknown-key", {key, joined(words)});
    });
}

void Node::checkName(std::string_view key) const
{
    if (key.empty())
        fail("workload.name-empty");
    if (key.size() > limits::nameBytes)
        fail("workload.text-too-long", {std::to_string(limits::nameBytes)});
    if (hasControl(key, false))
        fail("workload.control-character");
}

std::string Node::name() const
{
    if (!m_json->is_string())
        fail("workload.expected-text", {shown()});
    const auto& value = *m_json->get_ptr<const std::string*>();
    checkName(value);
    return value;
}

std::string Node::text() const
{
    if (!m_json->is_string())
        fail("workload.expected-text", {shown()});
    const auto& value = *m_json->get_ptr<const std::string*>();
    if (value.size() > limits::textBytes)
        fail("workload.text-too-long", {std::to_string(limits::textBytes)});
    if (hasControl(value, true))
        fail("workload.control-character");
    return value;
}

bool Node::boolean() const
{
    if (!m_json->is_boolean())
        fail("workload.expected-boolean", {shown()});
    return m_json->get<bool>();
}

int Node::oneOf(std::initializer_list<std::string_view> words) const
{
    const auto* value = m_json->get_ptr<const std::string*>();
    const auto found = value ? std::find(words.begin(), words.end(), *value) : words.end();
    if (found == words.end())
        fail("workload.expected-one-of", {joined({words.begin(), words.end()}), shown()});
    return static_cast<int>(found - words.begin());
}

std::string Node::shown() const
{
    if (m_json->is_object())
        return "{…}";
    if (m_json->is_array())
        return "[…]";
    return shortened(m_json->dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace streamscope::workload
