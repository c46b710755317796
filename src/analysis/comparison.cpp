// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/comparison.h"

#include "analysis/verdict.h"

#include <algorithm>

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

double differenceToClaim(const Comparison& comparison)
{
    if (isSimulated(comparison.provenance))
        return comparison.modelError > 0 ? comparison.modelError : cautiousError;
    return comparison.repeat >= 3 ? leastDifference : cautiousError;
}

bool isMeasurable(const Comparison& comparison, const LayoutResult& a, const LayoutResult& b)
{
    if (a.makespanNs <= 0 || b.makespanNs <= 0)
        return false;
    const double slower = double(std::max(a.makespanNs, b.makespanNs));
    const double faster = double(std::min(a.makespanNs, b.makespanNs));
    if (slower / faster - 1 <= differenceToClaim(comparison))
        return false;
    const bool spreadsOverlap = a.makespanLowNs <= b.makespanHighNs && b.makespanLowNs <= a.makespanHighNs;
    return isSimulated(comparison.provenance) || !spreadsOverlap;
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
    std::vector<LayoutStep> steps;
    for (std::size_t to = 1; to < comparison.layouts.size(); ++to) {
        LayoutStep best{0, to, changes(comparison.layouts[0], comparison.layouts[to])};
        // Streams are what this is about: a layout is set against one that differs in them before any other.
        for (std::size_t from = 0; from < to; ++from) {
            std::vector<Change> here = changes(comparison.layouts[from], comparison.layouts[to]);
            if (here.size() != 1)
                continue;
            if (best.changes.size() != 1 ||
                (here.front() == Change::streams && best.changes.front() != Change::streams))
                best = {from, to, std::move(here)};
        }
        steps.push_back(std::move(best));
    }
    return steps;
}

void judge(Comparison& comparison)
{
    for (LayoutResult& layout : comparison.layouts)
        layout.speedup = speedup(comparison.layouts.front(), layout);
    comparison.verdict = verdict(comparison);
    for (const LayoutResult& layout : comparison.layouts) // faster is no good if it is wrong
        for (const Message& warning : layout.warnings)
            comparison.verdict.because.push_back(warning);
}

} // namespace streamscope::analysis
