// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/program.h"

namespace streamscope::analysis {

/// The least a kernel can take on an empty device, ns: waves of blocks at their unloaded time, the busiest SM's pipe, and
/// the bytes that cannot come from L2. A lower bound of what the simulator gives, whatever runs beside it.
double leastKernelNs(const program::Launch& launch, const device::DeviceProfile& profile);

/// The same for a copy or memset of `bytes`, without the latency before its first byte.
double leastCopyNs(const program::Operation& copy, const device::DeviceProfile& profile);

/// Bytes of a launch that must come from or go to DRAM even if L2 held as much as it can.
double leastDramBytes(const workload::LaunchShape& shape, const device::DeviceProfile& profile);

} // namespace streamscope::analysis
