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
/// rows and on those of their annotations. What reaches beyond them, as on another thread, and holds no call of its own
/// thread counts as far as it is between. Refers to the trace and the timeline.
class BetweenCalls
{
public:
    /// Of a thread of the timeline.
    BetweenCalls(const trace::Trace& trace, const Timeline& timeline, std::size_t thread);

    /// The longest slice between them, if it takes more than half of `ns`; else nothing. O(slices between).
    std::string covering(Interval between, Ns ns) const;
    /// The same by what of each slice counts.
    std::string covering(Interval between, Ns ns, const std::function<Ns(Interval)>& worthNs) const;

private:
    struct Row
    {
        const trace::Track* track;
        std::size_t thread; ///< of the timeline
    };

    /// The thread's first step after `timeNs`; one past its last if there is none.
    std::size_t callAfter(std::size_t thread, Ns timeNs) const;
    /// When the thread made its last call before `timeNs`; that itself without one.
    Ns lastCallNs(std::size_t thread, Ns timeNs) const;
    /// The thread makes no call in it.
    bool isWithoutCalls(std::size_t thread, Interval slice) const;

    const trace::Trace& m_trace;
    const Timeline& m_timeline;
    std::vector<Row> m_rows;
};

} // namespace streamscope::analysis
