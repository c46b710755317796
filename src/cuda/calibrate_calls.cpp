// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What host calls cost their thread, in a row and with the device keeping up, as where the host is the limit; behind a
// held stream the same calls cost less, since nobody is told of them.
#include "cuda/calibration.h"
#include "cuda/check.h"
#include "cuda/clock.h"
#include "cuda/prepared_program.h"

#include <chrono>
#include <functional>
#include <thread>

namespace streamscope::cuda {

namespace {

constexpr int calls = 200;
constexpr int rounds = 5;

/// Times of single calls in a row.
std::vector<double> timed(const std::function<void(int)>& call)
{
    std::vector<double> samples;
    for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < calls; ++i) {
            const Ns start = nowNs();
            call(i);
            samples.push_back(double(nowNs() - start));
        }
        cudaDeviceSynchronize();
    }
    return samples;
}

/// Median of each of `count` repetitions of a call with the device idle.
std::vector<double> idle(int count, const std::function<void()>& call, const std::function<void()>& undo = {})
{
    std::vector<double> samples;
    for (int i = 0; i < count; ++i) {
        cudaDeviceSynchronize();
        const Ns start = nowNs();
        call();
        samples.push_back(double(nowNs() - start));
        if (undo)
            undo();
    }
    return samples;
}

} // namespace

Status Calibration::measureCalls()
{
    BenchStream stream, other;
    cudaEvent_t event = nullptr;
    STREAMSCOPE_CUDA_TRY(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
    Result<PinnedMemory<char>> host = pinnedMemory<char>(4096);
    constexpr std::size_t memsetBytes = 65'536; // a kernel sets so many; the small memsets' call is the model's
    Result<DeviceMemory<char>> target = deviceMemory<char>(memsetBytes);
    if (!host || !target)
        return !host ? host.error() : target.error();
    device::CallCosts& costs = m_profile.calls;
    busyWait(300'000'000); // the processor takes its time to come up to speed
    for (int i = 0; i < 100; ++i)
        m_bench.empty(stream);
    addTo(costs.launchKernelNs, "calls/launch_kernel_ns", timed([&](int) { m_bench.empty(stream); }));
    addTo(costs.memcpyNs, "calls/memcpy_ns",
          timed([&](int) { cudaMemcpyAsync(target->get(), host->get(), 4096, cudaMemcpyHostToDevice, stream); }));
    addTo(costs.memcpyDeviceNs, "calls/memcpy_device_ns", timed([&](int) {
              cudaMemcpyAsync(target->get(), target->get() + 4096, 4096, cudaMemcpyDeviceToDevice, stream);
          }));
    addTo(costs.memsetNs, "calls/memset_ns",
          timed([&](int) { cudaMemsetAsync(target->get(), 0, memsetBytes, stream); }));
    addTo(costs.eventRecordNs, "calls/event_record_ns", timed([&](int) { cudaEventRecord(event, stream); }));
    addTo(costs.streamWaitNs, "calls/stream_wait_ns", timed([&](int) { cudaStreamWaitEvent(other, event, 0); }));
    HostFunctionRun nothing;
    addTo(costs.hostFunctionNs, "calls/host_function_ns",
          timed([&](int) { cudaLaunchHostFunc(stream, runHostFunction, &nothing); }));
    cudaEventDestroy(event);
    return {};
}

Status Calibration::measureAllocations()
{
    constexpr std::size_t bytes = 8 << 20;
    device::CallCosts& costs = m_profile.calls;
    void* p = nullptr;
    set(costs.mallocNs, "calls/malloc_ns",
        idle(
            40, [&] { cudaMalloc(&p, bytes); }, [&] { cudaFree(p); }));
    std::vector<double> frees;
    for (int i = 0; i < 40; ++i) {
        STREAMSCOPE_CUDA_TRY(cudaMalloc(&p, bytes));
        const Ns start = nowNs();
        cudaFree(p);
        frees.push_back(double(nowNs() - start));
    }
    set(costs.freeNs, "calls/free_ns", frees);
    set(costs.mallocHostNs, "calls/malloc_host_ns",
        idle(
            10, [&] { cudaMallocHost(&p, bytes); }, [&] { cudaFreeHost(p); }));
    BenchStream stream;
    std::vector<double> allocations, releases;
    // As in a program that allocates once: a synchronisation before, at which the pool gives back what it holds.
    cudaMemPool_t pool = nullptr;
    if (cudaDeviceGetDefaultMemPool(&pool, m_device) != cudaSuccess) {
        cudaGetLastError();
        return {};
    }
    for (int i = 0; i < 100; ++i) {
        STREAMSCOPE_CUDA_TRY(cudaDeviceSynchronize());
        const Ns start = nowNs();
        STREAMSCOPE_CUDA_TRY(cudaMallocAsync(&p, bytes, stream));
        const Ns middle = nowNs();
        STREAMSCOPE_CUDA_TRY(cudaFreeAsync(p, stream));
        const Ns end = nowNs();
        if (i >= 10) {
            allocations.push_back(double(middle - start));
            releases.push_back(double(end - middle));
        }
    }
    set(costs.mallocAsyncNs, "calls/malloc_async_ns", allocations);
    set(costs.freeAsyncNs, "calls/free_async_ns", releases);
    return {};
}

/// From calls to the device and back, by the stamps of short kernels and the distance of the two clocks.
Status Calibration::measureLatencies()
{
    BenchStream stream, other;
    m_bench.stamps(256);
    std::vector<double> starts, returns, periods, eventPeriods;
    constexpr std::int64_t spinNs = 10'000;
    for (int i = 0; i < 300; ++i) {
        if (i % 50 == 0)
            m_bench.measureClockOffset();
        m_bench.spin(stream, spinNs, 1, 32, m_bench.stamps(1));
        const Ns submitted = nowNs();
        cudaDeviceSynchronize();
        const Ns back = nowNs();
        const Interval ran = extentOf(m_bench.read(1), 0, 1);
        starts.push_back(double(ran.startNs + m_bench.clockOffsetNs() - submitted));
        returns.push_back(double(back - ran.endNs - m_bench.clockOffsetNs()));
    }
    set(m_profile.latencies.launchToStartNs, "latencies/launch_to_start_ns", starts);
    set(m_profile.calls.synchronizeNs, "calls/synchronize_ns", returns);
    // Kernels queued behind a gate: from end to start, within a stream and across an event.
    constexpr int kernels = 60;
    cudaEvent_t events[kernels] = {};
    for (cudaEvent_t& event : events)
        cudaEventCreateWithFlags(&event, cudaEventDisableTiming);
    for (int round = 0; round < 10; ++round) {
        m_bench.spin(stream, 1'000'000);
        for (int i = 0; i < kernels; ++i)
            m_bench.spin(stream, spinNs, 1, 32, m_bench.stamps(256) + i);
        const std::vector<kernels::BlockStamp> queued = m_bench.read(kernels);
        m_bench.spin(stream, 1'000'000);
        for (int i = 0; i < kernels; ++i) {
            const cudaStream_t here = i % 2 ? cudaStream_t(other) : cudaStream_t(stream);
            if (i > 0)
                cudaStreamWaitEvent(here, events[i - 1], 0);
            m_bench.spin(here, spinNs, 1, 32, m_bench.stamps(256) + i);
            cudaEventRecord(events[i], here);
        }
        const std::vector<kernels::BlockStamp> hopped = m_bench.read(kernels);
        for (std::size_t i = 1; i < kernels; ++i) {
            periods.push_back(double(queued[i].startNs - queued[i - 1].endNs));
            eventPeriods.push_back(double(hopped[i].startNs - hopped[i - 1].endNs));
        }
    }
    for (const cudaEvent_t event : events)
        cudaEventDestroy(event);
    set(m_profile.latencies.sameStreamGapNs, "latencies/same_stream_gap_ns", periods);
    set(m_profile.latencies.eventGapNs, "latencies/event_gap_ns", eventPeriods);
    // Host functions keep both their times on the host's clock.
    std::vector<double> hostStarts;
    HostFunctionRun run;
    for (int i = 0; i < 100; ++i) {
        STREAMSCOPE_CUDA_TRY(cudaLaunchHostFunc(stream, runHostFunction, &run));
        const Ns submitted = nowNs();
        cudaStreamSynchronize(stream);
        hostStarts.push_back(double(run.startNs - submitted));
    }
    set(m_profile.latencies.hostFunctionNs, "latencies/host_function_ns", hostStarts);
    return {};
}

Status Calibration::measureGraphs()
{
    BenchStream stream;
    constexpr std::int64_t spinNs = 5'000;
    std::vector<double> nodeGaps, starts, fixed, perNode;
    std::vector<std::vector<double>> launches;
    const std::vector<int> sizes{10, 100, 400};
    for (const int size : sizes) {
        cudaGraph_t graph = nullptr;
        cudaGraphExec_t executable = nullptr;
        STREAMSCOPE_CUDA_TRY(cudaGraphCreate(&graph, 0));
        cudaGraphNode_t last = nullptr;
        kernels::BlockStamp* stamps = m_bench.stamps(512);
        for (int i = 0; i < size; ++i) {
            kernels::KernelArguments arguments;
            arguments.parameters[0] = spinNs;
            arguments.probe.stamps = stamps + i;
            STREAMSCOPE_CUDA_TRY(kernels::addNode(&last, graph, i ? &last : nullptr, i ? 1 : 0,
                                                  *kernels::findKernel("spin"), {dim3(1), dim3(32), 0}, arguments));
        }
        STREAMSCOPE_CUDA_TRY(cudaGraphInstantiate(&executable, graph, 0));
        STREAMSCOPE_CUDA_TRY(cudaGraphUpload(executable, stream));
        STREAMSCOPE_CUDA_TRY(cudaDeviceSynchronize());
        launches.emplace_back();
        for (int round = 0; round < 25; ++round) {
            const Ns start = nowNs();
            STREAMSCOPE_CUDA_TRY(cudaGraphLaunch(executable, stream));
            const Ns returned = nowNs();
            const std::vector<kernels::BlockStamp> ran = m_bench.read(size);
            if (round < 5)
                continue;
            launches.back().push_back(double(returned - start));
            if (size == sizes[1]) // its launch call is over before the first node starts, as a rule
                starts.push_back(double(static_cast<Ns>(ran[0].startNs) + m_bench.clockOffsetNs() - returned));
            for (std::size_t i = 1; i < ran.size(); ++i)
                nodeGaps.push_back(double(ran[i].startNs - ran[i - 1].endNs));
        }
        cudaGraphExecDestroy(executable);
        cudaGraphDestroy(graph);
    }
    for (std::size_t round = 0; round < launches[0].size(); ++round) {
        const double slope = (launches[2][round] - launches[0][round]) / double(sizes[2] - sizes[0]);
        perNode.push_back(slope);
        fixed.push_back(launches[0][round] - slope * sizes[0]);
    }
    set(m_profile.calls.graphLaunchPerNodeNs, "calls/graph_launch_per_node_ns", perNode);
    set(m_profile.calls.graphLaunchNs, "calls/graph_launch_ns", fixed);
    set(m_profile.latencies.graphNodeGapNs, "latencies/graph_node_gap_ns", nodeGaps);
    set(m_profile.latencies.graphStartNs, "latencies/graph_start_ns", starts);
    return {};
}

} // namespace streamscope::cuda
