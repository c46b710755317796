// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"
#include "trace/trace.h"

#include <optional>

namespace streamscope::analysis {

/// What a trace alone tells; definitions in docs/metrics.md. Times are ns, of several GPUs the sum of each one's. GPU
/// operations are kernels, copies, memsets.
struct Metrics
{
    std::int64_t events = 0; ///< slices of every kind
    std::int64_t gpuOperations = 0;
    std::int64_t kernels = 0, copies = 0, memsets = 0;
    int streams = 0;     ///< device streams (process, device, context, stream) with at least one GPU operation
    Ns deviceSpanNs = 0; ///< first GPU operation's start to the last one's end
    Ns gpuBusyNs = 0;    ///< length of the union of all GPU operations
    Ns overlapNs = 0;    ///< time with two or more of them running
    int maxConcurrency = 0;
    double meanConcurrency = 0;                               ///< over the busy time: sum of durations / gpuBusyNs
    Ns idleHostNs = 0, idleDependencyNs = 0, idleOtherNs = 0; ///< of deviceSpanNs − gpuBusyNs
    double flops = 0, dramBytes = 0, copyBytes = 0;           ///< sums over the window's operations, where known
};

class Submissions;
struct GpuOperation;

/// Metrics of the GPU operations that touch `window` (clipped to it); of all of the trace without one. O(n log n).
Metrics computeMetrics(const trace::Trace& trace, std::optional<Interval> window = std::nullopt);
/// The same with gpuOperations(trace, window) and the trace's submissions at hand.
Metrics computeMetrics(const trace::Trace& trace, std::optional<Interval> window,
                       const std::vector<GpuOperation>& operations, const Submissions& submissions);

} // namespace streamscope::analysis
