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

/// A built-in profile by name, else a profile file by path.
Result<DeviceProfile> findProfile(const std::string& nameOrPath);

/// The built-in profile of the device that its driver calls so.
std::optional<DeviceProfile> profileOfDevice(const std::string& deviceName);

Result<DeviceProfile> parseProfile(const std::string& text, const std::string& file);

/// JSON, units in the names.
std::string profileJson(const DeviceProfile& profile);

} // namespace streamscope::device
