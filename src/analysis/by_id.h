// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace streamscope::analysis {

/// What follows from a name or from an operation's details, worked out once for each. A trace numbers both from 0 up
/// without gaps, so that looking one up takes no hashing.
template <class Value>
class ById
{
public:
    /// make() gives the value where the id is asked for first.
    template <class Make>
    const Value& of(std::uint32_t id, Make make)
    {
        if (id >= m_known.size())
            m_known.resize(std::size_t(id) + 1);
        auto& [isKnown, value] = m_known[id];
        if (!isKnown) {
            value = make();
            isKnown = true;
        }
        return value;
    }

private:
    std::vector<std::pair<bool, Value>> m_known;
};

} // namespace streamscope::analysis
