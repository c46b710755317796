// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "program/issue_order.h"
#include "workload/workload.h"

#include <vector>

namespace streamscope::program {

/// Follows allocations in the order of submission: a buffer that a branch allocates is used between its allocation and
/// its end only, allocated once at a time and freed the way it was allocated.
class AllocationCheck
{
public:
    explicit AllocationCheck(const workload::Workload& workload);

    /// Errors, with the operation's place: program.not-allocated, program.allocated-twice, program.freed-otherwise.
    Status check(const Step& step);

private:
    Status checkUse(const workload::Operation& operation, Index buffer) const;
    Status checkAllocation(const workload::Operation& operation);

    const workload::Workload& m_workload;
    std::vector<int> m_device; ///< by buffer: 1 + AllocationKind while its device side is allocated, else 0
    std::vector<int> m_pinned; ///< the same for pinned allocations
};

} // namespace streamscope::program
