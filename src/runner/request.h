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

/// The `number`-th line of the input (the request is the first) as `request`'s run takes it. Errors, with the line and
/// the place in it: no JSON, a key that nobody knows, values that the experiment does not take or that come to a run
/// that is no loop.
Result<ControlLine> parseControlLine(std::string_view line, int number, const Request& request);

} // namespace streamscope::runner
