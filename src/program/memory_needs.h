// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/program.h"

#include <cstdint>
#include <vector>

namespace streamscope::program {

/// Which sides a buffer has in a program, and what it begins with.
struct MemoryNeed
{
    std::int64_t bytes = 0;
    bool device = false, host = false;             ///< sides that operations touch
    bool otherDevice = false, otherHost = false;   ///< second sides, of copies within the device or the host
    bool midwayDevice = false, midwayHost = false; ///< allocated by the program
    workload::HostMemory memory = workload::HostMemory::pinned;
    workload::Fill fill;

    bool operator==(const MemoryNeed&) const = default;
};

/// By buffer of the program. O(operations).
std::vector<MemoryNeed> memoryNeeds(const Program& program);

/// The buffer for which a device of `memoryBytes` has no room left beside those before it, which are there from the
/// start; -1: there is room for all. What a program allocates itself has to fit beside these, each alone.
Index firstWithoutRoom(const std::vector<MemoryNeed>& needs, std::int64_t memoryBytes);

} // namespace streamscope::program
