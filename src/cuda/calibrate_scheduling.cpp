// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Where blocks go, how fast they are handed out, how deep and how many the queues are.
#include "cuda/calibration.h"
#include "cuda/check.h"
#include "cuda/clock.h"

#include <algorithm>

namespace streamscope::cuda {

Status Calibration::measureScheduling()
{
    BenchStream stream;
    // One block of all an SM's threads on every SM: the order in which equal SMs are chosen.
    const auto sms = unsigned(m_profile.sms);
    std::vector<std::vector<int>> orders;
    for (int round = 0; round < 5; ++round) {
        m_bench.spin(stream, 50'000, sms, 1024, m_bench.stamps(sms));
        std::vector<int> order;
        for (const kernels::BlockStamp& stamp : m_bench.read(sms))
            order.push_back(stamp.sm);
        orders.push_back(std::move(order));
    }
    std::vector<int> sorted = orders.back();
    std::sort(sorted.begin(), sorted.end());
    bool permutation = true;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        permutation &= sorted[i] == int(i);
    if (permutation)
        m_profile.smOrder = orders.back();
    double same = 0;
    for (const std::vector<int>& order : orders)
        same += order == orders.back() ? 1.0 / double(orders.size()) : 0;
    m_profile.spread["limits/sm_order"] = {same, same}; // share of equal runs

    // Empty blocks: nothing but handing out.
    std::vector<double> perBlock;
    const auto length = [&](unsigned blocks) {
        m_bench.empty(stream, blocks, 32, m_bench.stamps(blocks));
        const Interval ran = extentOf(m_bench.read(blocks), 0, blocks);
        return double(ran.durationNs());
    };
    for (int round = 0; round < 15; ++round)
        perBlock.push_back((length(60'000) - length(20'000)) / 40'000);
    set(m_profile.latencies.dispatchBlockNs, "latencies/dispatch_block_ns", perBlock);

    // A small copy alone: what is left when the call, the engine and the return are taken off.
    Result<PinnedMemory<char>> host = pinnedMemory<char>(4096);
    Result<DeviceMemory<char>> target = deviceMemory<char>(4096);
    if (!host || !target)
        return !host ? host.error() : target.error();
    std::vector<double> starts, gaps;
    constexpr double engineNs = 800; // of four bytes; the tracer's figure is not there yet
    for (int i = 0; i < 100; ++i) {
        STREAMSCOPE_CUDA_TRY(cudaMemcpyAsync(target->get(), host->get(), 4, cudaMemcpyHostToDevice, stream));
        const Ns submitted = nowNs();
        cudaDeviceSynchronize();
        starts.push_back(std::max(0.0, double(nowNs() - submitted) - engineNs - m_profile.calls.synchronizeNs));
    }
    set(m_profile.latencies.copyToStartNs, "latencies/copy_to_start_ns", starts);
    for (int round = 0; round < 10; ++round) {
        constexpr int copies = 100;
        m_bench.spin(stream, 2'000'000, 1, 32, m_bench.stamps(2));
        for (int i = 0; i < copies; ++i)
            STREAMSCOPE_CUDA_TRY(cudaMemcpyAsync(target->get(), host->get(), 4, cudaMemcpyHostToDevice, stream));
        m_bench.spin(stream, 1'000, 1, 32, m_bench.stamps(2) + 1);
        const std::vector<kernels::BlockStamp> around = m_bench.read(2);
        gaps.push_back(std::max(0.0, double(around[1].startNs - around[0].endNs) / (copies + 1) - engineNs));
    }
    set(m_profile.latencies.copyGapNs, "latencies/copy_gap_ns", gaps);

    // Implicit synchronisation: does a memset of one stream wait for another stream's kernel?
    BenchStream blockingA(cudaStreamDefault), blockingB(cudaStreamDefault);
    m_bench.spin(blockingA, 500'000, 1, 32, m_bench.stamps(2));
    STREAMSCOPE_CUDA_TRY(cudaMemsetAsync(target->get(), 0, 4096, blockingB));
    m_bench.spin(blockingB, 1'000, 1, 32, m_bench.stamps(2) + 1);
    const std::vector<kernels::BlockStamp> pair = m_bench.read(2);
    m_profile.implicitSyncRules = pair[1].startNs > pair[0].endNs;
    return {};
}

Status Calibration::measureQueues()
{
    // Launches until one has to wait: the stream is held all the while.
    BenchStream held;
    constexpr int most = 8192;
    constexpr std::int64_t holdNs = 120'000'000;
    m_bench.spin(held, holdNs);
    int pending = 0;
    for (; pending < most; ++pending) {
        const Ns start = nowNs();
        m_bench.empty(held);
        if (nowNs() - start > holdNs / 10)
            break;
    }
    cudaDeviceSynchronize();
    m_profile.launchQueueDepth = pending + 1; // the holder itself counts

    // Streams that no longer run side by side share a queue.
    constexpr std::int64_t spinNs = 150'000;
    m_profile.connections = 32;
    for (int count = 2; count <= 32; ++count) {
        std::vector<std::unique_ptr<BenchStream>> streams;
        for (int i = 0; i < count; ++i)
            streams.push_back(std::make_unique<BenchStream>());
        double best = 1e18;
        for (int round = 0; round < 3; ++round) {
            cudaDeviceSynchronize();
            kernels::BlockStamp* stamps = m_bench.stamps(512);
            for (int i = 0; i < count; ++i)
                for (int k = 0; k < 4; ++k)
                    m_bench.spin(*streams[std::size_t(i)], spinNs, 1, 32, stamps + i * 4 + k);
            best = std::min(best, double(extentOf(m_bench.read(count * 4), 0, std::size_t(count) * 4).durationNs()));
        }
        if (best > 4 * spinNs * 1.4) {
            m_profile.connections = count - 1;
            break;
        }
    }
    return {};
}

} // namespace streamscope::cuda
