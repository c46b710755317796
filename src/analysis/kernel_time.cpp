// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/kernel_time.h"

#include "device/occupancy.h"

#include <algorithm>
#include <cmath>

namespace streamscope::analysis {

double leastDramBytes(const workload::LaunchShape& shape, const device::DeviceProfile& profile)
{
    return std::max(0.0, shape.dramBytes - double(profile.l2Bytes));
}

double leastKernelNs(const program::Launch& launch, const device::DeviceProfile& profile)
{
    const workload::LaunchShape& shape = launch.shape;
    const auto fitted = launch.kernel ? profile.kernels.find(launch.kernel->name) : profile.kernels.end();
    const device::KernelFit fit = fitted != profile.kernels.end() ? fitted->second : device::KernelFit{};
    const double nsPerCycle = profile.clockHz > 0 ? 1e9 / profile.clockHz : 0;
    const std::int64_t sms = std::max(1, profile.sms);
    const std::int64_t blocks = std::max<std::int64_t>(1, shape.blocks());
    const auto occupancy = device::occupancy(profile, shape.threadsPerBlock(), shape.registersPerThread,
                                             shape.staticSharedBytes + shape.dynamicSharedBytes);
    const std::int64_t atOnce = sms * std::max(1, occupancy.blocksPerSm);

    const double blockNs =
        double(shape.fixedNs) + std::max(0.0, shape.latencyCycles * fit.latencyFactor * nsPerCycle) + fit.baseNs;
    const double waves = double((blocks + atOnce - 1) / atOnce);
    const double pipe = double((blocks + sms - 1) / sms) * shape.pipeCycles * fit.pipeFactor * nsPerCycle;
    const double dram = profile.dramBytesPerSecond > 0
                            ? leastDramBytes(shape, profile) * std::min(1.0, fit.dramFactor) / profile.dramBytesPerSecond * 1e9
                            : 0;
    return std::floor(std::max({waves * blockNs, pipe, dram}));
}

double leastCopyNs(const program::Operation& copy, const device::DeviceProfile& profile)
{
    const device::TransferModel* model = &profile.memset;
    const bool pageable = copy.memory == workload::HostMemory::pageable;
    if (copy.kind == workload::OperationKind::copy) {
        switch (copy.direction) {
        case workload::CopyDirection::hostToDevice: model = pageable ? &profile.pageableH2D : &profile.pinnedH2D; break;
        case workload::CopyDirection::deviceToHost: model = pageable ? &profile.pageableD2H : &profile.pinnedD2H; break;
        default: model = &profile.deviceToDevice; break;
        }
    }
    return model->bytesPerSecond > 0 ? std::floor(double(copy.bytes) / model->bytesPerSecond * 1e9) : 0;
}

} // namespace streamscope::analysis
