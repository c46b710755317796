// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What the kernels share on the device.
#pragma once

#include "launch.h"

namespace streamscope::kernels {

__device__ inline std::uint64_t globalTimerNs()
{
    std::uint64_t ns;
    asm volatile("mov.u64 %0, %%globaltimer;" : "=l"(ns));
    return ns;
}

__device__ inline std::int32_t smId()
{
    std::int32_t sm;
    asm volatile("mov.u32 %0, %%smid;" : "=r"(sm));
    return sm;
}

__device__ inline unsigned threadInBlock()
{
    return threadIdx.x + threadIdx.y * blockDim.x;
}

__device__ inline std::int64_t blockInGrid()
{
    return blockIdx.x + std::int64_t(blockIdx.y) * gridDim.x;
}

/// Returns when all kernels have ended that this one was launched programmatically behind, and their writes are to be
/// seen: at once for any other launch. Kernels with buffers call it before they touch them.
__device__ inline void waitForKernelBefore(const Probe& probe)
{
#if __CUDA_ARCH__ >= 900
    if (probe.programmatic)
        asm volatile("griddepcontrol.wait;" ::: "memory");
#endif
}

/// The start of the block; every kernel calls it first. Nothing waits for the clock's answer before probeEnd(). From
/// here on a kernel that is launched programmatically behind this one may start.
__device__ inline std::uint64_t probeStart(const Probe& probe)
{
#if __CUDA_ARCH__ >= 900
    if (probe.programmatic)
        asm volatile("griddepcontrol.launch_dependents;");
#endif
    return probe.stamps && threadInBlock() == 0 ? globalTimerNs() : 0;
}

/// Notes the block's SM, start and end; every kernel calls it last, all threads of the block together. No kernel ends
/// before the one before it in its stream. The stamps are stored as data that streams by: lines of plain stores stay in
/// L2 from launch to launch and leave less of it to a kernel whose own data streams (a tenth of triad's time on an
/// H200).
__device__ inline void probeEnd(const Probe& probe, std::uint64_t startNs)
{
    waitForKernelBefore(probe);
    if (!probe.stamps)
        return;
    __syncthreads();
    if (threadInBlock() != 0)
        return;
    auto* stamp = reinterpret_cast<unsigned long long*>(probe.stamps + blockInGrid());
    static_assert(sizeof(BlockStamp) == 3 * sizeof *stamp);
    __stcs(stamp, startNs);
    __stcs(stamp + 1, globalTimerNs());
    __stcs(stamp + 2, static_cast<unsigned>(smId())); // and `unused`
}

inline constexpr unsigned reductionThreads = 256;

/// The sum over a block of reductionThreads threads, in thread 0; always added in the same order.
__device__ inline float blockSum(float value)
{
    __shared__ float ofWarp[reductionThreads / 32];
    for (int distance = 16; distance > 0; distance /= 2)
        value += __shfl_down_sync(0xffffffffu, value, distance);
    if (threadIdx.x % 32 == 0)
        ofWarp[threadIdx.x / 32] = value;
    __syncthreads();
    if (threadIdx.x == 0)
        for (unsigned warp = 1; warp < reductionThreads / 32; ++warp)
            value += ofWarp[warp];
    __syncthreads();
    return value;
}

/// True in all threads of the block that gets here last; what the others wrote before is visible to it. Leaves the
/// counter at zero for the next launch.
__device__ inline bool isLastBlock(float* scratch)
{
    __shared__ bool last;
    __threadfence();
    __syncthreads();
    if (threadIdx.x == 0) {
        const unsigned blocks = gridDim.x * gridDim.y;
        last = atomicInc(reinterpret_cast<unsigned*>(scratch), blocks - 1) == blocks - 1;
    }
    __syncthreads();
    __threadfence();
    return last;
}

/// Adds the blocks' partial sums in a fixed order, whoever comes last: the total in thread 0 of the block that returns
/// true. All threads of all blocks call it; `partial` counts in thread 0.
__device__ inline bool gridSum(float* scratch, float partial, float& total)
{
    float* partials = scratch + 4;
    if (threadIdx.x == 0)
        partials[blockIdx.x] = partial;
    if (!isLastBlock(scratch))
        return false;
    float sum = 0;
    for (unsigned block = threadIdx.x; block < gridDim.x; block += reductionThreads)
        sum += __ldcg(&partials[block]);
    total = blockSum(sum);
    return true;
}

/// Calls work(first, count) for groups of up to four neighbouring elements of [0, elements): two groups a thread, a
/// block owns 8 · blockDim.x elements. `count` is 4 but at the very end.
template <class Work>
__device__ inline void forGroupsOfFour(std::int64_t elements, const Work& work)
{
    const std::int64_t base = std::int64_t(blockIdx.x) * blockDim.x * 8 + threadIdx.x * 4;
#pragma unroll
    for (int half = 0; half < 2; ++half) {
        const std::int64_t first = base + half * std::int64_t(blockDim.x) * 4;
        if (first < elements)
            work(first, elements - first);
    }
}

/// The calling thread's share of the sum of f(i) over [0, elements), f4(i) giving the sum of four aligned elements.
template <class Four, class One>
__device__ inline float stridedSum(std::int64_t elements, const Four& four, const One& one)
{
    const std::int64_t groups = elements / 4;
    const std::int64_t stride = std::int64_t(gridDim.x) * blockDim.x;
    std::int64_t group = std::int64_t(blockIdx.x) * blockDim.x + threadIdx.x;
    float sum[4] = {};
    for (; group + 3 * stride < groups; group += 4 * stride) {
#pragma unroll
        for (int i = 0; i < 4; ++i)
            sum[i] += four((group + i * stride) * 4);
    }
    for (; group < groups; group += stride)
        sum[0] += four(group * 4);
    const std::int64_t rest = groups * 4 + threadIdx.x;
    if (blockIdx.x == 0 && rest < elements)
        sum[1] += one(rest);
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

__device__ inline float4 load4(const float* p)
{
    return *reinterpret_cast<const float4*>(p);
}

__device__ inline void store4(float* p, float4 v)
{
    *reinterpret_cast<float4*>(p) = v;
}

} // namespace streamscope::kernels
