// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "trace/trace.h"

#include <optional>

namespace streamscope::analysis {

/// Most bytes a second that anything moves from and to DRAM: some devices set memory faster than kernels stream. 0
/// where nobody knows.
double peakDramBytesPerSecond(const device::DeviceProfile& profile);

/// What the work takes at the peak of what it needs most; 0 where no peak of it is known.
double workSeconds(double flops, double dramBytes, const device::DeviceProfile& profile);

/// Limits and peaks of the device of a trace: `profile` if given, else the built-in profile of that device's name, else
/// what the recording says of it (rates stay zero where it says none). Null where nothing is known.
/// The pointer is valid as long as this object.
class DeviceLimits
{
public:
    DeviceLimits(const trace::Trace& trace, const device::DeviceProfile* profile);
    DeviceLimits(const DeviceLimits&) = delete;
    DeviceLimits& operator=(const DeviceLimits&) = delete;

    const device::DeviceProfile* get() const { return m_limits; }

private:
    std::optional<device::DeviceProfile> m_own;
    const device::DeviceProfile* m_limits = nullptr;
};

} // namespace streamscope::analysis
