// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"
#include "contract/contract_cases.h"
#include "trace/trace.h"

#include <string>
#include <vector>

namespace contract {

using Intervals = std::vector<streamscope::Interval>;

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
    Intervals operations(int branch) const;
    /// Host calls of a thread of this kind, in order.
    Intervals hostSlices(streamscope::trace::SliceKind kind) const;
    std::size_t count(bool (*which)(streamscope::trace::SliceKind)) const;

private:
    std::string m_problem;
    streamscope::Ns m_makespanNs = 0;
    bool m_gateTimedOut = false;
    streamscope::trace::TracePointer m_trace;
};

/// Empty, or "expected WHAT, saw …".
std::string expect(bool kept, const std::string& what, const Intervals& seen);

/// Length of the time both run.
streamscope::Ns overlapNs(const streamscope::Interval& a, const streamscope::Interval& b);

constexpr int longNs = 400'000; ///< far above every launch latency

/// `spin` for so many ns in one block, as an operation.
std::string spin(int ns);

/// A branch's JSON text from those of its operations, and further keys (empty or starting with a comma).
std::string branch(const std::string& name, const std::string& operations, const std::string& more = "");

// Layouts
inline const std::string twoStreams = R"("streams": [{"name": "s", "count": 2}], "assign": {"*": "s *"})";
inline const std::string oneStream = R"("streams": [{"name": "s"}], "assign": {"*": "s"})";

/// The first operations of branches 0, 1, …
Intervals firsts(const Seen& seen, int branches);

/// Whether the first operations of two branches run at the same time, as `wanted`, or one after the other: as expect().
std::string together(const Seen& seen, int a, int b, bool wanted);

/// Branch a records an event between two kernels; branch b's kernel, behind the operation `waiting`, starts between
/// their ends: as expect().
std::string startsAtTheEvent(const Bench& bench, const std::string& waiting);

// The promises, by what they are about; contractCases() has all.
std::vector<Case> streamCases();
std::vector<Case> blockCases();
std::vector<Case> gateCases();
std::vector<Case> hostCases();

} // namespace contract
