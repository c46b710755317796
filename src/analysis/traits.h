// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/experiment.h"

#include <cstdint>
#include <vector>

namespace streamscope::analysis {

/// One way in which two layouts of an experiment differ.
enum class Change
{
    work,       ///< the layouts set parameters so that they run different work
    streams,    ///< how many
    assignment, ///< the same number, other branches on them
    launch,     ///< eager or as a graph
    issueOrder,
    threads,
    processes,
    flags, ///< blocking, non-blocking, the default stream and its mode
    priorities,
    memory, ///< pinned, pageable
    connections,
    hostCost,
};

/// What tells the layouts of an experiment apart, so that a comparison can change one thing at a time.
struct LayoutTraits
{
    int streams = 1;                             ///< that branches run on
    std::vector<workload::Index> streamOfBranch; ///< renumbered by first use
    workload::LaunchMode launch = workload::LaunchMode::eager;
    workload::IssueOrder issue = workload::IssueOrder::depthFirst;
    bool graphHeedsOrder = false; ///< a capture's edges depend on it: streams that branches share, waits for events
    int threads = 1;
    int processes = 1;
    bool usesDefaultStream = false;
    bool nonBlocking = false; ///< some stream in use is
    workload::DefaultStreamMode defaultStream = workload::DefaultStreamMode::legacy;
    std::vector<int> priorities;                  ///< distinct ones, sorted
    std::vector<workload::HostMemory> hostMemory; ///< of the buffers that are copied, in their order
    int connections = 0;
    Ns hostCostNs = 0;
    Ns cpuNs = 0;           ///< the threads' own work in all; a graph does it once, at capture
    std::uint64_t work = 0; ///< fingerprint of the operations
};

LayoutTraits traitsOf(const workload::Resolved& resolved);

/// In the order of the enumeration; empty if they run the same thing in the same way.
std::vector<Change> changesBetween(const LayoutTraits& a, const LayoutTraits& b);

/// How many settings differ that are no change since only one of the two heeds them, as several streams heed an issue
/// order: the fewer, the more the one change stands for itself.
int unheededDifferences(const LayoutTraits& a, const LayoutTraits& b);

} // namespace streamscope::analysis
