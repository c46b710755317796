// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/device_limits.h"

#include "device/profiles.h"

#include <algorithm>
#include <string_view>

namespace streamscope::analysis {

namespace {

/// Built-in profiles, parsed once.
const std::vector<device::DeviceProfile>& builtIns()
{
    static const auto profiles = [] {
        std::vector<device::DeviceProfile> parsed;
        for (const std::string& name : device::profileNames())
            if (auto profile = device::findProfile(name))
                parsed.push_back(*std::move(profile));
        return parsed;
    }();
    return profiles;
}

const device::DeviceProfile* builtInFor(std::string_view deviceName)
{
    const auto found = std::find_if(builtIns().begin(), builtIns().end(),
                                    [&](const device::DeviceProfile& p) { return p.deviceName == deviceName; });
    return found != builtIns().end() ? &*found : nullptr;
}

/// Blocks an SM holds, by compute capability (gpu-facts §2).
int blocksPerSm(int major, int minor)
{
    switch (10 * major + minor) {
    case 75:
    case 86:
        return 16;
    case 87:
        return 16;
    case 89:
        return 24;
    default:
        return major >= 11 ? 24 : 32;
    }
}

/// What a recording tells of a part of a GPU (MIG) is not its profile's.
bool areOfOne(const trace::RecordedDevice& recorded, const device::DeviceProfile& profile)
{
    return recorded.sms <= 0 || recorded.sms == profile.sms;
}

device::DeviceProfile limitsOf(const trace::RecordedDevice& recorded)
{
    device::DeviceProfile limits;
    limits.deviceName = recorded.name;
    limits.computeMajor = recorded.computeMajor;
    limits.computeMinor = recorded.computeMinor;
    limits.sms = recorded.sms;
    limits.warpsPerSm = recorded.threadsPerSm / 32;
    limits.blocksPerSm = blocksPerSm(recorded.computeMajor, recorded.computeMinor);
    if (recorded.registersPerSm > 0)
        limits.registersPerSm = recorded.registersPerSm;
    limits.sharedBytesPerSm = recorded.sharedBytesPerSm;
    limits.sharedBytesPerBlock = recorded.sharedBytesPerSm; // the opt-in limit is a little less
    limits.memoryBytes = recorded.memoryBytes;
    limits.clockHz = recorded.clockHz;
    limits.fp32LanesPerSm = device::fp32LanesPerSm(recorded.computeMajor, recorded.computeMinor);
    limits.dramBytesPerSecond = recorded.dramBytesPerSecond;
    return limits;
}

} // namespace

double peakDramBytesPerSecond(const device::DeviceProfile& profile)
{
    if (profile.dramBytesPerSecond <= 0)
        return 0; // nobody knows
    // A copy reads and writes.
    return std::max(
        {profile.dramBytesPerSecond, profile.memset.bytesPerSecond, 2 * profile.deviceToDevice.bytesPerSecond});
}

double workSeconds(double flops, double dramBytes, const device::DeviceProfile& profile)
{
    const double flopsPeak = profile.peakFp32FlopsPerSecond(), dramPeak = peakDramBytesPerSecond(profile);
    return std::max(flopsPeak > 0 ? flops / flopsPeak : 0, dramPeak > 0 ? dramBytes / dramPeak : 0);
}

DeviceLimits::DeviceLimits(const trace::Trace& trace, const device::DeviceProfile* profile) : m_limits(profile)
{
    if (m_limits)
        return;
    const trace::TraceInfo& info = trace.info();
    const auto* const named = builtInFor(info.deviceName);
    if (named && !info.deviceName.empty() && (info.devices.empty() || areOfOne(info.devices.front(), *named))) {
        m_limits = named;
        return;
    }
    if (info.devices.empty())
        return;
    if (const auto* recorded = builtInFor(info.devices.front().name);
        recorded && areOfOne(info.devices.front(), *recorded)) {
        m_limits = recorded;
    } else if (info.devices.front().sms > 0 && info.devices.front().threadsPerSm > 0) {
        m_own = limitsOf(info.devices.front());
        m_limits = &*m_own;
    }
}

} // namespace streamscope::analysis
