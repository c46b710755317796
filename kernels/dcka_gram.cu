// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "gemm.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// k = x · xᵀ. Parameters: samples, features. Buffers: x (samples × features) → k (samples²).
__global__ void __launch_bounds__(256, 2) dckaGramKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    using Product = TiledProduct<true>;
    __shared__ Product::Shared shared;
    const int samples = int(a.parameters[0]);
    Product::run(shared, a.buffers[0], a.buffers[0], a.buffers[1], samples, samples, int(a.parameters[1]));
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
