// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/bench.h"

#include "cuda/probes.h"

#include <algorithm>

namespace streamscope::cuda {

Bench::Bench()
{
    measureClockOffset();
}

void Bench::measureClockOffset()
{
    if (const Result<Ns> offset = deviceClockOffset())
        m_clockOffsetNs = *offset;
}

void Bench::launch(const char* name, cudaStream_t stream, std::initializer_list<std::int64_t> parameters, dim3 grid,
                   dim3 block, kernels::BlockStamp* stamps, std::initializer_list<float*> buffers) const
{
    kernels::KernelArguments arguments;
    std::copy(parameters.begin(), parameters.end(), arguments.parameters);
    std::copy(buffers.begin(), buffers.end(), arguments.buffers);
    arguments.probe.stamps = stamps;
    kernels::launch(*kernels::findKernel(name), {grid, block, 0}, arguments, stream);
}

void Bench::spin(cudaStream_t stream, std::int64_t ns, unsigned blocks, unsigned threads,
                 kernels::BlockStamp* stamps) const
{
    launch("spin", stream, {ns, blocks, threads}, dim3(blocks), dim3(threads), stamps);
}

void Bench::empty(cudaStream_t stream, unsigned blocks, unsigned threads, kernels::BlockStamp* stamps) const
{
    launch("empty", stream, {blocks, threads}, dim3(blocks), dim3(threads), stamps);
}

void Bench::triad(cudaStream_t stream, std::int64_t elements, kernels::BlockStamp* stamps)
{
    float* a = memory(3 * elements * 4);
    launch("triad", stream, {elements}, dim3(unsigned((elements + 2047) / 2048)), dim3(256), stamps,
           {a, a + elements, a + 2 * elements});
}

kernels::BlockStamp* Bench::stamps(std::int64_t count)
{
    if (count > m_stampCount)
        if (Result<DeviceMemory<kernels::BlockStamp>> memory = deviceMemory<kernels::BlockStamp>(count)) {
            m_stamps = std::move(*memory);
            m_stampCount = count;
        }
    return m_stamps.get();
}

std::vector<kernels::BlockStamp> Bench::read(std::int64_t count) const
{
    std::vector<kernels::BlockStamp> stamps(static_cast<std::size_t>(count));
    cudaDeviceSynchronize();
    cudaMemcpy(stamps.data(), m_stamps.get(), stamps.size() * sizeof(kernels::BlockStamp), cudaMemcpyDeviceToHost);
    return stamps;
}

float* Bench::memory(std::int64_t bytes)
{
    if (bytes > m_memoryBytes) {
        m_memory.reset();
        m_memoryBytes = 0;
        if (Result<DeviceMemory<float>> memory = deviceMemory<float>((bytes + 3) / 4)) {
            m_memory = std::move(*memory);
            m_memoryBytes = bytes;
            cudaMemset(m_memory.get(), 0x3c, std::size_t(bytes)); // numbers that are not zero
        }
    }
    return m_memory.get();
}

Interval extentOf(const std::vector<kernels::BlockStamp>& stamps, std::size_t first, std::size_t count)
{
    Interval extent{static_cast<Ns>(stamps[first].startNs), static_cast<Ns>(stamps[first].endNs)};
    for (std::size_t i = first; i < first + count; ++i) {
        extent.startNs = std::min(extent.startNs, static_cast<Ns>(stamps[i].startNs));
        extent.endNs = std::max(extent.endNs, static_cast<Ns>(stamps[i].endNs));
    }
    return extent;
}

Spread spreadOf(std::vector<double> samples)
{
    if (samples.empty())
        return {};
    std::sort(samples.begin(), samples.end());
    const auto at = [&samples](double share) { return samples[std::size_t(share * double(samples.size() - 1) + 0.5)]; };
    return {at(0.1), at(0.5), at(0.9)};
}

} // namespace streamscope::cuda
