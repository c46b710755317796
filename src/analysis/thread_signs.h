// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <vector>

namespace streamscope::analysis {

/// A sign that a thread is at work: a call, or the moment at which an operator begins or ends.
struct Sign
{
    Ns startNs = 0, endNs = 0;
    trace::NameId name = 0;
    bool endsOperator = false;
    bool opensLeaf = false; ///< an operator begins in which nothing is seen: the thread works, or it waits
};

/// A host thread's, by time, none within another.
struct ThreadSigns
{
    trace::TrackId track = 0;
    std::vector<Sign> signs;
};

bool isCall(trace::SliceKind kind);

/// Profilers that write whole µs tell no less apart.
constexpr Ns leastApartNs = 1'000;

/// What share of a whole passed between two signs; above 0.
double shareOf(Ns ns, Ns wholeNs);

/// O(slices).
std::vector<Sign> signsOf(const trace::Track& track);

} // namespace streamscope::analysis
