// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/output.h"
#include "words/sentences.h"
#include "workload/kernel_catalogue.h"

#include <fmt/format.h>

namespace streamscope::cli {

namespace {

const char* className(workload::KernelClass kernelClass)
{
    switch (kernelClass) {
    case workload::KernelClass::matrixProduct:
        return "matrix product";
    case workload::KernelClass::reduction:
        return "reduction";
    case workload::KernelClass::elementwise:
        return "elementwise";
    case workload::KernelClass::other:
        return "other";
    }
    return "";
}

std::vector<std::int64_t> defaults(const workload::KernelInfo& kernel)
{
    std::vector<std::int64_t> values;
    for (const workload::KernelParameter& parameter : kernel.parameters)
        values.push_back(parameter.defaultValue);
    return values;
}

nlohmann::ordered_json kernelJson(const workload::KernelInfo& kernel)
{
    nlohmann::ordered_json entry;
    entry["name"] = kernel.name;
    entry["class"] = className(kernel.kernelClass);
    entry["parameters"] = nlohmann::ordered_json::array();
    for (const workload::KernelParameter& parameter : kernel.parameters)
        entry["parameters"].push_back({{"name", parameter.name},
                                       {"unit", parameter.unit},
                                       {"min", parameter.minimum},
                                       {"max", parameter.maximum},
                                       {"default", parameter.defaultValue}});
    entry["reads"] = kernel.reads;
    entry["writes"] = kernel.writes;
    entry["flops"] = kernel.flopsFormula;
    entry["dram_bytes"] = kernel.bytesFormula;
    entry["registers_per_thread"] = nlohmann::ordered_json::object();
    for (const auto& [architecture, registers] : kernel.registersByArchitecture)
        entry["registers_per_thread"][fmt::format("{}.{}", architecture / 10, architecture % 10)] = registers;
    const workload::LaunchShape shape = kernel.shape(defaults(kernel));
    entry["with_defaults"] = {{"grid", shape.grid},
                              {"block", shape.block},
                              {"static_shared_bytes", shape.staticSharedBytes},
                              {"dynamic_shared_bytes", shape.dynamicSharedBytes},
                              {"buffer_bytes", kernel.bufferBytes(defaults(kernel))},
                              {"flops", shape.flops},
                              {"dram_bytes", shape.dramBytes}};
    return entry;
}

std::string kernelText(const workload::KernelInfo& kernel, const std::string& language)
{
    const auto say = [&](const std::string& id, std::vector<std::string> arguments = {}) {
        return words::sentence(Message{id, std::move(arguments)}, language);
    };
    std::string text = kernel.name + say("cli.kernel-class-" + std::to_string(int(kernel.kernelClass))) + '\n';
    std::vector<std::vector<std::string>> rows;
    for (const workload::KernelParameter& p : kernel.parameters)
        rows.push_back({"    " + p.name, fmt::format("{} … {} {}", p.minimum, p.maximum, p.unit),
                        say("cli.kernel-default", {std::to_string(p.defaultValue)})});
    text += tableText(rows, false);
    std::string registers;
    for (const auto& [architecture, count] : kernel.registersByArchitecture)
        registers +=
            fmt::format("{}{} (cc {}.{})", registers.empty() ? "" : ", ", count, architecture / 10, architecture % 10);
    const workload::LaunchShape shape = kernel.shape(defaults(kernel));
    if (!registers.empty())
        text += "    " + say("cli.kernel-registers", {registers}) + '\n';
    const auto sharedBytes = shape.staticSharedBytes + shape.dynamicSharedBytes;
    text += "    " + say("cli.kernel-shared", {std::to_string(sharedBytes)}) + '\n';
    if (!kernel.flopsFormula.empty())
        text += "    " + say("cli.kernel-flops", {kernel.flopsFormula}) + '\n';
    if (!kernel.bytesFormula.empty())
        text += "    " + say("cli.kernel-bytes", {kernel.bytesFormula}) + '\n';
    return text;
}

Status listKernels(bool json, const std::string& language)
{
    nlohmann::ordered_json document;
    document["kernels"] = nlohmann::ordered_json::array();
    std::string text;
    for (const workload::KernelInfo& kernel : workload::kernelCatalogue()) {
        document["kernels"].push_back(kernelJson(kernel));
        text += kernelText(kernel, language);
    }
    return writeStandardOutput(json ? jsonText(document) : text);
}

} // namespace

void addKernels(CLI::App& app, Context& context)
{
    CLI::App* command = app.add_subcommand("kernels", "cli.help-kernels");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "cli.help-json");
    command->callback(
        [&context, json] { context.action = [&context, json] { return listKernels(*json, context.language); }; });
}

} // namespace streamscope::cli
