// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/buffers.h"

#include "fill.h"

#include <algorithm>
#include <utility>

namespace streamscope::cuda {

namespace {

using program::Index;

std::int64_t floats(std::int64_t bytes)
{
    return (bytes + 3) / 4;
}

kernels::FillArguments fillArguments(const workload::Fill& fill)
{
    using Kind = kernels::FillArguments::Kind;
    kernels::FillArguments arguments;
    arguments.kind = fill.kind == workload::Fill::Kind::uniform ? Kind::uniform
                     : fill.kind == workload::Fill::Kind::zeros ? Kind::zeros
                                                                : Kind::features;
    arguments.samples = fill.samples;
    arguments.depth = fill.depth;
    arguments.seed = fill.seed;
    return arguments;
}

} // namespace

Result<std::shared_ptr<Buffers>> Buffers::make(const program::Program& program)
{
    auto buffers = std::make_shared<Buffers>();
    buffers->m_needs = program::memoryNeeds(program);
    buffers->m_sides = std::vector<Side>(buffers->m_needs.size());
    for (std::size_t i = 0; i < buffers->m_needs.size(); ++i) {
        const program::MemoryNeed& need = buffers->m_needs[i];
        Side& side = buffers->m_sides[i];
        side.midway = need.midwayDevice;
        if (need.device && !need.midwayDevice) {
            Result<DeviceMemory<float>> memory = deviceMemory<float>(floats(need.bytes));
            if (!memory)
                return memory.error();
            side.ownDevice = std::move(*memory);
            side.device = side.ownDevice.get();
        }
        if (need.otherDevice) {
            Result<DeviceMemory<float>> memory = deviceMemory<float>(floats(need.bytes));
            if (!memory)
                return memory.error();
            side.otherDevice = std::move(*memory);
        }
        if (need.host && !need.midwayHost && need.memory == workload::HostMemory::pinned) {
            Result<PinnedMemory<float>> memory = pinnedMemory<float>(floats(need.bytes));
            if (!memory)
                return memory.error();
            side.pinned = std::move(*memory);
            side.host = side.pinned.get();
        } else if (need.host && !need.midwayHost) {
            Result<PageableMemory<float>> memory = pageableMemory<float>(floats(need.bytes));
            if (!memory)
                return memory.error();
            side.pageable = std::move(*memory);
            side.host = side.pageable.get();
        }
        if (need.otherHost) {
            Result<PageableMemory<float>> memory = pageableMemory<float>(floats(need.bytes));
            if (!memory)
                return memory.error();
            side.otherHost = std::move(*memory);
        }
        if (Status filled = fill(need, side); !filled)
            return filled.error();
    }
    STREAMSCOPE_CUDA_TRY(cudaDeviceSynchronize());
    return buffers;
}

Status Buffers::fill(const program::MemoryNeed& need, Side& side)
{
    if (side.ownDevice) {
        STREAMSCOPE_CUDA_TRY(
            kernels::launchFill(fillArguments(need.fill), side.ownDevice.get(), floats(need.bytes), nullptr));
        if (float* host = side.host)
            STREAMSCOPE_CUDA_TRY(
                cudaMemcpy(host, side.ownDevice.get(), std::size_t(need.bytes), cudaMemcpyDeviceToHost));
    } else if (float* host = side.host) {
        std::fill_n(host, floats(need.bytes), 1.0f);
    }
    if (side.otherDevice)
        STREAMSCOPE_CUDA_TRY(cudaMemset(side.otherDevice.get(), 0, std::size_t(need.bytes)));
    return {};
}

bool Buffers::suits(const program::Program& program) const
{
    return program::memoryNeeds(program) == m_needs;
}

cudaError_t Buffers::allocate(Index buffer, bool async, cudaStream_t stream)
{
    Side& side = m_sides[std::size_t(buffer)];
    void* p = nullptr;
    const auto bytes = std::size_t(m_needs[std::size_t(buffer)].bytes);
    const cudaError_t code = async ? cudaMallocAsync(&p, bytes, stream) : cudaMalloc(&p, bytes);
    side.device.store(static_cast<float*>(p), std::memory_order_release);
    return code;
}

cudaError_t Buffers::free(Index buffer, bool async, cudaStream_t stream)
{
    float* p = m_sides[std::size_t(buffer)].device.exchange(nullptr);
    return async ? cudaFreeAsync(p, stream) : cudaFree(p);
}

cudaError_t Buffers::allocatePinned(Index buffer)
{
    void* p = nullptr;
    const cudaError_t code = cudaMallocHost(&p, std::size_t(m_needs[std::size_t(buffer)].bytes));
    m_sides[std::size_t(buffer)].host.store(static_cast<float*>(p), std::memory_order_release);
    return code;
}

cudaError_t Buffers::freePinned(Index buffer)
{
    return cudaFreeHost(m_sides[std::size_t(buffer)].host.exchange(nullptr));
}

void Buffers::freeLeftovers()
{
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        if (m_needs[i].midwayDevice && m_sides[i].device)
            cudaFree(m_sides[i].device.exchange(nullptr));
        if (m_needs[i].midwayHost && m_sides[i].host)
            cudaFreeHost(m_sides[i].host.exchange(nullptr));
    }
}

Result<std::vector<float>> Buffers::read(Index buffer, std::int64_t count) const
{
    std::vector<float> values(std::size_t(std::min(count, floats(m_needs[std::size_t(buffer)].bytes))));
    if (const float* p = device(buffer))
        STREAMSCOPE_CUDA_TRY(cudaMemcpy(values.data(), p, values.size() * sizeof(float), cudaMemcpyDeviceToHost));
    return values;
}

} // namespace streamscope::cuda
