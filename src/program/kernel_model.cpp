// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/kernel_model.h"

#include "device/occupancy.h"

#include <algorithm>
#include <vector>

namespace streamscope::program {
namespace {

constexpr double nsPerSecond = 1e9;
constexpr double lanesOfCatalogue = 128;  ///< the catalogue counts pipe cycles for SMs of so many fp32 lanes
constexpr double cyclesToStartWarp = 8.5; ///< of an SM, on the H200
constexpr double oftenWaiting = 0.1;      ///< of a block's time, spent waiting: then it waits often

/// Equal blocks, oldest first, where `atFullSpeed` can run.
double oldestFirst(int blocks, double atFullSpeed)
{
    std::vector<double> left(std::size_t(blocks), 1.0);
    double time = 0;
    while (!left.empty()) {
        // The first whole ones run at full speed, the next with what is left of the pipe; until one of them ends.
        const std::size_t whole = std::min(std::size_t(atFullSpeed + 1e-9), left.size());
        const double rest = whole < left.size() ? std::max(atFullSpeed - static_cast<double>(whole), 0.0) : 0;
        double step = whole > 0 ? left[0] : 1 / rest;
        if (rest > 0)
            step = std::min(step, left[whole] / rest);
        for (std::size_t i = 0; i < whole; ++i)
            left[i] -= step;
        if (rest > 0)
            left[whole] -= step * rest;
        time += step;
        std::erase_if(left, [](double of) { return of <= 1e-9; });
    }
    return time;
}

/// Blocks that are all there at once, ask for all they sum in one go and only then add it up have that brought
/// together, at memory's rate, before any goes on; the others' sums hide what they wait for.
bool waitsTogether(const workload::KernelInfo& kernel, const workload::LaunchShape& shape, const KernelModel& model,
                   const device::DeviceProfile& profile)
{
    return kernel.kernelClass == workload::KernelClass::reduction && shape.l2Bytes <= shape.bytesInFlight &&
           model.blocks <= profile.sms * std::int64_t(model.blocksPerSm);
}

} // namespace

double l2MissShare(double bytes, const device::DeviceProfile& profile)
{
    const double l2 = static_cast<double>(profile.l2Bytes);
    const double keeps = profile.model.l2KeepsShare * l2;
    const double loses = std::max(profile.model.l2LosesShare * l2, keeps + 1);
    return std::clamp((bytes - keeps) / (loses - keeps), 0.0, 1.0);
}

bool isSmallMemset(const Operation& operation, const device::DeviceProfile& profile)
{
    return operation.kind == workload::OperationKind::memset &&
           static_cast<double>(operation.bytes) <= profile.model.smallMemsetBytes;
}

double copyWithinDeviceNs(std::int64_t bytes, const device::DeviceProfile& profile)
{
    const double moved = 2 * static_cast<double>(bytes);
    const double missed = l2MissShare(moved, profile);
    return nsPerSecond * (missed * static_cast<double>(bytes) / profile.deviceToDevice.bytesPerSecond +
                          (1 - missed) * moved / profile.l2BytesPerSecond);
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
    model.startNs = profile.latencies.emptyKernelNs + fit.baseNs + shape.tailCycles * cycleNs;
    const double lanes = profile.fp32LanesPerSm > 0 ? profile.fp32LanesPerSm : lanesOfCatalogue;
    model.pipeNs = shape.pipeCycles * (lanesOfCatalogue / lanes) * cycleNs * fit.pipeFactor;
    model.l2Bytes = shape.l2Bytes * traffic.unique;
    model.dramBytes = shape.dramBytes / blocks * fit.dramFactor * traffic.unique * traffic.missed;
    model.bytesInFlight = std::max(shape.bytesInFlight * fit.inFlightFactor * traffic.unique, 32.0);
    model.inStep = shape.inStep;
    model.polls = shape.fixedNs > 0;
    if (profile.latencies.dispatchBlockNs > 0)
        model.dispatchNs = std::max(profile.latencies.dispatchBlockNs,
                                    model.warpsPerBlock * cyclesToStartWarp * cycleNs / profile.sms);
    double dramNs = model.dramBytes * profile.dramLatencyNs / model.bytesInFlight;
    if (kernel && waitsTogether(*kernel, shape, model, profile))
        dramNs = std::max({dramNs, blocks * model.dramBytes / profile.dramBytesPerSecond * nsPerSecond,
                           blocks * model.l2Bytes / profile.l2BytesPerSecond * nsPerSecond});
    model.aloneNs = std::max({static_cast<double>(shape.fixedNs), shape.latencyCycles * cycleNs * fit.latencyFactor,
                              model.pipeNs, model.l2Bytes * profile.l2LatencyNs / model.bytesInFlight}) +
                    dramNs;
    return model;
}

KernelModel kernelModel(const workload::KernelInfo* kernel, const workload::LaunchShape& shape,
                        const device::DeviceProfile& profile)
{
    return kernelModel(kernel, shape, profile, {1, l2MissShare(static_cast<double>(shape.footprintBytes), profile)});
}

double waitingShare(const KernelModel& model, const device::DeviceProfile& profile)
{
    const double memoryNs = model.l2Bytes * profile.l2LatencyNs / model.bytesInFlight;
    return std::min(memoryNs / (oftenWaiting * std::max(model.aloneNs, 1e-3)), 1.0);
}

double timesTogether(int blocks, const KernelModel& model, const device::DeviceProfile& profile)
{
    const double load = blocks * model.pipeNs / std::max(model.aloneNs, 1e-3);
    if (load <= 1 + 1e-9)
        return 1;
    const double ordered = oldestFirst(blocks, blocks / load);
    return ordered - (ordered - load) * (model.inStep ? 1 : waitingShare(model, profile));
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
    const double perWaveNs = std::max(model.aloneNs, model.blocksPerSm * model.pipeNs);
    const double inLastWave = perSm - (waves - 1) * model.blocksPerSm;
    const double byBlocks =
        (waves - 1) * perWaveNs + model.aloneNs * timesTogether(static_cast<int>(inLastWave), model, profile);
    const double byDram = blocks * model.dramBytes / profile.dramBytesPerSecond * nsPerSecond;
    const double byL2 = blocks * model.l2Bytes / profile.l2BytesPerSecond * nsPerSecond;
    const double byDispatch = std::max(blocks - capacity, 0.0) * model.dispatchNs;
    return model.startNs + std::max({byBlocks, byDram, byL2, byDispatch});
}

} // namespace streamscope::program
