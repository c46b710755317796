// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/marks.h"
#include "analysis/timeline.h"

#include <vector>

namespace streamscope::analysis {

/// How a submission follows the one before it (submissionsBefore()).
struct Pace
{
    Ns intervalNs = 0; ///< since the submission before, less what other causes took of it
    Ns workNs = 0;     ///< what that one brought: its operations, each as fast as alone
    /// All that the thread had submitted would have been done by now, even one operation after the other. What the
    /// thread waited for the device is left out of its way.
    bool hostIsSlower = false;
    /// If so, the intervals since that was last the case: over that stretch they come to at least the work.
    Ns stretchNs = 0;
};

/// What each of the timeline's steps brings: its operations, each as fast as alone. O(steps + operations).
std::vector<Ns> workOfSteps(const Timeline& timeline);

/// A clock of each thread that stands while it waits for the device, or other causes hold it: its time at each step, 0
/// at its first. Where one thread goes on after another, so does its clock. O(steps).
std::vector<Ns> ownTimes(const Timeline& timeline, const Marks& marks);

/// The submission before each of the timeline's steps, of its thread or of one that handed over to it since; −1: none.
/// O(steps).
std::vector<Place> submissionsBefore(const Timeline& timeline);

/// One for each of the timeline's steps; steps that do not submit have none. \p workNs is workOfSteps(), \p ownNs
/// ownTimes(). O(steps).
std::vector<Pace> submissionPaces(const Timeline& timeline, const std::vector<Ns>& workNs,
                                  const std::vector<Ns>& ownNs);

} // namespace streamscope::analysis
