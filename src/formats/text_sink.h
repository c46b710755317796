// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace streamscope::formats {

/// Where the text of a long file goes while it is made, so that it never lies in memory as a whole.
class TextSink
{
public:
    virtual ~TextSink() = default;

    /// Empties `text`, of which a share of 0…1 is made by now; false: nobody wants the rest.
    virtual bool take(std::string& text, double share) = 0;

    /// take() once enough has come together.
    bool takeWhenFull(std::string& text, double share)
    {
        constexpr std::size_t piece = std::size_t(1) << 18;
        return text.size() < piece || take(text, share);
    }
};

/// One that keeps it all.
class WholeText final : public TextSink
{
public:
    bool take(std::string& text, double) override
    {
        m_whole += text;
        text.clear();
        return true;
    }
    const std::string& whole() const { return m_whole; }

private:
    std::string m_whole;
};

} // namespace streamscope::formats
