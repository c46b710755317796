// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

namespace {

constexpr int unrolled = 256; // as the catalogue has it: what is left takes longer a step

} // namespace

/// Each thread does `steps` dependent fused multiply-adds: the pipe is full from 16 warps an SM on. Parameters: blocks,
/// threads, steps.
__global__ void fmaKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    const int steps = int(a.parameters[2]);
    const float factor = 0.999f + float(threadIdx.x) * 1e-9f;
    const float summand = 1e-3f;
    float x = float(threadIdx.x);
    int step = 0;
    for (; step + unrolled <= steps; step += unrolled) {
#pragma unroll
        for (int i = 0; i < unrolled; ++i)
            x = __fmaf_rn(x, factor, summand);
    }
#pragma unroll 1
    for (; step < steps; ++step)
        x = __fmaf_rn(x, factor, summand);
    // Never true, but the compiler cannot know: the chain above has to be computed.
    if (x == -1.0f)
        a.probe.stamps[0].startNs = 0;
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
