// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/timeline.h"

#include <stop_token>

namespace streamscope::ui {

/// What is asked of a timeline.
struct StretchOfTrace
{
    int timeline = 0;
    trace::TracePointer trace;
    Interval stretch; ///< from originNs
    Ns originNs = 0;
};

/// O(slices in the stretch): for other threads than the GUI's. Half done where a stop is asked for.
StretchSums sumsOf(const StretchOfTrace& question, const std::stop_token& stop = {});

} // namespace streamscope::ui
