// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace streamscope::cuda {

/// What the driver's management library says of a GPU at one moment; zero or false where it says nothing.
struct GpuState
{
    double smClockHz = 0;
    bool throttled = false; ///< slowed by power, heat or hardware
    int otherProcesses = 0; ///< compute processes beside this one
};

/// NVML by dlopen; nothing where it is missing.
std::optional<GpuState> gpuState(int device);

} // namespace streamscope::cuda
