// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/resident_warps.h"

#include "device/occupancy.h"

#include <algorithm>

namespace streamscope::analysis {

double residentWarpShare(const trace::OperationDetails& kernel, const device::DeviceProfile& limits)
{
    const double blocks = double(kernel.grid[0]) * std::max(1, kernel.grid[1]) * std::max(1, kernel.grid[2]);
    const std::int64_t threads =
        std::int64_t(kernel.block[0]) * std::max(1, kernel.block[1]) * std::max(1, kernel.block[2]);
    const auto occupancy = device::occupancy(limits, threads, kernel.registersPerThread,
                                             std::int64_t(kernel.staticSharedBytes) + kernel.dynamicSharedBytes);
    const double resident = std::min(blocks, double(occupancy.blocksPerSm) * limits.sms);
    return resident * occupancy.warpsPerBlock / (double(limits.sms) * limits.warpsPerSm);
}

} // namespace streamscope::analysis
