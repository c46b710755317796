// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"

namespace streamscope::device {

/// What a number of a profile's calls, latencies and model is of.
enum class Part
{
    gaps,        ///< what passes on the device between operations
    submissions, ///< what the host takes to submit work
    other,
};

/// The same device, on which what is of that part takes no time.
DeviceProfile without(Part part, DeviceProfile profile);

} // namespace streamscope::device
