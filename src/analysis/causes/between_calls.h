// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <string>
#include <vector>

namespace streamscope::analysis {

/// What a thread did between two of its calls: operators, calls, ranges on its own row and on those of its annotations.
/// Refers to the trace.
class BetweenCalls
{
public:
    BetweenCalls(const trace::Trace& trace, trace::TrackId thread);

    /// The longest slice between them, if it takes more than half of `ns`; else nothing. O(slices between).
    std::string covering(Interval between, Ns ns) const;

private:
    const trace::Trace& m_trace;
    std::vector<const trace::Track*> m_rows;
};

} // namespace streamscope::analysis
