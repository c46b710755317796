// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <vector>

namespace streamscope::analysis {

/// A host thread went on where another of its process had left off.
struct Turn
{
    trace::TrackId from = 0, to = 0;
    Ns leftNs = 0;  ///< end of the last call or operator's end of `from` before
    Ns takenNs = 0; ///< start of the first of `to` after it
};

/// Turns of threads that hand work to each other, as far as a trace shows it: the backward pass on a thread of its own
/// for which the main thread waits without a call, threads that launch for one that copies, a data loader. Two threads
/// do so if they hardly ever work at the same time, and that is no chance: each goes on right after the other, closer
/// than it would come anywhere in the pause, or they work for most of the time and yet never meet, and no third thread
/// explains that. Threads that work side by side do so where one's pauses end with what the other does: wakeUps(). And
/// whoever waits for an event that another thread recorded goes on after that. By pairs, then by time. Usually O(calls
/// and operators + turns · log); at most a few thousand turns are looked at of two that do not.
std::vector<Turn> findTurns(const trace::Trace& trace);

/// For each of so many tracks the first of those that turns join it with; itself where none does.
std::vector<trace::TrackId> groupsOf(const std::vector<Turn>& turns, std::size_t tracks);

} // namespace streamscope::analysis
