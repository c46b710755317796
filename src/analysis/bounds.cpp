// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/bounds.h"

#include "analysis/critical_path.h"
#include "analysis/kernel_time.h"

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
    case CallKind::launchKernel: return costs.launchKernelNs;
    case CallKind::memcpyAsync: {
        const bool inDevice = call.operation >= 0 && program.operations[std::size_t(call.operation)].direction ==
                                                         workload::CopyDirection::deviceToDevice;
        return inDevice ? costs.memcpyDeviceNs : costs.memcpyNs;
    }
    case CallKind::memsetAsync: return costs.memsetNs;
    case CallKind::eventRecord: return costs.eventRecordNs;
    case CallKind::streamWaitEvent: return costs.streamWaitNs;
    case CallKind::launchHostFunction: return costs.hostFunctionNs;
    case CallKind::cpuWork:
        return call.operation >= 0 ? double(program.operations[std::size_t(call.operation)].durationNs) : 0;
    case CallKind::streamSynchronize:
    case CallKind::deviceSynchronize:
    case CallKind::eventSynchronize: return costs.synchronizeNs;
    case CallKind::malloc: return costs.mallocNs;
    case CallKind::mallocAsync: return costs.mallocAsyncNs;
    case CallKind::mallocHost: return costs.mallocHostNs;
    case CallKind::free:
    case CallKind::freeHost: return costs.freeNs;
    case CallKind::freeAsync: return costs.freeAsyncNs;
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
            // A framework's time is spent before the calls that submit work.
            const bool framework = call.kind == CallKind::launchKernel || call.kind == CallKind::memcpyAsync ||
                                   call.kind == CallKind::memsetAsync;
            thread += std::floor(callNs(program, call, profile.calls)) + (framework ? double(program.hostCostNs) : 0);
        }
        busiest = std::max(busiest, thread);
    }
    return busiest > 0 ? std::optional<Ns>(Ns(busiest)) : std::nullopt;
}

std::optional<Ns> capacityBound(const Program& program, const device::DeviceProfile& profile)
{
    double flops = 0, dramBytes = 0;
    for (const program::Operation& operation : program.operations) {
        if (operation.kind != OperationKind::kernel || operation.launch < 0)
            continue;
        const workload::LaunchShape& shape = program.launches[std::size_t(operation.launch)].shape;
        flops += shape.flops;
        dramBytes += leastDramBytes(shape, profile);
    }
    const double peak = profile.peakFp32FlopsPerSecond();
    const double seconds = std::max(peak > 0 ? flops / peak : 0,
                                    profile.dramBytesPerSecond > 0 ? dramBytes / profile.dramBytesPerSecond : 0);
    return seconds > 0 ? std::optional<Ns>(Ns(seconds * 1e9)) : std::nullopt;
}

std::optional<Ns> copyBound(const Program& program, const device::DeviceProfile& profile)
{
    double toDevice = 0, toHost = 0;
    for (const program::Operation& operation : program.operations) {
        if (operation.kind != OperationKind::copy)
            continue;
        if (operation.direction == workload::CopyDirection::hostToDevice)
            toDevice += leastCopyNs(operation, profile);
        else if (operation.direction == workload::CopyDirection::deviceToHost)
            toHost += leastCopyNs(operation, profile);
    }
    const double busier = profile.copyEngines == 1 ? toDevice + toHost : std::max(toDevice, toHost);
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
