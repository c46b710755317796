// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// Takes out of a layer's centred similarities what the input explains: r = k − (dot_k_k0 / dot_k0_k0) · k0.
/// Parameters: samples. Buffers: k, k0 (samples²), dot_k_k0, dot_k0_k0 → r (samples²).
__global__ void __launch_bounds__(256) dckaRegressKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    const float* __restrict__ k = a.buffers[0];
    const float* __restrict__ k0 = a.buffers[1];
    float* __restrict__ r = a.buffers[4];
    const float slope = a.buffers[2][0] / a.buffers[3][0];
    forGroupsOfFour(a.parameters[0] * a.parameters[0], [&](std::int64_t first, std::int64_t left) {
        if (left >= 4) {
            const float4 u = load4(k + first);
            const float4 v = load4(k0 + first);
            store4(r + first, float4{u.x - slope * v.x, u.y - slope * v.y, u.z - slope * v.z, u.w - slope * v.w});
        } else {
            for (int i = 0; i < left; ++i)
                r[first + i] = k[first + i] - slope * k0[first + i];
        }
    });
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
