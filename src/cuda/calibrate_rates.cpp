// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Copies, memory and what the tracer alone can tell apart.
#include "chase.h"
#include "cuda/activity.h"
#include "cuda/calibration.h"
#include "cuda/check.h"
#include "cuda/clock.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace streamscope::cuda {

namespace {

constexpr std::int64_t mebibyte = 1 << 20;
constexpr std::int64_t triadBytes = 12; ///< an element

/// Wall times of `run` and a device synchronisation, ns.
std::vector<double> walls(int count, const std::function<void()>& run)
{
    std::vector<double> samples;
    for (int i = -1; i < count; ++i) {
        cudaDeviceSynchronize();
        const Ns start = nowNs();
        run();
        cudaDeviceSynchronize();
        if (i >= 0)
            samples.push_back(double(nowNs() - start));
    }
    return samples;
}

/// Bytes a second between a small and a large transfer: what they share drops out.
std::vector<double> rates(const std::vector<double>& small, const std::vector<double>& large, double bytes)
{
    std::vector<double> samples;
    for (const double ns : large)
        samples.push_back(bytes / (ns - spreadOf(small).median) * 1e9);
    return samples;
}

/// The ramp from 0 to 1 that stands for `points`: it begins where they leave zero and ends so that the rest is nearest,
/// by squares.
std::pair<double, double> fittedRamp(const std::vector<std::pair<double, double>>& points)
{
    constexpr double few = 0.1, step = 0.02, greatest = 2.5;
    double begin = 0, valueBefore = 0;
    for (const auto& [at, value] : points) {
        if (value >= few) {
            begin += (at - begin) * (few - valueBefore) / (value - valueBefore);
            break;
        }
        begin = at;
        valueBefore = value;
    }
    double best = begin + step, least = std::numeric_limits<double>::max();
    for (double end = begin + step; end <= greatest; end += step) {
        double squares = 0;
        for (const auto& [at, value] : points) {
            const double off = std::clamp((at - begin) / (end - begin), 0.0, 1.0) - value;
            squares += off * off;
        }
        if (squares < least) {
            least = squares;
            best = end;
        }
    }
    return {begin, best};
}

} // namespace

Status Calibration::measureTransfers()
{
    constexpr std::int64_t small = mebibyte, large = 129 * mebibyte;
    Result<PinnedMemory<char>> host = pinnedMemory<char>(2 * large);
    Result<DeviceMemory<char>> target = deviceMemory<char>(2 * large);
    if (!host || !target)
        return !host ? host.error() : target.error();
    BenchStream stream, other;
    const auto measure = [&](device::TransferModel& model, const std::string& place,
                             const std::function<void(std::size_t)>& transfer) {
        const std::vector<double> few = walls(15, [&] { transfer(std::size_t(small)); }),
                                  many = walls(7, [&] { transfer(std::size_t(large)); });
        set(model.bytesPerSecond, "transfers/" + place + "/bytes_per_second", rates(few, many, double(large - small)));
    };
    const auto copy = [&](cudaMemcpyKind kind, void* to, const void* from, cudaStream_t on) {
        return [=](std::size_t bytes) { cudaMemcpyAsync(to, from, bytes, kind, on); };
    };
    measure(m_profile.pinnedH2D, "pinned_h2d", copy(cudaMemcpyHostToDevice, target->get(), host->get(), stream));
    measure(m_profile.pinnedD2H, "pinned_d2h", copy(cudaMemcpyDeviceToHost, host->get(), target->get(), stream));
    measure(m_profile.deviceToDevice, "device_to_device",
            copy(cudaMemcpyDeviceToDevice, target->get(), target->get() + large, stream));
    measure(m_profile.memset, "memset", [&](std::size_t bytes) { cudaMemsetAsync(target->get(), 0, bytes, stream); });
    const double alone = 1e9 * large / m_profile.pinnedH2D.bytesPerSecond;
    std::vector<double> factors;
    for (const double ns : walls(7, [&] {
             cudaMemcpyAsync(target->get(), host->get(), std::size_t(large), cudaMemcpyHostToDevice, stream);
             cudaMemcpyAsync(host->get() + large, target->get() + large, std::size_t(large), cudaMemcpyDeviceToHost,
                             other);
         }))
        factors.push_back(std::min(1.0, alone / ns));
    set(m_profile.bothWaysFactor, "transfers/both_ways_factor", factors);
    return {};
}

Status Calibration::measurePageable()
{
    constexpr std::int64_t small = mebibyte, large = 33 * mebibyte;
    Result<PageableMemory<char>> host = pageableMemory<char>(large);
    Result<DeviceMemory<char>> target = deviceMemory<char>(large);
    if (!host || !target)
        return !host ? host.error() : target.error();
    BenchStream stream;
    const auto measure = [&](device::TransferModel& model, const std::string& place, bool toDevice) {
        const auto transfer = [&](std::int64_t bytes) {
            toDevice ? cudaMemcpyAsync(target->get(), host->get(), std::size_t(bytes), cudaMemcpyHostToDevice, stream)
                     : cudaMemcpyAsync(host->get(), target->get(), std::size_t(bytes), cudaMemcpyDeviceToHost, stream);
        };
        const std::vector<double> few = walls(15, [&] { transfer(small); }), many = walls(5, [&] { transfer(large); });
        set(model.bytesPerSecond, "transfers/" + place + "/bytes_per_second", rates(few, many, double(large - small)));
        std::vector<double> latencies;
        const double around = m_profile.calls.memcpyNs + m_profile.calls.synchronizeNs;
        for (const double ns : few)
            latencies.push_back(std::max(0.0, ns - around - 1e9 * double(small) / model.bytesPerSecond));
        set(model.latencyNs, "transfers/" + place + "/latency_ns", latencies);
    };
    measure(m_profile.pageableH2D, "pageable_h2d", true);
    measure(m_profile.pageableD2H, "pageable_d2h", false);
    return {};
}

/// Bytes a second of triads over the same elements, which are a multiple of 64. Without stamps: behind a spinning
/// kernel, several in a row, what one more takes.
double Calibration::triadRate(std::int64_t elements)
{
    BenchStream stream;
    const auto wall = [&](int times) {
        return spreadOf(walls(5,
                              [&] {
                                  m_bench.spin(stream, 200'000);
                                  for (int i = 0; i < times; ++i)
                                      m_bench.triad(stream, elements);
                              }))
            .median;
    };
    return double(triadBytes * elements) / ((wall(24) - wall(4)) / 20 - m_profile.latencies.sameStreamGapNs) * 1e9;
}

Status Calibration::measureMemory()
{
    m_bench.memory(3 * (std::int64_t(1) << 27) * 4);
    std::vector<double> dram, l2;
    for (int i = 0; i < 3; ++i) {
        dram.push_back(triadRate(std::int64_t(1) << 27));
        l2.push_back(triadRate(std::max<std::int64_t>(m_profile.l2Bytes / 4 / triadBytes, 1 << 16) / 64 * 64));
    }
    set(m_profile.dramBytesPerSecond, "rates/dram_bytes_per_second", dram);
    set(m_profile.l2BytesPerSecond, "rates/l2_bytes_per_second", l2);

    const Result<std::vector<double>> near = chase(4 * mebibyte, 8192), far = chase(512 * mebibyte, 8192);
    if (!near || !far)
        return !near ? near.error() : far.error();
    set(m_profile.l2LatencyNs, "rates/l2_latency_ns", *near);
    set(m_profile.dramLatencyNs, "rates/dram_latency_ns", *far);
    return {};
}

/// Nanoseconds a step on walks through `bytes` of memory, several walks of `steps` each, after one that does not count.
Result<std::vector<double>> Calibration::chase(std::int64_t bytes, std::uint32_t steps)
{
    const auto lines = std::uint32_t(bytes / 128);
    BenchStream stream;
    auto* ring = reinterpret_cast<std::uint32_t*>(m_bench.memory(bytes));
    Result<DeviceMemory<std::uint64_t>> answer = deviceMemory<std::uint64_t>(2);
    if (!answer)
        return answer.error();
    auto* end = reinterpret_cast<std::uint32_t*>(answer->get() + 1);
    STREAMSCOPE_CUDA_TRY(cudaMemset(end, 0, 8));
    STREAMSCOPE_CUDA_TRY(kernels::launchMakeRing(ring, lines, stream));
    std::vector<double> samples;
    for (int i = -1; i < 6; ++i) {
        STREAMSCOPE_CUDA_TRY(kernels::launchChase(ring, steps, answer->get(), end, stream));
        STREAMSCOPE_CUDA_TRY(cudaStreamSynchronize(stream));
        std::uint64_t ns = 0;
        STREAMSCOPE_CUDA_TRY(cudaMemcpy(&ns, answer->get(), sizeof ns, cudaMemcpyDeviceToHost));
        if (i >= 0)
            samples.push_back(double(ns) / steps);
    }
    return samples;
}

/// The miss curve of L2: what share of the traffic goes to memory when data is used again after so many bytes. Triads
/// one after the other over the same buffers tell it by their rate, which lies between L2's and memory's. The model
/// knows the curve as a ramp, from l2KeepsShare of L2 to l2LosesShare.
Status Calibration::measureMissCurve()
{
    constexpr int first = 3, last = 20, rounds = 7; // tenths of L2; what is smaller is over too soon
    const double hit = 1 / m_profile.l2BytesPerSecond, miss = 1 / m_profile.dramBytesPerSecond;
    std::map<int, std::vector<double>> curve; // share of misses by tenth
    std::vector<double> keeps, loses;
    for (int round = 0; round < rounds; ++round) {
        std::vector<std::pair<double, double>> points;
        for (int tenth = first; tenth <= last; ++tenth) {
            const std::int64_t elements = m_profile.l2Bytes * tenth / 10 / triadBytes / 64 * 64;
            const double misses = std::clamp((1 / triadRate(elements) - hit) / (miss - hit), 0.0, 1.0);
            curve[tenth].push_back(misses);
            points.emplace_back(tenth / 10.0, misses);
        }
        const auto [keepsShare, losesShare] = fittedRamp(points);
        keeps.push_back(keepsShare);
        loses.push_back(losesShare);
    }
    set(m_profile.model.l2KeepsShare, "model/l2_keeps_share", keeps);
    set(m_profile.model.l2LosesShare, "model/l2_loses_share", loses);
    for (const auto& [tenth, misses] : curve) {
        const Spread spread = spreadOf(misses);
        m_profile.spread[fmt::format("model/l2_misses/after_{}_percent", 10 * tenth)] = {spread.low, spread.high};
    }
    return {};
}

Status Calibration::measureWithTracer()
{
    Result<std::unique_ptr<ActivitySource>> source = makeCuptiSource();
    if (!source)
        return {}; // the stamps' figures stay
    std::mutex mutex;
    std::vector<DeviceActivity> arrived;
    if (Status started = (*source)->start([&](const DeviceActivity& activity) {
            const std::lock_guard lock(mutex);
            arrived.push_back(activity);
        });
        !started)
        return {};
    BenchStream stream;
    Result<PinnedMemory<char>> host = pinnedMemory<char>(4096);
    Result<DeviceMemory<char>> target = deviceMemory<char>(8192);
    if (!host || !target)
        return !host ? host.error() : target.error();
    const auto durations = [&](const std::function<void()>& submit) {
        (*source)->flush(true);
        arrived.clear();
        for (int i = 0; i < 100; ++i)
            submit();
        cudaDeviceSynchronize();
        (*source)->flush(true);
        const std::lock_guard lock(mutex);
        std::vector<double> samples;
        for (const DeviceActivity& activity : arrived)
            samples.push_back(double(activity.endNs - activity.startNs));
        return samples;
    };
    const double gap = m_profile.latencies.sameStreamGapNs, eventGap = m_profile.latencies.eventGapNs,
                 nodeGap = m_profile.latencies.graphNodeGapNs;
    device::DeviceLatencies& latencies = m_profile.latencies;
    set(latencies.emptyKernelNs, "latencies/empty_kernel_ns", durations([&] { m_bench.empty(stream); }));
    // Between stamps lies the rest of a kernel's own start and end; the model counts that with the kernel.
    latencies.sameStreamGapNs = std::max(0.0, gap - latencies.emptyKernelNs);
    latencies.eventGapNs = std::max(0.0, eventGap - latencies.emptyKernelNs);
    latencies.graphNodeGapNs = std::max(0.0, nodeGap - latencies.emptyKernelNs);
    const auto copies = [&](device::TransferModel& model, const std::string& place, cudaMemcpyKind kind, void* to,
                            const void* from) {
        set(model.latencyNs, "transfers/" + place + "/latency_ns",
            durations([&] { cudaMemcpyAsync(to, from, 4, kind, stream); }));
    };
    copies(m_profile.pinnedH2D, "pinned_h2d", cudaMemcpyHostToDevice, target->get(), host->get());
    copies(m_profile.pinnedD2H, "pinned_d2h", cudaMemcpyDeviceToHost, host->get(), target->get());
    copies(m_profile.deviceToDevice, "device_to_device", cudaMemcpyDeviceToDevice, target->get(), target->get() + 4096);
    set(m_profile.memset.latencyNs, "transfers/memset/latency_ns",
        durations([&] { cudaMemsetAsync(target->get(), 0, 4, stream); }));
    (*source)->stop();
    return {};
}

} // namespace streamscope::cuda
