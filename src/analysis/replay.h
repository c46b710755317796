// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/marks.h"
#include "analysis/timeline.h"

#include <bitset>
#include <span>
#include <vector>

namespace streamscope::analysis {

/// What is taken away before the schedule is played again.
struct Without
{
    std::bitset<causeCount> causes; ///< marked delays
    bool host = false;              ///< everything is submitted at the region's start
    bool streamOrder = false;       ///< units keep their order, streams do not hold units up
    bool issueOrder = false;        ///< threads serve their streams in turn
    bool allOrder = false;          ///< neither streams nor units hold operations up: each has a stream of its own
    double hostSpeed = 1;           ///< threads take their intervals so many times as fast
    bool capacity = false;          ///< operations do not slow each other
};

/// Lengths of the region (of several GPUs: the sum of what each takes) when the timeline's operations are played again,
/// once for each of `without`, without some causes: host threads with their observed intervals, streams in order,
/// recorded dependencies, and a GPU that operations share in proportion to their demand. With nothing taken away it
/// comes to what was observed. O(n log n) each, side by side on the machine's cores where there is much to play.
std::vector<Ns> replayAll(const Timeline& timeline, const Marks& marks, std::span<const Without> without);

} // namespace streamscope::analysis
