// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/program.h"
#include "session/run.h"

#include <vector>

namespace streamscope::session {

/// A layout made ready to run.
struct PreparedLayout
{
    std::string name;
    workload::Resolved resolved;
    program::Program program;
};

/// Checks the layout names and parameter values of `request` and lowers every layout asked for, in the order asked for
/// (all in the file's order when none is named), for a device of `computeCapability` (10 · major + minor).
Result<std::vector<PreparedLayout>> prepare(const RunRequest& request, int computeCapability);

/// Whether `experiment` has a parameter of this name that takes this value. Errors name "--set" as their file:
/// session.no-parameters, session.unknown-parameter, workload.parameter-range, workload.parameter-integer.
Status checkValue(const workload::Experiment& experiment, const std::string& name, double value);

/// The layouts of `request`, checked.
Result<std::vector<std::string>> requestedLayouts(const RunRequest& request);

} // namespace streamscope::session
