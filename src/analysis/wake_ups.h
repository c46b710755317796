// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/handovers.h"
#include "analysis/thread_signs.h"

#include <vector>

namespace streamscope::analysis {

/// Where `sleeper`, after pauses, goes on with one certain thing right after `waker` has done one certain thing, or has
/// fallen silent, and that is no chance: a data loader that hands over batches while it works on the next, a thread
/// that does a little more after it has handed over. By time. O(signs of both · log).
std::vector<Turn> wakeUps(const ThreadSigns& waker, const ThreadSigns& sleeper);

} // namespace streamscope::analysis
