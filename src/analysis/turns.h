// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

#include <vector>

namespace streamscope::analysis {

/// For each of the timeline's steps the one whose operations it submits if threads serve their streams in turn
/// (breadth-first): itself, where nothing changes. A thread's order changes only between two waits for the device, long
/// pauses and graph launches; each stream keeps its own, and nothing comes before what it waits for.
/// O(steps · streams at once + operations).
std::vector<Place> stepsInTurn(const Timeline& timeline);

} // namespace streamscope::analysis
