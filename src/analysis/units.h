// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/timeline.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace streamscope::analysis {

/// Gives every operation its unit: the run's branch, else the annotated range of the host that it was submitted in,
/// else its stream. Ranges that a framework sets by itself (steps, optimisers) are no
/// branches, nor are those named as phases of training or as layers in a row.
void assignUnits(Timeline& timeline, const trace::Trace& trace);

/// The sum over GPUs of the longest unit there; durationNs(i) is that of operation `i`. O(operations).
template <class Duration>
Ns longestUnits(const Timeline& timeline, Duration durationNs)
{
    // Branches may work on several GPUs; a stream belongs to one.
    const std::size_t units = timeline.units.size() + 1;
    std::vector<Ns> ofUnit(units * (timeline.unitsAreBranches ? timeline.devices : 1)), longest(timeline.devices);
    for (std::size_t i = 0; i < timeline.operations.size(); ++i) {
        const auto device = std::size_t(timeline.operations[i].device);
        const std::size_t unit = std::size_t(timeline.operations[i].unit + 1);
        Ns& sumNs = ofUnit[timeline.unitsAreBranches ? device * units + unit : unit];
        longest[device] = std::max(longest[device], sumNs += durationNs(i));
    }
    return std::accumulate(longest.begin(), longest.end(), Ns(0));
}

/// The sum over GPUs of the longest operation there.
template <class Duration>
Ns longestOperations(const Timeline& timeline, Duration durationNs)
{
    std::vector<Ns> longest(timeline.devices);
    for (std::size_t i = 0; i < timeline.operations.size(); ++i) {
        Ns& ofDevice = longest[std::size_t(timeline.operations[i].device)];
        ofDevice = std::max(ofDevice, durationNs(i));
    }
    return std::accumulate(longest.begin(), longest.end(), Ns(0));
}

/// What the stream with most work takes for it, traced or not. What a stream was seen to run side by side may do so
/// again, and so may the nodes of a graph, though tracing keeps them apart, as what no call is known of.
Ns longestStreamNs(const Timeline& timeline);

} // namespace streamscope::analysis
