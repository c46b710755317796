// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/causes/submission_pace.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

/// Less than this of the region is not worth a card.
constexpr double leastShare = 0.02;
/// An untraced run this much longer than the device's own time proves that the host holds it up.
constexpr double clearlyLonger = 1.10;
/// Where one operation in so many starts before its call, times of host and device cannot be compared.
constexpr std::int64_t mostInversions = 10;

/// The stream had run dry before the operation was submitted, no other cause explains the way to its submission, and
/// the thread submits more slowly there than its work takes. A graph hands its nodes over in one call.
void mark(const Facts& facts, Marks& marks)
{
    const std::vector<Pace> paces = submissionPaces(facts.timeline, marks);
    for (const TimedOperation& operation : facts.timeline.operations) {
        const Ns lateNs = operation.blockedByHost().durationNs();
        if (operation.step < 0 || lateNs <= 0)
            continue;
        const auto step = std::size_t(operation.step);
        const bool slow = facts.timeline.steps[step].ofGraph || paces[step].hostIsSlower;
        if (slow && marks.host[step] == Cause::none && marks.wait[step] == Cause::none)
            marks.add(Cause::launchBound, operation.slice, lateNs);
    }
}

/// Means over the operations that cause 2 claimed: the way from the submission before, and the work that one brought.
Pace meanPace(const Facts& facts, const Marks& marks)
{
    const std::vector<Pace> paces = submissionPaces(facts.timeline, marks);
    Pace sum;
    Ns count = 0;
    for (const TimedOperation& operation : facts.timeline.operations) {
        if (operation.step < 0 || operation.blockedByHost().durationNs() <= 0)
            continue;
        const auto step = std::size_t(operation.step);
        if (!paces[step].hostIsSlower || marks.host[step] != Cause::none || marks.wait[step] != Cause::none)
            continue;
        sum.intervalNs += paces[step].intervalNs;
        sum.workNs += paces[step].workNs;
        ++count;
    }
    if (count > 0) {
        sum.intervalNs /= count;
        sum.workNs /= count;
    }
    return sum;
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    const Timeline& timeline = facts.timeline;
    if (timeline.operations.empty())
        return {};
    if (timeline.steps.empty())
        return {Certainty::cannotTell, {}, false};
    const auto operations = std::int64_t(timeline.operations.size());
    if (facts.trace.trust().clockInversions * mostInversions > operations)
        return {Certainty::cannotTell, {}, false, "", "-clocks"};
    const double leastNs = leastShare * double(facts.gpu.spanNs);
    const bool worthACard = double(costNs) >= leastNs && double(weightOf(marks, Cause::launchBound)) >= leastNs;
    if (!worthACard)
        return {};
    Certainty certainty = Certainty::likely; // tracing itself slows submission down
    if (facts.isSimulated() ||
        (facts.unprofiledNs && double(*facts.unprofiledNs) > clearlyLonger * double(facts.deviceOnlyNs)))
        certainty = Certainty::proved;
    const std::string late = countText(std::int64_t(marks.evidence[std::size_t(Cause::launchBound)].size()));
    const std::string all = countText(std::int64_t(timeline.operations.size()));
    if (facts.mostlyGraph)
        return {certainty, {late, all, durationText(costNs)}, false, "-graph"};
    const Pace mean = meanPace(facts, marks);
    return {
        certainty, {late, all, durationText(mean.intervalNs), durationText(mean.workNs), durationText(costNs)}, false};
}

} // namespace

const Rule launchBoundRule{Cause::launchBound, 2, "2-launch-bound", mark, answer};

} // namespace streamscope::analysis
