// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"
#include "trace/trace.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace streamscope::analysis {

/// Least, quartiles, greatest, mean of a set of durations, ns; all zero when count is.
struct Distribution
{
    std::int64_t count = 0;
    Ns totalNs = 0;
    Ns leastNs = 0, lowerQuartileNs = 0, medianNs = 0, upperQuartileNs = 0, p90Ns = 0, p99Ns = 0, greatestNs = 0;
    double meanNs = 0;
};

/// O(n) on average; `values` is reordered.
Distribution distribution(std::vector<Ns> values);

/// One row a name (and kind) of GPU operation.
struct KernelRow
{
    trace::NameId name = 0;
    trace::SliceKind kind = trace::SliceKind::kernelOther;
    Distribution duration;
    double shareOfGpuTime = 0; ///< of the sum of all durations
    trace::SliceRef longest;
};

/// One row a stream.
struct StreamRow
{
    trace::TrackId track = 0;
    std::int64_t kernels = 0, copies = 0, memsets = 0;
    Ns spanNs = 0, busyNs = 0; ///< busy: union of its operations
    Ns overlapNs = 0;          ///< of busyNs, while another stream ran too
    /// Idle between its operations, by HolisticTraceAnalysis' rule: host if the launch began after the operation before
    /// had ended; else kernel if shorter than 30 ns; else other.
    Ns idleHostNs = 0, idleKernelNs = 0, idleOtherNs = 0;
    int maxQueueLength = 0;     ///< operations submitted (call begun) and not yet started
    double meanQueueLength = 0; ///< over time, from the first submission to the last start
};

/// A step of a queue: `length` operations from `timeNs` on.
struct QueueStep
{
    Ns timeNs = 0;
    int length = 0;
};

struct Tables
{
    std::vector<KernelRow> kernels;     ///< most total time first
    std::vector<StreamRow> streams;     ///< in the order of tracks
    Distribution launchDelay;           ///< from the end of the submitting call to the start on the device
    Distribution launchCall;            ///< duration of the submitting calls
    Distribution launchToStart;         ///< from the begin of the submitting call to the start on the device
    std::int64_t withoutSubmission = 0; ///< operations whose submission the trace does not hold
};

/// Tables of the GPU operations that touch `window`. O(n log n).
Tables computeTables(const trace::Trace& trace, std::optional<Interval> window = std::nullopt);

/// How many operations were submitted to a stream and not yet started, over time. O(n log n).
std::vector<QueueStep> queueLength(const trace::Trace& trace, trace::TrackId stream);

} // namespace streamscope::analysis
