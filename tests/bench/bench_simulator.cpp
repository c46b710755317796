// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// How fast the simulator is. Operations a second, one core, no sink, no block records.
#include "device/profiles.h"
#include "program/lower.h"
#include "simulator/simulator.h"
#include "workload/experiment.h"

#include <benchmark/benchmark.h>

using namespace streamscope;

namespace {

device::DeviceProfile h200()
{
    return *device::findProfile("h200");
}

void addLaunch(program::Program& program, const char* name, std::vector<std::int64_t> parameters)
{
    program::Launch launch;
    launch.kernel = workload::findKernel(name);
    launch.parameters = std::move(parameters);
    launch.shape = launch.kernel->shape(launch.parameters);
    program.launches.push_back(std::move(launch));
}

/// `kernels` launches round robin over `streams` streams and over the program's launches, each stream by a thread of
/// its own, so that the device and not the host is what is waited for.
void launchAll(program::Program& program, int kernels, int streams)
{
    for (int i = 0; i < streams; ++i) {
        workload::Stream stream;
        stream.name = std::to_string(i);
        program.streams.push_back(stream);
    }
    program.threads.resize(std::size_t(streams));
    for (int i = 0; i < kernels; ++i) {
        program::Operation operation;
        operation.launch = program::Index(std::size_t(i) % program.launches.size());
        operation.stream = i % streams;
        program.operations.push_back(operation);
        program.threads[std::size_t(i % streams)].push_back({program::CallKind::launchKernel, i % streams, i, -1});
    }
}

void simulate(benchmark::State& state, const program::Program& program)
{
    simulator::Simulator simulator(h200());
    for (auto _ : state) {
        const auto outcome = simulator.run(program, {}, nullptr, {});
        benchmark::DoNotOptimize(outcome->makespanNs.front());
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t(program.operations.size()));
}

/// One kind of kernel on all streams: four at a time fill the SMs' pipes, each slows the others.
void contendedPipes(benchmark::State& state)
{
    program::Program program;
    addLaunch(program, "fma", {264, 256, 20'000});
    launchAll(program, 100'000, 8);
    simulate(state, program);
}
BENCHMARK(contendedPipes)->Unit(benchmark::kMillisecond);

/// Kernels that share memory bandwidth and run in waves.
void contendedMemory(benchmark::State& state)
{
    program::Program program;
    addLaunch(program, "triad", {1 << 23});
    launchAll(program, 100'000, 8);
    simulate(state, program);
}
BENCHMARK(contendedMemory)->Unit(benchmark::kMillisecond);

/// Seven kinds of kernels that fill the device, share SMs and memory and run in several waves of uneven size: the most
/// work an operation can make for the block model.
void contendedMix(benchmark::State& state)
{
    program::Program program;
    addLaunch(program, "gemm", {1024, 1024, 256});
    addLaunch(program, "triad", {1 << 22});
    addLaunch(program, "fma", {300, 256, 5000});
    addLaunch(program, "elementwise", {1 << 20, 8});
    addLaunch(program, "reduce", {1 << 22});
    addLaunch(program, "dcka_gram", {512, 256});
    addLaunch(program, "fma", {1056, 256, 5000});
    launchAll(program, 100'000, 8);
    simulate(state, program);
}
BENCHMARK(contendedMix)->Unit(benchmark::kMillisecond);

/// Kernels of a few blocks that never get in each other's way.
void uncontended(benchmark::State& state)
{
    program::Program program;
    addLaunch(program, "spin", {10'000, 4, 64});
    launchAll(program, 100'000, 8);
    simulate(state, program);
}
BENCHMARK(uncontended)->Unit(benchmark::kMillisecond);

/// All four layouts of the founding example, from the file to the makespans.
void dckaFourLayouts(benchmark::State& state)
{
    const auto experiment = workload::Experiment::find("dcka");
    if (!experiment)
        return state.SkipWithError("no experiment");
    const device::DeviceProfile profile = h200();
    simulator::Simulator simulator(profile);
    for (auto _ : state)
        for (const std::string& layout : experiment->layoutNames()) {
            const auto resolved = experiment->resolve(layout);
            const auto program = program::lower(resolved->workload, resolved->layout, 90);
            const auto outcome = simulator.run(*program, {}, nullptr, {});
            benchmark::DoNotOptimize(outcome->makespanNs.front());
        }
}
BENCHMARK(dckaFourLayouts)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
