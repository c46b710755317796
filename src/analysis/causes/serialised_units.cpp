// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/serialised_units.h"

#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

/// Nodes of one graph. A run knows the branches in its graph; a file's ranges lie around launches, each of a graph of
/// its own, which a stream each would part.
bool areOfOneGraph(const Facts& facts, const TimedOperation& operation, const TimedOperation& before)
{
    const trace::Track& track = facts.trace.tracks()[operation.slice.track];
    return isOfGraph(facts, operation) && (track.branch[operation.slice.index] >= 0 || operation.step == before.step);
}

} // namespace

void markSerialisedUnits(const Facts& facts, Marks& marks, Cause cause, bool byGraph)
{
    const Timeline& timeline = facts.timeline;
    if (!timeline.unitsAreBranches)
        return;
    for (const TimedOperation& operation : timeline.operations) {
        if (operation.previous < 0 || operation.unit < 0)
            continue;
        const TimedOperation& before = timeline.operations[std::size_t(operation.previous)];
        if (before.unit >= 0 && before.unit != operation.unit && areOfOneGraph(facts, operation, before) == byGraph)
            marks.add(cause, operation.slice, operation.endNs - operation.startNs);
    }
}

bool isMostlyGraph(const Facts& facts)
{
    std::size_t byGraph = 0;
    for (const TimedOperation& operation : facts.timeline.operations)
        byGraph += isOfGraph(facts, operation);
    return 2 * byGraph > facts.timeline.operations.size();
}

Answer modelledAnswer(const Facts& facts, std::vector<std::string> counts)
{
    const Alternatives& modelled = *facts.alternatives;
    if (!modelled.streamsNs)
        return {};
    counts.push_back(facts.modelledText(modelled.asItIsNs));
    counts.push_back(facts.modelledText(*modelled.streamsNs));
    constexpr double clearlyLess = 0.99;
    const bool byGraph =
        modelled.graphStreamsNs && double(*modelled.graphStreamsNs) < clearlyLess * double(*modelled.streamsNs);
    if (byGraph)
        counts.push_back(facts.modelledText(*modelled.graphStreamsNs));
    Answer answer{facts.isSimulated() ? Certainty::proved : Certainty::likely, std::move(counts)};
    answer.found = byGraph ? "-modelled-graph" : "-modelled";
    if (!modelled.kept.empty()) {
        const Alternatives::Kept& kept = modelled.kept.front();
        answer.advice = "-kept";
        answer.adviceArguments = {kept.first, kept.second, kept.buffer, countText(std::int64_t(modelled.kept.size()))};
    }
    return answer;
}

Answer unknownRoomAnswer(const Facts& facts, std::vector<std::string> counts)
{
    counts.push_back(durationText(facts.serialCostNs));
    Answer answer{Certainty::cannotTell, std::move(counts)};
    answer.quiet = "-room";
    return answer;
}

Answer quietAnswer(const Facts& facts)
{
    Answer answer;
    if (facts.mustKeepOrder())
        answer.quiet = "-kept";
    return answer;
}

} // namespace streamscope::analysis
