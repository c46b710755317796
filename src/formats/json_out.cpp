// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/json_out.h"

namespace streamscope::formats {

void JsonOut::micros(std::string_view name, Ns ns)
{
    key(name);
    m_first = false;
    if (ns < 0)
        m_text += '-';
    const std::uint64_t size = ns < 0 ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
    appendNumber(m_text, size / 1000);
    const auto rest = static_cast<int>(size % 1000);
    const char decimals[] = {'.', static_cast<char>('0' + rest / 100), static_cast<char>('0' + rest / 10 % 10),
                             static_cast<char>('0' + rest % 10)};
    m_text.append(decimals, sizeof decimals);
}

} // namespace streamscope::formats
