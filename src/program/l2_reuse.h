// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/kernel_model.h"
#include "program/program.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace streamscope::program {

/// An operation's traffic in steps fine enough for the model and coarse enough that operations share their models.
struct TrafficLevel
{
    static constexpr std::size_t uniqueSteps = 8;
    static constexpr std::size_t missedSteps = 32;
    static constexpr std::size_t count = (uniqueSteps + 1) * (missedSteps + 1);

    std::uint8_t unique = uniqueSteps;
    std::uint8_t missed = 0;

    std::size_t index() const { return unique * (missedSteps + 1) + missed; }
    Traffic traffic() const { return {double(unique) / uniqueSteps, double(missed) / missedSteps}; }
};

/// What of every operation's traffic is its own, and what of that L2 no longer holds. The program is taken to have run
/// before, as a measured repetition has, and its operations to use L2 in the order they are submitted, in a graph as
/// far from its start as they are; those without buffers to be repeated by themselves. O(n log n) in the arguments.
std::vector<TrafficLevel> trafficLevels(const Program& program, const device::DeviceProfile& profile);

/// Bytes a memset writes to DRAM, or a copy within the device reads and writes, less what L2 keeps of so many; 0 of any
/// other operation. Without a profile all of them.
double dramBytesOfSetOrCopy(const Operation& operation, const device::DeviceProfile* profile);

/// Bytes each of the program's operations moves from and to DRAM: of what the catalogue counts of a kernel, a memset
/// writes, a copy within the device reads and writes, what is its own and L2 does not keep. Without a profile all of
/// it.
std::vector<double> dramBytesOfOperations(const Program& program, const device::DeviceProfile* profile);

} // namespace streamscope::program
