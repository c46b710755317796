// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/late_submissions.h"
#include "analysis/causes/rule.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

/// An untraced run this much longer than the device's own time proves that the host holds it up.
constexpr double clearlyLonger = 1.10;
/// Where one operation in so many starts before its call, times of host and device cannot be compared.
constexpr std::int64_t mostInversions = 10;

/// The thread submits more slowly than its work takes, and no other cause explains it.
void mark(const Facts& facts, Marks& marks)
{
    findLateSubmissions(facts, marks);
    if (facts.launchesBlock)
        return;
    for (const LateSubmission& late : marks.late)
        marks.add(Cause::launchBound, facts.timeline.operations[std::size_t(late.operation)].slice, late.lateNs);
}

const char* advice(const Facts& facts)
{
    if (facts.alternatives && !facts.alternatives->graphNs && !facts.alternatives->graphStreamsNs)
        return facts.alternatives->idleThreadsNs ? "-computes" : "-no-graph";
    return facts.streamsGain() ? "-beside" : "";
}

/// Submissions in turn to all streams may gain: of a program that was not tried so, nobody knows better.
bool takingTurnsGains(const Facts& facts)
{
    return !facts.alternatives || !facts.isSimulated() ||
           (facts.curedGainNs(Cause::issueOrder).value_or(0) > 0 &&
            facts.alternatives->betterOrder == Alternatives::Order::breadthFirst);
}

Answer found(const Facts& facts, const Marks& marks, Ns costNs)
{
    const Timeline& timeline = facts.timeline;
    if (timeline.operations.empty())
        return {};
    if (timeline.steps.empty() && facts.isSimulated() && facts.mostlyGraph)
        return {Certainty::notAtPlay, {}, false, "", "-graph"};
    if (timeline.steps.empty())
        return {Certainty::cannotTell, {}, false};
    const auto operations = std::int64_t(timeline.operations.size());
    if (facts.trace.trust().clockInversions * mostInversions > operations)
        return {Certainty::cannotTell, {}, false, "", "-clocks"};
    // Of several GPUs one may have a host that is late: for that one it is as much.
    const double leastNs = leastHostShare * double(facts.gpu.spanNs) / double(timeline.devices);
    const bool worthACard =
        costNs > 0 && double(costNs) >= leastNs && double(weightOf(marks, Cause::launchBound)) >= leastNs;
    if (!worthACard)
        return {Certainty::notAtPlay, {}, false, "", facts.cureGains(Cause::launchBound) ? "-otherwise" : ""};
    Certainty certainty = Certainty::likely; // tracing itself slows submission down
    if (facts.isSimulated() ||
        (facts.unprofiledNs && double(*facts.unprofiledNs) > clearlyLonger * double(facts.deviceOnlyNs)))
        certainty = Certainty::proved;
    const std::string late = countText(std::int64_t(marks.evidence[std::size_t(Cause::launchBound)].size()));
    const std::string all = countText(std::int64_t(timeline.operations.size()));
    if (launchesOneGraph(timeline) && facts.host.graphs != HostTime::Graphs::inside)
        return {certainty, {durationText(costNs)}, false, "-one-graph", "", "", "-one-graph"};
    if (facts.mostlyGraph && facts.host.graphs == HostTime::Graphs::between)
        return {certainty,
                {late, all, durationText(costNs), facts.host.mostlyIn},
                false,
                "-between-graphs",
                "",
                facts.host.namesWhatElse() ? "-in" : "",
                "-between-graphs"};
    if (facts.mostlyGraph && facts.host.graphs == HostTime::Graphs::launches)
        return {certainty, {late, all, durationText(costNs)},   false, "-graph-launches", "", "", "-graph-launches",
                "",        facts.isSimulated() ? "" : "-traced"};
    if (facts.mostlyGraph)
        return {certainty, {late, all, durationText(costNs)},   false, "-graph", "", "", "",
                "",        facts.isSimulated() ? "" : "-traced"};
    if (facts.host.mostlyElsewhere && !facts.graphGains())
        return {
            certainty,   {late, all, durationText(facts.host.elsewhereNs), durationText(costNs), facts.host.mostlyIn},
            false,       "-elsewhere",
            "",          facts.host.mostlyIn.empty() ? "-unnamed" : "",
            "-elsewhere"};
    if (facts.host.mostlyToOtherStreams) {
        Answer made{certainty, {late, all, durationText(costNs)}, false, "-other-streams"};
        made.advice = takingTurnsGains(facts) ? "" : "-in-turn";
        return made;
    }
    // Where each alone came in time, only another way of submitting shows the cost.
    if (facts.host.meanIntervalNs <= facts.host.meanWorkNs)
        return {certainty, {late, all, durationText(costNs)}, false, "", "", "-plain", "", "", advice(facts)};
    return {
        certainty,
        {late, all, durationText(facts.host.meanIntervalNs), durationText(facts.host.meanWorkNs), durationText(costNs)},
        false,
        "",
        "",
        "",
        "",
        "",
        advice(facts)};
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    Answer made = found(facts, marks, costNs);
    // Of a run that no other way of submitting was tried on, the replay knows neither gaps nor what kernels share.
    made.costIsUpperBound = facts.isSimulated() && !facts.alternatives;
    return made;
}

} // namespace

const Rule launchBoundRule{Cause::launchBound, 2, "2-launch-bound", mark, answer};

} // namespace streamscope::analysis
