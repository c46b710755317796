// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Kernels beside the ceilings measured in the same run.
#include "support.h"

#include "cuda/clock.h"
#include "cuda/clocks.h"
#include "cuda/cuda_backend.h"
#include "cuda/memory.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>
#include <tuple>

namespace streamscope::devicetest {

namespace {

/// Median time of one launch of many back to back, ns.
double nsPerLaunch(backend::Backend& gpu, const std::string& kernel, const std::vector<std::int64_t>& parameters,
                   int times)
{
    backend::RunOptions options;
    options.repeat = 7;
    Result<backend::RunOutcome> outcome = gpu.run(singleKernel(kernel, parameters, times), options, nullptr, {});
    return outcome ? median(outcome->makespanNs) / times : 1e30;
}

double copyBytesPerSecond(std::int64_t bytes, cudaMemcpyKind kind, void* target, const void* source)
{
    cudaEvent_t start, end;
    cudaEventCreate(&start);
    cudaEventCreate(&end);
    std::vector<double> ms;
    for (int i = 0; i < 7; ++i) {
        cudaEventRecord(start, nullptr);
        for (int k = 0; k < 4; ++k)
            cudaMemcpyAsync(target, source, std::size_t(bytes), kind, nullptr);
        cudaEventRecord(end, nullptr);
        cudaEventSynchronize(end);
        float t = 0;
        cudaEventElapsedTime(&t, start, end);
        ms.push_back(t / 4);
    }
    cudaEventDestroy(start);
    cudaEventDestroy(end);
    return double(bytes) / median(ms) * 1e3;
}

/// SM clock while fma runs, Hz: sampled from another thread.
double clockUnderLoad(backend::Backend& gpu)
{
    std::vector<double> clocks;
    std::jthread sampler([&](std::stop_token stop) {
        while (!stop.stop_requested()) {
            if (const auto state = cuda::gpuState(0))
                clocks.push_back(state->smClockHz);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    });
    nsPerLaunch(gpu, "fma", {132 * 8, 256, 200'000}, 10);
    sampler.request_stop();
    sampler.join();
    return clocks.empty() ? 0 : *std::max_element(clocks.begin(), clocks.end());
}

/// Bytes a second of copies through the backend, several in a row.
double ourCopyBytesPerSecond(backend::Backend& gpu, std::int64_t bytes, workload::CopyDirection direction)
{
    constexpr int times = 4;
    program::Program program = singleKernel("empty", {1, 32}, times);
    workload::Buffer buffer;
    buffer.name = "copied";
    buffer.bytes = bytes;
    program.buffers = {buffer};
    program.memoryOfBuffer = {workload::HostMemory::pinned};
    for (int i = 0; i < times; ++i) {
        program::Operation& operation = program.operations[std::size_t(i)];
        operation.kind = workload::OperationKind::copy;
        operation.direction = direction;
        operation.buffer = 0;
        operation.bytes = bytes;
        operation.launch = -1;
        program.threads[0][std::size_t(i)].kind = program::CallKind::memcpyAsync;
    }
    backend::RunOptions options;
    options.repeat = 7;
    const Result<backend::RunOutcome> outcome = gpu.run(program, options, nullptr, {});
    return outcome ? times * double(bytes) / median(outcome->makespanNs) * 1e9 : 0;
}

} // namespace

void measureCeilings(Report& report, const Arguments&)
{
    Result<std::unique_ptr<backend::Backend>> gpu = cuda::makeCudaBackend(0);
    Result<std::vector<cuda::CudaDevice>> devices = cuda::cudaDevices();
    if (!gpu || !devices) {
        report.add("a GPU", false, text(!gpu ? gpu.error() : devices.error()));
        return;
    }
    const double clock = clockUnderLoad(**gpu);
    const double peak = (*devices)[0].sms * 128 * 2 * clock;
    report.add("clock under load", clock > 0, fmt::format("{:.0f} MHz; peak {:.2f} TFLOP/s", clock / 1e6, peak / 1e12));
    for (const int blocks : {1056, 2112, 132 * 64}) {
        const double steps = 100'000, ns = nsPerLaunch(**gpu, "fma", {blocks, 256, std::int64_t(steps)}, 4);
        const double share = 2.0 * blocks * 256 * steps / ns * 1e9 / peak;
        report.add(fmt::format("fma {} blocks of 256", blocks), share >= 0.95,
                   fmt::format("{:.1f} % of fp32 peak", share * 100), ">= 95 %");
    }
    const std::int64_t bytes = std::int64_t(1) << 30;
    double copyRate = 0;
    {
        Result<cuda::DeviceMemory<char>> a = cuda::deviceMemory<char>(bytes), b = cuda::deviceMemory<char>(bytes);
        if (a && b)
            copyRate = 2 * copyBytesPerSecond(bytes, cudaMemcpyDeviceToDevice, a->get(), b->get());
    }
    {
        constexpr std::int64_t copied = std::int64_t(1) << 28;
        Result<cuda::DeviceMemory<char>> device = cuda::deviceMemory<char>(copied),
                                         other = cuda::deviceMemory<char>(copied);
        Result<cuda::PinnedMemory<char>> host = cuda::pinnedMemory<char>(copied);
        using workload::CopyDirection;
        if (device && other && host)
            for (const auto& [name, direction, kind, to, from] :
                 {std::tuple("host to device", CopyDirection::hostToDevice, cudaMemcpyHostToDevice, device->get(),
                             host->get()),
                  std::tuple("device to host", CopyDirection::deviceToHost, cudaMemcpyDeviceToHost, host->get(),
                             device->get()),
                  std::tuple("device to device", CopyDirection::deviceToDevice, cudaMemcpyDeviceToDevice, other->get(),
                             device->get())}) {
                const double bare = copyBytesPerSecond(copied, kind, to, from),
                             ours = ourCopyBytesPerSecond(**gpu, copied, direction);
                report.add(
                    fmt::format("copy {}", name), ours >= 0.98 * bare,
                    fmt::format("{:.1f} GB/s, {:.1f} % of bare {:.1f}", ours / 1e9, ours / bare * 100, bare / 1e9),
                    ">= 98 %");
            }
    }
    for (const std::int64_t elements : {std::int64_t(1) << 26, std::int64_t(1) << 28, (std::int64_t(1) << 28) + 4}) {
        const double rate = 12.0 * double(elements) / nsPerLaunch(**gpu, "triad", {elements}, 8) * 1e9;
        report.add(fmt::format("triad {} elements", elements), rate >= 0.92 * copyRate,
                   fmt::format("{:.2f} TB/s, {:.1f} % of the copy's {:.2f}", rate / 1e12, rate / copyRate * 100,
                               copyRate / 1e12),
                   ">= 92 %");
    }
    for (const std::vector<std::int64_t>& size : std::vector<std::vector<std::int64_t>>{
             {2048, 2048, 2048}, {4096, 4096, 4096}, {8192, 8192, 8192}, {8192, 8192, 512}}) {
        const double ns = nsPerLaunch(**gpu, "gemm", size, 4);
        const double rate = 2.0 * double(size[0]) * double(size[1]) * double(size[2]) / ns * 1e9;
        report.add(fmt::format("gemm {}", fmt::join(size, "x")), size[2] < 4096 || rate >= 0.6 * peak,
                   fmt::format("{:.1f} TFLOP/s, {:.1f} % of peak", rate / 1e12, rate / peak * 100), ">= 60 %");
    }
    {
        const double ns = nsPerLaunch(**gpu, "dcka_gram", {8192, 512}, 4), rate = 2.0 * 8192 * 8192 * 512 / ns * 1e9;
        report.add("dcka_gram 8192x512", true,
                   fmt::format("{:.1f} TFLOP/s, {:.1f} % of peak", rate / 1e12, rate / peak * 100));
    }
    for (const auto& [kernel, bytesPerElement] : std::vector<std::pair<std::string, double>>{
             {"dcka_dot", 8}, {"dcka_centre", 8}, {"dcka_regress", 12}, {"dcka_normalise", 8}, {"dcka_row_means", 4}}) {
        const double rate = bytesPerElement * 8192 * 8192 / nsPerLaunch(**gpu, kernel, {8192}, 8) * 1e9;
        report.add(kernel + " 8192", true,
                   fmt::format("{:.2f} TB/s, {:.1f} % of the copy", rate / 1e12, rate / copyRate * 100));
    }
    const double rate = 4.0 * (1 << 28) / nsPerLaunch(**gpu, "reduce", {1 << 28}, 8) * 1e9;
    report.add("reduce 2^28", true,
               fmt::format("{:.2f} TB/s, {:.1f} % of the copy", rate / 1e12, rate / copyRate * 100));
    const double elementwise = 8.0 * (1 << 28) / nsPerLaunch(**gpu, "elementwise", {1 << 28, 1}, 8) * 1e9;
    report.add("elementwise 2^28", true,
               fmt::format("{:.2f} TB/s, {:.1f} % of the copy", elementwise / 1e12, elementwise / copyRate * 100));
}

} // namespace streamscope::devicetest
