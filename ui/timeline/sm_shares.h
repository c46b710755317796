// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/lane_geometry.h"

#include <memory>
#include <vector>

namespace streamscope::ui {

/// How many of the SMs have work, over time: from the SM tracks where blocks were recorded; else estimated from the
/// grids of the running kernels. Valid as long as the trace.
class SmShares
{
public:
    /// Nothing where neither blocks nor grids and the device's number of SMs are known. O(slices) for the estimate.
    /// Lanes that are there already need not be found again.
    static std::shared_ptr<const SmShares> of(const trace::Trace& trace, const TrackLanes& known = {});

    bool estimated() const { return m_sms.empty(); }
    /// Mean share of the SMs with work in each column, 0…1.
    std::vector<float> columns(const PixelGrid& grid, Ns originNs) const;

private:
    struct Weighted
    {
        SliceLane lane;
        std::vector<double> weightBefore; ///< Σ share × duration of the lane's slices 0…i−1; one more than slices

        double before(Ns timeNs, std::size_t started) const;
        double share(std::size_t place) const;
    };
    static Weighted weighted(const trace::Trace& trace, SliceLane lane, int sms);

    std::vector<SliceLane> m_sms; ///< one an SM; blocks overlap
    std::vector<Weighted> m_kernels;
    int m_gpus = 1; ///< whose mean the estimate is
};

} // namespace streamscope::ui
