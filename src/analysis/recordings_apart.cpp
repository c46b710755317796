// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/recordings_apart.h"

#include "analysis/causes/rule.h"
#include "base/interval.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Clocks of hosts that work together do not differ by more, however badly they are set.
constexpr Ns mostOfClocks = 24 * 3'600 * Ns(1'000'000'000);

bool hasCollective(const trace::Trace& trace, const trace::Track& track)
{
    std::unordered_set<trace::NameId> seen;
    for (std::size_t i = 0; i < track.size(); ++i)
        if (trace::isKernel(track.kind[i]) && seen.insert(track.name[i]).second &&
            isCollective(trace.name(track.name[i])))
            return true;
    return false;
}

} // namespace

Ns timeBetweenRecordings(const trace::Trace& trace)
{
    std::map<std::int32_t, Interval> ofRank;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::stream || track.size() == 0)
            continue;
        const Interval shown{track.startNs.front(), track.maxEndNs.back()};
        Interval& rank = ofRank.try_emplace(track.info.rank, shown).first->second;
        rank = {std::min(rank.startNs, shown.startNs), std::max(rank.endNs, shown.endNs)};
    }
    std::vector<Interval> shown;
    for (const auto& [rank, interval] : ofRank)
        shown.push_back(interval);
    const std::vector<Interval> apart = unite(std::move(shown)); // by start
    Ns longestNs = 0;
    for (std::size_t i = 1; i < apart.size(); ++i)
        longestNs = std::max(longestNs, apart[i].startNs - apart[i - 1].endNs);
    if (longestNs <= totalNs(apart))
        return 0;
    if (longestNs > mostOfClocks)
        return longestNs;
    // Ranks on hosts whose clocks disagree: that all of them talk to each other shows that they ran together.
    std::set<std::int32_t> talking;
    for (const trace::Track& track : trace.tracks())
        if (track.info.kind == trace::TrackKind::stream && !talking.contains(track.info.rank) &&
            hasCollective(trace, track))
            talking.insert(track.info.rank);
    return talking.size() == ofRank.size() ? 0 : longestNs;
}

std::int32_t deviceOfSeveralRecordings(const trace::Trace& trace)
{
    std::map<std::int32_t, std::int32_t> rankOf; // by device
    for (const trace::Track& track : trace.tracks())
        if (track.info.kind == trace::TrackKind::stream && track.info.device >= 0 && track.size() > 0 &&
            rankOf.try_emplace(track.info.device, track.info.rank).first->second != track.info.rank)
            return track.info.device;
    return -1;
}

} // namespace streamscope::analysis
