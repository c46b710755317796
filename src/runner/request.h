// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"
#include "session/run.h"

#include <string_view>

namespace streamscope::runner {

/// The request line of the pipe (docs/runner-protocol.md).
struct Request
{
    bool asksForDevices = false;            ///< {"query": "devices"}: nothing to run
    std::optional<session::RunRequest> run; ///< experiment, layouts, values, target, repeat, pace
    backend::Tracing tracing = backend::Tracing::none;
    bool loop = false;
    int traceEvery = 1;              ///< loop mode: one iteration in so many is traced
    int loopPauseMs = 50;            ///< loop mode: between iterations
    Ns hangLimitNs = 60'000'000'000; ///< a repetition that takes longer ends the runner
};

/// Errors: runner.bad-request with what was expected, and those of the experiment.
Result<Request> parseRequest(std::string_view line);

/// A line after the first.
struct ControlLine
{
    bool cancel = false;
    workload::ParameterValues set;
};

/// A line that is neither is nothing: newer windows may say more.
ControlLine parseControlLine(std::string_view line);

} // namespace streamscope::runner
