// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/headline.h"

#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

/// A cause that takes less of the region than this does not get the headline.
constexpr double leadingShare = 0.15;
constexpr double fullDemand = 0.75;
constexpr double muchOverlap = 0.3;
constexpr double mostlyBusy = 0.6;
constexpr double leftShare = 0.05; ///< less than this is not worth looking for room

/// Causes with a headline of their own: analysis.headline-SLUG.
const Rule* leadingRule(const Facts& facts, const Costs& costs)
{
    const Rule* leading = nullptr;
    for (const Rule& rule : rules()) {
        const bool ofCapacity = rule.cause == Cause::pipeFull || rule.cause == Cause::slotsFull;
        if (ofCapacity || rule.cause == Cause::observer)
            continue;
        if (!leading || costs[std::size_t(rule.cause)] > costs[std::size_t(leading->cause)])
            leading = &rule;
    }
    const double least = leadingShare * double(facts.timeline.region.durationNs());
    return leading && double(costs[std::size_t(leading->cause)]) >= least ? leading : nullptr;
}

bool isFull(const Facts& facts)
{
    return facts.timeline.launchesKnown && facts.capacity.meanDemand >= fullDemand &&
           double(facts.metrics.gpuBusyNs) >= mostlyBusy * double(facts.timeline.region.durationNs());
}

} // namespace

Message headline(const Facts& facts, const Costs& costs)
{
    const Timeline& timeline = facts.timeline;
    if (timeline.operations.empty())
        return {"analysis.headline-empty", {}};
    const std::string busy = durationText(facts.metrics.gpuBusyNs);
    const std::string whole = durationText(timeline.region.durationNs());
    const Ns capacityNs = costs[std::size_t(Cause::pipeFull)] + costs[std::size_t(Cause::slotsFull)];
    const Rule* leading = leadingRule(facts, costs);
    const bool overlaps = double(facts.metrics.overlapNs) >= muchOverlap * double(facts.metrics.gpuBusyNs);
    const bool littleLeft = double(capacityNs) < leftShare * double(timeline.region.durationNs());
    if (overlaps && littleLeft && !leading)
        return {"analysis.headline-overlap", {busy, whole, durationText(facts.metrics.overlapNs)}};
    // Full is about time: what streams could still win is what the capacity takes.
    if (isFull(facts) &&
        (!leading || costs[std::size_t(leading->cause)] <= capacityNs || leading->cause == Cause::oneStream))
        return {"analysis.headline-full", {busy, whole, percentText(std::min(1.0, facts.capacity.meanDemand))}};
    if (leading && leading->cause == Cause::launchBound)
        return {facts.mostlyGraph ? "analysis.headline-2-launch-bound-graph" : "analysis.headline-2-launch-bound",
                {busy, whole, durationText(std::min(facts.metrics.gpuBusyNs, facts.deviceOnlyNs))}};
    if (leading)
        return {std::string("analysis.headline-") + leading->slug,
                {busy, whole, durationText(costs[std::size_t(leading->cause)])}};
    if (overlaps)
        return {"analysis.headline-overlap", {busy, whole, durationText(facts.metrics.overlapNs)}};
    if (facts.metrics.overlapNs == 0 && !timeline.unitsAreBranches)
        return {"analysis.headline-one-at-a-time", {busy, whole}};
    return {"analysis.headline-busy", {busy, whole, durationText(facts.metrics.overlapNs)}};
}

} // namespace streamscope::analysis
