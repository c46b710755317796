// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

namespace streamscope::analysis {

/// Estimates what share of the GPU each operation needs, and its duration with the GPU to itself: operations that run
/// at once and need more than all of it slow each other in proportion. O(n log n).
void estimateDemand(Timeline& timeline, const trace::Trace& trace, const device::DeviceProfile* limits);

} // namespace streamscope::analysis
