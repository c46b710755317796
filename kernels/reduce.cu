// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// sum[0] = sum of x, the same bits every time. Parameters: elements. Buffers: x → sum.
__global__ void __launch_bounds__(reductionThreads) reduceKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    const float* __restrict__ x = a.buffers[0];
    const auto four = [x](std::int64_t i) {
        const float4 v = load4(x + i);
        return (v.x + v.y) + (v.z + v.w);
    };
    const auto one = [x](std::int64_t i) { return x[i]; };
    float total;
    const float partial = blockSum(stridedSum(a.parameters[0], four, one));
    if (gridSum(a.scratch, partial, total) && threadIdx.x == 0)
        a.buffers[1][0] = total;
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
