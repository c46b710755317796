// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/marks.h"
#include "analysis/timeline.h"

#include <vector>

namespace streamscope::analysis {

/// What each of the timeline's steps brings: its operations, each as fast as alone. O(steps + operations).
std::vector<Ns> workOfSteps(const Timeline& timeline);

/// A clock of each thread that stands while it waits for the device, or other causes hold it: its time at each step, 0
/// at its first. Where one thread goes on after another, so does its clock. O(steps).
std::vector<Ns> ownTimes(const Timeline& timeline, const Marks& marks);

/// One for each of the timeline's steps; steps that do not submit have none. \p workNs is workOfSteps(), \p ownNs
/// ownTimes(). O(steps).
std::vector<Pace> submissionPaces(const Timeline& timeline, const std::vector<Ns>& workNs,
                                  const std::vector<Ns>& ownNs);

} // namespace streamscope::analysis
