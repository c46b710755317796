// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/headline.h"

#include "analysis/causes/capacity.h"
#include "analysis/causes/late_submissions.h"
#include "analysis/costing.h"
#include "analysis/host_functions.h"
#include "analysis/recordings_apart.h"
#include "analysis/silent_waits.h"
#include "analysis/text.h"
#include "analysis/units.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

namespace streamscope::analysis {

namespace {

/// A cause that takes less of the region than this does not get the headline.
constexpr double leadingShare = 0.15;
constexpr double proofsWorth = 1.1; ///< of two causes that cost about the same the proved one gets it
constexpr double muchOverlap = 0.3;
constexpr double leftShare = 0.05; ///< less than this is not worth looking for room
/// Busy for this much of the region, the GPU does not want for work; a chain this long is what holds the run.
constexpr double nearlyAll = 0.8;
constexpr double nothingShare = 0.01; ///< what streams could win at best below this is nothing
/// What streams could still win may be called nothing below this share of the region.
constexpr double fewPercent = 0.045;

bool overlapsMuch(const Facts& facts)
{
    return double(facts.gpu.overlapNs) >= muchOverlap * double(facts.gpu.busyNs);
}

/// When the last operation ends if each is as fast as alone, and streams and recorded waits keep their order: no graph
/// of the same streams is faster. What one stream was seen to run side by side may do so again.
Ns longestChainNs(const Facts& facts)
{
    const auto& operations = facts.timeline.operations;
    std::vector<Ns> endNs(operations.size());
    std::vector<Ns> longest(facts.timeline.devices);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const TimedOperation& operation = operations[i];
        Ns startNs = 0;
        if (operation.previous >= 0) {
            const auto previous = std::size_t(operation.previous);
            const Ns besideNs = std::max<Ns>(0, operations[previous].endNs - operation.startNs);
            startNs = std::max<Ns>(0, endNs[previous] - besideNs);
        }
        if (operation.waitsFor >= 0)
            startNs = std::max(startNs, endNs[std::size_t(operation.waitsFor)]);
        endNs[i] = startNs + operation.soloNs;
        Ns& longestNs = longest[std::size_t(operation.device)];
        longestNs = std::max(longestNs, endNs[i]);
    }
    return std::min(std::accumulate(longest.begin(), longest.end(), Ns(0)), facts.gpu.busyNs);
}

/// The longest unit alone, on each GPU; without branches a single operation of one stream is one.
Ns longestUnitNs(const Facts& facts)
{
    const Timeline& timeline = facts.timeline;
    const auto soloNs = [&timeline](std::size_t i) { return timeline.operations[i].soloNs; };
    const bool byUnit = timeline.unitsAreBranches || timeline.streams.size() > timeline.devices;
    return std::min(byUnit ? longestUnits(timeline, soloNs) : longestOperations(timeline, soloNs), facts.gpu.busyNs);
}

/// Of several GPUs the sum, which is said.
std::string spanText(const Facts& facts)
{
    const std::size_t devices = facts.timeline.devices;
    return durationText(facts.gpu.spanNs) + (devices > 1 ? " (" + std::to_string(devices) + " × GPU)" : "");
}

/// Full is about time: what streams could still win is what one stream costs by the model, or the room that is left.
Ns roomLeftNs(const Facts& facts, const Costs& costs)
{
    if (facts.alternatives && facts.alternatives->streamsNs)
        return facts.streamsGainNs;
    const double demand = std::min(1.0, facts.capacity.meanDemand);
    const Ns serialNs = costs[std::size_t(Cause::oneStream)] + costs[std::size_t(Cause::graphChain)];
    const Ns roomNs = serialNs > 0 ? serialNs : Ns(double(facts.gpu.busyNs) * (1 - demand));
    if (!facts.alternatives || !facts.isSimulated())
        return roomNs;
    // Of a program that is known nothing goes below its bounds, and what the model has seen is to be had.
    const Ns spanNs = facts.gpu.spanNs;
    return std::max(spanNs - modelledBestNs(facts), std::min(roomNs, spanNs - facts.alternatives->leastNs));
}

/// What the model knows of a cure that gains more than there is said to be room for.
bool gainsBeyondRoom(const Facts& facts, const Costs& costs, const Rule* rule)
{
    const Ns leftNs = std::max(roomLeftNs(facts, costs), Ns(fewPercent * double(facts.gpu.spanNs)));
    return rule && facts.curedGainNs(rule->cause).value_or(0) > leftNs;
}

/// \p otherwiseNs: what can be had in another way than by streams, and is most of all; 0: nothing.
Message fullHeadline(const Facts& facts, const Costs& costs, Ns otherwiseNs, const std::string& busy,
                     const std::string& whole)
{
    const double demand = std::min(1.0, facts.capacity.meanDemand);
    const Ns leftNs = roomLeftNs(facts, costs);
    // What runs on streams already wants no advice about streams.
    const bool isBeside = runsBeside(facts);
    const bool isFull = double(leftNs) < fewPercent * double(facts.gpu.spanNs);
    Message made{isFull ? "analysis.headline-full" : "analysis.headline-nearly-full",
                 {busy, whole, percentText(demand)}};
    if (!isFull)
        made.arguments.push_back(durationText(leftNs));
    made.arguments.push_back(durationText(facts.gpu.overlapNs));
    if (isBeside)
        made.id += "-beside";
    if (otherwiseNs > 0) {
        made.id += "-but";
        made.arguments.push_back(durationText(otherwiseNs));
    }
    return made;
}

/// With the model of the whole machine at hand: what streams, a graph, and both come to. Nothing where neither is to be
/// had.
std::optional<Message> modelledHostHeadline(const Facts& facts, const std::string& busy, const std::string& whole)
{
    if (!facts.alternatives)
        return std::nullopt;
    const Alternatives& modelled = *facts.alternatives;
    const auto text = [&facts](std::optional<Ns> ns) { return facts.modelledText(ns.value_or(0)); };
    if (modelled.streamsNs && modelled.graphNs && modelled.graphStreamsNs)
        return Message{"analysis.headline-2-launch-bound-modelled",
                       {busy, whole, text(modelled.streamsNs), text(modelled.graphNs), text(modelled.graphStreamsNs)}};
    if (modelled.streamsNs && facts.streamsGain())
        return Message{"analysis.headline-2-launch-bound-modelled-streams", {busy, whole, text(modelled.streamsNs)}};
    if (modelled.graphNs)
        return Message{"analysis.headline-2-launch-bound-modelled-graph", {busy, whole, text(modelled.graphNs)}};
    if (facts.mostlyGraph)
        return std::nullopt;
    return Message{modelled.idleThreadsNs ? "analysis.headline-2-launch-bound-computes"
                                          : "analysis.headline-2-launch-bound-no-graph",
                   {busy, whole}};
}

/// The GPU waited for a good part of the run for what the recording does not show.
std::optional<Message> silentHeadline(const Facts& facts, Ns costliestNs, const std::string& busy,
                                      const std::string& whole)
{
    if (facts.isSimulated())
        return std::nullopt;
    const SilentWaits waits = silentWaits(facts.timeline, facts.trace);
    if (double(waits.ns) < leadingShare * double(facts.gpu.spanNs) || waits.ns <= costliestNs)
        return std::nullopt;
    const char* const id = waits.what == SilentWaits::For::hostFunctions ? "analysis.headline-silent-host-functions"
                           : waits.what == SilentWaits::For::values      ? "analysis.headline-silent-values"
                                                                         : "analysis.headline-silent";
    return Message{id, {busy, whole, durationText(waits.ns)}};
}

/// The host has other work now and then, however busy the GPU is. What costs `lateNs` may also come late while others
/// run: that is another matter.
std::optional<Message> pausesHeadline(const Facts& facts, Ns lateNs, const std::string& busy, const std::string& whole)
{
    if (facts.mostlyGraph || !facts.host.mostlyElsewhere || facts.graphGains() ||
        2 * facts.host.elsewhereIdleNs < lateNs)
        return std::nullopt;
    Message made{"analysis.headline-2-launch-bound-pauses", {busy, whole, durationText(facts.host.elsewhereIdleNs)}};
    if (facts.host.mostlyIn.empty())
        made.id += "-unnamed";
    else
        made.arguments.push_back(facts.host.mostlyIn);
    return made;
}

Message launchBoundHeadline(const Facts& facts, const Costs& costs, const std::string& busy, const std::string& whole)
{
    const Ns costNs = costs[std::size_t(Cause::launchBound)], orderNs = costs[std::size_t(Cause::issueOrder)];
    const std::string chain = durationText(longestChainNs(facts));
    const bool mayBeTracing = facts.mayBeTracing();
    const std::string traced = mayBeTracing ? "-traced" : "";
    if (launchesOneGraph(facts.timeline) && facts.host.graphs != HostTime::Graphs::inside)
        return {"analysis.headline-2-launch-bound-one-graph" + traced, {busy, whole, durationText(costNs)}};
    if (facts.mostlyGraph && facts.host.graphs == HostTime::Graphs::between) {
        Message made{"analysis.headline-2-launch-bound-between-graphs", {busy, whole, durationText(costNs)}};
        if (facts.host.namesWhatElse()) {
            made.id += "-in";
            made.arguments.push_back(facts.host.mostlyIn);
        }
        made.id += traced;
        return made;
    }
    if (!facts.mostlyGraph && facts.host.mostlyElsewhere && !facts.graphGains())
        return {facts.host.mostlyIn.empty() ? "analysis.headline-2-launch-bound-elsewhere-unnamed"
                                            : "analysis.headline-2-launch-bound-elsewhere",
                {busy, whole, durationText(facts.host.elsewhereIdleNs), facts.host.mostlyIn}};
    if (std::optional<Message> modelled = modelledHostHeadline(facts, busy, whole))
        return *modelled;
    // Times summed over GPUs bound nothing that a clock shows.
    if (facts.timeline.devices > 1)
        return {mayBeTracing ? "analysis.headline-2-launch-bound-gpus-traced" : "analysis.headline-2-launch-bound-gpus",
                {busy, whole}};
    if (facts.mostlyGraph && facts.host.graphs == HostTime::Graphs::launches)
        return {"analysis.headline-2-launch-bound-graph-launches" + traced, {busy, whole, durationText(costNs)}};
    if (facts.mostlyGraph)
        return {facts.isSimulated() ? "analysis.headline-2-launch-bound-graph"
                                    : "analysis.headline-2-launch-bound-graph-traced",
                {busy, whole, chain}};
    // The streams are there already.
    if (double(orderNs) >= leftShare * double(facts.gpu.spanNs))
        return {mayBeTracing ? "analysis.headline-2-launch-bound-traced-or-order"
                             : "analysis.headline-2-launch-bound-or-order",
                {busy, whole, chain, durationText(orderNs)}};
    // Streams that wait for each other are no faster than the chain they make.
    const bool byStream = !facts.timeline.unitsAreBranches && facts.timeline.streams.size() > facts.timeline.devices;
    const Ns unitNs = byStream ? std::max(longestUnitNs(facts), longestChainNs(facts)) : longestUnitNs(facts);
    // What fills the GPU takes as long side by side.
    const double demand = facts.isFull() ? std::min(1.0, facts.capacity.meanDemand) : 0;
    const Ns leastNs = std::max(unitNs, Ns(demand * double(facts.gpu.busyNs)));
    const Ns savedNs = std::min(facts.gpu.busyNs - leastNs, facts.anyStreamsGainNs.value_or(facts.gpu.busyNs));
    const std::string saved = durationText(savedNs);
    const double savedShare = double(savedNs) / double(facts.gpu.spanNs);
    const std::string streams = savedShare < nothingShare    ? "-no-streams"
                                : savedShare >= leadingShare ? "-or-streams"
                                                             : "";
    if (mayBeTracing)
        return {"analysis.headline-2-launch-bound-traced" + streams, {busy, whole, chain, saved}};
    if (facts.timeline.unitsAreBranches && unitNs < longestChainNs(facts))
        return {"analysis.headline-2-launch-bound-branches" + streams,
                {busy, whole, chain, saved, durationText(unitNs)}};
    return {"analysis.headline-2-launch-bound" + streams, {busy, whole, chain, saved}};
}

/// What a stream for each branch comes to by the model of the whole machine, and in a graph besides.
Message modelledStreamsHeadline(const Facts& facts, const std::string& busy, const std::string& whole)
{
    const Alternatives& modelled = *facts.alternatives;
    const Ns streamsNs = modelled.streamsNs.value_or(modelled.asItIsNs);
    const Ns bothNs = modelled.graphStreamsNs.value_or(streamsNs);
    if (double(streamsNs - bothNs) >= leadingShare * double(facts.gpu.spanNs))
        return {"analysis.headline-17-one-stream-modelled-graph",
                {busy, whole, facts.modelledText(streamsNs), facts.modelledText(bothNs)}};
    return {facts.mostlyGraph ? "analysis.headline-18-graph-chain-modelled"
                              : "analysis.headline-17-one-stream-modelled",
            {busy, whole, facts.modelledText(streamsNs)}};
}

Message overlapHeadline(const Facts& facts, const std::string& busy, const std::string& whole)
{
    const std::string overlap = durationText(facts.gpu.overlapNs);
    const Ns chainNs = longestChainNs(facts);
    if (facts.timeline.devices == 1 && double(chainNs) >= nearlyAll * double(facts.gpu.spanNs))
        return {"analysis.headline-chain", {busy, whole, overlap, durationText(chainNs)}};
    return {"analysis.headline-busy", {busy, whole, overlap}};
}

/// What the run takes, summed over its GPUs: the untraced time, where it is known.
Ns takenNs(const Facts& facts)
{
    if (facts.unprofiledNs)
        return std::clamp(*facts.unprofiledNs * Ns(facts.timeline.devices), facts.gpu.busyNs,
                          std::max(facts.gpu.busyNs, facts.gpu.spanNs));
    return facts.gpu.spanNs;
}

/// Nothing ran side by side, and no cause leads.
Message oneAtATimeHeadline(const Facts& facts, const std::string& busy, const std::string& whole)
{
    const Timeline& timeline = facts.timeline;
    if (facts.alternatives && facts.alternatives->streamsNs)
        return {"analysis.headline-one-at-a-time-modelled",
                {busy, whole, facts.modelledText(*facts.alternatives->streamsNs)}};
    if (facts.nothingBeside == NothingBeside::singleOperation)
        return {"analysis.headline-single-operation", {busy, whole}};
    if (facts.nothingBeside == NothingBeside::oneDirection)
        return {"analysis.headline-one-direction", {busy, whole}};
    if (facts.copiesApart && !facts.mostlyGraph)
        return {"analysis.headline-copies-apart",
                {busy, whole, durationText(facts.copiesApart->copiesNs), durationText(facts.copiesApart->gainNs)}};
    if (!facts.mostlyGraph && timeline.streams.size() > timeline.devices)
        return {"analysis.headline-one-at-a-time-streams", {busy, whole, std::to_string(timeline.streams.size())}};
    if (!facts.mostlyGraph && facts.mayBeTracing() && facts.anyStreamsGainNs &&
        double(*facts.anyStreamsGainNs) < nothingShare * double(facts.gpu.spanNs))
        return {"analysis.headline-one-at-a-time-as-submitted", {busy, whole}};
    if (!timeline.unitsAreBranches)
        return {facts.mostlyGraph ? "analysis.headline-one-at-a-time-graph" : "analysis.headline-one-at-a-time",
                {busy, whole}};
    return {"analysis.headline-one-at-a-time-no-cause", {busy, whole}};
}

/// The host holds some of the run up, and the GPU is not busy for nearly all of it.
bool isHostAtPlay(const Facts& facts, const Costs& costs)
{
    return costs[std::size_t(Cause::launchBound)] > 0 && double(facts.gpu.busyNs) < nearlyAll * double(takenNs(facts));
}

/// What the host does beside submitting holds nothing up.
bool onlySubmits(const Facts& facts, const Costs& costs)
{
    const auto costsNothing = [&](Cause cause) { return costs[std::size_t(cause)] == 0; };
    return !costsNothing(Cause::launchBound) && !facts.host.mostlyElsewhere && costsNothing(Cause::hostSync) &&
           costsNothing(Cause::pageableCopy) && costsNothing(Cause::allocation);
}

/// The model of the whole machine, where it is at hand, must know a graph that is much faster, too.
bool mayGraphHelp(const Facts& facts)
{
    const Alternatives* modelled = facts.mostlyGraph ? nullptr : facts.alternatives;
    return !modelled || (!modelled->graphNs && !modelled->graphStreamsNs) || facts.graphGains();
}

/// What the host costs dominates the time in which the GPU is idle, or, where a few thin operations at a time keep it
/// busy, all that is lost.
bool isHostTheLimit(const Facts& facts, const Costs& costs)
{
    const Ns idleNs = takenNs(facts) - facts.gpu.busyNs, lostNs = takenNs(facts) - facts.bestPossibleNs;
    const Ns hostNs = costs[std::size_t(Cause::launchBound)];
    if (isHostAtPlay(facts, costs) && 2 * hostNs >= idleNs)
        return true;
    return !facts.host.mostlyElsewhere && lostNs > 0 && 2 * hostNs >= lostNs && mayGraphHelp(facts);
}

/// Where no cause leads and nothing else is to be said, what makes up a good part of all that is lost is named.
bool isGoodPart(const Facts& facts, Ns costNs)
{
    const Ns wholeNs = takenNs(facts);
    return costNs > 0 && double(costNs) >= leftShare * double(wholeNs) && 3 * costNs >= wholeNs - facts.bestPossibleNs;
}

bool namesNoCause(const Message& headline)
{
    return headline.id == "analysis.headline-busy" || headline.id == "analysis.headline-one-at-a-time" ||
           headline.id == "analysis.headline-one-at-a-time-streams" ||
           headline.id == "analysis.headline-one-at-a-time-graph" ||
           headline.id == "analysis.headline-one-at-a-time-no-cause";
}

/// The costliest of the causes with a headline of their own: analysis.headline-SLUG.
const Rule* costliestRule(const Facts& facts, const Costs& costs, const Proved& proved)
{
    const Rule* costliest = nullptr;
    double weight = 0;
    for (const Rule& rule : rules()) {
        const bool ofCapacity = rule.cause == Cause::pipeFull || rule.cause == Cause::slotsFull;
        // With an untraced time at hand what tracing takes is known, and no reason of the work's own.
        if (ofCapacity || (rule.cause == Cause::observer && facts.unprofiledNs))
            continue;
        if (rule.cause == Cause::launchBound && !isHostTheLimit(facts, costs))
            continue;
        if (rule.cause == Cause::graphChain && overlapsMuch(facts))
            continue;
        const auto at = std::size_t(rule.cause);
        const double own = double(costs[at]) * (proved[at] ? proofsWorth : 1);
        if (own > weight) {
            weight = own;
            costliest = &rule;
        }
    }
    return costliest;
}

const Rule* leadingRule(const Facts& facts, const Costs& costs, const Rule* costliest)
{
    const double least = leadingShare * double(takenNs(facts));
    // Streams that gain only once the host is out of the way are not what is missing.
    if (costliest && costliest->cause == Cause::oneStream && double(facts.streamsGainNs) < least &&
        (isHostAtPlay(facts, costs) || onlySubmits(facts, costs)))
        return &launchBoundRule;
    // Of a trace whose operations take no time even the least is 0.
    const Ns costNs = costliest ? costs[std::size_t(costliest->cause)] : 0;
    return costNs > 0 && double(costNs) >= least ? costliest : nullptr;
}

/// From the first start to the last end of what is there; a file may say how long its run took, and be cut off.
Ns heldNs(const Facts& facts)
{
    Ns firstNs = facts.timeline.region.endNs, lastNs = facts.timeline.region.startNs;
    for (const TimedOperation& operation : facts.timeline.operations) {
        firstNs = std::min(firstNs, operation.startNs);
        lastNs = std::max(lastNs, operation.endNs);
    }
    return std::max<Ns>(0, lastNs - firstNs);
}

/// So many records are missing that what looks idle need not have been.
std::optional<Message> lostHeadline(const Facts& facts, const std::string& busy, const std::string& whole)
{
    if (facts.trace.trust().truncated && 4 * heldNs(facts) < 3 * facts.timeline.region.durationNs())
        return Message{"analysis.headline-20-bad-data-part", {busy, durationText(heldNs(facts)), whole}};
    const LostRecords& records = facts.records;
    if (!records.isMuch())
        return std::nullopt;
    return Message{"analysis.headline-20-bad-data-lost",
                   {busy, whole, countText(records.lost), countText(records.there)}};
}

Message headlineOf(const Rule& rule, const Facts& facts, const Costs& costs, const HeadlineEndings& endings,
                   const std::string& busy, const std::string& whole)
{
    const Ns costNs = costs[std::size_t(rule.cause)];
    if (rule.cause == Cause::launchBound)
        return launchBoundHeadline(facts, costs, busy, whole);
    if (facts.alternatives && (rule.cause == Cause::oneStream || rule.cause == Cause::graphChain))
        return modelledStreamsHeadline(facts, busy, whole);
    if (rule.cause == Cause::oneStream && facts.hostBarsStreams())
        return {facts.hostBarsAllStreams() ? "analysis.headline-17-one-stream-host-only"
                                           : "analysis.headline-17-one-stream-host",
                {busy, whole, durationText(costNs), durationText(facts.streamsGainNs)}};
    const HeadlineEnding& ending = endings[std::size_t(rule.cause)];
    Message made{std::string("analysis.headline-") + rule.slug + ending.id, {busy, whole, durationText(costNs)}};
    made.arguments.insert(made.arguments.end(), ending.arguments.begin(), ending.arguments.end());
    return made;
}

} // namespace

Message headline(const Facts& facts, const Costs& costs, const HeadlineEndings& endings, const Proved& proved)
{
    const Timeline& timeline = facts.timeline;
    if (timeline.operations.empty() && !facts.isSimulated() && facts.trace.trust().truncated)
        return {"analysis.headline-empty-cut", {}};
    if (const std::int64_t broken = facts.trace.trust().malformedRecords;
        timeline.operations.empty() && !facts.isSimulated() && broken > 0)
        return {"analysis.headline-empty-broken", {countText(broken)}};
    if (timeline.operations.empty())
        return {"analysis.headline-empty", {}};
    const std::string busy = durationText(facts.gpu.busyNs);
    const std::string whole = spanText(facts);
    if (facts.gpu.busyNs == 0)
        return {"analysis.headline-no-durations", {}};
    if (facts.races && !facts.races->found.empty()) {
        const KnownRaces::Race& race = facts.races->found.front();
        return {"analysis.headline-21-unordered",
                {busy, whole, race.first.label, race.first.branch, race.second.label, race.second.branch, race.buffer}};
    }
    if (const Ns apartNs = timeBetweenRecordings(facts.trace); apartNs > 0)
        return {"analysis.headline-20-bad-data-apart", {durationText(apartNs)}};
    if (const std::optional<Message> lost = lostHeadline(facts, busy, whole))
        return *lost;
    if (facts.launchesBlock)
        return {"analysis.headline-11-observer-blocking", {busy, whole}};
    const Ns capacityNs = costs[std::size_t(Cause::pipeFull)] + costs[std::size_t(Cause::slotsFull)];
    const Rule* const costliest = costliestRule(facts, costs, proved);
    const Rule* const leading = leadingRule(facts, costs, costliest);
    const Ns lateNs = costs[std::size_t(Cause::launchBound)];
    const auto orGoodPart = [&](Message made) {
        const bool isLate = !leading && isGoodPart(facts, lateNs) &&
                            (!costliest || lateNs >= costs[std::size_t(costliest->cause)]) &&
                            lateNs > costs[std::size_t(Cause::slotsFull)];
        if (isLate && (namesNoCause(made) || made.id == "analysis.headline-one-at-a-time-as-submitted"))
            if (std::optional<Message> pauses = pausesHeadline(facts, lateNs, busy, whole))
                return *pauses;
        if (!namesNoCause(made))
            return made;
        if (facts.callsUnknown() && double(facts.gpu.busyNs) < nearlyAll * double(facts.gpu.spanNs))
            return Message{"analysis.headline-no-calls", {busy, whole}};
        const Ns costliestNs = costliest ? costs[std::size_t(costliest->cause)] : 0;
        if (std::optional<Message> silent = silentHeadline(facts, costliestNs, busy, whole))
            return *silent;
        // In a run of ours the host is known to hold up what it does, however busy thin work keeps the GPU.
        if (facts.isSimulated() &&
            double(costs[std::size_t(Cause::launchBound)]) >= leadingShare * double(takenNs(facts)))
            return headlineOf(launchBoundRule, facts, costs, endings, busy, whole);
        if (facts.timeline.devices == 1 && facts.metrics.maxConcurrency >= facts.residentGrids())
            return Message{"analysis.headline-grids", {busy, whole, std::to_string(facts.residentGrids())}};
        const Ns costNs = costliest ? costs[std::size_t(costliest->cause)] : 0;
        const Ns roomNs = costs[std::size_t(Cause::slotsFull)];
        if (lateNs > std::max(costNs, roomNs) && isGoodPart(facts, lateNs) && facts.gpu.overlapNs > 0)
            return Message{"analysis.headline-2-launch-bound-beside", {busy, whole, durationText(lateNs)}};
        if (roomNs > costNs && isGoodPart(facts, roomNs))
            return Message{"analysis.headline-1a-slots-full", {busy, whole, durationText(roomNs)}};
        return isGoodPart(facts, costNs) ? headlineOf(*costliest, facts, costs, endings, busy, whole) : made;
    };
    if (const Ns aloneNs = hostFunctionsAloneNs(facts.trace, facts.timeline.region);
        double(aloneNs) >= leadingShare * double(facts.gpu.spanNs) &&
        (!leading || aloneNs > costs[std::size_t(leading->cause)]))
        return {"analysis.headline-host-functions", {busy, whole, durationText(aloneNs)}};
    const bool overlaps = overlapsMuch(facts);
    const bool littleLeft = double(capacityNs) < leftShare * double(facts.gpu.spanNs);
    if (overlaps && littleLeft && !leading && !facts.isFull())
        return orGoodPart(overlapHeadline(facts, busy, whole));
    // Where the model shows that streams gain, nobody says that there is no room, whatever else leads.
    if (facts.alternatives && facts.streamsGain() &&
        (!leading || 2 * facts.serialCostNs >= costs[std::size_t(leading->cause)]))
        if (!leading || leading->cause == Cause::oneStream || leading->cause == Cause::graphChain || facts.isFull())
            return modelledStreamsHeadline(facts, busy, whole);
    if (!leading && facts.gpu.overlapNs == 0 && facts.mustKeepOrder() && facts.alternatives->streamsNs)
        return {"analysis.headline-one-at-a-time-kept",
                {busy, whole, facts.modelledText(*facts.alternatives->streamsNs)}};
    // What is neither want of room nor streams, and a good part of the run, is told beside the room that is not there.
    const auto otherwiseNs = [&]() -> Ns {
        if (!costliest || costliest->cause == Cause::oneStream || costliest->cause == Cause::graphChain)
            return 0;
        const Ns costNs = costs[std::size_t(costliest->cause)];
        const bool isMost =
            costNs > std::max(costs[std::size_t(Cause::pipeFull)], costs[std::size_t(Cause::slotsFull)]);
        return isMost && isGoodPart(facts, costNs) ? costNs : 0;
    };
    const bool littleRoom = double(roomLeftNs(facts, costs)) < leadingShare * double(facts.gpu.spanNs);
    if (facts.isFull() && littleRoom && !(facts.alternatives && facts.streamsGain()) &&
        (!leading || costs[std::size_t(leading->cause)] <= capacityNs || leading->cause == Cause::oneStream))
        return !leading && gainsBeyondRoom(facts, costs, costliest)
                   ? headlineOf(*costliest, facts, costs, endings, busy, whole)
                   : fullHeadline(facts, costs, otherwiseNs(), busy, whole);
    if (leading)
        return headlineOf(*leading, facts, costs, endings, busy, whole);
    if (overlaps)
        return orGoodPart(overlapHeadline(facts, busy, whole));
    if (facts.roomUnknown && facts.timeline.unitsAreBranches &&
        double(facts.serialCostNs) >= leadingShare * double(facts.gpu.spanNs))
        return {"analysis.headline-17-one-stream-room", {busy, whole, durationText(facts.serialCostNs)}};
    return orGoodPart(facts.gpu.overlapNs > 0 ? overlapHeadline(facts, busy, whole)
                                              : oneAtATimeHeadline(facts, busy, whole));
}

} // namespace streamscope::analysis
