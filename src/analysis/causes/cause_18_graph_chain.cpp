// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/causes/serialised_units.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

void mark(const Facts& facts, Marks& marks)
{
    markSerialisedUnits(facts, marks, Cause::graphChain, true);
}

/// Two nodes of one launch run side by side, whatever stream the file shows them on.
bool launchesOverlap(const Timeline& timeline)
{
    std::vector<Ns> endNs(timeline.steps.size());
    for (const TimedOperation& operation : timeline.operations) {
        if (operation.step < 0 || !timeline.steps[std::size_t(operation.step)].ofGraph)
            continue;
        Ns& lastNs = endNs[std::size_t(operation.step)];
        if (operation.startNs < lastNs)
            return true;
        lastNs = operation.endNs;
    }
    return false;
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    const Timeline& timeline = facts.timeline;
    if (timeline.operations.empty() || !facts.mostlyGraph)
        return {};
    if (!timeline.unitsAreBranches)
        return {timeline.streams.size() == 1 && !launchesOverlap(timeline) ? Certainty::cannotTell
                                                                           : Certainty::notAtPlay,
                {},
                false};
    if (!marks.any(Cause::graphChain) || costNs <= 0)
        return quietAnswer(facts);
    if (facts.alternatives)
        return modelledAnswer(facts, {std::to_string(timeline.units.size())});
    if (facts.roomUnknown)
        return unknownRoomAnswer(facts, {std::to_string(timeline.units.size())});
    return {Certainty::likely, {std::to_string(timeline.units.size()), durationText(costNs)}};
}

} // namespace

const Rule graphChainRule{Cause::graphChain, 18, "18-graph-chain", mark, answer};

} // namespace streamscope::analysis
