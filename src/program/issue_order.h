// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "workload/workload.h"

#include <vector>

namespace streamscope::program {

using workload::Index;

/// One step of the submission: an operation of a branch, or what `after` asks for between branches.
struct Step
{
    enum class Kind : std::uint8_t
    {
        operation,
        recordEnd, ///< the branch is through: record its event
        waitEnd,   ///< wait for the event of branch `other`
    } kind = Kind::operation;
    Index branch = -1;
    Index operation = -1; ///< within the branch
    Index other = -1;
};

/// The order in which a layout submits a workload. Depth-first: each branch as far as it goes, the first that can go on
/// first. Breadth-first: one operation of each branch in turn. A branch that would wait for what is not submitted yet
/// yields. One order for all submitting threads: each thread takes its own steps from it, so they cannot deadlock.
/// Errors: program.cycle, program.wait-without-record. O(n log branches).
Result<std::vector<Step>> issueOrder(const workload::Workload& workload, const workload::Layout& layout);

} // namespace streamscope::program
