// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/interval.h"
#include "trace/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace streamscope::analysis {

/// One `ProfilerStep#N` annotation of a host thread.
struct Step
{
    std::int64_t number = 0;
    Interval interval;
    trace::SliceRef slice;
};

/// All steps, by start. O(annotations).
std::vector<Step> profilerSteps(const trace::Trace& trace);

/// The step of median duration (the lower one of two); nothing where the trace has none. A file opens on it.
std::optional<Step> medianStep(const trace::Trace& trace);

/// The interval, and on until the device is through with what host threads submitted in it: a host may be steps ahead.
/// O(slices in it · log n).
Interval withItsWork(const trace::Trace& trace, Interval interval);

} // namespace streamscope::analysis
