// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"

#include <cstdint>

namespace streamscope::device {

/// What limits the number of resident blocks.
enum class OccupancyLimit
{
    none,
    warps,
    blocks,
    registers,
    sharedMemory,
};

struct Occupancy
{
    int blocksPerSm = 0; ///< 0: the launch cannot run on this device
    OccupancyLimit limit = OccupancyLimit::none;
    int warpsPerBlock = 0;
    std::int64_t registersPerBlock = 0;   ///< as allocated
    std::int64_t sharedBytesPerBlock = 0; ///< as allocated
};

/// Resident blocks of one kernel on an empty SM (gpu-facts §2: allocation granularity and the table by compute
/// capability).
Occupancy occupancy(const DeviceProfile& profile, std::int64_t threadsPerBlock, int registersPerThread,
                    std::int64_t sharedBytesPerBlock);

} // namespace streamscope::device
