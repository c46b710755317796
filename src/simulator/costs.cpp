// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/costs.h"

#include "program/copies.h"
#include "program/kernel_model.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

using program::CallKind;
using workload::CopyDirection;
using workload::HostMemory;
using workload::OperationKind;

double transferNs(const device::TransferModel& model, std::int64_t bytes)
{
    return model.latencyNs + static_cast<double>(bytes) / model.bytesPerSecond * 1e9;
}

/// The host's caches keep from one repetition to the next what fits of all that a program copies, `programBytes`; of
/// twice as much nothing is left when it is wanted.
double pageableNs(const device::TransferModel& model, const device::CachedPart& cached, std::int64_t bytes,
                  std::int64_t programBytes)
{
    const double all = static_cast<double>(bytes);
    const double kept =
        cached.bytes > 0 ? all * std::clamp(2 - static_cast<double>(programBytes) / cached.bytes, 0.0, 1.0) : 0;
    return kept / cached.bytesPerSecond * 1e9 + model.latencyNs + (all - kept) / model.bytesPerSecond * 1e9;
}

bool travelsWithCommand(const device::DeviceProfile& profile, const program::Operation& copy)
{
    return copy.direction == CopyDirection::hostToDevice &&
           static_cast<double>(copy.bytes) <= profile.model.withCommandBytes;
}

/// Pageable memory is written in pieces; with the first of them nothing overlaps.
double pageableDownNs(const device::DeviceProfile& profile, std::int64_t bytes)
{
    const device::ModelFit& model = profile.model;
    const double piece = std::min(static_cast<double>(bytes), model.pageablePieceBytes);
    return pageableNs(profile.pageableD2H, model.pageableD2H, bytes, bytes) +
           model.pageablePieceShare * piece / model.pageableD2H.bytesPerSecond * 1e9;
}

/// What the host copies before the call returns: with the command, or into the driver's buffer.
double stagingNs(const device::DeviceProfile& profile, const program::Operation& copy)
{
    const bool staged = copy.direction == CopyDirection::hostToDevice && copy.memory == HostMemory::pageable &&
                        copy.bytes <= program::stagedAtOnceBytes;
    if (staged && profile.model.stagedBytesPerSecond > 0)
        return static_cast<double>(copy.bytes) / profile.model.stagedBytesPerSecond * 1e9;
    return staged || travelsWithCommand(profile, copy)
               ? pageableNs({0, profile.pageableH2D.bytesPerSecond}, profile.model.pageableH2D, copy.bytes, copy.bytes)
               : 0;
}

double copyCallNs(const device::DeviceProfile& profile, const program::Operation& copy)
{
    if (copy.direction == CopyDirection::deviceToDevice)
        return profile.calls.memcpyDeviceNs;
    return profile.calls.memcpyNs + stagingNs(profile, copy);
}

} // namespace

Ns callCostNs(const device::DeviceProfile& profile, const program::Program& program, const program::HostCall& call,
              program::AllocationCosts& allocations)
{
    const device::CallCosts& costs = profile.calls;
    switch (call.kind) {
    case CallKind::launchKernel:
        return toNs(costs.launchKernelNs);
    case CallKind::memcpyAsync:
        return toNs(copyCallNs(profile, program.operations[std::size_t(call.operation)]));
    case CallKind::memsetAsync:
        return toNs(program::isSmallMemset(program.operations[std::size_t(call.operation)], profile)
                        ? profile.model.smallMemsetCallNs
                        : costs.memsetNs);
    case CallKind::eventRecord:
        return toNs(costs.eventRecordNs);
    case CallKind::streamWaitEvent:
        return toNs(costs.streamWaitNs);
    case CallKind::launchHostFunction:
        return toNs(costs.hostFunctionNs);
    case CallKind::cpuWork:
        return bounded(program.operations[std::size_t(call.operation)].durationNs);
    case CallKind::streamSynchronize:
    case CallKind::deviceSynchronize:
    case CallKind::eventSynchronize:
        return toNs(costs.synchronizeNs + allocations.trimNs());
    case CallKind::malloc:
    case CallKind::mallocAsync:
    case CallKind::mallocHost:
    case CallKind::free:
    case CallKind::freeAsync:
    case CallKind::freeHost:
        return toNs(allocations.callNs(program, call));
    case CallKind::graphLaunch:
        return toNs(costs.graphLaunchNs + costs.graphLaunchPerNodeNs * static_cast<double>(program.graph.nodes.size()));
    }
    return 0;
}

Ns submitLatencyNs(const device::DeviceProfile& profile, const program::Operation* operation)
{
    if (!operation || operation->kind != OperationKind::copy)
        return toNs(profile.latencies.launchToStartNs);
    return travelsWithCommand(profile, *operation) ? 0 : toNs(profile.latencies.copyToStartNs);
}

Ns copyNs(const device::DeviceProfile& profile, const program::Operation& copy, std::int64_t pageableBytes)
{
    const bool pageable = copy.memory == HostMemory::pageable;
    switch (copy.direction) {
    case CopyDirection::hostToDevice: {
        const bool staged = pageable && copy.bytes <= program::stagedAtOnceBytes;
        return toNs(pageable && !staged ? pageableNs(profile.pageableH2D, profile.model.pageableH2D, copy.bytes,
                                                     std::max(copy.bytes, pageableBytes))
                                        : transferNs(profile.pinnedH2D, copy.bytes));
    }
    case CopyDirection::deviceToHost:
        return toNs(pageable ? pageableDownNs(profile, copy.bytes) : transferNs(profile.pinnedD2H, copy.bytes));
    case CopyDirection::deviceToDevice:
        return toNs(profile.deviceToDevice.latencyNs + program::copyWithinDeviceNs(copy.bytes, profile));
    case CopyDirection::hostToHost:
        break;
    }
    return toNs(transferNs(profile.pageableD2H, copy.bytes));
}

Ns memsetNs(const device::DeviceProfile& profile, const program::Operation& memset)
{
    return program::isSmallMemset(memset, profile)
               ? toNs(profile.model.smallMemsetNs +
                      profile.model.smallMemsetNsPerByte * static_cast<double>(memset.bytes))
               : toNs(transferNs(profile.memset, memset.bytes));
}

} // namespace streamscope::simulator
