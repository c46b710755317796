// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// c = a + 3 · b: memory traffic and little else. Parameters: elements. Buffers: a, b → c.
__global__ void triadKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    const float* __restrict__ left = a.buffers[0];
    const float* __restrict__ right = a.buffers[1];
    float* __restrict__ target = a.buffers[2];
    const std::int64_t elements = a.parameters[0];
    const std::int64_t first = std::int64_t(blockIdx.x) * blockDim.x * 8 + threadIdx.x * 4;
    const std::int64_t second = first + std::int64_t(blockDim.x) * 4;
    if (second + 4 <= elements) {
        // All four loads are under way before the first is needed.
        const float4 l0 = __ldcs(reinterpret_cast<const float4*>(left + first));
        const float4 r0 = __ldcs(reinterpret_cast<const float4*>(right + first));
        const float4 l1 = __ldcs(reinterpret_cast<const float4*>(left + second));
        const float4 r1 = __ldcs(reinterpret_cast<const float4*>(right + second));
        const auto triad = [](const float4& l, const float4& r) {
            return float4{l.x + 3 * r.x, l.y + 3 * r.y, l.z + 3 * r.z, l.w + 3 * r.w};
        };
        __stcs(reinterpret_cast<float4*>(target + first), triad(l0, r0));
        __stcs(reinterpret_cast<float4*>(target + second), triad(l1, r1));
    } else {
        forGroupsOfFour(elements, [&](std::int64_t start, std::int64_t left4) {
            for (int i = 0; i < 4 && i < left4; ++i)
                target[start + i] = left[start + i] + 3 * right[start + i];
        });
    }
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
