// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "device/device_profile.h"

#include <optional>
#include <string>
#include <vector>

namespace streamscope::session {

/// Where an experiment runs: the argument of --on.
struct Target
{
    enum class Kind
    {
        simulator,
        cuda,
        replay
    } kind = Kind::simulator;
    std::string profile = "h200"; ///< simulator: name or file
    int device = 0;               ///< cuda
    std::string file;             ///< replay: a recording; built-in ones as "recordings/NAME"
    std::string via;              ///< command prefix that puts the runner elsewhere ("ssh gpubox")

    std::string text() const; ///< "simulator:h200"
};

/// Parses "simulator[:PROFILE]", "cuda[:N]", "replay:FILE".
Result<Target> parseTarget(const std::string& text, const std::string& via = "");

/// One line of `devices`: a place where experiments can run, or why not.
struct DeviceEntry
{
    Target target;
    std::string name; ///< "NVIDIA H200"
    bool available = true;
    Message note; ///< "measured", "datasheet, unchecked", or why it is not available
    std::optional<device::DeviceProfile> profile;
};

/// Backends and profiles here. Asks for GPUs in a child process, so that a driver's fault stays there; may take
/// seconds.
std::vector<DeviceEntry> devices(const std::string& via = "");

} // namespace streamscope::session
