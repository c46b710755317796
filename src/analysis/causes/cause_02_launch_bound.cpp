// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

/// Less than this of the region is not worth a card.
constexpr double leastShare = 0.02;
/// An untraced run this much longer than the device's own time proves that the host holds it up.
constexpr double clearlyLonger = 1.10;

/// The stream had run dry before the operation was submitted, and no other cause explains the way to its submission.
void mark(const Facts& facts, Marks& marks)
{
    for (const TimedOperation& operation : facts.timeline.operations) {
        const Ns lateNs = operation.blockedByHost().durationNs();
        if (operation.step < 0 || lateNs <= 0)
            continue;
        const auto step = std::size_t(operation.step);
        if (marks.host[step] == Cause::none && marks.wait[step] == Cause::none)
            marks.add(Cause::launchBound, operation.slice, lateNs);
    }
}

Ns medianIntervalNs(const Timeline& timeline)
{
    std::vector<Ns> intervals;
    const HostStep* before = nullptr;
    for (const HostStep& step : timeline.steps) {
        if (!step.submits)
            continue;
        if (before && before->thread == step.thread)
            intervals.push_back(step.call.startNs - before->call.startNs);
        before = &step;
    }
    if (intervals.empty())
        return 0;
    std::nth_element(intervals.begin(), intervals.begin() + std::ptrdiff_t(intervals.size() / 2), intervals.end());
    return intervals[intervals.size() / 2];
}

Ns medianDurationNs(const Timeline& timeline)
{
    std::vector<Ns> durations;
    for (const TimedOperation& operation : timeline.operations)
        durations.push_back(operation.endNs - operation.startNs);
    std::nth_element(durations.begin(), durations.begin() + std::ptrdiff_t(durations.size() / 2), durations.end());
    return durations[durations.size() / 2];
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    const Timeline& timeline = facts.timeline;
    if (timeline.operations.empty())
        return {};
    if (timeline.steps.empty())
        return {Certainty::cannotTell, {}, false};
    const bool worthACard = double(costNs) >= leastShare * double(timeline.region.durationNs());
    if (!worthACard || !marks.any(Cause::launchBound))
        return {};
    Certainty certainty = Certainty::likely; // tracing itself slows submission down
    if (facts.isSimulated() ||
        (facts.unprofiledNs && double(*facts.unprofiledNs) > clearlyLonger * double(facts.deviceOnlyNs)))
        certainty = Certainty::proved;
    const std::string late = countText(std::int64_t(marks.evidence[std::size_t(Cause::launchBound)].size()));
    const std::string all = countText(std::int64_t(timeline.operations.size()));
    if (facts.mostlyGraph)
        return {certainty, {late, all, durationText(costNs)}, false, "-graph"};
    return {certainty,
            {late, all, durationText(medianIntervalNs(timeline)), durationText(medianDurationNs(timeline)),
             durationText(costNs)},
            false};
}

} // namespace

const Rule launchBoundRule{Cause::launchBound, 2, "2-launch-bound", mark, answer};

} // namespace streamscope::analysis
