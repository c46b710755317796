// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/comparison.h"
#include "session/target.h"
#include "session/value_feed.h"
#include "workload/experiment.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace streamscope::session {

/// What to run, where.
struct RunRequest
{
    workload::Experiment experiment;
    std::vector<std::string> layouts; ///< empty: all
    workload::ParameterValues values; ///< --set and sliders
    Target target;
    int repeat = 20;                                                          ///< unprofiled repetitions on hardware
    bool trace = true;                                                        ///< on hardware: a traced run too
    bool blocks = false;                                                      ///< record blocks
    Ns gateNs = 0;                                                            ///< backend::RunOptions::gateNs
    backend::ModuleLoading moduleLoading = backend::ModuleLoading::inherited; ///< on hardware
    double pace = 0;                                ///< replay: 1 is the recording's own pace, 0 as fast as can be
    std::shared_ptr<ValueFeed> valueFeed = nullptr; ///< of a loop
};

/// Called on the thread that runs; keep it short. Any may be empty.
struct RunListener
{
    std::function<void(std::size_t layout, trace::TracePointer soFar)> onTrace;
    std::function<void(double share, const std::string& phase)> onProgress;
    /// What had arrived of a layout whose run then failed; not called where that is nothing.
    std::function<void(std::size_t layout, trace::TracePointer arrived)> onBroken;
};

/// Runs every layout asked for and compares them. The simulator runs in this process; hardware runs in child processes
/// (`streamscope-cli serve`), unprofiled first, layouts interleaved, then traced. A child that dies gives an error and
/// leaves what had arrived with `listener`.
Result<analysis::Comparison> run(const RunRequest& request, const RunListener& listener, std::stop_token stop);

/// Runs one of the layouts asked for again and again at a runner, whatever the target, until `stop`: some iterations
/// traced, each a trace of its own for `listener`, the others for the time they take. Ends with an error: cancelled, or
/// why the runner ended.
Status runLoop(const RunRequest& request, std::size_t layout, const RunListener& listener, std::stop_token stop);

/// Path of the runner: STREAMSCOPE_RUNNER, else streamscope-cli beside this program.
std::string runnerPath();

} // namespace streamscope::session
