// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "cli/command.h"
#include "cli/explanation_json.h"
#include "cli/output.h"
#include "cli/tables_json.h"
#include "device/profiles.h"
#include "formats/read_traces.h"
#include "session/replay.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace streamscope::cli {

namespace {

struct ExplainArguments : RunArguments
{
    std::vector<std::string> subjects;
    std::string layout;
    std::optional<double> unprofiledMs;
    bool json = false;
    bool tables = false;
    std::string ofRunsAlone; ///< the first option given that says how an experiment is to run
};

/// A built-in experiment, or a file that looks like one: traces have traceEvents and no branches.
bool isExperiment(const std::string& name)
{
    const std::vector<std::string> builtIn = workload::Experiment::builtInNames();
    if (std::find(builtIn.begin(), builtIn.end(), name) != builtIn.end() || name.ends_with(".streamscope.json"))
        return true;
    constexpr std::size_t greatestExperiment = 8 << 20;
    const Result<std::string> text = readFile(name, greatestExperiment);
    return text && text->find("\"branches\"") != std::string::npos &&
           text->find("\"streamscope\"") != std::string::npos && text->find("\"traceEvents\"") == std::string::npos;
}

struct Subject
{
    trace::TracePointer trace;
    TraceSubject told;
    std::optional<Ns> unprofiledNs;
    std::optional<device::DeviceProfile> profile;
    std::optional<analysis::KnownRaces> races;          ///< where the program is known
    std::optional<analysis::Alternatives> alternatives; ///< likewise
    std::optional<analysis::LayoutResult> run;
};

Result<Subject> subjectOfRun(const ExplainArguments& arguments, const std::stop_token& stop)
{
    const Result<session::RunRequest> request = oneLayoutRequest(arguments, arguments.layout);
    if (!request)
        return request.error();
    const Result<analysis::Comparison> comparison = session::run(*request, {}, stop);
    if (!comparison)
        return comparison.error();
    Subject subject;
    subject.run = comparison->layouts.front();
    subject.trace = comparison->layouts.front().trace;
    subject.told = {comparison->experiment + " · " + comparison->layouts.front().name, comparison->provenance};
    subject.races = comparison->layouts.front().races;
    if (comparison->layouts.front().alternatives)
        subject.alternatives = comparison->layouts.front().alternatives(stop);
    if (request->target.kind != session::Target::Kind::simulator)
        subject.unprofiledNs = comparison->layouts.front().makespanNs;
    else if (Result<device::DeviceProfile> profile = device::findProfile(request->target.profile))
        subject.profile = std::move(*profile);
    return subject;
}

/// Several files as one trace: the ranks of a job.
Result<Subject> subjectInFiles(const std::vector<std::string>& paths, const std::stop_token& stop)
{
    formats::ReadOptions options;
    options.stop = stop;
    Result<trace::TracePointer> trace = formats::readTraces(paths, {}, options);
    if (!trace)
        return trace.error();
    Subject subject;
    subject.trace = std::move(*trace);
    subject.told = {fmt::format("{}", fmt::join(paths, ", ")), session::replayedProvenance(*subject.trace)};
    subject.told.files = paths.size();
    if (subject.trace->info().unprofiledNs >= 0)
        subject.unprofiledNs = subject.trace->info().unprofiledNs;
    return subject;
}

Status explain(const ExplainArguments& arguments, const Context& context)
{
    if (arguments.unprofiledMs && !(*arguments.unprofiledMs > 0 && *arguments.unprofiledMs < 1e12))
        return Error{ErrorKind::input,
                     "--unprofiled-ms",
                     "",
                     {"cli.positive-time", {fmt::format("{}", *arguments.unprofiledMs)}}};
    const auto& subjects = arguments.subjects;
    const auto experiment = std::find_if(subjects.begin(), subjects.end(), isExperiment);
    const bool ofExperiment = experiment != subjects.end();
    if (ofExperiment && subjects.size() > 1)
        return Error{ErrorKind::input, *experiment, "", {"cli.traces-alone-together", {}}};
    if (!ofExperiment && !arguments.ofRunsAlone.empty())
        return Error{ErrorKind::input, arguments.ofRunsAlone, "", {"cli.only-for-experiments", {arguments.experiment}}};
    Result<Subject> subject =
        ofExperiment ? subjectOfRun(arguments, context.stop) : subjectInFiles(subjects, context.stop);
    if (!subject)
        return subject.error();
    subject->told.run = subject->run ? &*subject->run : nullptr;
    analysis::ExplainOptions options;
    options.unprofiledNs = subject->unprofiledNs;
    if (arguments.unprofiledMs)
        options.unprofiledNs = std::llround(*arguments.unprofiledMs * 1e6);
    options.profile = subject->profile ? &*subject->profile : nullptr;
    options.races = subject->races;
    options.connections = subject->run && subject->run->traits ? subject->run->traits->connections : 0;
    options.alternatives = subject->alternatives;
    const analysis::Explanation explanation = analysis::explain(*subject->trace, options);
    if (arguments.unprofiledMs && explanation.untraced == analysis::Untraced::contradicts)
        return Error{ErrorKind::input,
                     "--unprofiled-ms",
                     "",
                     {"cli.unprofiled-contradicts",
                      {std::to_string(explanation.spanNs / 1000), fmt::format("{}", *arguments.unprofiledMs)}}};
    if (!arguments.json && !arguments.tables)
        return writeStandardOutput(explanationText(subject->told, explanation, context.language));
    auto document = explanationJson(subject->told, *subject->trace, explanation, context.language);
    if (arguments.tables)
        document["tables"] = tablesJson(*subject->trace, analysis::computeTables(*subject->trace));
    return writeStandardOutput(jsonText(document));
}

} // namespace

void addExplain(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("explain", "cli.help-explain");
    auto arguments = std::make_shared<ExplainArguments>();
    command->add_option("TRACE_OR_EXPERIMENT", arguments->subjects, "cli.help-subject")->required();
    command->add_option("--layout", arguments->layout, "cli.help-layout-of");
    addTargetOptions(*command, *arguments);
    command->add_option("--unprofiled-ms", arguments->unprofiledMs, "cli.help-unprofiled");
    command->add_flag("--json", arguments->json, "cli.help-json");
    command->add_flag("--tables", arguments->tables, "cli.help-tables");
    command->callback([&context, command, arguments] {
        for (const char* option : {"--layout", "--on", "--via", "--set", "--gate", "--module-loading"})
            if (arguments->ofRunsAlone.empty() && command->count(option) > 0)
                arguments->ofRunsAlone = option;
        arguments->experiment = arguments->subjects.front();
        context.action = [&context, arguments] { return explain(*arguments, context); };
    });
}

} // namespace streamscope::cli
