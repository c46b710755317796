// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// y = what `operations` fused multiply-adds make of x. Parameters: elements, operations. Buffers: x → y.
__global__ void elementwiseKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    const float* __restrict__ x = a.buffers[0];
    float* __restrict__ y = a.buffers[1];
    const int operations = int(a.parameters[1]);
    forGroupsOfFour(a.parameters[0], [&](std::int64_t first, std::int64_t left) {
        float v[4] = {};
        if (left >= 4) {
            const float4 four = load4(x + first);
            v[0] = four.x, v[1] = four.y, v[2] = four.z, v[3] = four.w;
        } else {
            for (int i = 0; i < left; ++i)
                v[i] = x[first + i];
        }
        for (int operation = 0; operation < operations; ++operation) {
#pragma unroll
            for (float& value : v)
                value = __fmaf_rn(value, 0.5f, 0.25f);
        }
        if (left >= 4) {
            store4(y + first, float4{v[0], v[1], v[2], v[3]});
        } else {
            for (int i = 0; i < left; ++i)
                y[first + i] = v[i];
        }
    });
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
