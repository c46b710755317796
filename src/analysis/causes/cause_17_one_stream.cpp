// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/causes/serialised_units.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

void mark(const Facts& facts, Marks& marks)
{
    markSerialisedUnits(facts, marks, Cause::oneStream, false);
}

/// One stream, and nothing says which of its work belongs together.
Answer oneStreamAnswer(const Facts& facts)
{
    if (facts.leavesNoRoom())
        return {Certainty::notAtPlay, {}, false, "", "-full"};
    if (facts.copiesApart)
        return {Certainty::cannotTell,
                {durationText(facts.copiesApart->copiesNs), durationText(facts.copiesApart->gainNs)},
                false,
                "",
                "-copies"};
    return {Certainty::cannotTell, {}, false, "", facts.timeline.rangesArePhases ? "-phases" : ""};
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    const Timeline& timeline = facts.timeline;
    if (timeline.operations.empty() || (facts.mostlyGraph && !marks.any(Cause::oneStream)))
        return {};
    if (facts.nothingBeside != NothingBeside::no)
        return {Certainty::notAtPlay, {}, false, "", "-nothing-beside"};
    if (!timeline.unitsAreBranches)
        return timeline.streams.size() == 1 ? oneStreamAnswer(facts) : Answer{};
    if (!marks.any(Cause::oneStream) || costNs <= 0)
        return quietAnswer(facts);
    if (facts.alternatives)
        return modelledAnswer(facts, {std::to_string(timeline.units.size()), std::to_string(timeline.streams.size())});
    if (facts.roomUnknown)
        return unknownRoomAnswer(facts,
                                 {std::to_string(timeline.units.size()), std::to_string(timeline.streams.size())});
    if (facts.hostBarsStreams())
        return {Certainty::likely,
                {std::to_string(timeline.units.size()), std::to_string(timeline.streams.size()), durationText(costNs),
                 durationText(facts.streamsGainNs)},
                false,
                "",
                "",
                facts.hostBarsAllStreams() ? "-host-only" : "-host"};
    return {Certainty::likely, // that the branches are independent is assumed, and how much room there is estimated
            {std::to_string(timeline.units.size()), std::to_string(timeline.streams.size()), durationText(costNs)}};
}

} // namespace

const Rule oneStreamRule{Cause::oneStream, 17, "17-one-stream", mark, answer};

} // namespace streamscope::analysis
