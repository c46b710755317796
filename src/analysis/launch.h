// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/occupancy.h"
#include "trace/trace.h"

#include <cstdint>

namespace streamscope::analysis {

/// A kernel's launch as it was recorded, and what of it fits on an empty SM.
struct Launch
{
    std::int64_t blocks = 0, threads = 0; ///< 0: not recorded; threads of a block
    device::Occupancy fit;
};

/// Extents of 0 in y or z, which old recordings have, count as 1; absurd products are held at 2⁶².
Launch launchOf(const trace::OperationDetails& kernel, const device::DeviceProfile& limits);

/// Whether its threads are more than any GPU holds at once.
bool fillsAnyGpu(const trace::OperationDetails& kernel);

} // namespace streamscope::analysis
