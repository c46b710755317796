// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/trace.h"

#include <algorithm>

namespace streamscope::trace {

namespace {

std::size_t countStartsBefore(const Track& track, Ns timeNs)
{
    return static_cast<std::size_t>(std::ranges::lower_bound(track.startNs, timeNs) - track.startNs.begin());
}

/// Busy time of the track before `timeNs`: the union of all slices that start earlier, less what reaches beyond.
Ns busyUntil(const Track& track, Ns timeNs)
{
    const std::size_t count = countStartsBefore(track, timeNs);
    if (count == 0)
        return 0;
    const std::size_t last = count - 1;
    const Ns coveredNs = last ? std::max(track.startNs[last], track.maxEndNs[last - 1]) : track.startNs[last];
    const Ns unionNs = track.busyBeforeNs[last] + std::max<Ns>(0, track.endNs(last) - coveredNs);
    return unionNs - std::max<Ns>(0, track.maxEndNs[last] - timeNs);
}

} // namespace

std::pair<std::size_t, std::size_t> Track::window(Ns fromNs, Ns toNs) const
{
    const auto reaching = std::ranges::upper_bound(maxEndNs, fromNs) - maxEndNs.begin();
    const std::size_t last = countStartsBefore(*this, toNs);
    // A slice of no length that starts at `fromNs` ends there too.
    const std::size_t first = std::min(static_cast<std::size_t>(reaching), countStartsBefore(*this, fromNs));
    return {std::min(first, last), last};
}

Ns Track::busyNs(Ns fromNs, Ns toNs) const
{
    return fromNs < toNs ? busyUntil(*this, toNs) - busyUntil(*this, fromNs) : 0;
}

} // namespace streamscope::trace
