// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/comparison.h"
#include "analysis/explain.h"

#include <nlohmann/json.hpp>
#include <string>

namespace streamscope::cli {

/// What a trace is called, a file or "experiment · layout", and how its times came about: a recording is not measured
/// now.
struct TraceSubject
{
    std::string name;
    trace::Provenance provenance = trace::Provenance::recorded;
    const analysis::LayoutResult* run =
        nullptr;           ///< of an experiment: its bounds, shares of peak, spread; outlives this
    std::size_t files = 1; ///< that are looked at together
};

/// `explain --json`: the keys of interface.md 'Results'.
nlohmann::ordered_json explanationJson(const TraceSubject& subject, const trace::Trace& trace,
                                       const analysis::Explanation& explanation, const std::string& language);

/// The same for people: the headline, then a line or two per finding that is at play.
std::string explanationText(const TraceSubject& subject, const analysis::Explanation& explanation,
                            const std::string& language);

} // namespace streamscope::cli
