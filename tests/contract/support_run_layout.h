// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"
#include "contract/contract_cases.h"
#include "trace/trace.h"

#include <string>
#include <vector>

namespace contract {

/// One traced run of one layout, asked about.
class Seen
{
public:
    /// Runs the layout `run` of the experiment that `branches`, `layout` and `extra` make: JSON texts of the branches,
    /// the one layout and further top-level keys (empty or starting with a comma). `gateNs`: behind a gate with that
    /// patience.
    Seen(const Bench& bench, const std::string& branches, const std::string& layout, const std::string& extra = "",
         streamscope::Ns gateNs = 0);

    const std::string& problem() const { return m_problem; } ///< empty: it ran
    streamscope::Ns makespanNs() const { return m_makespanNs; }
    bool gateTimedOut() const { return m_gateTimedOut; }
    const streamscope::trace::Trace& trace() const { return *m_trace; }

    /// Kernels, copies, memsets and host functions of a branch in the order of their starts.
    std::vector<streamscope::Interval> operations(int branch) const;
    /// Host calls of a thread of this kind, in order.
    std::vector<streamscope::Interval> hostSlices(streamscope::trace::SliceKind kind) const;
    std::size_t count(bool (*which)(streamscope::trace::SliceKind)) const;

private:
    std::string m_problem;
    streamscope::Ns m_makespanNs = 0;
    bool m_gateTimedOut = false;
    streamscope::trace::TracePointer m_trace;
};

/// Empty, or "expected WHAT, saw …".
std::string expect(bool kept, const std::string& what, const std::vector<streamscope::Interval>& seen);

/// Length of the time both run.
streamscope::Ns overlapNs(const streamscope::Interval& a, const streamscope::Interval& b);

/// `spin` for so many ns in one block, as an operation.
std::string spin(int ns);

} // namespace contract
