// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/comparison_json.h"
#include "cli/output.h"

#include <algorithm>

namespace streamscope::cli {

namespace {

struct CompareArguments : RunArguments
{
    std::vector<std::string> lists; ///< "A,B,…" each
    bool json = false;
};

/// Empty names stay: they are a mistake to tell of.
std::vector<std::string> namesOf(const std::vector<std::string>& lists)
{
    std::vector<std::string> names;
    for (const std::string& list : lists)
        for (std::size_t begin = 0; begin <= list.size();) {
            const std::size_t end = std::min(list.find(',', begin), list.size());
            names.push_back(list.substr(begin, end - begin));
            begin = end + 1;
        }
    return names;
}

Status compare(CompareArguments arguments, const Context& context)
{
    arguments.layouts = namesOf(arguments.lists);
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
    command->add_option("--layouts", arguments->lists, "cli.help-layouts")->allow_extra_args(false)->take_all();
    addTargetOptions(*command, *arguments);
    command->add_option("--repeat", arguments->repeat, "cli.help-repeat")
        ->check(CLI::Range(1, 100000, "1..100000"))
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "cli.help-json");
    command->callback(
        [&context, arguments] { context.action = [&context, arguments] { return compare(*arguments, context); }; });
}

} // namespace streamscope::cli
