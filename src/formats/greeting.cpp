// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/greeting.h"

namespace streamscope::formats {

bool greetsAsRunner(std::string_view front)
{
    for (std::size_t line = 0; line != std::string_view::npos && line < front.size();) {
        if (front.substr(line).starts_with("{\"type\":\"hello\"") ||
            front.substr(line).starts_with("{\"type\": \"hello\""))
            return true;
        const std::size_t next = front.find('\n', line);
        line = next == std::string_view::npos ? next : next + 1;
    }
    return false;
}

} // namespace streamscope::formats
