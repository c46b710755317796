// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/explain.h"

#include "analysis/besides.h"
#include "analysis/causes/capacity.h"
#include "analysis/causes/rule.h"
#include "analysis/causes/serialised_units.h"
#include "analysis/causes/submission_pace.h"
#include "analysis/costing.h"
#include "analysis/device_limits.h"
#include "analysis/headline.h"
#include "analysis/recent_operations.h"
#include "analysis/submissions.h"
#include "analysis/text.h"
#include "analysis/units.h"
#include "analysis/verdict.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <future>
#include <initializer_list>
#include <string_view>
#include <tuple>

namespace streamscope::analysis {

namespace {

constexpr std::size_t mostEvidence = 32;
/// So many of those that ran around an operation are kept, the latest to start: in a file where thousands run at once
/// they say as much as all.
constexpr std::size_t mostAround = 1024;

/// Operations that nothing of their own stream or submission held, and who ran around their start.
std::vector<Blocked> findBlocked(const Timeline& timeline)
{
    const Ns leastNs = timeline.leastDelayNs();
    const auto& operations = timeline.operations;
    std::vector<Blocked> found;
    RecentOperations recent(operations);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        recent.add(Place(i));
        if (operations[i].blockedOnDevice().durationNs() < leastNs)
            continue;
        Blocked blocked{Place(i), recent.around(operations[i], mostAround)};
        if (!blocked.around.empty())
            found.push_back(std::move(blocked));
    }
    return found;
}

GpuTime timeOfGpus(const Timeline& timeline)
{
    struct Device
    {
        Ns busyNs = 0;
        Ns firstNs = 0, coveredNs = 0, twiceNs = 0; ///< up to where one, and two operations are known to run
        bool any = false;
    };
    std::vector<Device> devices(timeline.devices);
    GpuTime time;
    Ns lastNs = timeline.region.startNs;
    for (const TimedOperation& operation : timeline.operations) {
        Device& device = devices[std::size_t(operation.device)];
        if (!device.any)
            device = {0, operation.startNs, operation.startNs, operation.startNs, true};
        // What is covered already and runs again is overlap, as far as that was not seen before.
        const Ns twiceNs = std::min(operation.endNs, device.coveredNs);
        time.overlapNs += std::max<Ns>(0, twiceNs - std::max(operation.startNs, device.twiceNs));
        device.twiceNs = std::max(device.twiceNs, twiceNs);
        const Ns newNs = std::max<Ns>(0, operation.endNs - std::max(operation.startNs, device.coveredNs));
        device.busyNs += newNs;
        time.busyNs += newNs;
        time.busiestNs = std::max(time.busiestNs, device.busyNs);
        device.coveredNs = std::max(device.coveredNs, operation.endNs);
        lastNs = std::max(lastNs, operation.endNs);
    }
    if (timeline.devices == 1) {
        time.spanNs = timeline.region.durationNs();
        return time;
    }
    for (const Device& device : devices)
        time.spanNs += device.coveredNs - device.firstNs + std::max<Ns>(0, timeline.region.endNs - lastNs);
    return time;
}

/// Kernels of two units or more, and no grids or no limits to judge them by.
bool isRoomUnknown(const Timeline& timeline)
{
    Place first = -1;
    if (!timeline.launchesKnown)
        for (const TimedOperation& operation : timeline.operations)
            if (trace::isKernel(operation.kind) && operation.unit >= 0) {
                if (first >= 0 && operation.unit != first)
                    return true;
                first = operation.unit;
            }
    return false;
}

/// The same in the trace's time, which of hardware is not the model's.
Alternatives scaled(Alternatives modelled, Ns spanNs)
{
    const double factor = double(spanNs) / double(std::max<Ns>(1, modelled.asItIsNs));
    const auto scale = [factor](std::optional<Ns>& ns) {
        if (ns)
            ns = Ns(double(*ns) * factor + 0.5);
    };
    for (std::optional<Ns>* ns :
         {&modelled.streamsNs, &modelled.graphNs, &modelled.graphStreamsNs, &modelled.idleThreadsNs,
          &modelled.anyGridsNs, &modelled.noGapsNs, &modelled.oneByOneBusyNs, &modelled.freeSubmissionsNs})
        scale(*ns);
    for (std::optional<Ns>& ns : modelled.curedNs)
        scale(ns);
    if (std::optional<Alternatives::Together>& together = modelled.together) {
        for (std::optional<Ns>* ns : {&together->orderNs, &together->submissionNs, &together->idleNs})
            scale(*ns);
        for (Ns* ns : {&together->othersNs, &together->fastestNs})
            *ns = Ns(double(*ns) * factor + 0.5);
    }
    modelled.leastNs = Ns(double(modelled.leastNs) * factor);
    modelled.asItIsNs = spanNs;
    return modelled;
}

/// An untraced time beyond this many times the traced one is none.
constexpr Ns beyondMeasure = 100;
/// The host's clock counts a little more than the device's span.
constexpr Ns hostsShareNs = 100'000;

Untraced judge(Ns untracedNs, const Timeline& timeline)
{
    const Ns tracedNs = timeline.region.durationNs();
    const Ns longestNs = longestStreamNs(timeline); // clocks differ by less than a tenth
    if (untracedNs / beyondMeasure > tracedNs + hostsShareNs || untracedNs < longestNs - longestNs / 10)
        return Untraced::contradicts;
    return untracedNs > tracedNs + tracedNs / 2 + hostsShareNs ? Untraced::ofOtherWork : Untraced::known;
}

/// Of those that weigh the same the earlier, whatever order the file has its rows in.
std::vector<trace::SliceRef> heaviest(const trace::Trace& trace, const std::vector<Marks::Evidence>& evidence)
{
    const auto placeOf = [&trace](trace::SliceRef slice) {
        const trace::Track& track = trace.tracks()[slice.track];
        const trace::TrackInfo& row = track.info;
        return std::tuple{
            track.startNs[slice.index], row.rank, row.device, row.stream, row.pid, row.tid, slice.track, slice.index};
    };
    const auto heavier = [&placeOf](const Marks::Evidence& a, const Marks::Evidence& b) {
        return a.weightNs != b.weightNs ? a.weightNs > b.weightNs : placeOf(a.slice) < placeOf(b.slice);
    };
    std::vector<Marks::Evidence> first(std::min(evidence.size(), 2 * mostEvidence));
    std::ranges::partial_sort_copy(evidence, first, heavier);
    std::vector<trace::SliceRef> slices;
    for (const Marks::Evidence& one : first)
        if (slices.size() < mostEvidence && std::ranges::find(slices, one.slice) == slices.end())
            slices.push_back(one.slice); // each once, though it may stand for several delays
    return slices;
}

bool atPlay(Certainty certainty)
{
    return certainty == Certainty::proved || certainty == Certainty::likely;
}

/// Ending of what is said where it cannot be told for want of records.
constexpr const char* lostQuiet = "-lost";
/// The same for want of calls.
constexpr const char* someCallsQuiet = "-some-calls";

/// Of an operation that is kept with a broken time nobody knows for how long it ran.
LostRecords recordsOf(const trace::Trace& trace)
{
    LostRecords records;
    records.lost = trace.trust().lostRecords;
    const std::int64_t malformed = trace.trust().malformedRecords;
    std::int64_t timeless = 0;
    for (const trace::Track& track : trace.tracks())
        for (std::size_t i = 0;
             (records.lost > 0 || malformed > 0) && track.info.kind == trace::TrackKind::stream && i < track.size();
             ++i)
            if (trace::isGpuOperation(track.kind[i])) {
                ++records.there;
                timeless += track.durationNs[i] == 0;
            }
    const std::int64_t broken = std::min(timeless, malformed);
    records.lost += broken;
    records.there -= broken;
    return records;
}

/// Some launches are recorded, and others not (driver calls, for one). What came before the first of a stream with a
/// call may have been submitted before the recording began.
MissingCalls missingCalls(const Timeline& timeline)
{
    MissingCalls calls;
    if (timeline.steps.empty())
        return calls;
    std::vector<char> called(timeline.streams.size());
    for (const TimedOperation& operation : timeline.operations)
        if (operation.step >= 0)
            called[std::size_t(operation.stream)] = 1;
    std::vector<char> begun(timeline.streams.size());
    for (const TimedOperation& operation : timeline.operations) {
        const auto stream = std::size_t(operation.stream);
        begun[stream] = char(begun[stream] || operation.step >= 0);
        calls.missing += operation.step < 0 && (begun[stream] || !called[stream]);
    }
    // A call launches one kernel, or one on each of several GPUs: correlations that so many share tell nothing.
    constexpr std::int32_t mostOfACall = 16;
    std::vector<std::int32_t> kernelsOf(timeline.steps.size());
    for (const TimedOperation& operation : timeline.operations)
        if (operation.step >= 0 && trace::isKernel(operation.kind) &&
            !timeline.steps[std::size_t(operation.step)].ofGraph)
            ++kernelsOf[std::size_t(operation.step)];
    for (const std::int32_t kernels : kernelsOf)
        calls.missing += kernels > mostOfACall ? kernels - 1 : 0;
    calls.all = std::int64_t(timeline.operations.size());
    return calls;
}

/// Causes that only the host's calls show; 20 says that they are all there.
constexpr std::array ofCalls{Cause::launchBound, Cause::hostSync, Cause::allocation, Cause::firstUse,
                             Cause::issueOrder,  Cause::batching, Cause::queueFull,  Cause::badData};

/// Causes of which a GPU without work is the premise, and those of which it is a stream among others.
constexpr std::array ofIdleGpu{Cause::launchBound, Cause::pageableCopy, Cause::hostSync,
                               Cause::allocation,  Cause::firstUse,     Cause::queueFull};
constexpr std::array ofIdleStream{Cause::defaultStream,       Cause::eventWait, Cause::sharedQueue,
                                  Cause::sameDirectionCopies, Cause::contexts,  Cause::priority};

/// Lost operations may have run where time looks idle.
void weaken(Answer& answer, const Facts& facts, Cause cause)
{
    const bool ofStream = std::ranges::find(ofIdleStream, cause) != ofIdleStream.end();
    if (!ofStream && std::ranges::find(ofIdleGpu, cause) == ofIdleGpu.end())
        return;
    const bool nothingBeside = ofStream && facts.timeline.streams.size() < 2;
    if (facts.records.isMuch() && answer.certainty != Certainty::cannotTell && !nothingBeside)
        answer = {Certainty::cannotTell, {}, false, "", lostQuiet};
    else if (facts.records.isSome() && answer.certainty == Certainty::proved)
        answer.certainty = Certainty::likely;
}

/// What was not found may lie behind calls that are not recorded.
void doubt(Answer& answer, const Facts& facts, Cause cause)
{
    if (answer.certainty == Certainty::notAtPlay && facts.calls.isMuch() &&
        std::ranges::find(ofCalls, cause) != ofCalls.end())
        answer = {Certainty::cannotTell,
                  {countText(facts.calls.missing), countText(facts.calls.all)},
                  false,
                  "",
                  someCallsQuiet};
}

/// What doing as the cause's card says saves by itself, where the model has tried it. Of streams it says to put them
/// into a graph where the host is the limit: where they alone do not save what they cost.
std::optional<Ns> savedByItself(const Facts& facts, Cause cause, Ns costNs)
{
    if (cause == Cause::oneStream || cause == Cause::graphChain) {
        if (!facts.isSimulated() || !facts.alternatives || !facts.alternatives->streamsNs)
            return std::nullopt;
        const Ns streamsNs = std::max<Ns>(0, facts.alternatives->gainNs(facts.alternatives->streamsNs));
        return streamsNs >= costNs
                   ? streamsNs
                   : std::max(streamsNs, facts.alternatives->gainNs(facts.alternatives->graphStreamsNs));
    }
    // Calls that take no time are nothing that anybody can do.
    const bool isLimit = cause == Cause::launchBound && facts.alternatives && !facts.host.mostlyElsewhere &&
                         !facts.alternatives->curedNs[std::size_t(cause)];
    return isLimit ? std::nullopt : facts.curedGainNs(cause);
}

/// Relative, of a model's makespans; 0: none that is known, or that is hardware's.
double errorOfModel(const trace::TraceInfo& info)
{
    const auto told = info.metadata.find("model_error");
    double error = 0;
    if (told != info.metadata.end() && info.provenance == trace::Provenance::simulatedChecked)
        std::from_chars(told->second.data(), told->second.data() + told->second.size(), error);
    return error;
}

/// Differences within the model's error are claimed neither here nor by a comparison's verdict.
void judgeCost(Finding& finding, const Facts& facts)
{
    if (finding.costNs <= 0)
        return;
    if (finding.savesNs && *finding.savesNs > finding.costNs) {
        const std::string saves = durationText(*finding.savesNs);
        if (saves != durationText(finding.costNs))
            finding.notes.push_back({"analysis.note-saves", {saves}});
    }
    if (!facts.isSimulated())
        return;
    const double error = modelsDifferenceToClaim(errorOfModel(facts.trace.info()));
    const Ns savedNs = std::max(finding.costNs, finding.savesNs.value_or(0));
    finding.isMeasurable = double(savedNs) > error * double(facts.gpu.spanNs - savedNs);
    if (finding.isMeasurable)
        return;
    const bool checked = facts.trace.info().provenance == trace::Provenance::simulatedChecked;
    finding.notes.push_back(
        {checked ? "analysis.note-within-error" : "analysis.note-within-error-unchecked", {percentText(error)}});
}

/// \p headline becomes the ending of the headline.
Finding findingOf(const Rule& rule, const Facts& facts, const Marks& marks, Ns costNs, HeadlineEnding& headline)
{
    Answer answer = rule.answer(facts, marks, costNs);
    if (atPlay(answer.certainty) && !answer.whateverItCosts && costNs > 0 &&
        double(costNs) < leastCostShare * double(facts.gpu.spanNs))
        answer.certainty = Certainty::notAtPlay;
    doubt(answer, facts, rule.cause);
    weaken(answer, facts, rule.cause);
    const std::string id = std::string("analysis.cause-") + rule.slug;
    headline = {answer.headline, answer.headlineArguments};
    Finding finding;
    finding.cause = rule.number;
    finding.slug = rule.slug;
    finding.certainty = answer.certainty;
    finding.title = {atPlay(answer.certainty) ? id + answer.title : id, {}};
    if (atPlay(answer.certainty)) {
        finding.costNs = answer.whateverItCosts ? 0 : costNs;
        finding.costIsUpperBound = answer.costIsUpperBound;
        // What the untraced time shows as the profiler's are the host's submissions.
        const bool ofHost = rule.cause == Cause::observer && !marks.any(Cause::observer);
        finding.evidence = heaviest(facts.trace, marks.evidence[std::size_t(ofHost ? Cause::launchBound : rule.cause)]);
        if (finding.evidence.empty() && finding.certainty == Certainty::proved)
            finding.certainty = Certainty::likely; // a proof has something to show
        finding.explanation = {id + "-found" + answer.variant + answer.found, answer.arguments};
        finding.advice = {id + "-try" + answer.variant + answer.advice, answer.adviceArguments};
        if (!answer.whateverItCosts)
            finding.savesNs = savedByItself(facts, rule.cause, costNs);
        judgeCost(finding, facts);
    } else {
        const bool unknown = answer.certainty == Certainty::cannotTell;
        finding.explanation = {id + (unknown ? "-unknown" : "-absent") + answer.quiet,
                               unknown ? answer.arguments : std::vector<std::string>{}};
        // Whatever the cause.
        if (std::string_view(answer.quiet) == lostQuiet)
            finding.explanation.id = "analysis.cause-unknown-lost";
        if (std::string_view(answer.quiet) == someCallsQuiet)
            finding.explanation.id = "analysis.cause-unknown-some-calls";
    }
    return finding;
}

/// At play by cost, then what cannot be told, then what is not at play, each in the catalogue's order.
void order(std::vector<Finding>& findings)
{
    const auto rank = [](const Finding& finding) {
        return atPlay(finding.certainty) ? 0 : finding.certainty == Certainty::cannotTell ? 1 : 2;
    };
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return a.cause != b.cause ? a.cause < b.cause : a.slug < b.slug;
    });
    std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.costNs > b.costNs;
    });
}

/// The timeline; metrics, and what the calls do not tell, go into \p made. What only these need is gone before the
/// replays come, which need most.
Timeline measured(const trace::Trace& trace, const ExplainOptions& options, const DeviceLimits& limits,
                  Explanation& made)
{
    // Of each two neither needs the other; where no thread is to be had, the first waits.
    std::future<Submissions> calls = std::async([&] { return Submissions(trace); });
    const std::vector<GpuOperation> operations = gpuOperations(trace, options.window);
    const Submissions submissions = calls.get();
    made.trust.malformedRecords += submissions.untold();
    std::future<Metrics> metrics =
        std::async([&] { return computeMetrics(trace, options.window, operations, submissions); });
    Timeline timeline = buildTimeline(trace, operations, submissions, options.window, limits.get());
    made.metrics = metrics.get();
    return timeline;
}

} // namespace

Explanation explain(const trace::Trace& trace, const ExplainOptions& options)
{
    Explanation made;
    made.trust = trace.trust();
    const DeviceLimits limits(trace, options.profile);
    const Timeline timeline = measured(trace, options, limits, made);
    const UsualCalls usualCalls(trace, timeline);
    const std::vector<Ns> workNs = workOfSteps(timeline);
    Facts facts{trace, timeline, limits.get(), made.metrics, usualCalls, workNs, options.unprofiledNs};
    if (!facts.unprofiledNs && trace.info().unprofiledNs >= 0 && !options.window && !facts.isSimulated())
        facts.unprofiledNs = trace.info().unprofiledNs;
    if (facts.unprofiledNs && !timeline.operations.empty())
        facts.untraced = made.untraced = judge(*facts.unprofiledNs, timeline);
    if (facts.untraced != Untraced::known)
        facts.unprofiledNs.reset();
    facts.connections = options.connections;
    facts.races = options.races ? &*options.races : nullptr;
    facts.gpu = timeOfGpus(timeline);
    if (options.alternatives && !options.window && timeline.devices == 1)
        made.alternatives = scaled(*options.alternatives, facts.gpu.spanNs);
    facts.alternatives = made.alternatives ? &*made.alternatives : nullptr;
    std::future<CapacityUse> capacity = std::async([&] { return capacityUse(facts); });
    facts.blocked = findBlocked(timeline);
    if (!facts.isSimulated()) {
        facts.records = recordsOf(trace);
        facts.calls = missingCalls(timeline);
    }
    facts.nothingBeside = nothingBeside(timeline);
    facts.copiesApart = copiesApart(timeline, trace);
    facts.roomUnknown = !facts.alternatives && isRoomUnknown(timeline);
    facts.mostlyGraph = isMostlyGraph(facts);
    facts.launchesBlock = !facts.isSimulated() && launchesBlock(timeline);
    made.trust.profilerSerialised |= facts.launchesBlock;
    facts.capacity = capacity.get();
    Marks marks(timeline);
    for (const Rule& rule : rules())
        if (rule.mark)
            rule.mark(facts, marks);
    const Costed costing = costOf(facts, marks);
    facts.deviceOnlyNs = costing.deviceOnlyNs / Ns(timeline.devices);
    facts.streamsGainNs = costing.streamsGainNs;
    facts.roomAloneNs = costing.roomAloneNs;
    facts.bestPossibleNs = costing.bestPossibleNs;
    facts.anyStreamsGainNs = costing.anyStreamsGainNs;
    facts.serialCostNs = costing.costs[std::size_t(Cause::oneStream)] + costing.costs[std::size_t(Cause::graphChain)];
    facts.roomBehindWaitsNs = costing.roomBehindWaitsNs;
    Costs said{};
    Proved proved;
    HeadlineEndings endings{};
    Ns unsaidNs = 0;
    for (const Rule& rule : rules()) {
        const Ns costNs = costing.costs[std::size_t(rule.cause)];
        made.findings.push_back(findingOf(rule, facts, marks, costNs, endings[std::size_t(rule.cause)]));
        proved.set(std::size_t(rule.cause), made.findings.back().certainty == Certainty::proved);
        said[std::size_t(rule.cause)] = made.findings.back().costNs;
        unsaidNs += costNs - made.findings.back().costNs; // too little for a card, or not to be told
    }
    order(made.findings);
    // What room gains only without recorded waits makes no headline.
    for (const Cause cause : {Cause::slotsFull, Cause::pipeFull})
        said[std::size_t(cause)] -= std::min(said[std::size_t(cause)], facts.roomBehindWaitsNs);
    made.headline = headline(facts, said, endings, proved);
    if (facts.unprofiledNs && !timeline.operations.empty() && !facts.isSimulated() && facts.gpu.busyNs > 0)
        made.tracedNote =
            Message{made.headline.id.find("modelled") != std::string::npos ? "analysis.headline-traced-note-modelled"
                                                                           : "analysis.headline-traced-note",
                    {durationText(*facts.unprofiledNs)}};
    made.spanNs = facts.gpu.spanNs;
    made.bestPossibleNs = costing.bestPossibleNs;
    made.unexplainedNs = costing.unexplainedNs + unsaidNs;
    // What no card claims, and the model has no better arrangement for, cannot be had.
    const Ns requiredNs =
        std::clamp<Ns>(modelledBestNs(facts) - made.bestPossibleNs, 0, std::max<Ns>(0, made.unexplainedNs));
    made.bestPossibleNs += requiredNs;
    made.unexplainedNs -= requiredNs;
    Besides besides = analysis::besides(facts, made.unexplainedNs);
    made.besides = std::move(besides.messages);
    made.besidesNs = std::clamp<Ns>(besides.timeNs, 0, std::max<Ns>(0, made.unexplainedNs));
    made.unexplainedNs -= made.besidesNs;
    return made;
}

} // namespace streamscope::analysis
