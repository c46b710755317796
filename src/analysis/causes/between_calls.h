// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"
#include "trace/trace.h"

#include <functional>
#include <string>
#include <vector>

namespace streamscope::analysis {

/// What a thread, and those that it hands over to, did between two of their calls: operators, calls, ranges on their
/// rows and on those of their annotations. What another thread began after its own last call, and so before that of the
/// first, counts from then on. Refers to the trace and the timeline.
class BetweenCalls
{
public:
    /// Of a thread of the timeline.
    BetweenCalls(const trace::Trace& trace, const Timeline& timeline, std::size_t thread);

    /// The longest slice that ends between them, if it takes more than half of `ns`; else nothing. O(slices between).
    std::string covering(Interval between, Ns ns) const;
    /// The same by what of each slice counts.
    std::string covering(Interval between, Ns ns, const std::function<Ns(Interval)>& worthNs) const;

private:
    struct Row
    {
        const trace::Track* track;
        std::size_t thread; ///< of the timeline
    };

    /// Since when the thread has made no call, at the latest from `timeNs` on.
    Ns freeSinceNs(std::size_t thread, Ns timeNs) const;

    const trace::Trace& m_trace;
    const Timeline& m_timeline;
    std::vector<Row> m_rows;
};

} // namespace streamscope::analysis
