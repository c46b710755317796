// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include "base/standard_streams.h"
#include "cli/help.h"
#include "device/profiles.h"
#include "session/prepare.h"
#include "words/sentences.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <new>
#include <sstream>

namespace streamscope::cli {

namespace {

constexpr Ns gatePatience = 1'000'000'000;

/// The language of sentences: STREAMSCOPE_LANG, else the locale's messages; English where there are no sentences.
std::string chosenLanguage()
{
    for (const char* variable : {"STREAMSCOPE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (!value || !*value)
            continue;
        return std::string_view(value).starts_with("zh") ? "zh_CN" : "en";
    }
    return "en";
}

/// Whoever has read enough, as `head` has, wants no complaint.
int report(const Error& error, const std::string& language)
{
    if (error.kind != ErrorKind::unheard)
        writeStandardErrorLine("streamscope-cli: " + words::sentence(error, language));
    return static_cast<int>(error.kind);
}

Result<std::pair<std::string, double>> parseSetting(const std::string& text)
{
    const std::size_t equals = text.find('=');
    double value = 0;
    if (equals == std::string::npos || equals == 0)
        return Error{ErrorKind::input, "--set", "", {"cli.setting-form", {text}}};
    const char* begin = text.data() + equals + 1;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(begin, end, value);
    if (error != std::errc() || stopped != end || !std::isfinite(value))
        return Error{
            ErrorKind::input, "--set", "", {"cli.setting-number", {text.substr(0, equals), text.substr(equals + 1)}}};
    return std::pair{text.substr(0, equals), value};
}

int runCommand(int argc, char** argv, const std::string& language)
{
    CLI::App app("cli.help", "streamscope-cli");
    app.require_subcommand(1);
    app.set_help_flag("-h,--help", "cli.help-help");
    app.set_version_flag("--version", STREAMSCOPE_VERSION, "cli.help-version");
    Context context;
    context.language = language;
    for (auto* add : {&addDevices, &addExperiments, &addKernels, &addRun, &addCompare, &addExplain, &addConvert,
                      &addCalibrate, &addServe})
        add(app, context);
    describe(app, language);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& wanted) { // --help and --version
        std::ostringstream text;
        app.exit(wanted, text, text);
        const Status written = writeStandardOutput(text.str());
        return written ? 0 : report(written.error(), language);
    } catch (const CLI::ParseError& problem) {
        return report(usageError(app, problem, language), language);
    }
    context.stop = stopOnInterrupt();
    const Status done = context.action();
    return done ? context.exitStatus : report(done.error(), language);
}

} // namespace

void addTargetOptions(CLI::App& command, RunArguments& arguments)
{
    command.add_option("--on", arguments.on, "cli.help-on")->capture_default_str();
    command.add_option("--via", arguments.via, "cli.help-via");
    command.add_option("--set", arguments.sets, "cli.help-set")->allow_extra_args(false)->take_all();
    command.add_flag("--gate", arguments.gate, "cli.help-gate");
    command.add_option("--module-loading", arguments.moduleLoading, "cli.help-module-loading")
        ->check(CLI::IsMember({"lazy", "eager"}));
}

Result<session::RunRequest> runRequest(const RunArguments& arguments)
{
    Result<session::Target> target = session::parseTarget(arguments.on, arguments.via);
    if (!target)
        return target.error();
    if (target->kind == session::Target::Kind::simulator && target->via.empty())
        if (const auto profile = device::findProfile(target->profile); !profile) {
            Error error = profile.error();
            if (error.file.empty()) // no file of its own
                error.file = "--on";
            return error;
        }
    workload::ParameterValues values;
    for (const std::string& text : arguments.sets) {
        Result<std::pair<std::string, double>> setting = parseSetting(text);
        if (!setting)
            return setting.error();
        values[setting->first] = setting->second;
    }
    Result<workload::Experiment> experiment = workload::Experiment::find(arguments.experiment);
    if (!experiment)
        return experiment.error();
    session::RunRequest request{std::move(*experiment), arguments.layouts, std::move(values), std::move(*target)};
    request.repeat = arguments.repeat;
    if (arguments.gate) {
        if (request.target.kind == session::Target::Kind::replay)
            return Error{ErrorKind::input, "--gate", "", {"cli.gate-needs-a-run", {}}};
        request.gateNs = gatePatience;
    }
    if (!arguments.moduleLoading.empty()) {
        if (request.target.kind != session::Target::Kind::cuda)
            return Error{ErrorKind::input, "--module-loading", "", {"cli.module-loading-needs-a-gpu", {}}};
        request.moduleLoading =
            arguments.moduleLoading == "lazy" ? backend::ModuleLoading::lazy : backend::ModuleLoading::eager;
    }
    if (Result<std::vector<std::string>> layouts = session::requestedLayouts(request); !layouts)
        return layouts.error();
    return request;
}

Result<session::RunRequest> oneLayoutRequest(const RunArguments& arguments, const std::string& layout)
{
    RunArguments one = arguments;
    if (!layout.empty())
        one.layouts = {layout};
    Result<session::RunRequest> request = runRequest(one);
    if (!request)
        return request;
    const std::vector<std::string> names = request->experiment.layoutNames();
    if (layout.empty() && names.size() != 1) {
        std::string list;
        for (const std::string& name : names)
            list += (list.empty() ? "" : ", ") + name;
        return Error{ErrorKind::input, "--layout", "", {"cli.layout-missing", {list}}};
    }
    request->layouts = {layout.empty() ? names.front() : layout};
    return request;
}

int run(int argc, char** argv)
{
    takeWritesForErrors();
    const std::string language = chosenLanguage();
    try {
        return runCommand(argc, argv, language);
    } catch (const std::bad_alloc&) {
        return report({ErrorKind::run, "", "", {"cli.out-of-memory", {}}}, language);
    } catch (const std::exception& problem) { // a library's; our own errors are values
        return report({ErrorKind::run, "", "", {"cli.unexpected", {problem.what()}}}, language);
    }
}

} // namespace streamscope::cli
