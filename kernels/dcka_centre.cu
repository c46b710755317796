// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// c = k − row mean − column mean + grand mean; k is symmetric, so one vector of means serves both. A block of 32 × 8
/// threads owns 128 columns of 16 rows. Parameters: samples. Buffers: k (samples²), means → c (samples²).
__global__ void __launch_bounds__(256, 4) dckaCentreKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    const float* __restrict__ k = a.buffers[0];
    const float* __restrict__ means = a.buffers[1];
    float* __restrict__ c = a.buffers[2];
    const std::int64_t samples = a.parameters[0];
    const std::int64_t column = (std::int64_t(blockIdx.x) * 32 + threadIdx.x) * 4;
    const float grand = means[samples];
#pragma unroll
    for (int half = 0; half < 2; ++half) {
        const std::int64_t row = std::int64_t(blockIdx.y) * 16 + half * 8 + threadIdx.y;
        if (row >= samples)
            continue;
        const float shift = grand - means[row];
        if (samples % 4 == 0) {
            if (column >= samples)
                continue;
            const std::int64_t at = row * samples + column;
            const float4 v = load4(k + at);
            const float4 m = load4(means + column);
            store4(c + at, float4{v.x - m.x + shift, v.y - m.y + shift, v.z - m.z + shift, v.w - m.w + shift});
        } else {
            // Rows begin anywhere: a warp's threads take columns side by side.
#pragma unroll
            for (int i = 0; i < 4; ++i)
                if (const std::int64_t one = std::int64_t(blockIdx.x) * 128 + i * 32 + threadIdx.x; one < samples)
                    c[row * samples + one] = k[row * samples + one] - means[one] + shift;
        }
    }
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
