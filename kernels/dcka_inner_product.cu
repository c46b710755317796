// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "dot.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// The similarity of two layers, written at [row, column] and [column, row]. Parameters: samples, layers, row, column.
/// Buffers: a, b (samples²) → similarity (layers²).
__global__ void __launch_bounds__(reductionThreads) dckaInnerProductKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    float total;
    if (gridDot(a.buffers[0], a.buffers[1], a.parameters[0] * a.parameters[0], a.scratch, total) && threadIdx.x == 0) {
        const std::int64_t layers = a.parameters[1], row = a.parameters[2], column = a.parameters[3];
        a.buffers[2][row * layers + column] = total;
        a.buffers[2][column * layers + row] = total;
    }
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
