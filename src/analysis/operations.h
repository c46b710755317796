// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace streamscope::analysis {

/// A kernel, copy or memset of a stream.
struct GpuOperation
{
    Ns startNs = 0;
    Ns endNs = 0;
    trace::SliceRef slice;
    bool repeats = false; ///< the file holds it twice: it counts, but it did not run twice
};

/// The GPU operations of all streams that touch `window`, unclipped, or all without one: by start, ties in the order of
/// tracks. O(n log tracks).
std::vector<GpuOperation> gpuOperations(const trace::Trace& trace, std::optional<Interval> window = std::nullopt);

} // namespace streamscope::analysis
