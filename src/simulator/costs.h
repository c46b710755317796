// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/allocation_costs.h"
#include "program/program.h"

namespace streamscope::simulator {

/// Times are held below this (146 years), so that sums of a few never overflow.
constexpr Ns farNs = Ns(1) << 62;

/// To whole nanoseconds, half up; what is no sensible time becomes the nearest that is.
constexpr Ns toNs(double ns)
{
    if (!(ns > 0))
        return 0;
    if (ns >= 4.6e18)
        return farNs;
    return static_cast<Ns>(ns + 0.5);
}

/// A duration somebody asked for, held within what can be added up.
constexpr Ns bounded(Ns duration)
{
    return duration < 0 ? 0 : duration < farNs ? duration : farNs;
}

/// What the call costs its host thread where nothing makes it wait, ns. `allocations`: of its process, which it
/// changes.
Ns callCostNs(const device::DeviceProfile& profile, const program::Program& program, const program::HostCall& call,
              program::AllocationCosts& allocations);

/// From the return of the submitting call to the operation's start on an idle stream, ns. `operation`: null for calls
/// that submit none.
Ns submitLatencyNs(const device::DeviceProfile& profile, const program::Operation* operation);

/// Operations that SMs, not copy engines, do.
inline bool isSetOrCopyWithinDevice(const program::Operation& operation)
{
    return operation.kind == workload::OperationKind::memset ||
           (operation.kind == workload::OperationKind::copy &&
            operation.direction == workload::CopyDirection::deviceToDevice);
}

/// The engine's time for a copy with the link to itself, ns. `pageableBytes`: of pageable memory that the program
/// copies to the device.
Ns copyNs(const device::DeviceProfile& profile, const program::Operation& copy, std::int64_t pageableBytes);

/// A memset's time, ns.
Ns memsetNs(const device::DeviceProfile& profile, const program::Operation& memset);

} // namespace streamscope::simulator
