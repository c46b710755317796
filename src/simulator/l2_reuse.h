// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/program.h"

#include <vector>

namespace streamscope::simulator {

/// For every operation, the share of its traffic that L2 no longer holds, in steps of 1/missLevels. The program is
/// taken to have run before, as a measured repetition has, and its operations to use L2 in the order they are
/// submitted.
std::vector<std::uint8_t> missLevels(const program::Program& program, const device::DeviceProfile& profile);

constexpr int missLevelCount = 16;

} // namespace streamscope::simulator
