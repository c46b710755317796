// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// means[i] = mean of row i, means[samples] = mean of all. One block a row. Parameters: samples. Buffers: k (samples²)
/// → means.
__global__ void __launch_bounds__(reductionThreads) dckaRowMeansKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    waitForKernelBefore(a.probe);
    const std::int64_t samples = a.parameters[0];
    const float* __restrict__ row = a.buffers[0] + blockIdx.x * samples;
    float* means = a.buffers[1];
    float sum = 0;
    if (samples % 4 == 0) {
        for (std::int64_t i = threadIdx.x * 4; i < samples; i += reductionThreads * 4) {
            const float4 v = load4(row + i);
            sum += (v.x + v.y) + (v.z + v.w);
        }
    } else {
        for (std::int64_t i = threadIdx.x; i < samples; i += reductionThreads)
            sum += row[i];
    }
    sum = blockSum(sum);
    if (threadIdx.x == 0)
        means[blockIdx.x] = sum / float(samples);
    if (isLastBlock(a.scratch)) {
        sum = 0;
        for (std::int64_t i = threadIdx.x; i < samples; i += reductionThreads)
            sum += __ldcg(&means[i]);
        sum = blockSum(sum);
        if (threadIdx.x == 0)
            means[samples] = sum / float(samples);
    }
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
