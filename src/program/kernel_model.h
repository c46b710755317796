// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "device/device_profile.h"
#include "program/program.h"
#include "workload/kernel_catalogue.h"

namespace streamscope::program {

/// What one launch asks of a device, in the terms of the fluid model (docs/simulator.md): the launch's shape times the
/// profile's fit for that kernel. Times are ns of an otherwise idle device.
struct KernelModel
{
    std::int64_t blocks = 1;
    int blocksPerSm = 0;   ///< resident on an empty SM; 0: cannot run on this device
    int warpsPerBlock = 1; ///< resources one block holds on its SM
    std::int64_t registersPerBlock = 0;
    std::int64_t sharedBytesPerBlock = 0;
    double startNs = 0;       ///< once a kernel, before its first block makes progress and after its last
    double dispatchNs = 0;    ///< from one block handed out to the next
    double aloneNs = 0;       ///< T0: a block by itself, memory unloaded
    double pipeNs = 0;        ///< c: an SM's busiest pipe works this long for a block
    double dramBytes = 0;     ///< d, a block
    double l2Bytes = 0;       ///< ℓ, a block
    double bytesInFlight = 0; ///< M, a block
    bool inStep = false;      ///< blocks that share an SM end together though they fill its pipe
    bool polls = false;       ///< its threads ask the clock without end
};

/// What of a launch's traffic, as its kernel's catalogue entry counts it, is left where the program is known.
struct Traffic
{
    double unique = 1; ///< share of the bytes that are not another argument's too
    double missed = 0; ///< share of the unique bytes that L2 no longer holds
};

/// Share of L2's traffic that goes on to DRAM where data is used again after `bytes` of others.
double l2MissShare(double bytes, const device::DeviceProfile& profile);

/// Memsets that are no kernel.
bool isSmallMemset(const Operation& operation, const device::DeviceProfile& profile);

/// A copy within the device without its latency, ns: what fits in L2 is read and written there.
double copyWithinDeviceNs(std::int64_t bytes, const device::DeviceProfile& profile);

/// `kernel` may be null: then nothing was fitted.
KernelModel kernelModel(const workload::KernelInfo* kernel, const workload::LaunchShape& shape,
                        const device::DeviceProfile& profile, const Traffic& traffic);

/// The same for a launch that is repeated by itself.
KernelModel kernelModel(const workload::KernelInfo* kernel, const workload::LaunchShape& shape,
                        const device::DeviceProfile& profile);

/// How often a kernel's warps wait for memory: 0 hardly ever, 1 again and again, as between two barriers.
double waitingShare(const KernelModel& model, const device::DeviceProfile& profile);

/// How long `blocks` equal blocks that came to an SM together take, in times of one alone. The pipe can keep
/// 1 / (pipe time · rate alone) of them going, and warp schedulers issue from the oldest block that can: the oldest run
/// at full speed, one has what is left, the others wait. So five blocks where four can run take 2, not 1.25 (measured,
/// docs/simulator.md). Blocks whose warps often wait for memory run evenly instead. O(blocks²).
double timesTogether(int blocks, const KernelModel& model, const device::DeviceProfile& profile);

/// How long the kernel takes with the device to itself, ns: the closed form of the simulator's block model.
double aloneNs(const KernelModel& model, const device::DeviceProfile& profile);

} // namespace streamscope::program
