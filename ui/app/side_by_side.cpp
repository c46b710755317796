// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/side_by_side.h"

#include "analysis/steps.h"

#include <algorithm>

namespace streamscope::ui {

namespace {

/// Assumed of single recordings, and of models that say nothing of their error: as the verdict on runs does.
constexpr double cautiousError = 0.10;

using Measure = SideBySide::Measure;

Ns tracedNs(const Lane& lane)
{
    return lane.tracedNs.value_or(lane.makespanNs);
}

Measure measureOf(const std::vector<const Lane*>& shown, Alignment::By by)
{
    const auto all = [&](auto&& test) { return std::all_of(shown.begin(), shown.end(), test); };
    if (by == Alignment::By::wallClock)
        return Measure::clocks;
    if (all([](const Lane* l) {
            return l->anchor && l->trace->tracks()[l->anchor->track].durationNs[l->anchor->index] > 0;
        }))
        return Measure::anchor;
    // A run without a profiler's time was not profiled: a model's, or one's own measurement.
    if (all([](const Lane* l) { return l->tracedNs || !l->opened; }))
        return Measure::unprofiled;
    return Measure::traced;
}

/// The slice that a lane is aligned at; of one of the host's with the work that was submitted in it.
Interval anchored(const Lane& lane)
{
    const trace::Track& track = lane.trace->tracks()[lane.anchor->track];
    const Interval slice{track.startNs[lane.anchor->index], track.endNs(lane.anchor->index)};
    return track.info.device < 0 ? analysis::withItsWork(*lane.trace, slice) : slice;
}

Ns durationOf(const Lane& lane, Measure measure)
{
    switch (measure) {
    case Measure::anchor:
        return anchored(lane).durationNs();
    case Measure::unprofiled:
        return lane.makespanNs;
    case Measure::traced:
    case Measure::clocks:
        break;
    }
    return tracedNs(lane);
}

/// Beside runs the first trace; of several traces the fastest, or the slowest where the first is the fastest.
std::size_t toldOf(const std::vector<SideBySide::Side>& sides, const std::vector<Lane>& lanes)
{
    if (!lanes[sides.front().lane].opened)
        return std::size_t(
            std::find_if(sides.begin(), sides.end(), [&](const auto& s) { return lanes[s.lane].opened; }) -
            sides.begin());
    const auto [fastest, slowest] = std::minmax_element(
        sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.durationNs < b.durationNs; });
    const auto told = fastest == sides.begin() ? slowest : fastest;
    return told == sides.begin() ? 1 : std::size_t(told - sides.begin());
}

} // namespace

double SideBySide::speedup(std::size_t side) const
{
    return sides[side].durationNs > 0 ? double(sides.front().durationNs) / double(sides[side].durationNs) : 1;
}

bool SideBySide::isMeasurable(std::size_t side) const
{
    const double ratio = speedup(side);
    return ratio > 0 && std::max(ratio, 1 / ratio) - 1 > leastDifference;
}

bool SideBySide::onlySomeTraced(const std::vector<Lane>& lanes) const
{
    const auto isProfiled = [&](const Side& side) { return lanes[side.lane].opened || lanes[side.lane].tracedNs; };
    return measure == Measure::traced && !std::all_of(sides.begin(), sides.end(), isProfiled);
}

std::optional<SideBySide> sideBySide(const std::vector<Lane>& lanes, Alignment::By by)
{
    std::vector<const Lane*> shown;
    for (const Lane& lane : lanes)
        if (lane.shown && lane.trace)
            shown.push_back(&lane);
    const bool growing = std::any_of(shown.begin(), shown.end(), [](const Lane* l) { return l->running; });
    const bool opened = std::any_of(shown.begin(), shown.end(), [](const Lane* l) { return l->opened; });
    if (shown.size() < 2 || !opened || growing)
        return std::nullopt;

    SideBySide result;
    result.measure = measureOf(shown, by);
    result.leastDifference = cautiousError;
    for (const Lane* lane : shown) {
        SideBySide::Side side;
        side.lane = std::size_t(lane - lanes.data());
        side.durationNs = durationOf(*lane, result.measure);
        const Interval extent = lane->trace->extent();
        side.startNs = extent.startNs - lane->originNs;
        side.endNs = extent.endNs - lane->originNs;
        result.sides.push_back(side);
        result.leastDifference = std::max(result.leastDifference, lane->modelError);
    }
    result.told = toldOf(result.sides, lanes);
    return result;
}

} // namespace streamscope::ui
