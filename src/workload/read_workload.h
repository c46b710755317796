// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/expressions.h"
#include "workload/node.h"
#include "workload/workload.h"

#include <string>
#include <vector>

namespace streamscope::workload {

/// A workload as read, and the name in the file of each branch: the same for all its copies.
struct WorkloadRead
{
    Workload workload;
    std::vector<std::string> fileNames;
};

/// Reads `buffers` and `branches` of an experiment. Throws Failure. Linear in the operations it comes to.
WorkloadRead readWorkload(const Node& root, Expressions& expressions);

/// Reads one of `layouts` for that workload. Throws Failure.
Layout readLayout(const Node& node, const WorkloadRead& work, Expressions& expressions);

/// "NAME 2" for the second of several copies, "NAME" where there is one.
std::string copyName(const std::string& name, std::int64_t copy, std::int64_t copies);

/// Seed of a buffer's fill that has none of its own: FNV-1a of its name.
std::uint64_t seedOfName(std::string_view name);

} // namespace streamscope::workload
