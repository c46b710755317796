// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/verdict.h"

#include "analysis/host_functions.h"
#include "analysis/text.h"
#include "base/word_list.h"
#include "device/device_profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace streamscope::analysis {

namespace {

/// A bound this near the makespan, or a peak used to this share, is what holds a layout.
constexpr double nearLimit = 0.8;

struct Words
{
    const char* change; ///< names the change alone
    const char* factor; ///< a sentence: {0} how much, {1} the layout, {2} the one it is set against, {3} the changes
};

Words wordsFor(Change change)
{
    switch (change) {
    case Change::streams:
        return {"analysis.change-streams", "analysis.factor-streams"};
    case Change::assignment:
        return {"analysis.change-assignment", "analysis.factor-assignment"};
    case Change::launch:
        return {"analysis.change-launch", "analysis.factor-launch"};
    case Change::issueOrder:
        return {"analysis.change-issue-order", "analysis.factor-issue-order"};
    case Change::threads:
        return {"analysis.change-threads", "analysis.factor-threads"};
    case Change::processes:
        return {"analysis.change-processes", "analysis.factor-processes"};
    case Change::flags:
        return {"analysis.change-flags", "analysis.factor-flags"};
    case Change::priorities:
        return {"analysis.change-priorities", "analysis.factor-priorities"};
    case Change::memory:
        return {"analysis.change-memory", "analysis.factor-memory"};
    case Change::connections:
        return {"analysis.change-connections", "analysis.factor-connections"};
    case Change::hostCost:
        return {"analysis.change-host-cost", "analysis.factor-host-cost"};
    case Change::work:
        return {"analysis.change-work", "analysis.factor-work"};
    }
    return {"analysis.change-several", "analysis.factor-several"};
}

/// Which of the two changes it is, and what comes with it.
Words wordsForLaunch(const LayoutResult& from, const LayoutResult& to)
{
    const LayoutResult& eager = from.launch == "graph" ? to : from;
    const LayoutResult& graph = from.launch == "graph" ? from : to;
    const bool framework = eager.traits && graph.traits && eager.traits->hostCostNs > 0 &&
                           graph.traits->hostCostNs < eager.traits->hostCostNs;
    if (&graph == &to)
        return framework ? Words{"analysis.change-launch-framework", "analysis.factor-launch-framework"}
                         : wordsFor(Change::launch);
    return framework ? Words{"analysis.change-launch-one-by-one-framework", "analysis.factor-launch-framework"}
                     : Words{"analysis.change-launch-one-by-one", "analysis.factor-launch"};
}

const char* nameOf(Change change)
{
    switch (change) {
    case Change::streams:
        return "analysis.name-streams";
    case Change::assignment:
        return "analysis.name-assignment";
    case Change::launch:
        return "analysis.name-launch";
    case Change::issueOrder:
        return "analysis.name-issue-order";
    case Change::threads:
        return "analysis.name-threads";
    case Change::processes:
        return "analysis.name-processes";
    case Change::flags:
        return "analysis.name-flags";
    case Change::priorities:
        return "analysis.name-priorities";
    case Change::memory:
        return "analysis.name-memory";
    case Change::connections:
        return "analysis.name-connections";
    case Change::hostCost:
        return "analysis.name-host-cost";
    case Change::work:
        break;
    }
    return "analysis.name-work";
}

/// The names of all changes, as one argument.
std::string namesOf(const std::vector<Change>& changes)
{
    std::vector<std::string> names;
    for (const Change change : changes)
        names.emplace_back(nameOf(change));
    return wordList(names);
}

Words wordsFor(const Comparison& comparison, const LayoutStep& step)
{
    if (step.changes == std::vector{Change::launch})
        return wordsForLaunch(comparison.layouts[step.from], comparison.layouts[step.to]);
    if (step.changes.size() == 1)
        return wordsFor(step.changes.front());
    if (step.changes == std::vector{Change::streams, Change::launch})
        return {"analysis.change-streams-and-launch", "analysis.factor-streams-and-launch"};
    if (step.changes.size() > 1)
        return {"analysis.change-together", "analysis.factor-together"};
    return {"analysis.change-several", "analysis.factor-several"}; // nothing is known to differ
}

/// "1.81×", or "≈ 1×" where nothing may be claimed.
std::string claimText(const Comparison& comparison, const LayoutStep& step)
{
    const LayoutResult& from = comparison.layouts[step.from];
    const LayoutResult& to = comparison.layouts[step.to];
    return isMeasurable(comparison, from, to) ? timesText(speedup(from, to)) : "≈ 1×";
}

Message factorSentence(const Comparison& comparison, const LayoutStep& step)
{
    Message sentence{
        wordsFor(comparison, step).factor,
        {claimText(comparison, step), comparison.layouts[step.to].name, comparison.layouts[step.from].name}};
    if (step.changes.size() > 1)
        sentence.arguments.push_back(namesOf(step.changes));
    return sentence;
}

/// Why a difference is not claimed.
Message noDifference(const Comparison& comparison)
{
    const auto [fastest, slowest] =
        std::minmax_element(comparison.layouts.begin(), comparison.layouts.end(),
                            [](const LayoutResult& a, const LayoutResult& b) { return a.makespanNs < b.makespanNs; });
    const std::string most = timesText(speedup(*slowest, *fastest));
    const std::string error = percentText(differenceToClaim(comparison));
    switch (comparison.provenance) {
    case trace::Provenance::simulatedUnchecked:
        return {"analysis.verdict-no-difference-unchecked", {most, error}};
    case trace::Provenance::simulatedChecked:
        return {"analysis.verdict-no-difference-model", {most, error}};
    default:
        break;
    }
    if (doubtOf(comparison, *fastest, *slowest) == Doubt::spread)
        return {"analysis.verdict-no-difference-spread", {most, std::to_string(comparison.repeat)}};
    return {comparison.repeat < 3 ? "analysis.verdict-no-difference-single" : "analysis.verdict-no-difference-margin",
            {most, error}};
}

/// What "≈ 1×" stands for in the factors that are not claimed; nothing where all are.
std::optional<Message> doubtSentence(const Comparison& comparison, const std::vector<LayoutStep>& steps)
{
    bool margin = false, spread = false;
    for (const LayoutStep& step : steps) {
        const Doubt doubt = doubtOf(comparison, comparison.layouts[step.from], comparison.layouts[step.to]);
        margin |= doubt == Doubt::margin;
        spread |= doubt == Doubt::spread;
    }
    const std::string least = percentText(differenceToClaim(comparison));
    if (margin && spread)
        return Message{"analysis.error-margin-or-spread", {least}};
    if (spread)
        return Message{"analysis.error-spread", {}};
    if (!margin)
        return std::nullopt;
    const bool unchecked = comparison.provenance == trace::Provenance::simulatedUnchecked;
    return Message{unchecked ? "analysis.error-unchecked" : "analysis.error-margin", {least}};
}

/// Time the busiest host thread spent in submitting and computing, without waiting, in the traced run. O(host slices).
Ns hostBusyNs(const trace::Trace& trace)
{
    Ns busiest = 0;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::hostThread)
            continue;
        std::vector<Interval> working;
        for (std::size_t i = 0; i < track.size(); ++i)
            if (track.kind[i] == trace::SliceKind::hostSubmit || track.kind[i] == trace::SliceKind::hostWork)
                working.push_back({track.startNs[i], track.endNs(i)});
        busiest = std::max(busiest, totalNs(unite(std::move(working))));
    }
    return busiest;
}

/// 'The host is the limit', where the traced run of hardware shows a thread that hardly ever waited.
std::optional<Message> hostLimitSeen(const LayoutResult& layout)
{
    if (!layout.trace || layout.tracedMakespanNs.value_or(0) <= 0)
        return std::nullopt;
    const Ns traced = *layout.tracedMakespanNs, busy = hostBusyNs(*layout.trace);
    if (double(busy) < nearLimit * double(traced) || busy > traced)
        return std::nullopt;
    return Message{"analysis.limit-host-traced", {layout.name, durationText(busy), durationText(traced)}};
}

/// Why the host is the limit: what its thread is at, where that is not submission alone.
Message hostLimit(const LayoutResult& layout, Ns hostNs, bool simulated)
{
    constexpr double worthNaming = 0.1;
    const Bounds& bounds = layout.bounds;
    const Ns namedNs = std::max(bounds.hostComputesNs, bounds.hostAllocatesNs);
    if (double(namedNs) < worthNaming * double(hostNs))
        return {simulated ? "analysis.limit-host" : "analysis.limit-host-estimated",
                {layout.name, durationText(hostNs), durationText(layout.makespanNs),
                 percentText(double(hostNs) / double(layout.makespanNs))}};
    const bool computes = bounds.hostComputesNs >= bounds.hostAllocatesNs;
    const char* id = computes    ? simulated ? "analysis.limit-host-computes" : "analysis.limit-host-computes-estimated"
                     : simulated ? "analysis.limit-host-allocates"
                                 : "analysis.limit-host-allocates-estimated";
    return {id, {layout.name, durationText(hostNs), durationText(layout.makespanNs), durationText(namedNs)}};
}

/// Time a host thread was held by calls of `kind` before it submitted its last work, the longest such time of any
/// thread. O(host slices).
Ns heldNs(const trace::Trace& trace, trace::SliceKind kind)
{
    Ns longest = 0;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::hostThread)
            continue;
        Ns lastNs = 0;
        for (std::size_t i = 0; i < track.size(); ++i)
            if (track.kind[i] == trace::SliceKind::hostSubmit)
                lastNs = std::max(lastNs, track.startNs[i]);
        std::vector<Interval> held;
        for (std::size_t i = 0; i < track.size(); ++i)
            if (track.kind[i] == kind && track.startNs[i] < lastNs)
                held.push_back({track.startNs[i], track.endNs(i)});
        longest = std::max(longest, totalNs(unite(std::move(held))));
    }
    return longest;
}

/// What keeps the host from submitting, where it is much of the run: waits, or calls that allocate and free.
std::optional<Message> heldUp(const LayoutResult& layout)
{
    constexpr double much = 0.2;
    const Ns spanNs = layout.tracedMakespanNs.value_or(layout.makespanNs);
    if (!layout.trace || spanNs <= 0)
        return std::nullopt;
    const Ns waitsNs = heldNs(*layout.trace, trace::SliceKind::hostSync);
    const Ns callsNs = heldNs(*layout.trace, trace::SliceKind::hostCall);
    if (double(std::max(waitsNs, callsNs)) < much * double(spanNs))
        return std::nullopt;
    return Message{waitsNs >= callsNs ? "analysis.limit-host-waits" : "analysis.limit-host-held",
                   {layout.name, durationText(std::max(waitsNs, callsNs)), durationText(spanNs)}};
}

/// What holds streams besides: host functions, which one thread runs one after the other, or as many grids as a GPU
/// holds at a time.
std::optional<Message> heldOnTheDevice(const LayoutResult& layout)
{
    constexpr double much = 0.2;
    const Ns spanNs = layout.tracedMakespanNs.value_or(layout.makespanNs);
    if (!layout.trace || spanNs <= 0)
        return std::nullopt;
    const Ns functionsNs = hostFunctionsAloneNs(*layout.trace, {0, std::numeric_limits<Ns>::max()});
    if (double(functionsNs) >= much * double(spanNs))
        return Message{"analysis.limit-host-functions", {layout.name, durationText(functionsNs), durationText(spanNs)}};
    static const int residentGrids = device::DeviceProfile{}.residentGrids;
    if (layout.metrics.maxConcurrency >= residentGrids)
        return Message{"analysis.limit-grids", {layout.name, std::to_string(residentGrids)}};
    return std::nullopt;
}

/// What holds a layout, where a bound or a peak shows it. An estimate above the makespan shows nothing, nor does a
/// chain that takes longer than \p fastestNs, another layout's makespan. Of a model's own runs the bounds are exact; of
/// hardware's they are the profile's estimate, and are said to be.
std::optional<Message> limitOf(const LayoutResult& layout, Ns fastestNs, bool simulated)
{
    const double makespan = double(layout.makespanNs);
    if (layout.makespanNs <= 0 || layout.metrics.gpuOperations == 0)
        return std::nullopt;
    if (const std::optional<Message> seen = simulated ? std::nullopt : hostLimitSeen(layout))
        return seen;
    struct Limit
    {
        const char* id;
        double ns;
    };
    const auto ns = [](std::optional<Ns> bound) { return bound ? double(*bound) : 0.0; };
    const double chain = ns(layout.bounds.criticalPathNs);
    const double busy = double(layout.metrics.gpuBusyNs);
    std::array limits{
        Limit{"analysis.limit-host", ns(layout.bounds.hostNs)},
        Limit{"analysis.limit-fp32", layout.shareOfPeak.fp32.value_or(0) * makespan},
        Limit{"analysis.limit-dram", layout.shareOfPeak.dram.value_or(0) * makespan},
        Limit{simulated ? "analysis.limit-copy" : "analysis.limit-copy-estimated", ns(layout.bounds.copyNs)},
        Limit{simulated ? "analysis.limit-chain" : "analysis.limit-chain-estimated",
              chain <= double(fastestNs) ? chain : 0.0},
    };
    for (Limit& limit : limits)
        if (limit.ns > makespan)
            limit.ns = 0;
    const auto greatest =
        std::max_element(limits.begin(), limits.end(), [](const Limit& a, const Limit& b) { return a.ns < b.ns; });
    if (greatest == limits.begin() && greatest->ns >= nearLimit * makespan)
        return hostLimit(layout, *layout.bounds.hostNs, simulated);
    if (greatest->ns >= nearLimit * makespan)
        return Message{greatest->id,
                       {layout.name, durationText(Ns(std::llround(greatest->ns))), durationText(layout.makespanNs),
                        percentText(greatest->ns / makespan)}};
    // Full while it runs, though the host or a chain leaves gaps between.
    const double fullest = std::max(layout.shareOfPeak.fp32, layout.shareOfPeak.dram).value_or(0) * makespan;
    if (busy > 0 && fullest >= nearLimit * busy && fullest <= busy)
        return Message{"analysis.limit-full-while-busy",
                       {layout.name, percentText(fullest / busy), durationText(layout.metrics.gpuBusyNs),
                        durationText(layout.makespanNs)}};
    if (std::optional<Message> held = heldUp(layout))
        return held;
    if (std::optional<Message> held = heldOnTheDevice(layout))
        return held;
    if (layout.shareOfPeak.fp32 && layout.shareOfPeak.dram &&
        (layout.metrics.flops > 0 || layout.metrics.dramBytes > 0))
        return layout.shareOfPeak.copy.value_or(0) > 0
                   ? Message{"analysis.limit-none-copy",
                             {layout.name, percentText(*layout.shareOfPeak.fp32), percentText(*layout.shareOfPeak.dram),
                              percentText(*layout.shareOfPeak.copy)}}
                   : Message{
                         "analysis.limit-none",
                         {layout.name, percentText(*layout.shareOfPeak.fp32), percentText(*layout.shareOfPeak.dram)}};
    return std::nullopt;
}

/// 'One kernel at a time already fills the GPU', where streams let kernels run side by side and the GPU was busy as
/// long as with fewer streams, and no layout shows that the same kernels can be done with sooner.
std::optional<Message> fullTogether(const Comparison& comparison, const LayoutResult& fewer, const LayoutResult& more)
{
    constexpr double sideBySide = 0.2, asLong = 0.95;
    const double busy = double(more.metrics.gpuBusyNs), alone = double(fewer.metrics.gpuBusyNs);
    if (busy <= 0 || double(more.metrics.overlapNs) < sideBySide * busy)
        return std::nullopt;
    for (const LayoutResult& layout : comparison.layouts) {
        const bool sameWork = !layout.traits || !more.traits || layout.traits->work == more.traits->work;
        if (sameWork && double(layout.metrics.gpuBusyNs) < asLong * alone)
            return std::nullopt;
    }
    return Message{"analysis.limit-full-together",
                   {more.name, durationText(more.metrics.overlapNs), durationText(more.metrics.gpuBusyNs),
                    durationText(fewer.metrics.gpuBusyNs), fewer.name}};
}

/// Eager one stream → several, the same in a graph, and the graph alone: the founding comparison.
struct TwoByTwo
{
    const LayoutStep* eagerStreams = nullptr;
    const LayoutStep* graphStreams = nullptr;
    const LayoutStep* graphAlone = nullptr;
};

std::optional<TwoByTwo> twoByTwo(const Comparison& comparison, const std::vector<LayoutStep>& steps)
{
    TwoByTwo found;
    for (const LayoutStep& step : steps) {
        if (step.changes.size() != 1)
            continue;
        const LayoutResult &from = comparison.layouts[step.from], &to = comparison.layouts[step.to];
        const LayoutStep** place = nullptr;
        // 'The graph alone' takes one stream with it and one without.
        if (step.changes.front() == Change::launch && from.streams == 1 && from.launch == "eager")
            place = &found.graphAlone;
        else if (step.changes.front() == Change::streams && from.streams == 1 && to.streams > 1)
            place = from.launch == "graph" ? &found.graphStreams : &found.eagerStreams;
        if (place && !*place)
            *place = &step;
    }
    if (!found.eagerStreams || !found.graphStreams || !found.graphAlone)
        return std::nullopt;
    return found;
}

bool anyMeasurable(const Comparison& comparison)
{
    for (std::size_t a = 0; a < comparison.layouts.size(); ++a)
        for (std::size_t b = a + 1; b < comparison.layouts.size(); ++b)
            if (isMeasurable(comparison, comparison.layouts[a], comparison.layouts[b]))
                return true;
    return false;
}

void addLimits(const Comparison& comparison, const std::vector<LayoutStep>& steps, Verdict& verdict)
{
    const LayoutResult* fastest =
        &*std::min_element(comparison.layouts.begin(), comparison.layouts.end(),
                           [](const LayoutResult& a, const LayoutResult& b) { return a.makespanNs < b.makespanNs; });
    const bool simulated = comparison.provenance == trace::Provenance::simulatedChecked ||
                           comparison.provenance == trace::Provenance::simulatedUnchecked;
    std::vector<const LayoutResult*> asked;
    const auto fewerStreams = [&](const LayoutResult& layout) -> const LayoutResult* {
        for (const LayoutStep& step : steps)
            if (&comparison.layouts[step.to] == &layout && step.changes == std::vector{Change::streams} &&
                layout.streams > comparison.layouts[step.from].streams)
                return &comparison.layouts[step.from];
        return nullptr;
    };
    // First whoever asks 'why did my streams not help', then what stands in the fastest layout's way.
    for (const LayoutStep& step : steps) {
        const LayoutResult& to = comparison.layouts[step.to];
        const LayoutResult* fewer = fewerStreams(to);
        if (fewer && speedup(*fewer, to) < 1.1 && asked.empty())
            asked.push_back(&to);
    }
    if (std::find(asked.begin(), asked.end(), fastest) == asked.end())
        asked.push_back(fastest);
    for (const LayoutResult* layout : asked) {
        std::optional<Message> limit = limitOf(*layout, fastest->makespanNs, simulated);
        if (const LayoutResult* fewer = fewerStreams(*layout);
            fewer && (!limit || limit->id.starts_with("analysis.limit-none")))
            if (std::optional<Message> full = fullTogether(comparison, *fewer, *layout))
                limit = std::move(full);
        if (limit)
            verdict.because.push_back(std::move(*limit));
    }
}

/// Against single launches a graph is spared the threads' own work: then the times are not of the same.
std::optional<Message> leftToCapture(const std::vector<LayoutResult>& layouts)
{
    const auto isGraph = [](const LayoutResult& layout) {
        return layout.traits && layout.traits->launch == workload::LaunchMode::graph;
    };
    const auto graph = std::ranges::find_if(
        layouts, [&](const LayoutResult& layout) { return isGraph(layout) && layout.traits->cpuNs > 0; });
    if (graph == layouts.end() || std::ranges::all_of(layouts, isGraph))
        return std::nullopt;
    return Message{"analysis.verdict-cpu-at-capture", {graph->name, durationText(graph->traits->cpuNs)}};
}

} // namespace

Verdict verdict(const Comparison& comparison)
{
    Verdict verdict;
    const auto& layouts = comparison.layouts;
    verdict.measurable = false;
    if (layouts.empty()) {
        verdict.message = {"analysis.verdict-nothing", {}};
        return verdict;
    }
    const std::vector<LayoutStep> steps = singleSteps(comparison);
    for (const LayoutStep& step : steps) {
        Message change{wordsFor(comparison, step).change, {layouts[step.to].name, layouts[step.from].name}};
        if (step.changes.size() > 1)
            change.arguments.push_back(namesOf(step.changes));
        verdict.factors.push_back({std::move(change), speedup(layouts[step.from], layouts[step.to])});
    }
    verdict.measurable = anyMeasurable(comparison);
    const bool idle = std::all_of(layouts.begin(), layouts.end(),
                                  [](const LayoutResult& layout) { return layout.metrics.gpuOperations == 0; });
    if (layouts.size() == 1) {
        verdict.message = {idle ? "analysis.verdict-one-idle" : "analysis.verdict-one",
                           {layouts.front().name, durationText(layouts.front().makespanNs)}};
    } else if (!verdict.measurable) {
        verdict.message = noDifference(comparison);
    } else if (const auto founding = twoByTwo(comparison, steps)) {
        verdict.message = {"analysis.verdict-streams-and-graph",
                           {claimText(comparison, *founding->eagerStreams),
                            claimText(comparison, *founding->graphStreams),
                            claimText(comparison, *founding->graphAlone)}};
        for (const LayoutStep& step : steps)
            if (&step != founding->eagerStreams && &step != founding->graphStreams && &step != founding->graphAlone &&
                comparison.layouts.size() > 4)
                verdict.because.push_back(factorSentence(comparison, step));
    } else {
        verdict.message = factorSentence(comparison, steps.front());
        for (std::size_t i = 1; i < steps.size(); ++i)
            verdict.because.push_back(factorSentence(comparison, steps[i]));
    }
    if (std::optional<Message> left = leftToCapture(layouts))
        verdict.because.push_back(std::move(*left));
    addLimits(comparison, steps, verdict);
    if (verdict.measurable)
        if (std::optional<Message> doubt = doubtSentence(comparison, steps))
            verdict.because.push_back(std::move(*doubt));
    return verdict;
}

} // namespace streamscope::analysis
