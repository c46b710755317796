// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/comparison_json.h"

#include "cli/output.h"
#include "session/provenance.h"
#include "words/sentences.h"

#include <fmt/format.h>

namespace streamscope::cli {

namespace {

using Json = nlohmann::ordered_json;

template <class Number>
Json orNull(const std::optional<Number>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json matrixJson(const backend::Matrix& matrix)
{
    Json rows = Json::array();
    for (std::int64_t r = 0; r < matrix.rows; ++r) {
        const auto begin = matrix.values.begin() + r * matrix.columns;
        rows.push_back(std::vector<double>(begin, begin + matrix.columns));
    }
    return rows;
}

Json layoutJson(const analysis::LayoutResult& layout)
{
    Json entry;
    entry["name"] = layout.name;
    entry["streams"] = layout.streams;
    entry["launch"] = layout.launch;
    entry["makespan_ns"] = layout.makespanNs;
    entry["makespan_spread_ns"] = {layout.makespanLowNs, layout.makespanHighNs};
    entry["traced_makespan_ns"] = orNull(layout.tracedMakespanNs);
    entry["device_span_ns"] = layout.metrics.deviceSpanNs;
    entry["gpu_busy_ns"] = layout.metrics.gpuBusyNs;
    entry["overlap_ns"] = layout.metrics.overlapNs;
    entry["max_concurrency"] = layout.metrics.maxConcurrency;
    entry["mean_concurrency"] = layout.metrics.meanConcurrency;
    entry["speedup"] = layout.speedup;
    entry["bounds"] = limitsJson(layout)["bounds"];
    entry["throughput"] = {{"flops_per_s", layout.throughput.flopsPerSecond},
                           {"dram_bytes_per_s", layout.throughput.dramBytesPerSecond},
                           {"copy_bytes_per_s", layout.throughput.copyBytesPerSecond},
                           {"kernels_per_s", layout.throughput.kernelsPerSecond}};
    entry["share_of_peak"] = limitsJson(layout)["share_of_peak"];
    entry["results"] = Json::object();
    for (const auto& [name, matrix] : layout.results)
        entry["results"][name] = matrixJson(matrix);
    entry["marks"] = layout.marks;
    return entry;
}

/// The verdict and the sentences that follow it.
std::string verdictText(const analysis::Verdict& verdict, const std::string& language)
{
    std::string text = words::sentence(verdict.message, language);
    for (const Message& reason : verdict.because)
        text += ' ' + words::sentence(reason, language);
    return text;
}

/// What a gate did to the times; empty without one.
std::string gateText(const analysis::Comparison& comparison, const std::string& language)
{
    std::string text;
    for (const analysis::LayoutResult& layout : comparison.layouts)
        for (const std::string& mark : layout.marks) {
            if (mark == "gated" && text.empty())
                text = '\n' + words::sentence({"cli.gated", {}}, language) + '\n';
            else if (mark == "gate-timeout")
                text += '\n' + words::sentence({"cli.gate-timeout", {layout.name}}, language) + '\n';
        }
    return text;
}

std::string percent(std::optional<double> share)
{
    return !share ? "?" : *share < 0.0005 ? "-" : fmt::format("{:.1f} %", 100 * *share);
}

} // namespace

std::string provenanceId(trace::Provenance provenance)
{
    return "cli.provenance-" + std::to_string(static_cast<int>(provenance));
}

nlohmann::ordered_json limitsJson(const analysis::LayoutResult& layout)
{
    Json entry;
    entry["bounds"] = {{"critical_path_ns", orNull(layout.bounds.criticalPathNs)},
                       {"host_ns", orNull(layout.bounds.hostNs)},
                       {"capacity_ns", orNull(layout.bounds.capacityNs)},
                       {"copy_ns", orNull(layout.bounds.copyNs)}};
    entry["share_of_peak"] = {{"fp32", orNull(layout.shareOfPeak.fp32)},
                              {"dram", orNull(layout.shareOfPeak.dram)},
                              {"copy", orNull(layout.shareOfPeak.copy)}};
    return entry;
}

nlohmann::ordered_json metricsJson(const analysis::Metrics& metrics)
{
    const double seconds = static_cast<double>(metrics.deviceSpanNs) * 1e-9;
    const auto perSecond = [seconds](double amount) { return seconds > 0 ? amount / seconds : 0; };
    Json entry;
    entry["device_span_ns"] = metrics.deviceSpanNs;
    entry["gpu_busy_ns"] = metrics.gpuBusyNs;
    entry["overlap_ns"] = metrics.overlapNs;
    entry["max_concurrency"] = metrics.maxConcurrency;
    entry["mean_concurrency"] = metrics.meanConcurrency;
    entry["throughput"] = {{"flops_per_s", perSecond(metrics.flops)},
                           {"dram_bytes_per_s", perSecond(metrics.dramBytes)},
                           {"copy_bytes_per_s", perSecond(metrics.copyBytes)},
                           {"kernels_per_s", perSecond(static_cast<double>(metrics.kernels))}};
    entry["events"] = metrics.events;
    entry["gpu_operations"] = metrics.gpuOperations;
    entry["kernels"] = metrics.kernels;
    entry["copies"] = metrics.copies;
    entry["memsets"] = metrics.memsets;
    entry["streams"] = metrics.streams;
    entry["idle_ns"] = {
        {"host", metrics.idleHostNs}, {"dependency", metrics.idleDependencyNs}, {"other", metrics.idleOtherNs}};
    return entry;
}

nlohmann::ordered_json comparisonJson(const analysis::Comparison& comparison, const std::string& language)
{
    Json document;
    document["experiment"] = comparison.experiment;
    document["backend"] = comparison.backend;
    document["device"] = comparison.device;
    document["provenance"] = session::provenanceText(comparison.provenance);
    document["repeat"] = comparison.repeat;
    document["layouts"] = Json::array();
    for (const analysis::LayoutResult& layout : comparison.layouts)
        document["layouts"].push_back(layoutJson(layout));
    Json factors = Json::array();
    for (const analysis::Factor& factor : comparison.verdict.factors)
        factors.push_back({{"change", words::sentence(factor.change, language)}, {"speedup", factor.speedup}});
    document["verdict"] = {{"id", comparison.verdict.message.id},
                           {"text", verdictText(comparison.verdict, language)},
                           {"measurable", comparison.verdict.measurable},
                           {"factors", std::move(factors)}};
    return document;
}

std::string comparisonTable(const analysis::Comparison& comparison, const std::string& language)
{
    const auto say = [&](const char* id) { return words::sentence(Message{id, {}}, language); };
    std::vector<std::vector<std::string>> rows;
    rows.push_back({say("cli.column-layout"), say("cli.column-makespan"), say("cli.column-speedup"),
                    say("cli.column-busy"), say("cli.column-overlap"), say("cli.column-concurrency"), "fp32", "DRAM",
                    say("cli.column-copy")});
    for (const analysis::LayoutResult& layout : comparison.layouts) {
        std::string makespan = words::duration(layout.makespanNs);
        if (layout.tracedMakespanNs)
            makespan += fmt::format(
                " ({})", words::sentence({"cli.traced", {words::duration(*layout.tracedMakespanNs)}}, language));
        rows.push_back({layout.name, makespan, fmt::format("{:.2f}×", layout.speedup),
                        words::duration(layout.metrics.gpuBusyNs), words::duration(layout.metrics.overlapNs),
                        fmt::format("{:.2f}", layout.metrics.meanConcurrency), percent(layout.shareOfPeak.fp32),
                        percent(layout.shareOfPeak.dram), percent(layout.shareOfPeak.copy)});
    }
    std::string provenance = say(provenanceId(comparison.provenance).c_str());
    if (comparison.provenance == trace::Provenance::simulatedChecked)
        provenance +=
            words::sentence({"cli.model-error", {fmt::format("{:.1f}", 100 * comparison.modelError)}}, language);
    const std::string head =
        words::sentence({"cli.comparison-head", {comparison.experiment, comparison.device, provenance}}, language);
    return head + '\n' + verdictText(comparison.verdict, language) + "\n\n" + tableText(rows, true) +
           gateText(comparison, language);
}

} // namespace streamscope::cli
