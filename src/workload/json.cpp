// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/json.h"

#include "workload/limits.h"
#include "workload/node.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <vector>

namespace streamscope::workload {

namespace {

using Json = nlohmann::ordered_json;

/// Builds the document; stops at the first thing that is wrong and keeps it in `error`.
class DocumentBuilder : public nlohmann::json_sax<Json>
{
public:
    DocumentBuilder(std::string_view text, const std::string& file) : m_text(text), m_file(file) {}

    Json document;
    std::optional<Error> error;

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        Level& level = m_levels.back();
        const bool isNew = level.keys.insert(name).second;
        level.key = std::move(name);
        if (!isNew)
            error = Error{ErrorKind::input, m_file, pointer(), {"workload.duplicate-key", {shortened(level.key)}}};
        return isNew;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& exception) override
    {
        const std::size_t end = std::min(position, m_text.size());
        const std::string_view what = exception.what();
        const bool cutOff =
            what.find("unexpected end of input") != what.npos || what.find("missing closing quote") != what.npos;
        const char* id = exception.id == 406 ? "workload.number-too-large"
                         : cutOff            ? "workload.syntax-end"
                                             : "workload.syntax";
        refuse(id, end == 0 ? 0 : end - 1);
        return false;
    }

    /// An error of the byte at `place`.
    void refuse(const char* id, std::size_t place)
    {
        const auto upTo = m_text.begin() + static_cast<std::ptrdiff_t>(std::min(place + 1, m_text.size()));
        const auto line = 1 + std::count(m_text.begin(), upTo, '\n');
        error = Error{ErrorKind::input, m_file, std::to_string(line), {id, {printable(m_text.substr(place, 1))}}};
    }

private:
    struct Level
    {
        Json* value;
        std::unordered_set<std::string> keys = {};
        std::string key = {};
    };

    /// A byte as a person can read it.
    static std::string printable(std::string_view byte)
    {
        if (byte.empty())
            return "";
        const auto value = static_cast<unsigned char>(byte[0]);
        if (value >= 0x20 && value < 0x7f)
            return std::string(byte);
        constexpr char digits[] = "0123456789abcdef";
        return {'0', 'x', digits[value >> 4], digits[value & 15]};
    }

    Json* place(Json value)
    {
        if (m_levels.empty()) {
            document = std::move(value);
            return &document;
        }
        Level& level = m_levels.back();
        if (level.value->is_array()) {
            level.value->push_back(std::move(value));
            return &level.value->back();
        }
        // Straight into the object's vector: its own insertion looks through all keys before.
        auto& members = *level.value->get_ptr<Json::object_t*>();
        std::vector<std::pair<const std::string, Json>>& list = members;
        list.emplace_back(level.key, std::move(value));
        return &list.back().second;
    }

    template <class Value>
    bool add(Value&& value)
    {
        place(Json(std::forward<Value>(value)));
        return true;
    }

    bool open(Json empty)
    {
        if (m_levels.size() >= limits::depth) {
            error = Error{ErrorKind::input, m_file, pointer(), {"workload.too-deep", {std::to_string(limits::depth)}}};
            return false;
        }
        m_levels.push_back({place(std::move(empty))});
        return true;
    }

    bool close()
    {
        m_levels.pop_back();
        return true;
    }

    std::string pointer() const
    {
        std::string text = "#";
        for (const Level& level : m_levels) {
            // The elements of an outer array hold the one that is being read already.
            const std::size_t index = level.value->size() - (&level != &m_levels.back());
            text += '/' + (level.value->is_array() ? std::to_string(index) : escapedForPointer(level.key));
        }
        return text;
    }

    std::string_view m_text;
    const std::string& m_file;
    std::vector<Level> m_levels;
};

} // namespace

Result<Json> parseJson(std::string_view text, const std::string& file)
{
    if (text.size() > limits::fileBytes)
        return Error{ErrorKind::input, file, "", {"base.too-large", {std::to_string(limits::fileBytes)}}};
    DocumentBuilder builder(text, file);
    if (const std::size_t zero = text.find('\0'); zero != text.npos) { // the parser takes it for the end
        builder.refuse("workload.syntax", zero);
        return *builder.error;
    }
    if (Json::sax_parse(text.begin(), text.end(), &builder) && !builder.error)
        return std::move(builder.document);
    return builder.error.value_or(Error{ErrorKind::input, file, "1", {"workload.syntax", {""}}});
}

} // namespace streamscope::workload
