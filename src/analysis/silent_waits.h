// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

namespace streamscope::analysis {

/// Time in which a GPU did nothing although its next operation had been submitted, its stream was free, and what it is
/// known to wait for had ended.
struct SilentWaits
{
    Ns ns = 0; ///< of several GPUs the sum
    enum class For
    {
        unknown,
        hostFunctions,     ///< the host called for some, and the recording shows none of them at work
        values             ///< in memory
    } what = For::unknown; ///< they may be for
};

/// O(operations), and O(names) where there are some.
SilentWaits silentWaits(const Timeline& timeline, const trace::Trace& trace);

} // namespace streamscope::analysis
