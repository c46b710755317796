// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/output.h"
#include "workload/experiment.h"

namespace streamscope::cli {

namespace {

Status listExperiments(bool json, const std::string& language)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    std::vector<std::vector<std::string>> rows;
    for (const std::string& name : workload::Experiment::builtInNames()) {
        const Result<workload::Experiment> experiment = workload::Experiment::find(name);
        if (!experiment)
            return experiment.error();
        std::string layouts;
        for (const std::string& layout : experiment->layoutNames())
            layouts += (layouts.empty() ? "" : ", ") + layout;
        rows.push_back({name, experiment->title(language), layouts});
        nlohmann::ordered_json entry;
        entry["name"] = name;
        entry["title"] = experiment->title(language);
        entry["description"] = experiment->description(language);
        entry["layouts"] = experiment->layoutNames();
        list.push_back(std::move(entry));
    }
    if (!json)
        return writeStandardOutput(tableText(rows, false));
    nlohmann::ordered_json document;
    document["experiments"] = std::move(list);
    return writeStandardOutput(jsonText(document));
}

} // namespace

void addExperiments(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("experiments", "cli.help-experiments");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "cli.help-json");
    command->callback(
        [&context, json] { context.action = [&context, json] { return listExperiments(*json, context.language); }; });
}

} // namespace streamscope::cli
