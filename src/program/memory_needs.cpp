// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/memory_needs.h"

#include <algorithm>

namespace streamscope::program {

using workload::CopyDirection;
using workload::OperationKind;

std::vector<MemoryNeed> memoryNeeds(const Program& program)
{
    std::vector<MemoryNeed> needs(program.buffers.size());
    for (std::size_t i = 0; i < needs.size(); ++i) {
        needs[i].bytes = program.buffers[i].bytes;
        needs[i].fill = program.buffers[i].fill;
        needs[i].memory = i < program.memoryOfBuffer.size() ? program.memoryOfBuffer[i] : workload::HostMemory::pinned;
        needs[i].device = program.buffers[i].resultRows > 0;
    }
    for (const Operation& operation : program.operations) {
        if (operation.kind == OperationKind::kernel)
            for (std::uint32_t i = 0; i < std::uint32_t(operation.reads) + operation.writes; ++i)
                needs[std::size_t(program.bufferArguments[operation.firstBufferArgument + i])].device = true;
        if (operation.buffer < 0)
            continue;
        MemoryNeed& need = needs[std::size_t(operation.buffer)];
        need.bytes = std::max(need.bytes, operation.bytes);
        const bool copy = operation.kind == OperationKind::copy;
        need.device |=
            operation.kind == OperationKind::memset || (copy && operation.direction != CopyDirection::hostToHost);
        need.host |= copy && operation.direction != CopyDirection::deviceToDevice;
        need.otherDevice |= copy && operation.direction == CopyDirection::deviceToDevice;
        need.otherHost |= copy && operation.direction == CopyDirection::hostToHost;
        if (operation.kind == OperationKind::alloc)
            (operation.allocation == workload::AllocationKind::pinned ? need.midwayHost : need.midwayDevice) = true;
    }
    return needs;
}

Index firstWithoutRoom(const std::vector<MemoryNeed>& needs, std::int64_t memoryBytes)
{
    std::int64_t leftBytes = memoryBytes;
    for (std::size_t i = 0; i < needs.size(); ++i) {
        const int sides = int(needs[i].device && !needs[i].midwayDevice) + int(needs[i].otherDevice);
        for (int side = 0; side < sides; ++side) {
            if (needs[i].bytes > leftBytes)
                return Index(i);
            leftBytes -= needs[i].bytes;
        }
    }
    const auto tooLarge = std::ranges::find_if(
        needs, [leftBytes](const MemoryNeed& need) { return need.midwayDevice && need.bytes > leftBytes; });
    return tooLarge == needs.end() ? -1 : Index(tooLarge - needs.begin());
}

} // namespace streamscope::program
