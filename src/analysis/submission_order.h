// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/submissions.h"
#include "analysis/timeline.h"

#include <optional>
#include <utility>
#include <vector>

namespace streamscope::analysis {

/// Profilers show a wait for an event, and perhaps its record, at the time of their calls: which operations they stand
/// between, the order of the calls says, not the rows. For a timeline whose operations know their steps; refers to all
/// three. Made in O(n log n).
class SubmissionOrder
{
public:
    SubmissionOrder(const trace::Trace& trace, const Submissions& submissions, const Timeline& timeline);

    /// The last operation before the record and the first after the wait; −1 where calls and rows do not tell.
    std::pair<Place, Place> resolve(const trace::Dependency& dependency);

private:
    std::optional<trace::SliceRef> markOf(std::int64_t correlation, trace::SliceKind kind) const;
    Place streamOfRecord(const trace::Dependency& dependency, trace::SliceRef wait, Ns recordNs);
    Place streamNumbered(std::int64_t number, trace::TrackId beside, Ns recordNs) const;
    Ns lastCallNs(std::size_t stream, Ns beforeNs) const;

    const trace::Trace& m_trace;
    const Submissions& m_submissions;
    const Timeline& m_timeline;
    std::vector<Place> m_streamOf;                          ///< by track
    std::vector<std::vector<std::pair<Ns, Place>>> m_calls; ///< by stream, in the order of the calls
    int m_lookedAt = 0;                                     ///< waits whose row in the file was read
};

} // namespace streamscope::analysis
