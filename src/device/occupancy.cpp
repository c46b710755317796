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

constexpr std::int64_t kilobyte = 1024;

/// Of an SM's memory (CUDA programming guide, compute capabilities 8.0 to 12.x); a device has those up to its own most.
constexpr std::int64_t splits[] = {8 * kilobyte,   16 * kilobyte,  32 * kilobyte,  64 * kilobyte, 100 * kilobyte,
                                   132 * kilobyte, 164 * kilobyte, 196 * kilobyte, 228 * kilobyte};

/// Of every block's shared memory from compute capability 8.0 on.
std::int64_t systemsSharedBytes(const DeviceProfile& profile)
{
    return profile.computeMajor >= 8 ? kilobyte : 0;
}

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
    const std::int64_t systems = systemsSharedBytes(profile);
    result.warpsPerBlock = static_cast<int>(warps);
    result.registersPerBlock = registersPerWarp * warps;
    result.sharedBytesPerBlock = roundUp(sharedBytesPerBlock + systems, systems > 0 ? 128 : 256);

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

std::int64_t sharedSplitBytes(const DeviceProfile& profile, int blocksPerSm, int warpsPerBlock,
                              std::int64_t sharedBytesPerBlock)
{
    const std::int64_t systems = systemsSharedBytes(profile);
    if (systems == 0)
        return profile.sharedBytesPerSm;
    const std::int64_t byThreads = std::min(profile.blocksPerSm, profile.warpsPerSm / warpsPerBlock);
    const std::int64_t wanted = sharedBytesPerBlock > systems ? blocksPerSm * (sharedBytesPerBlock + systems)
                                                              : std::min(4 * byThreads * systems, 32 * kilobyte);
    for (const std::int64_t split : splits)
        if (split >= wanted && split <= profile.sharedBytesPerSm)
            return split;
    return profile.sharedBytesPerSm;
}

} // namespace streamscope::device
