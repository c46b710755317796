// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::workload {

using Json = nlohmann::ordered_json;

/// Carries an error from anywhere inside a reader to the module's boundary, where it becomes a Result.
struct Failure
{
    Error error;
};

/// '~' and '/' as RFC 6901 wants them; a key that is longer than any name is cut.
std::string escapedForPointer(std::string_view key);

/// At most about `limits::nameBytes` of \p text, for messages, cut between characters.
std::string shortened(std::string_view text);

/// "1024", "0.5", "1e+300": whole numbers as such, as far as a double tells them apart.
std::string shownNumber(double number);

/// A value of the document and the way to it. Lives on the reader's stack; the JSON pointer is only made when asked
/// for.
class Node
{
public:
    Node(const Json& root, const std::string& file) : m_json(&root), m_file(&file) {}

    const Json& json() const { return *m_json; }
    const std::string& file() const { return *m_file; }
    std::string pointer() const; ///< "#/branches/0/name"

    [[noreturn]] void fail(std::string id, std::vector<std::string> arguments = {}) const;

    /// The member `key`; a Node that is not `there()` if it is missing.
    Node member(std::string_view key) const;
    Node required(std::string_view key) const;
    Node element(std::size_t index) const;
    bool there() const { return m_json != nullptr; }

    /// Fails unless the value is an object with keys of `known` only; suggests the nearest one.
    void expectObject(std::initializer_list<std::string_view> known) const;
    void expectObject() const;
    void expectArray() const;
    std::size_t size() const { return m_json->size(); }

    /// A string that names something: not empty, no control characters, at most limits::nameBytes.
    std::string name() const;
    /// A string for people: no control characters but line breaks, at most limits::textBytes.
    std::string text() const;
    /// One of `words`: its index.
    int oneOf(std::initializer_list<std::string_view> words) const;
    /// true or false.
    bool boolean() const;
    /// A short picture of the value, for messages.
    std::string shown() const;

    /// Calls `visit(Node)` for each element, or `visit(key, Node)` for each member.
    template <class Visit>
    void eachElement(Visit visit) const
    {
        expectArray();
        for (std::size_t index = 0; index < m_json->size(); ++index)
            visit(element(index));
    }
    template <class Visit>
    void eachMember(Visit visit) const
    {
        expectObject();
        for (const auto& [key, value] : *m_json->get_ptr<const Json::object_t*>())
            visit(key, Node(&value, this, key, 0));
    }

    /// Fails at this node unless `key`, a member's key, would do as a name.
    void checkName(std::string_view key) const;

private:
    Node(const Json* json, const Node* parent, std::string_view key, std::size_t index)
        : m_json(json), m_file(parent->m_file), m_parent(parent), m_key(key), m_index(index)
    {}

    const Json* m_json;
    const std::string* m_file;
    const Node* m_parent = nullptr;
    std::string_view m_key;
    std::size_t m_index = 0;
};

/// The word of `known` that `found` was most likely meant to be; empty if none is near.
std::string nearest(std::string_view found, const std::vector<std::string>& known);

} // namespace streamscope::workload
