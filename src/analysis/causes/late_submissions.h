// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"

namespace streamscope::analysis {

/// Marks::paces and Marks::late. Either the thread as a whole is slower than its work, or it brings a stream work more
/// slowly than that stream alone does it. A graph hands its nodes over in one call: they are late whatever the pace.
void findLateSubmissions(const Facts& facts, Marks& marks);

/// One launch hands everything over: nothing comes before it, and nothing after.
bool launchesOneGraph(const Timeline& timeline);

/// What the host did while late submissions were awaited, once they are found. O(steps + operations + slices between
/// distant submissions).
HostTime hostTime(const Facts& facts, const Marks& marks);

} // namespace streamscope::analysis
