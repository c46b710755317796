// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"

namespace streamscope::analysis {

/// What of the GPU a kernel keeps to itself.
enum class Fullness
{
    none,
    slots, ///< its grid fills the block slots
    pipe,  ///< it is near a known peak, or dense on every SM
};
Fullness fullnessOf(const Facts& facts, const TimedOperation& operation);

/// The kernels that are full in this way, as evidence, longest first.
void markFull(const Facts& facts, Marks& marks, Cause cause, Fullness fullness);

/// The answer where kernels are full for `fullNs` in all and room for the others would save `costNs` at most.
Answer noRoom(const Facts& facts, Certainty certainty, Ns fullNs, Ns costNs);

/// Operations ran side by side for a share of the time that is worth telling.
bool runsBeside(const Facts& facts);

/// Much of the time of grids that fill the slots is their last waves, in which slots are free.
bool leaveLastWaves(const CapacityUse& use);

/// What the trace counts of work, at the peak of what it needs most; 0 where it is not counted, or was done faster.
Ns workAtPeakNs(const Facts& facts);

/// O(operations); Facts::capacity holds it.
CapacityUse capacityUse(const Facts& facts);

} // namespace streamscope::analysis
