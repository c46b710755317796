// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/comparison.h"

#include "analysis/verdict.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace streamscope::analysis {

namespace {

/// Assumed of a profile that nobody ever checked on hardware, and of single runs on hardware.
constexpr double cautiousError = 0.10;
/// Differences below this are not claimed whatever the spreads say: clocks and temperatures wander as much.
constexpr double leastDifference = 0.01;

bool isSimulated(trace::Provenance provenance)
{
    return provenance == trace::Provenance::simulatedChecked || provenance == trace::Provenance::simulatedUnchecked;
}

} // namespace

double modelsDifferenceToClaim(double modelError)
{
    return modelError > 0 ? modelError : cautiousError;
}

double differenceToClaim(const Comparison& comparison)
{
    if (isSimulated(comparison.provenance))
        return modelsDifferenceToClaim(comparison.modelError);
    return comparison.repeat >= 3 ? leastDifference : cautiousError;
}

Doubt doubtOf(const Comparison& comparison, const LayoutResult& a, const LayoutResult& b)
{
    if (a.makespanNs <= 0 || b.makespanNs <= 0)
        return Doubt::margin;
    const double slower = double(std::max(a.makespanNs, b.makespanNs));
    const double faster = double(std::min(a.makespanNs, b.makespanNs));
    if (slower / faster - 1 <= differenceToClaim(comparison))
        return Doubt::margin;
    const bool spreadsOverlap = a.makespanLowNs <= b.makespanHighNs && b.makespanLowNs <= a.makespanHighNs;
    return spreadsOverlap && !isSimulated(comparison.provenance) ? Doubt::spread : Doubt::none;
}

bool isMeasurable(const Comparison& comparison, const LayoutResult& a, const LayoutResult& b)
{
    return doubtOf(comparison, a, b) == Doubt::none;
}

double speedup(const LayoutResult& from, const LayoutResult& to)
{
    return from.makespanNs > 0 && to.makespanNs > 0 ? double(from.makespanNs) / double(to.makespanNs) : 1.0;
}

namespace {

std::vector<Change> changes(const LayoutResult& a, const LayoutResult& b)
{
    if (a.traits && b.traits)
        return changesBetween(*a.traits, *b.traits);
    std::vector<Change> known;
    if (a.streams != b.streams)
        known.push_back(Change::streams);
    if (a.launch != b.launch)
        known.push_back(Change::launch);
    return known;
}

} // namespace

std::vector<LayoutStep> singleSteps(const Comparison& comparison)
{
    const auto& layouts = comparison.layouts;
    // Fewest changes first; of those what else is written differently; streams are what this is about.
    const auto rank = [&](const LayoutStep& step) {
        const auto &a = layouts[step.from].traits, &b = layouts[step.to].traits;
        const bool otherWork = !step.changes.empty() && step.changes.front() == Change::work;
        const bool streams = step.changes == std::vector{Change::streams};
        return std::tuple(step.changes.empty() || otherWork, step.changes.size(),
                          a && b ? unheededDifferences(*a, *b) : 0, !streams);
    };
    std::vector<LayoutStep> steps;
    for (std::size_t to = 1; to < layouts.size(); ++to) {
        LayoutStep best{0, to, changes(layouts[0], layouts[to])};
        for (std::size_t from = 1; from < to; ++from) {
            LayoutStep step{from, to, changes(layouts[from], layouts[to])};
            if (rank(step) < rank(best))
                best = std::move(step);
        }
        steps.push_back(std::move(best));
    }
    return steps;
}

namespace {

/// A bound is an estimate from the device's profile; a makespan is a fact.
void dropRefutedBounds(std::vector<LayoutResult>& layouts)
{
    for (const auto bound : {&Bounds::criticalPathNs, &Bounds::hostNs, &Bounds::capacityNs, &Bounds::copyNs}) {
        std::set<Ns> refuted;
        for (const LayoutResult& layout : layouts)
            if (const std::optional<Ns>& ns = layout.bounds.*bound;
                ns && layout.makespanNs > 0 && *ns > layout.makespanNs)
                refuted.insert(*ns);
        for (LayoutResult& layout : layouts)
            if (std::optional<Ns>& ns = layout.bounds.*bound; ns && refuted.contains(*ns))
                ns.reset();
    }
}

/// A bound is of the work: what one layout's luck with L2 spares it, no layout is held to. A graph's edges leave out
/// what its order implies, so that its chain only counts where no other layout tells the whole one.
void shareBounds(std::vector<LayoutResult>& layouts)
{
    for (const auto bound : {&Bounds::criticalPathNs, &Bounds::capacityNs}) {
        const auto tells = [bound](const LayoutResult& layout, bool ofGraphs) {
            return (layout.bounds.*bound).has_value() && layout.traits &&
                   (ofGraphs || bound == &Bounds::capacityNs || layout.traits->launch != workload::LaunchMode::graph);
        };
        std::map<std::uint64_t, Ns> least;
        for (const LayoutResult& layout : layouts)
            if (tells(layout, false)) {
                Ns& known = least.try_emplace(layout.traits->work, *(layout.bounds.*bound)).first->second;
                known = std::min(known, *(layout.bounds.*bound));
            }
        for (LayoutResult& layout : layouts) {
            if (!tells(layout, true))
                continue;
            std::optional<Ns>& ns = layout.bounds.*bound;
            const auto known = least.find(layout.traits->work);
            if (known != least.end() && (layout.makespanNs <= 0 || known->second <= layout.makespanNs))
                ns = known->second;
        }
    }
}

} // namespace

void judge(Comparison& comparison)
{
    shareBounds(comparison.layouts);
    if (!isSimulated(comparison.provenance))
        dropRefutedBounds(comparison.layouts);
    for (LayoutResult& layout : comparison.layouts)
        layout.speedup = speedup(comparison.layouts.front(), layout);
    comparison.verdict = verdict(comparison);
    for (const LayoutResult& layout : comparison.layouts) // faster is no good if it is wrong
        for (const Message& warning : layout.warnings)
            comparison.verdict.because.push_back(warning);
}

} // namespace streamscope::analysis
