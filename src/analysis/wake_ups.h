// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/handovers.h"
#include "analysis/thread_signs.h"

#include <array>
#include <span>
#include <vector>

namespace streamscope::analysis {

/// Where one of two threads, after pauses, goes on with one certain thing right after the other has done one certain
/// thing, or has fallen silent, and that is no chance: a data loader that hands over batches while it works on the
/// next, a thread that does a little more after it has handed over. The turns of each, by time. O(signs of both · log).
std::array<std::vector<Turn>, 2> wakeUps(const ThreadSigns& one, const ThreadSigns& other);

/// The same of one thread that several wake up, now this one and now that one: loaders that take turns. None of them
/// need do so often enough to be told alone. O(signs of all · log).
std::vector<Turn> wakeUpsByAny(const ThreadSigns& sleeper, std::span<const ThreadSigns* const> wakers);

/// The same of several threads that one wakes up.
std::vector<Turn> wakeUpsOfAny(std::span<const ThreadSigns* const> sleepers, const ThreadSigns& waker);

} // namespace streamscope::analysis
