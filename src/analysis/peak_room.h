// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"

#include <functional>
#include <vector>

namespace streamscope::analysis {

/// When operations do their work, of which only the sum is known, on something that has a peak: evenly, as far as those
/// that began before leave them room, as older blocks come first on an SM; the rest where there is room in their time.
class PeakRoom
{
public:
    explicit PeakRoom(Interval extent);

    /// Operations come by their starts, within the extent; `share` is of the peak, over all of its time. `add` gets
    /// stretches of that time with the share that it has there. O(parts of the extent that it runs in).
    void take(Interval time, double share, const std::function<void(Interval, double)>& add);

private:
    Interval part(std::size_t index) const;
    std::size_t partOf(Ns timeNs) const;

    struct Taken
    {
        Interval time;
        double ns = 0, spareNs = 0; ///< of the peak
    };

    Interval m_extent;
    std::vector<double> m_takenNs; ///< of each part of the extent
    std::vector<Taken> m_pieces;   ///< of the operation that is looked at
};

} // namespace streamscope::analysis
