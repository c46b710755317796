// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/verdict.h"

#include "analysis/reasons.h"
#include "analysis/text.h"
#include "base/word_list.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

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
    const std::string most = percentText(speedup(*slowest, *fastest) - 1);
    if (most == percentText(0))
        return {"analysis.verdict-no-difference-none", {}};
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

/// Whether nothing that matters is known to differ between the layouts, of which there are several.
bool areAlike(const Comparison& comparison, const std::vector<LayoutStep>& steps)
{
    return !steps.empty() && std::ranges::all_of(steps, [&](const LayoutStep& step) {
        return step.changes.empty() && comparison.layouts[step.from].traits && comparison.layouts[step.to].traits;
    });
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
    if (areAlike(comparison, steps))
        verdict.because.push_back({"analysis.verdict-alike", {}});
    if (std::optional<Message> left = leftToCapture(layouts))
        verdict.because.push_back(std::move(*left));
    for (Message& reason : reasonsOf(comparison, steps))
        verdict.because.push_back(std::move(reason));
    if (verdict.measurable)
        if (std::optional<Message> doubt = doubtSentence(comparison, steps))
            verdict.because.push_back(std::move(*doubt));
    return verdict;
}

} // namespace streamscope::analysis
