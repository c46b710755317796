// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/explain.h"

#include <nlohmann/json.hpp>
#include <string>

namespace streamscope::cli {

/// `explain --json`: the keys of interface.md 'Results'. `name` is the trace's: a file or "experiment · layout".
nlohmann::ordered_json explanationJson(const std::string& name, const trace::Trace& trace,
                                       const analysis::Explanation& explanation, const std::string& language);

/// The same for people: the headline, then a line or two per finding that is at play.
std::string explanationText(const std::string& name, const trace::Trace& trace,
                            const analysis::Explanation& explanation, const std::string& language);

} // namespace streamscope::cli
