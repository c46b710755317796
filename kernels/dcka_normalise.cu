// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// u = r / √norm2: u has length one. Parameters: samples. Buffers: r (samples²), norm2 → u (samples²).
__global__ void __launch_bounds__(256) dckaNormaliseKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    const float* __restrict__ r = a.buffers[0];
    float* __restrict__ u = a.buffers[2];
    const float norm2 = a.buffers[1][0];
    const float scale = norm2 > 0 ? 1 / sqrtf(norm2) : 0;
    forGroupsOfFour(a.parameters[0] * a.parameters[0], [&](std::int64_t first, std::int64_t left) {
        if (left >= 4) {
            const float4 v = load4(r + first);
            store4(u + first, float4{v.x * scale, v.y * scale, v.z * scale, v.w * scale});
        } else {
            for (int i = 0; i < left; ++i)
                u[first + i] = r[first + i] * scale;
        }
    });
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
