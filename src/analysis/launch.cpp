// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/launch.h"

#include <algorithm>
#include <array>

namespace streamscope::analysis {
namespace {

std::int64_t product(const std::array<std::int32_t, 3>& extent)
{
    constexpr std::int64_t most = std::int64_t(1) << 62;
    const std::int64_t plane = std::int64_t(std::max(0, extent[0])) * std::max(1, extent[1]);
    const std::int64_t layers = std::max(1, extent[2]);
    return plane > most / layers ? most : plane * layers;
}

/// The largest GPUs have about 150 SMs, of 2048 threads.
constexpr double mostThreads = 200.0 * 2048;

} // namespace

bool fillsAnyGpu(const trace::OperationDetails& kernel)
{
    return double(product(kernel.grid)) * double(product(kernel.block)) > mostThreads;
}

Launch launchOf(const trace::OperationDetails& kernel, const device::DeviceProfile& limits)
{
    const std::int64_t threads = product(kernel.block);
    return {product(kernel.grid), threads,
            device::occupancy(limits, threads, kernel.registersPerThread,
                              std::int64_t(kernel.staticSharedBytes) + kernel.dynamicSharedBytes)};
}

} // namespace streamscope::analysis
