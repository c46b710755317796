// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/program.h"

#include <optional>

namespace streamscope::analysis {

/// No layout of this program on this device can be faster than any of these. Empty: none applies.
struct Bounds
{
    std::optional<Ns> criticalPathNs; ///< longest dependency chain, each operation as fast as when alone
    std::optional<Ns> hostNs;         ///< the busiest submitting thread's calls
    std::optional<Ns> capacityNs;     ///< flops / peak or DRAM bytes / peak, the greater
    std::optional<Ns> copyNs;         ///< bytes of the busier direction / rate
};

Bounds computeBounds(const program::Program& program, const device::DeviceProfile& profile);

} // namespace streamscope::analysis
