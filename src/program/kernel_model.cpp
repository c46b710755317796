// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/kernel_model.h"

#include "device/occupancy.h"

#include <algorithm>

namespace streamscope::program {
namespace {

constexpr double nsPerSecond = 1e9;

/// Share of L2 traffic that goes on to DRAM: none while the launch's data fits, then what does not fit.
double missShare(std::int64_t footprintBytes, std::int64_t l2Bytes)
{
    const double usable = 0.75 * static_cast<double>(l2Bytes);
    const double footprint = static_cast<double>(footprintBytes);
    return footprint <= usable ? 0.0 : 1.0 - usable / footprint;
}

} // namespace

KernelModel kernelModel(const workload::KernelInfo* kernel, const workload::LaunchShape& shape,
                        const device::DeviceProfile& profile)
{
    device::KernelFit fit;
    if (kernel)
        if (const auto found = profile.kernels.find(kernel->name); found != profile.kernels.end())
            fit = found->second;
    const device::Occupancy occupancy =
        device::occupancy(profile, shape.threadsPerBlock(), shape.registersPerThread,
                          std::int64_t(shape.staticSharedBytes) + shape.dynamicSharedBytes);
    KernelModel model;
    model.blocks = std::max<std::int64_t>(shape.blocks(), 1);
    model.blocksPerSm = occupancy.blocksPerSm;
    model.warpsPerBlock = occupancy.warpsPerBlock;
    model.registersPerBlock = occupancy.registersPerBlock;
    model.sharedBytesPerBlock = occupancy.sharedBytesPerBlock;

    const double cycleNs = nsPerSecond / profile.clockHz;
    const double blocks = static_cast<double>(model.blocks);
    model.startNs = profile.latencies.emptyKernelNs + fit.baseNs;
    model.pipeNs = shape.pipeCycles * cycleNs * fit.pipeFactor;
    model.l2Bytes = shape.l2Bytes;
    model.dramBytes = shape.dramBytes / blocks * fit.dramFactor * missShare(shape.footprintBytes, profile.l2Bytes);
    model.bytesInFlight = std::max(shape.bytesInFlight * fit.inFlightFactor, 32.0);
    model.aloneNs = std::max({static_cast<double>(shape.fixedNs), shape.latencyCycles * cycleNs * fit.latencyFactor,
                              model.pipeNs, model.l2Bytes * profile.l2LatencyNs / model.bytesInFlight,
                              model.dramBytes * profile.dramLatencyNs / model.bytesInFlight});
    return model;
}

double aloneNs(const KernelModel& model, const device::DeviceProfile& profile)
{
    if (model.blocksPerSm < 1)
        return 0;
    const double sms = profile.sms;
    const double capacity = sms * model.blocksPerSm;
    const double blocks = static_cast<double>(model.blocks);
    const std::int64_t slots = profile.sms * std::int64_t(model.blocksPerSm);
    const double waves = static_cast<double>((model.blocks + slots - 1) / slots);
    const double perSm = static_cast<double>((model.blocks + profile.sms - 1) / profile.sms);
    const double byLatency = waves * model.aloneNs;
    const double byPipe = perSm * model.pipeNs;
    const double byDram = blocks * model.dramBytes / profile.dramBytesPerSecond * nsPerSecond;
    const double byL2 = blocks * model.l2Bytes / profile.l2BytesPerSecond * nsPerSecond;
    const double byDispatch = std::max(blocks - capacity, 0.0) * profile.latencies.dispatchBlockNs;
    return model.startNs + std::max({byLatency, byPipe, byDram, byL2, byDispatch});
}

} // namespace streamscope::program
