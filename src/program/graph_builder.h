// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/program.h"

#include <vector>

namespace streamscope::program {

/// Errors with the operation's place for what a stream capture refuses: synchronisation, copies with pageable memory,
/// allocation, the default stream. Errors: program.not-capturable-….
Status checkCapturable(const workload::Workload& workload, const workload::Layout& layout);

/// Turns calls in order of submission into the nodes and edges that capturing them would give.
class GraphBuilder
{
public:
    explicit GraphBuilder(Program& program);

    /// Error: program.too-many-edges.
    Status add(const HostCall& call);

private:
    using Nodes = std::vector<Index>; ///< sorted, no duplicates

    static void join(Nodes& nodes, const Nodes& others);
    Status addNode(const HostCall& call);

    Program& m_program;
    std::vector<Nodes> m_before; ///< by stream: what its next node comes after
    std::vector<Nodes> m_events; ///< by event: what stood before its record
    std::size_t m_held = 0;      ///< indices copied so far: bounds memory and time
};

} // namespace streamscope::program
