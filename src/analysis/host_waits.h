// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

namespace streamscope::analysis {

/// Which operation's end each step waited for that does not submit: the last one to end within the call, of the GPUs
/// that its thread, and those that it hands over to, submit to; of the stream that is synchronised, where the file or
/// the thread's own submissions tell it. Who synchronises what is over by then waits for it whenever it is not: so it
/// does after an upload that kept its thread. For a timeline whose operations know their steps. O(operations + waits ·
/// GPUs).
void findHostWaits(Timeline& timeline, const trace::Trace& trace);

} // namespace streamscope::analysis
