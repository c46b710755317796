// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/counter_steps.h"
#include "timeline/lane.h"
#include "timeline/sm_shares.h"
#include "trace/trace.h"

#include <memory>
#include <vector>

namespace streamscope::ui {

/// What drawing a trace needs and takes a look at every slice for. Valid as long as the trace.
class TraceLanes
{
public:
    /// Found once for a trace, on the thread of whoever asks first, and kept as long as the trace lives: who reads a
    /// trace asks before the GUI thread does. O(slices), then O(1). Any thread.
    static std::shared_ptr<const TraceLanes> of(const trace::TracePointer& trace);

    /// Sub-rows of the track, the upper first; none of SMs' tracks.
    const std::vector<SliceLane>& lanes(trace::TrackId track) const;
    /// Null: not known.
    const std::shared_ptr<const SmShares>& smShares() const { return m_shares; }
    /// One for each of the trace's counters.
    const std::vector<std::shared_ptr<const CounterSteps>>& counters() const { return m_counters; }

private:
    explicit TraceLanes(const trace::Trace& trace);

    TrackLanes m_lanes;
    std::shared_ptr<const SmShares> m_shares;
    std::vector<std::shared_ptr<const CounterSteps>> m_counters;
};

} // namespace streamscope::ui
