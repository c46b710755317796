// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "formats/json_text.h"

#include <string>
#include <string_view>

namespace streamscope::formats {

/// JSON text as it grows, with its commas.
class JsonOut
{
public:
    void key(std::string_view name) ///< "name":
    {
        comma();
        appendQuoted(m_text, name);
        m_text += ": ";
        m_first = true; // its value needs no comma
    }
    void quoted(std::string_view value)
    {
        comma();
        appendQuoted(m_text, value);
    }
    template <class T>
    void item(T value)
    {
        comma();
        appendNumber(m_text, value);
    }
    /// A value as it stands, or as a text where it is no strict JSON.
    void json(std::string_view value)
    {
        if (!isJson(value))
            return quoted(value);
        comma();
        m_text += value;
    }
    void begin(char bracket)
    {
        comma();
        m_text += bracket;
        m_first = true;
    }
    void close(char bracket)
    {
        m_text += bracket;
        m_first = false;
    }

    template <class T>
    void number(std::string_view name, T value)
    {
        key(name);
        item(value);
    }
    void string(std::string_view name, std::string_view value)
    {
        key(name);
        quoted(value);
    }
    void open(std::string_view name, char bracket)
    {
        key(name);
        begin(bracket);
    }
    /// µs with three decimals, exact.
    void micros(std::string_view name, Ns ns);

    /// Line breaks: the next value stands on a line of its own, indented by `spaces`.
    void line(std::string_view spaces)
    {
        m_text += m_first ? "\n" : ",\n";
        m_text += spaces;
        m_first = true;
    }
    void raw(std::string_view text)
    {
        m_text += text;
        m_first = true;
    }
    /// What there is so far, for somebody who takes it away piece by piece.
    std::string& text() { return m_text; }

private:
    void comma()
    {
        if (!m_first)
            m_text += ", ";
        m_first = false;
    }

    std::string m_text;
    bool m_first = true; ///< nothing before it wants a comma
};

} // namespace streamscope::formats
