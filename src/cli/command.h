// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "session/run.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace streamscope::cli {

/// What every command gets, and where it leaves what is to be done once the line is understood.
struct Context
{
    std::string language = "en";
    std::stop_token stop;
    std::function<Status()> action;
    int exitStatus = 0; ///< where the action reports its errors by itself
};

// One per command, each in its file: adds the command to `app`; understood, it sets context.action.
void addDevices(CLI::App& app, Context& context);
void addExperiments(CLI::App& app, Context& context);
void addKernels(CLI::App& app, Context& context);
void addRun(CLI::App& app, Context& context);
void addCompare(CLI::App& app, Context& context);
void addExplain(CLI::App& app, Context& context);
void addConvert(CLI::App& app, Context& context);
void addCalibrate(CLI::App& app, Context& context);
void addServe(CLI::App& app, Context& context);

/// The arguments that choose an experiment, its values and where it runs.
struct RunArguments
{
    std::string experiment;
    std::vector<std::string> layouts;
    std::string on = "simulator:h200";
    std::string via;
    std::vector<std::string> sets;
    int repeat = 20;
    bool gate = false;
    std::string moduleLoading; ///< lazy, eager; empty: as the environment says
};

/// Adds --on, --via, --set, --gate and --module-loading.
void addTargetOptions(CLI::App& command, RunArguments& arguments);

/// Reads and checks them.
Result<session::RunRequest> runRequest(const RunArguments& arguments);

/// The same for the layout `layout`, or, if that is empty, for the only one there is.
Result<session::RunRequest> oneLayoutRequest(const RunArguments& arguments, const std::string& layout);

/// The whole of the command line; gives the exit status.
int run(int argc, char** argv);

} // namespace streamscope::cli
