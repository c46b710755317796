// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "words/sentences.h"

#include "base/resources.h"
#include "base/word_list.h"

#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace streamscope::words {

namespace {

using Table = std::map<std::string, std::string, std::less<>>;

/// Language → id → sentence, from every embedded messages/LANGUAGE/MODULE.json. A file that is not a flat object of
/// texts adds nothing; tests/words holds the files to their form.
std::map<std::string, Table, std::less<>> readTables()
{
    constexpr std::string_view folder = "messages/";
    std::map<std::string, Table, std::less<>> tables;
    for (std::string_view path : resourcesUnder(folder)) {
        const std::string_view rest = path.substr(folder.size());
        Table& table = tables[std::string(rest.substr(0, rest.find('/')))];
        const auto parsed = nlohmann::json::parse(*resource(path), nullptr, false);
        if (!parsed.is_object())
            continue;
        for (const auto& [id, text] : parsed.items())
            if (text.is_string())
                table[id] = text.get<std::string>();
    }
    return tables;
}

const std::map<std::string, Table, std::less<>>& tables()
{
    static const auto read = readTables();
    return read;
}

const std::string* find(std::string_view language, std::string_view id)
{
    const auto table = tables().find(language);
    if (table == tables().end())
        return nullptr;
    const auto found = table->second.find(id);
    return found == table->second.end() ? nullptr : &found->second;
}

/// "one|many" for a count: the first word where it is 1.
std::string_view wordFor(std::string_view count, std::string_view words)
{
    const std::size_t bar = words.find('|');
    return count == "1" ? words.substr(0, bar) : words.substr(bar == std::string_view::npos ? 0 : bar + 1);
}

/// Puts arguments in place of {0}, {1}, …, and in place of {0|one|many} the word that goes with a count of {0}; leaves
/// any other brace alone.
std::string fill(std::string_view pattern, const std::vector<std::string>& arguments)
{
    std::string filled;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{') {
            std::size_t end = i + 1, index = 0;
            while (end < pattern.size() && end < i + 4 && pattern[end] >= '0' && pattern[end] <= '9')
                index = 10 * index + static_cast<std::size_t>(pattern[end++] - '0');
            if (end > i + 1 && end < pattern.size() && pattern[end] == '}') {
                filled += index < arguments.size() ? arguments[index] : std::string("?");
                i = end;
                continue;
            }
            const std::size_t close = pattern.find('}', end);
            if (end > i + 1 && end < pattern.size() && pattern[end] == '|' && close != std::string_view::npos) {
                filled +=
                    wordFor(index < arguments.size() ? arguments[index] : "", pattern.substr(end + 1, close - end - 1));
                i = close;
                continue;
            }
        }
        filled += pattern[i];
    }
    return filled;
}

/// "88 %", as all numbers come with their unit; Chinese sets the sign close.
bool isPercentage(std::string_view argument)
{
    return argument.size() > 2 && argument.ends_with(" %") &&
           argument.find_first_not_of("0123456789.") == argument.size() - 2;
}

/// The words of a list of ids (base/word_list.h), or \p argument itself, made safe.
std::string worded(std::string_view argument, std::string_view language)
{
    if (!argument.starts_with(wordListMark))
        return language == "zh_CN" && isPercentage(argument)
                   ? std::string(argument.substr(0, argument.size() - 2)) + '%'
                   : escaped(argument);
    const std::string* separator = find(language, "base.list-separator");
    std::string list;
    while (!argument.empty()) {
        const std::string_view id = argument.substr(1, argument.find(wordListMark, 1) - 1);
        argument.remove_prefix(1 + id.size());
        const std::string* word = find(language, id);
        list += (list.empty() || !separator ? "" : *separator) + (word ? *word : escaped(id));
    }
    return list;
}

/// Three significant digits, trailing zeros kept out of whole numbers only: 4.76, 47.6, 300, 1.
std::string threeDigits(double value)
{
    const double magnitude = std::fabs(value);
    const int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    return text;
}

} // namespace

std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n')
            safe += "\\n";
        else if (c == '\t')
            safe += "\\t";
        else if (byte < 0x20 || byte == 0x7f)
            safe += fmt::format("\\u{:04x}", byte);
        else
            safe += c;
    }
    return safe;
}

std::vector<std::string> languages()
{
    std::vector<std::string> names;
    for (const auto& [name, table] : tables())
        names.push_back(name);
    return names;
}

std::string sentence(const Message& message, std::string_view language)
{
    // What the system has to say comes in English.
    const bool ofSystem = message.id.starts_with("base.cannot-");
    std::vector<std::string> arguments; // a kernel or a file may be called anything
    for (const std::string& argument : message.arguments) {
        const std::string* own = ofSystem ? find(language, "base.system." + argument) : nullptr;
        arguments.push_back(own ? *own : worded(argument, language));
    }
    const std::string* pattern = find(language, message.id);
    if (!pattern)
        pattern = find("en", message.id);
    if (pattern)
        return fill(*pattern, arguments);
    std::string text = message.id;
    for (const std::string& argument : arguments)
        text += " " + argument;
    return text;
}

std::string sentence(const Error& error, std::string_view language)
{
    std::string text = error.file;
    if (!error.place.empty())
        text += (error.place.front() == '#' || text.empty() ? "" : ":") + error.place;
    if (!text.empty())
        text += ": ";
    return escaped(text + sentence(error.message, language));
}

std::vector<std::string> ids(std::string_view language)
{
    std::vector<std::string> known;
    if (const auto table = tables().find(language); table != tables().end())
        for (const auto& [id, text] : table->second)
            known.push_back(id);
    return known;
}

std::string duration(std::int64_t ns)
{
    const double magnitude = std::fabs(static_cast<double>(ns));
    const auto value = static_cast<double>(ns);
    if (magnitude < 999.5)
        return fmt::format("{} ns", ns);
    if (magnitude < 999.5e3)
        return threeDigits(value / 1e3) + " µs";
    if (magnitude < 999.5e6)
        return threeDigits(value / 1e6) + " ms";
    return threeDigits(value / 1e9) + " s";
}

std::string rate(double perSecond, std::string_view unit)
{
    constexpr const char* prefixes[] = {"", "k", "M", "G", "T", "P"};
    std::size_t prefix = 0;
    while (std::fabs(perSecond) >= 999.5 && prefix + 1 < std::size(prefixes)) {
        perSecond /= 1000;
        ++prefix;
    }
    return fmt::format("{} {}{}", threeDigits(perSecond), prefixes[prefix], unit);
}

} // namespace streamscope::words
