// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/occupancy.h"

#include <algorithm>

namespace streamscope::device {
namespace {

constexpr std::int64_t warpThreads = 32;
constexpr std::int64_t registerUnit = 256;  ///< registers are allocated to a warp in steps of this
constexpr std::int64_t schedulersPerSm = 4; ///< each owns a quarter of the registers
constexpr std::int64_t maximumThreadsPerBlock = 1024;
constexpr int maximumRegistersPerThread = 255;

constexpr std::int64_t roundUp(std::int64_t value, std::int64_t unit)
{
    return (value + unit - 1) / unit * unit;
}

} // namespace

Occupancy occupancy(const DeviceProfile& profile, std::int64_t threadsPerBlock, int registersPerThread,
                    std::int64_t sharedBytesPerBlock)
{
    Occupancy result;
    if (threadsPerBlock < 1 || threadsPerBlock > maximumThreadsPerBlock || registersPerThread < 0 ||
        registersPerThread > maximumRegistersPerThread || sharedBytesPerBlock < 0 ||
        sharedBytesPerBlock > profile.sharedBytesPerBlock)
        return result;
    const std::int64_t warps = (threadsPerBlock + warpThreads - 1) / warpThreads;
    const std::int64_t registersPerWarp = roundUp(warpThreads * registersPerThread, registerUnit);
    const bool reserves = profile.computeMajor >= 8; // 1 KB of every block's shared memory is the system's
    result.warpsPerBlock = static_cast<int>(warps);
    result.registersPerBlock = registersPerWarp * warps;
    result.sharedBytesPerBlock = roundUp(sharedBytesPerBlock + (reserves ? 1024 : 0), reserves ? 128 : 256);

    std::int64_t blocks = profile.blocksPerSm;
    result.limit = OccupancyLimit::blocks;
    const auto limitTo = [&](std::int64_t limit, OccupancyLimit reason) {
        if (limit < blocks) {
            blocks = limit;
            result.limit = reason;
        }
    };
    limitTo(profile.warpsPerSm / warps, OccupancyLimit::warps);
    if (registersPerWarp > 0) {
        const std::int64_t warpsByRegisters =
            schedulersPerSm * (profile.registersPerSm / schedulersPerSm / registersPerWarp);
        limitTo(warpsByRegisters / warps, OccupancyLimit::registers);
    }
    if (result.sharedBytesPerBlock > 0)
        limitTo(profile.sharedBytesPerSm / result.sharedBytesPerBlock, OccupancyLimit::sharedMemory);
    result.blocksPerSm = static_cast<int>(blocks);
    return result;
}

} // namespace streamscope::device
