// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/rule.h"
#include "analysis/causes/submission_pace.h"

#include <vector>

namespace streamscope::analysis {

/// An operation whose stream had run dry before it was submitted, while nothing but the host's own pace explains that.
struct LateSubmission
{
    Place operation = -1;
    Ns lateNs = 0;
    Pace pace; ///< of its step
    /// Its thread had brought enough for the GPU as a whole, and meanwhile submitted to other streams.
    bool isBehind = false;
};

/// By the operation's start. Either the thread as a whole is slower than its work, or it brings a stream work more
/// slowly than that stream alone does it. A graph hands its nodes over in one call: they are late whatever the pace.
std::vector<LateSubmission> lateSubmissions(const Facts& facts, const Marks& marks);

/// One launch hands everything over: nothing comes before it, and nothing after.
bool launchesOneGraph(const Timeline& timeline);

/// What the host did while late submissions were awaited. O(steps + operations + slices between distant submissions).
HostTime hostTime(const Facts& facts, const Marks& marks);

} // namespace streamscope::analysis
