// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

/// Every block keeps its place for a given time by the clock. Parameters: ns, blocks, threads.
__global__ void spinKernel(KernelArguments a)
{
    const std::uint64_t started = probeStart(a.probe);
    const std::uint64_t start = globalTimerNs();
    const std::uint64_t ns = std::uint64_t(a.parameters[0]);
    while (globalTimerNs() - start < ns) {
    }
    probeEnd(a.probe, started);
}

} // namespace streamscope::kernels
