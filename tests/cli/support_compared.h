// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Experiments, simulated in all of their layouts and compared.
#pragma once

#include "analysis/comparison.h"
#include "analysis/explain.h"
#include "workload/experiment.h"

#include <string>

namespace streamscope::tests {

/// A built-in experiment on the GPU of a built-in profile.
analysis::Comparison compared(const std::string& experiment, const std::string& profile,
                              const workload::ParameterValues& values = {});

/// \p branches, \p layouts and \p buffers are what stands between their brackets.
analysis::Comparison comparedText(const std::string& branches, const std::string& layouts,
                                  const std::string& buffers = {});

/// What is said of a layout that was simulated on a built-in profile, with all that is known of its experiment.
analysis::Explanation explained(const analysis::LayoutResult& layout, const std::string& profile = "h200");

/// Test data: columns "experiment" and "profile", a row for each pair of built-in ones.
void everyExperimentOnEveryProfile();

} // namespace streamscope::tests
