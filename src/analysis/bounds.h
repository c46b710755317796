// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/program.h"

#include <optional>
#include <vector>

namespace streamscope::analysis {

/// No layout of this program on this device can be faster than any of these. Empty: none applies.
struct Bounds
{
    std::optional<Ns> criticalPathNs; ///< longest dependency chain, each operation as fast as when alone
    std::optional<Ns> hostNs;         ///< the busiest submitting thread's calls, or the driver's lock on all of them
    Ns hostComputesNs = 0;            ///< of hostNs: the thread's own work
    Ns hostAllocatesNs = 0;           ///< of hostNs: allocating and freeing
    std::optional<Ns> capacityNs;     ///< flops / peak or DRAM bytes / peak, the greater
    std::optional<Ns> copyNs;         ///< bytes of the busier direction / rate
};

/// `after`: by branch, those that end before it begins, on whatever streams (workload::Branch::after).
Bounds computeBounds(const program::Program& program, const device::DeviceProfile& profile,
                     const std::vector<std::vector<workload::Index>>& after = {});

} // namespace streamscope::analysis
