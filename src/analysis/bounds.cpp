// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/bounds.h"

#include "analysis/critical_path.h"
#include "analysis/device_limits.h"
#include "program/allocation_costs.h"
#include "program/kernel_model.h"
#include "program/l2_reuse.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <tuple>

namespace streamscope::analysis {

namespace {

using program::CallKind;
using program::Program;
using workload::OperationKind;

/// `allocations`: of the calls before it.
double callNs(const Program& program, const program::HostCall& call, const device::DeviceProfile& profile,
              program::AllocationCosts& allocations)
{
    const device::CallCosts& costs = profile.calls;
    switch (call.kind) {
    case CallKind::launchKernel:
        return costs.launchKernelNs;
    case CallKind::memcpyAsync: {
        const bool inDevice = call.operation >= 0 && program.operations[std::size_t(call.operation)].direction ==
                                                         workload::CopyDirection::deviceToDevice;
        return inDevice ? costs.memcpyDeviceNs : costs.memcpyNs;
    }
    case CallKind::memsetAsync: {
        const bool small =
            call.operation >= 0 && program::isSmallMemset(program.operations[std::size_t(call.operation)], profile);
        return small ? profile.model.smallMemsetCallNs : costs.memsetNs;
    }
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
    case CallKind::mallocAsync:
        if (program.threads.size() > 1) // another thread may have made the pool large enough
            return profile.model.poolReuseNs;
        [[fallthrough]];
    case CallKind::malloc:
    case CallKind::mallocHost:
    case CallKind::free:
    case CallKind::freeHost:
        return allocations.callNs(program, call);
    case CallKind::freeAsync: {
        const double ns = allocations.callNs(program, call);
        allocations.freeIsDone(call.stream); // it may have been before the next call
        return ns;
    }
    case CallKind::graphLaunch:
        return costs.graphLaunchNs + costs.graphLaunchPerNodeNs * double(program.graph.nodes.size());
    }
    return 0;
}

struct HostTime
{
    double allNs = 0, computesNs = 0, allocatesNs = 0;
};

/// Threads that launch beside each other: when the last one is through, each launch longer by what the others add to it
/// (ModelFit::launchTurnShare). 0 where that is not known without the device: where a thread may wait for it.
double launchingTogetherNs(const Program& program, const device::DeviceProfile& profile)
{
    std::vector<std::int64_t> launches(program.streams.size());
    for (const auto& calls : program.threads)
        for (const program::HostCall& call : calls) {
            const bool launch = call.kind == CallKind::launchKernel;
            if ((!launch && call.kind != CallKind::cpuWork) || program.processOf(call) != 0)
                return 0;
            if (launch && ++launches[std::size_t(call.stream)] >= profile.launchQueueDepth)
                return 0;
        }
    using Next =
        std::tuple<double, std::int64_t, std::size_t>; // when a thread makes its next call, in what order, which
    std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
    std::vector<std::size_t> made(program.threads.size());
    std::vector<std::int64_t> lastLaunch(program.threads.size());
    std::int64_t order = 0, launched = 0;
    const auto goOn = [&](std::size_t thread, double nowNs) {
        if (made[thread] == program.threads[thread].size())
            return;
        const bool computes = program.threads[thread][made[thread]].kind == CallKind::cpuWork;
        next.emplace(nowNs + (computes ? 0 : double(program.hostCostNs)), order++, thread);
    };
    for (std::size_t thread = 0; thread < program.threads.size(); ++thread)
        goOn(thread, 0);
    program::AllocationCosts allocations(profile);
    double endNs = 0;
    while (!next.empty()) {
        const auto [nowNs, sequence, thread] = next.top();
        next.pop();
        const program::HostCall& call = program.threads[thread][made[thread]++];
        double ns = std::floor(callNs(program, call, profile, allocations));
        if (call.kind == CallKind::launchKernel) {
            std::int64_t& own = lastLaunch[thread];
            const auto others = std::ranges::count_if(lastLaunch, [own](std::int64_t last) { return last > own; });
            own = ++launched;
            ns += std::floor(ns * profile.model.turnShare(others));
        }
        endNs = std::max(endNs, nowNs + ns);
        goOn(thread, nowNs + ns);
    }
    return endNs;
}

void setHostBound(const Program& program, const device::DeviceProfile& profile, Bounds& bounds)
{
    HostTime busiest;
    std::vector<double> lockedNs(std::size_t(std::max(1, program.processes())));
    for (const auto& calls : program.threads) {
        HostTime thread;
        program::AllocationCosts allocations(profile);
        for (const program::HostCall& call : calls) {
            const double ns = std::floor(callNs(program, call, profile, allocations));
            const bool computes = call.kind == CallKind::cpuWork;
            thread.allNs += ns + (computes ? 0 : double(program.hostCostNs));
            thread.computesNs += computes ? ns : 0;
            thread.allocatesNs += allocates(call.kind) ? ns : 0;
            if (submits(call.kind))
                lockedNs[std::size_t(program.processOf(call))] +=
                    std::floor(profile.model.lockShare(call.kind == CallKind::launchKernel) * ns);
        }
        if (thread.allNs > busiest.allNs)
            busiest = thread;
    }
    if (const double locked = *std::ranges::max_element(lockedNs); locked > busiest.allNs)
        busiest = {locked, 0, 0};
    if (const bool takeTurns = program.threads.size() > 1 && profile.model.launchLockShare == 0; takeTurns)
        busiest.allNs = std::max(busiest.allNs, launchingTogetherNs(program, profile));
    if (busiest.allNs <= 0)
        return;
    // The implied synchronize at the end is the host's too.
    bounds.hostNs = Ns(busiest.allNs + std::floor(profile.calls.synchronizeNs));
    bounds.hostComputesNs = Ns(busiest.computesNs);
    bounds.hostAllocatesNs = Ns(busiest.allocatesNs);
}

/// L2 keeps the rest of the bytes away from DRAM.
std::optional<Ns> capacityBound(const Program& program, const device::DeviceProfile& profile)
{
    double flops = 0, dramBytes = 0;
    for (const program::Operation& operation : program.operations)
        if (operation.kind == OperationKind::kernel && operation.launch >= 0)
            flops += program.launches[std::size_t(operation.launch)].shape.flops;
    for (const double bytes : program::dramBytesOfOperations(program, &profile))
        dramBytes += bytes;
    const double seconds = workSeconds(flops, dramBytes, profile);
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

Bounds computeBounds(const Program& program, const device::DeviceProfile& profile,
                     const std::vector<std::vector<workload::Index>>& after)
{
    Bounds bounds;
    const double chain = criticalPathNs(program, profile, after);
    if (chain > 0)
        bounds.criticalPathNs = Ns(chain);
    setHostBound(program, profile, bounds);
    bounds.capacityNs = capacityBound(program, profile);
    bounds.copyNs = copyBound(program, profile);
    return bounds;
}

} // namespace streamscope::analysis
