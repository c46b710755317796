// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "dot.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// dot[0] = sum of products. Parameters: samples. Buffers: a, b (samples²) → dot.
__global__ void __launch_bounds__(reductionThreads) dckaDotKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    float total;
    if (gridDot(a.buffers[0], a.buffers[1], a.parameters[0] * a.parameters[0], a.scratch, total) && threadIdx.x == 0)
        a.buffers[2][0] = total;
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
