// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/comparison_json.h"
#include "cli/output.h"

namespace streamscope::cli {

namespace {

struct CompareArguments : RunArguments
{
    bool json = false;
};

Status compare(const CompareArguments& arguments, const Context& context)
{
    const Result<session::RunRequest> request = runRequest(arguments);
    if (!request) {
        Error error = request.error();
        if (error.file == "--layout") // as this command calls it
            error.file = "--layouts";
        return error;
    }
    const Result<analysis::Comparison> comparison = session::run(*request, {}, context.stop);
    if (!comparison)
        return comparison.error();
    if (arguments.json)
        return writeStandardOutput(jsonText(comparisonJson(*comparison, context.language)));
    return writeStandardOutput(comparisonTable(*comparison, context.language));
}

} // namespace

void addCompare(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("compare", "cli.help-compare");
    auto arguments = std::make_shared<CompareArguments>();
    command->add_option("EXPERIMENT", arguments->experiment, "cli.help-experiment")->required();
    command->add_option("--layouts", arguments->layouts, "cli.help-layouts")->delimiter(',')->allow_extra_args(false);
    addTargetOptions(*command, *arguments);
    command->add_option("--repeat", arguments->repeat, "cli.help-repeat")
        ->check(CLI::Range(1, 100000, "1..100000"))
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "cli.help-json");
    command->callback(
        [&context, arguments] { context.action = [&context, arguments] { return compare(*arguments, context); }; });
}

} // namespace streamscope::cli
