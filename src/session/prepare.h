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

/// Whether a device of `memoryBytes` (0: not known, room for everything) has room for what every layout needs from its
/// start. Errors name the buffer where the experiment has it, else the first operation that it was made for:
/// session.no-room.
Status checkRoom(const RunRequest& request, const std::vector<PreparedLayout>& layouts, std::int64_t memoryBytes,
                 const std::string& deviceName);

/// `error` of a run of `request`: one with a place but no file is about its experiment.
Error inExperiment(Error error, const RunRequest& request);

/// Whether `experiment` has a parameter of this name that takes this value. Errors name "--set" as their file:
/// session.no-parameters, session.unknown-parameter, workload.parameter-range, workload.parameter-integer.
Status checkValue(const workload::Experiment& experiment, const std::string& name, double value);

/// The layouts of `request`, checked.
Result<std::vector<std::string>> requestedLayouts(const RunRequest& request);

} // namespace streamscope::session
