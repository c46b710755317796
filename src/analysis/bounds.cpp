// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/bounds.h"

#include "analysis/critical_path.h"
#include "program/kernel_model.h"
#include "program/l2_reuse.h"

#include <algorithm>
#include <cmath>

namespace streamscope::analysis {

namespace {

using program::CallKind;
using program::Program;
using workload::OperationKind;

double callNs(const Program& program, const program::HostCall& call, const device::CallCosts& costs)
{
    switch (call.kind) {
    case CallKind::launchKernel:
        return costs.launchKernelNs;
    case CallKind::memcpyAsync: {
        const bool inDevice = call.operation >= 0 && program.operations[std::size_t(call.operation)].direction ==
                                                         workload::CopyDirection::deviceToDevice;
        return inDevice ? costs.memcpyDeviceNs : costs.memcpyNs;
    }
    case CallKind::memsetAsync:
        return costs.memsetNs;
    case CallKind::eventRecord:
        return costs.eventRecordNs;
    case CallKind::streamWaitEvent:
        return costs.streamWaitNs;
    case CallKind::launchHostFunction:
        return costs.hostFunctionNs;
    case CallKind::cpuWork:
        return call.operation >= 0 ? double(program.operations[std::size_t(call.operation)].durationNs) : 0;
    case CallKind::streamSynchronize:
    case CallKind::deviceSynchronize:
    case CallKind::eventSynchronize:
        return costs.synchronizeNs;
    case CallKind::malloc:
        return costs.mallocNs;
    case CallKind::mallocAsync:
        return costs.mallocAsyncNs;
    case CallKind::mallocHost:
        return costs.mallocHostNs;
    case CallKind::free:
    case CallKind::freeHost:
        return costs.freeNs;
    case CallKind::freeAsync:
        return costs.freeAsyncNs;
    case CallKind::graphLaunch:
        return costs.graphLaunchNs + costs.graphLaunchPerNodeNs * double(program.graph.nodes.size());
    }
    return 0;
}

std::optional<Ns> hostBound(const Program& program, const device::DeviceProfile& profile)
{
    double busiest = 0;
    for (const auto& calls : program.threads) {
        double thread = 0;
        for (const program::HostCall& call : calls) {
            const bool framework = call.kind != CallKind::cpuWork;
            thread += std::floor(callNs(program, call, profile.calls)) + (framework ? double(program.hostCostNs) : 0);
        }
        busiest = std::max(busiest, thread);
    }
    // The implied synchronize at the end is the host's too.
    return busiest > 0 ? std::optional<Ns>(Ns(busiest + std::floor(profile.calls.synchronizeNs))) : std::nullopt;
}

std::optional<Ns> capacityBound(const Program& program, const device::DeviceProfile& profile)
{
    double flops = 0, dramBytes = 0;
    const std::vector<program::TrafficLevel> traffic = program::trafficLevels(program, profile);
    for (std::size_t i = 0; i < program.operations.size(); ++i) {
        const program::Operation& operation = program.operations[i];
        if (operation.kind != OperationKind::kernel || operation.launch < 0)
            continue;
        const program::Launch& launch = program.launches[std::size_t(operation.launch)];
        const program::KernelModel model =
            program::kernelModel(launch.kernel, launch.shape, profile, traffic[i].traffic());
        flops += launch.shape.flops;
        dramBytes += model.dramBytes * double(model.blocks); // L2 keeps the rest away from DRAM
    }
    const double peak = profile.peakFp32FlopsPerSecond();
    const double seconds = std::max(peak > 0 ? flops / peak : 0,
                                    profile.dramBytesPerSecond > 0 ? dramBytes / profile.dramBytesPerSecond : 0);
    return seconds > 0 ? std::optional<Ns>(Ns(seconds * 1e9)) : std::nullopt;
}

/// The bytes' time on the link, without the latency before the first.
double linkNs(const program::Operation& copy, const device::DeviceProfile& profile)
{
    const bool toDevice = copy.direction == workload::CopyDirection::hostToDevice;
    const bool pageable = copy.memory == workload::HostMemory::pageable;
    const double pinnedRate = (toDevice ? profile.pinnedH2D : profile.pinnedD2H).bytesPerSecond;
    const double rate =
        pageable ? std::max(pinnedRate, (toDevice ? profile.pageableH2D : profile.pageableD2H).bytesPerSecond)
                 : pinnedRate;
    return rate > 0 ? double(copy.bytes) / rate * 1e9 : 0;
}

std::optional<Ns> copyBound(const Program& program, const device::DeviceProfile& profile)
{
    double toDevice = 0, toHost = 0;
    for (const program::Operation& operation : program.operations) {
        if (operation.kind != OperationKind::copy)
            continue;
        if (operation.direction == workload::CopyDirection::hostToDevice)
            toDevice += linkNs(operation, profile);
        else if (operation.direction == workload::CopyDirection::deviceToHost)
            toHost += linkNs(operation, profile);
    }
    const double busier = profile.copyEngines < 2 ? toDevice + toHost : std::max(toDevice, toHost);
    return busier > 0 ? std::optional<Ns>(Ns(busier)) : std::nullopt;
}

} // namespace

Bounds computeBounds(const Program& program, const device::DeviceProfile& profile)
{
    Bounds bounds;
    const double chain = criticalPathNs(program, profile);
    if (chain > 0)
        bounds.criticalPathNs = Ns(chain);
    bounds.hostNs = hostBound(program, profile);
    bounds.capacityNs = capacityBound(program, profile);
    bounds.copyNs = copyBound(program, profile);
    return bounds;
}

} // namespace streamscope::analysis
