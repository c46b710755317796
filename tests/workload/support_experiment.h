// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/experiment.h"

#include <string>

namespace streamscope::workload {

constexpr const char* oneStream = R"({"name": "l", "streams": [{"name": "s"}]})";

/// An experiment of one branch "a" with these operations; `more` are further members of the document.
inline std::string withOperations(const std::string& operations, const std::string& more = "",
                                  const std::string& layouts = oneStream)
{
    return R"({"streamscope": 1, "name": "test", "branches": [{"name": "a", "operations": [)" + operations +
           R"(]}], "layouts": [)" + layouts + "]" + (more.empty() ? "" : ", " + more) + "}";
}

/// An experiment with these branches and layouts.
inline std::string withBranches(const std::string& branches, const std::string& layouts = oneStream,
                                const std::string& more = "")
{
    return R"({"streamscope": 1, "name": "test", "branches": [)" + branches + R"(], "layouts": [)" + layouts + "]" +
           (more.empty() ? "" : ", " + more) + "}";
}

/// An experiment of one empty branch with these layouts.
inline std::string withLayouts(const std::string& layouts, const std::string& more = "")
{
    return withOperations("", more, layouts);
}

} // namespace streamscope::workload
