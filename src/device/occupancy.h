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

/// How much of an SM's memory is shared memory, not L1, while blocks are on it that found it idle, bytes: the device's
/// smallest split that holds the shared memory of as many blocks as fit and, for each, twice the system's kilobyte.
/// Where they have none of their own it is four times that kilobyte, up to 32 KB, for as many as fit by their threads,
/// whatever registers they have. Measured on compute capability 9.0 (docs/gpu-rules.md, B6), taken for the same from
/// 8.0 on; before that, all there is.
std::int64_t sharedSplitBytes(const DeviceProfile& profile, int blocksPerSm, int warpsPerBlock,
                              std::int64_t sharedBytesPerBlock);

} // namespace streamscope::device
