// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "chase.h"
#include "device.cuh"

#include <numeric>

namespace streamscope::kernels {

namespace {

constexpr std::uint32_t wordsOfLine = 32;

__global__ void makeRingKernel(std::uint32_t* ring, std::uint32_t lines, std::uint32_t stride)
{
    for (std::uint32_t i = blockIdx.x * blockDim.x + threadIdx.x; i < lines; i += gridDim.x * blockDim.x)
        ring[std::size_t(i) * wordsOfLine] = std::uint32_t((std::uint64_t(i) + stride) % lines);
}

__global__ void chaseKernel(const std::uint32_t* ring, std::uint32_t steps, std::uint64_t* ns, std::uint32_t* end)
{
    std::uint32_t at = *end;
    const std::uint64_t start = globalTimerNs();
#pragma unroll 8
    for (std::uint32_t i = 0; i < steps; ++i)
        at = __ldcg(ring + std::size_t(at) * wordsOfLine);
    *end = at; // the clock is read after the last load, which this store waits for
    __threadfence();
    *ns = globalTimerNs() - start;
}

} // namespace

cudaError_t launchMakeRing(std::uint32_t* ring, std::uint32_t lines, cudaStream_t stream)
{
    // About the golden share of the way round, and prime to it: every line is met once, neighbours far apart in time.
    auto stride = std::uint32_t(0.6180339887 * lines);
    while (std::gcd(stride, lines) != 1)
        ++stride;
    makeRingKernel<<<256, 256, 0, stream>>>(ring, lines, stride);
    return cudaGetLastError();
}

cudaError_t launchChase(const std::uint32_t* ring, std::uint32_t steps, std::uint64_t* ns, std::uint32_t* end,
                        cudaStream_t stream)
{
    chaseKernel<<<1, 1, 0, stream>>>(ring, steps, ns, end);
    return cudaGetLastError();
}

} // namespace streamscope::kernels
