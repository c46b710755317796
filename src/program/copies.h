// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/program.h"

#include <cstdint>

namespace streamscope::program {

/// So much pageable memory is staged at once on its way to the device: the call returns before the copy.
constexpr std::int64_t stagedAtOnceBytes = 64 * 1024;

/// Whether the call returns only when the copy is done: from or to pageable memory, but for small ones to the device.
inline bool holdsCaller(const Operation& operation)
{
    using workload::CopyDirection;
    if (operation.kind != workload::OperationKind::copy || operation.memory != workload::HostMemory::pageable ||
        operation.direction == CopyDirection::deviceToDevice)
        return false;
    return operation.direction != CopyDirection::hostToDevice || operation.bytes > stagedAtOnceBytes;
}

} // namespace streamscope::program
