// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace streamscope::analysis {

struct Timeline;

/// Fills in when each operation could have started, from its submission, its stream and what it waits for: freeNs,
/// submittedNs, readyNs and gapNs, and the timeline's launchLatencyNs and usualGapNs. O(operations).
void setTimes(Timeline& timeline);

} // namespace streamscope::analysis
