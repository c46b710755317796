// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/snapshot.h"

#include <cstdint>

namespace streamscope::trace {

/// Operations that start before the call that launched them: clocks that disagree. O(operations).
std::int64_t countClockInversions(const Snapshot& snapshot);

/// Launches of kernels whose kernel is not there, although those of later launches of the same thread are, or a
/// synchronisation that waited for all of it returned, or no operation is there at all: records that got lost. What is
/// called while a stream is captured launches nothing. Of graphs the same, with as many nodes as their other launches
/// have, where the recording joins nodes to launches. O(host calls).
std::int64_t countMissingKernels(const Snapshot& snapshot);

} // namespace streamscope::trace
