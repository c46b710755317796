// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "gemm.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// c = a · b. Parameters: m, n, k. Buffers: a (m × k), b (k × n) → c (m × n).
__global__ void __launch_bounds__(256, 2) gemmKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    using Product = TiledProduct<false>;
    __shared__ Product::Shared shared;
    Product::run(shared, a.buffers[0], a.buffers[1], a.buffers[2], int(a.parameters[0]), int(a.parameters[1]),
                 int(a.parameters[2]));
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
