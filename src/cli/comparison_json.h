// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/comparison.h"

#include <nlohmann/json.hpp>
#include <string>

namespace streamscope::cli {

/// `compare --json`: the keys of interface.md 'Results', in that order. Sentences are in `language`.
nlohmann::ordered_json comparisonJson(const analysis::Comparison& comparison, const std::string& language);

/// `bounds` and `share_of_peak` of a layout; null where none applies.
nlohmann::ordered_json limitsJson(const analysis::LayoutResult& layout);

/// `metrics` of `explain --json`; throughput is over the device span, since a trace may not tell the makespan.
nlohmann::ordered_json metricsJson(const analysis::Metrics& metrics);

/// The message that says how times came about.
std::string provenanceId(trace::Provenance provenance);

/// The same for people.
std::string comparisonTable(const analysis::Comparison& comparison, const std::string& language);

} // namespace streamscope::cli
