// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/kernel_model.h"

#include "device/occupancy.h"

#include <algorithm>

namespace streamscope::program {
namespace {

constexpr double nsPerSecond = 1e9;
constexpr double lanesOfCatalogue = 128; ///< the catalogue counts pipe cycles for SMs of so many fp32 lanes

} // namespace

double l2MissShare(double bytes, const device::DeviceProfile& profile)
{
    const double l2 = static_cast<double>(profile.l2Bytes);
    const double keeps = profile.model.l2KeepsShare * l2;
    const double loses = std::max(profile.model.l2LosesShare * l2, keeps + 1);
    return std::clamp((bytes - keeps) / (loses - keeps), 0.0, 1.0);
}

KernelModel kernelModel(const workload::KernelInfo* kernel, const workload::LaunchShape& shape,
                        const device::DeviceProfile& profile, const Traffic& traffic)
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
    const double lanes = profile.fp32LanesPerSm > 0 ? profile.fp32LanesPerSm : lanesOfCatalogue;
    model.pipeNs = shape.pipeCycles * (lanesOfCatalogue / lanes) * cycleNs * fit.pipeFactor;
    model.l2Bytes = shape.l2Bytes * traffic.unique;
    model.dramBytes = shape.dramBytes / blocks * fit.dramFactor * traffic.unique * traffic.missed;
    model.bytesInFlight = std::max(shape.bytesInFlight * fit.inFlightFactor * traffic.unique, 32.0);
    model.polls = shape.fixedNs > 0;
    model.aloneNs = std::max({static_cast<double>(shape.fixedNs), shape.latencyCycles * cycleNs * fit.latencyFactor,
                              model.pipeNs, model.l2Bytes * profile.l2LatencyNs / model.bytesInFlight}) +
                    model.dramBytes * profile.dramLatencyNs / model.bytesInFlight;
    return model;
}

KernelModel kernelModel(const workload::KernelInfo* kernel, const workload::LaunchShape& shape,
                        const device::DeviceProfile& profile)
{
    return kernelModel(kernel, shape, profile, {1, l2MissShare(static_cast<double>(shape.footprintBytes), profile)});
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
