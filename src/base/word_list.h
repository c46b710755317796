// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace streamscope {

/// Stands before each id of a word list. No name holds it where it is shown: control characters are escaped.
constexpr char wordListMark = '\x1f';

/// An argument of a message that is words too: those of `ids`, one after the other, in the sentence's language.
inline std::string wordList(const std::vector<std::string>& ids)
{
    std::string list;
    for (const std::string& id : ids)
        (list += wordListMark) += id;
    return list;
}

} // namespace streamscope
