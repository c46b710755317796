// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/timeline.h"

namespace streamscope::ui {

/// Sums over `stretch`, which counts from `originNs`. O(slices in the stretch).
StretchSums sumsOf(const trace::Trace& trace, int timeline, Interval stretch, Ns originNs);

} // namespace streamscope::ui
