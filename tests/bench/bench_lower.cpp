// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// From an experiment file to a program: what a slider's every movement costs.
#include "program/lower.h"
#include "program/races.h"
#include "workload/experiment.h"

#include <benchmark/benchmark.h>

using namespace streamscope;

namespace {

/// 100,000 kernels over 8 streams.
workload::Experiment manyKernels()
{
    return *workload::Experiment::parse(
        R"({"streamscope": 1, "name": "many",
            "branches": [{"name": "b", "count": 8, "operations": [{"repeat": {"count": 12500, "operations": [{"kernel": {"kernel": "spin"}}]}}]}],
            "layouts": [{"name": "eager", "streams": [{"name": "s", "count": 8}]},
                        {"name": "graph", "streams": [{"name": "s", "count": 8}], "launch": "graph"}]})",
        "many");
}

void parseDcka(benchmark::State& state)
{
    const std::string text = workload::Experiment::find("dcka")->dump();
    for (auto _ : state)
        benchmark::DoNotOptimize(workload::Experiment::parse(text, "dcka"));
}

void resolveAndLowerDcka(benchmark::State& state)
{
    const auto experiment = workload::Experiment::find("dcka");
    for (auto _ : state)
        for (const std::string& layout : experiment->layoutNames()) {
            const auto resolved = experiment->resolve(layout, {{"samples", 1024}});
            benchmark::DoNotOptimize(program::lower(resolved->workload, resolved->layout, 90));
        }
}

void resolveManyKernels(benchmark::State& state)
{
    const auto experiment = manyKernels();
    for (auto _ : state)
        benchmark::DoNotOptimize(experiment.resolve("eager"));
    state.SetItemsProcessed(state.iterations() * 100'000);
}

void lowerManyKernels(benchmark::State& state, const char* layout)
{
    const auto resolved = manyKernels().resolve(layout);
    for (auto _ : state)
        benchmark::DoNotOptimize(program::lower(resolved->workload, resolved->layout, 90));
    state.SetItemsProcessed(state.iterations() * 100'000);
}

void findRacesInManyKernels(benchmark::State& state)
{
    const auto resolved = manyKernels().resolve("eager");
    const auto program = program::lower(resolved->workload, resolved->layout, 90);
    for (auto _ : state)
        benchmark::DoNotOptimize(program::findRaces(*program));
    state.SetItemsProcessed(state.iterations() * 100'000);
}

BENCHMARK(parseDcka)->Unit(benchmark::kMillisecond);
BENCHMARK(resolveAndLowerDcka)->Unit(benchmark::kMillisecond);
BENCHMARK(resolveManyKernels)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lowerManyKernels, eager, "eager")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lowerManyKernels, graph, "graph")->Unit(benchmark::kMillisecond);
BENCHMARK(findRacesInManyKernels)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
