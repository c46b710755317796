// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "trace/trace.h"

namespace streamscope::analysis {

/// Share of the device's warp slots that a launch holds while all it can have resident is, from its configuration
/// alone: 0…1. How full the device is it does not say: see docs/metrics.md.
double residentWarpShare(const trace::OperationDetails& kernel, const device::DeviceProfile& limits);

} // namespace streamscope::analysis
