// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "device/device_profile.h"

#include <optional>
#include <string>
#include <vector>

namespace streamscope::device {

/// Names of the built-in profiles, "h200" first.
std::vector<std::string> profileNames();

/// A built-in profile by name, else a profile file by path. Corrections are applied.
Result<DeviceProfile> findProfile(const std::string& nameOrPath);

/// The same as it is written: measured numbers, and beside them what corrects them.
Result<DeviceProfile> findUncorrected(const std::string& nameOrPath);

/// The built-in profile of the device that its driver calls so.
std::optional<DeviceProfile> profileOfDevice(const std::string& deviceName);

Result<DeviceProfile> parseProfile(const std::string& text, const std::string& file);

/// FP32 lanes of an SM of this compute capability, by the programming guide's table of arithmetic throughput.
int fp32LanesPerSm(int computeMajor, int computeMinor);

/// JSON, units in the names.
std::string profileJson(const DeviceProfile& profile);

} // namespace streamscope::device
