// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"
#include "device/device_profile.h"
#include "trace/trace.h"

#include <vector>

namespace streamscope::analysis {

/// One curve: the mean of a quantity over each bin, so that value × bin length summed over bins is the exact integral.
struct Series
{
    bool known = false;     ///< false: the trace (or the profile) does not say; `values` is empty then
    bool estimated = false; ///< from launch configurations or averages over an operation, not from records of blocks
    std::vector<double> values; ///< one a bin
};

/// The charts below the timelines; of several GPUs the mean, but for bytes per second, which are sums. Bin i covers
/// [edge(i), edge(i + 1)).
struct ThroughputSeries
{
    Interval window;
    int bins = 0;
    int gpus = 1;
    Series operationsAtOnce; ///< kernels, copies and memsets running
    Series kernelsAtOnce;
    Series residentWarps; ///< share of the device's warp slots, 0…1. Not fullness: see docs/metrics.md
    Series fp32Share;     ///< of peak, 0…1
    Series dramShare;     ///< of peak, 0…1
    Series copyToDeviceBytesPerSecond;
    Series copyToHostBytesPerSecond;
    Series copyShare; ///< of what the link carries from and to pinned memory, 0…1: that of the busier direction

    Ns edge(int i) const;
};

/// GPUs that run something in the trace; 1 without any. O(tracks).
int gpusOf(const trace::Trace& trace);

/// Series over `window` in `bins` equal parts. `profile` gives limits and peaks; without it (null) those of the
/// recorded device stand in where they are known. O(events in the window + bins), and once more all of a small trace;
/// no state is kept, any thread may call it.
ThroughputSeries computeSeries(const trace::Trace& trace, Interval window, int bins,
                               const device::DeviceProfile* profile = nullptr);

} // namespace streamscope::analysis
