// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/probes.h"

#include "cuda/clock.h"

#include <algorithm>
#include <atomic>

namespace streamscope::cuda {

namespace {

constexpr std::int64_t mostBlocks = 8'000'000; ///< 192 MB of device memory

} // namespace

Status Probes::prepare(const program::Program& program)
{
    m_firstOfOperation.assign(program.operations.size(), -1);
    for (std::size_t i = 0; i < program.operations.size(); ++i) {
        const program::Operation& operation = program.operations[i];
        if (operation.kind != workload::OperationKind::kernel)
            continue;
        const std::int64_t blocks = program.launches[std::size_t(operation.launch)].shape.blocks();
        if (m_blocks + blocks > mostBlocks)
            continue;
        m_firstOfOperation[i] = m_blocks;
        m_spans.push_back({program::Index(i), m_blocks, blocks});
        m_blocks += blocks;
    }
    Result<DeviceMemory<kernels::BlockStamp>> stamps = deviceMemory<kernels::BlockStamp>(m_blocks);
    if (!stamps)
        return stamps.error();
    m_stamps = std::move(*stamps);
    return {};
}

kernels::Probe Probes::of(program::Index operation) const
{
    if (m_firstOfOperation.empty() || m_firstOfOperation[std::size_t(operation)] < 0)
        return {};
    const std::int64_t first = m_firstOfOperation[std::size_t(operation)];
    return {m_stamps.get() + first};
}

Result<std::vector<Probes::Record>> Probes::read() const
{
    if (m_blocks == 0)
        return std::vector<Record>();
    std::vector<kernels::BlockStamp> stamps(static_cast<std::size_t>(m_blocks));
    STREAMSCOPE_CUDA_TRY(
        cudaMemcpy(stamps.data(), m_stamps.get(), stamps.size() * sizeof(kernels::BlockStamp), cudaMemcpyDeviceToHost));
    std::vector<Record> records;
    for (const Span& span : m_spans) {
        Record record;
        record.operation = span.operation;
        for (std::int64_t i = span.first; i < span.first + span.count; ++i) {
            const kernels::BlockStamp& stamp = stamps[static_cast<std::size_t>(i)];
            const Ns from = static_cast<Ns>(stamp.startNs), to = static_cast<Ns>(stamp.endNs);
            record.blocks.sm.push_back(stamp.sm);
            record.blocks.startNs.push_back(from);
            record.blocks.durationNs.push_back(to - from);
            record.startNs = i == span.first ? from : std::min(record.startNs, from);
            record.endNs = i == span.first ? to : std::max(record.endNs, to);
        }
        records.push_back(std::move(record));
    }
    return records;
}

Result<Ns> deviceClockOffset()
{
    constexpr int rounds = 64;
    constexpr Ns patience = 3'000'000'000;
    Result<PinnedMemory<std::uint64_t>> words = pinnedMemory<std::uint64_t>(3 * 16);
    if (!words)
        return words.error();
    // One cache line each.
    volatile std::uint64_t* request = words->get();
    volatile std::uint64_t* answer = words->get() + 16;
    volatile std::uint64_t* done = words->get() + 32;
    std::fill_n(words->get(), 3 * 16, 0);
    STREAMSCOPE_CUDA_TRY(kernels::launchClockEcho(request, answer, done, rounds, nullptr));
    Ns best = 0, width = patience;
    for (int round = 1; round <= rounds; ++round) {
        const Ns before = nowNs();
        *request = static_cast<std::uint64_t>(round);
        while (*done != static_cast<std::uint64_t>(round) && nowNs() < before + patience) {
        }
        std::atomic_thread_fence(std::memory_order_acquire);
        const Ns after = nowNs();
        if (after - before < width) {
            width = after - before;
            best = (before + after) / 2 - static_cast<Ns>(*answer);
        }
    }
    STREAMSCOPE_CUDA_TRY(cudaDeviceSynchronize());
    return best;
}

} // namespace streamscope::cuda
