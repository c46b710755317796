// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/document_text.h"

namespace streamscope::workload {

namespace {

constexpr std::size_t lineLength = 140;
constexpr std::size_t indentation = 2;

std::string scalar(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Appends `value` on one line to `text`; false, and `text` of no use, once it grows beyond `limit`.
bool appendCompact(const Json& value, std::size_t limit, std::string& text)
{
    if (!value.is_structured() || value.empty()) {
        text += scalar(value);
        return text.size() <= limit;
    }
    const bool isObject = value.is_object();
    text += isObject ? '{' : '[';
    const char* separator = "";
    for (auto member = value.begin(); member != value.end(); ++member) {
        text += separator;
        if (isObject)
            text += scalar(member.key()) + ": ";
        if (!appendCompact(*member, limit, text))
            return false;
        separator = ", ";
    }
    text += isObject ? '}' : ']';
    return text.size() <= limit;
}

void append(const Json& value, std::size_t depth, std::size_t used, std::string& text)
{
    const std::size_t taken = depth * indentation + used + 1; // and a comma
    std::string line;
    if (!value.is_structured() ||
        (depth > 0 && appendCompact(value, lineLength > taken ? lineLength - taken : 0, line))) {
        text += line.empty() ? scalar(value) : line;
        return;
    }
    const bool isObject = value.is_object();
    text += isObject ? '{' : '[';
    const char* separator = "";
    for (auto member = value.begin(); member != value.end(); ++member) {
        text += separator;
        text += '\n';
        text.append((depth + 1) * indentation, ' ');
        const std::string key = isObject ? scalar(member.key()) + ": " : "";
        text += key;
        append(*member, depth + 1, key.size(), text);
        separator = ",";
    }
    text += '\n';
    text.append(depth * indentation, ' ');
    text += isObject ? '}' : ']';
}

} // namespace

std::string localText(const Node& node, std::string_view language)
{
    if (!node.there())
        return "";
    if (!node.json().is_object())
        return node.text();
    node.expectObject({"en", "zh_CN"});
    if (node.size() == 0)
        node.fail("workload.missing-key", {"en"});
    for (const std::string_view key : {"en", "zh_CN"})
        if (const Node text = node.member(key); text.there())
            static_cast<void>(text.text());
    for (const std::string_view key : {language, std::string_view("en"), std::string_view("zh_CN")})
        if (const Node text = node.member(key); text.there())
            return text.text();
    return "";
}

std::string writtenDocument(const Json& document)
{
    std::string text;
    append(document, 0, 0, text);
    return text + '\n';
}

} // namespace streamscope::workload
