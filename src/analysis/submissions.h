// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstdint>
#include <vector>

namespace streamscope::analysis {

/// The host call that submitted an operation.
struct Submission
{
    Ns startNs = 0;
    Ns endNs = 0;
    trace::SliceRef call;
};

/// Finds the host call of an operation by correlation, of a graph's node the launch of the graph, without allocating:
/// Trace::correlated() for many. Built in O(host calls), O(log n) a look-up, O(1) where correlations are dense, as they
/// are in recordings.
class Submissions
{
public:
    explicit Submissions(const trace::Trace& trace);

    /// Null where the trace does not hold the call, or so many have its correlation that it tells nothing. `rank` is
    /// that of the operation's track.
    const Submission* find(std::int32_t rank, std::int64_t correlation) const;

    /// How many calls have a correlation that tells nothing.
    std::int64_t untold() const { return m_untold; }

private:
    struct Entry
    {
        std::int64_t key = 0;
        Submission submission;
    };

    void index();

    std::vector<Entry> m_entries;       ///< by key where keys are sparse; of several of one the first stands
    std::vector<std::uint32_t> m_dense; ///< key − least key → index + 1; empty where keys are sparse
    std::int64_t m_leastKey = 0;
    std::int64_t m_untold = 0;
};

} // namespace streamscope::analysis
