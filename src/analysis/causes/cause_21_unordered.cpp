// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

/// Whether the slice is one of \p operation's: runs name slices by label and number their branches.
bool isOf(const Facts& facts, trace::SliceRef slice, const KnownRaces::Operation& operation)
{
    const std::vector<std::string>& branches = facts.trace.info().branches;
    const std::int32_t branch = facts.trace.tracks()[slice.track].branch[slice.index];
    return branch >= 0 && std::size_t(branch) < branches.size() && branches[std::size_t(branch)] == operation.branch &&
           facts.nameOf(slice) == operation.label;
}

/// The operations of the races that are told of. Nothing is claimed: a race costs no time.
void mark(const Facts& facts, Marks& marks)
{
    if (!facts.races)
        return;
    for (const TimedOperation& operation : facts.timeline.operations)
        for (const KnownRaces::Race& race : facts.races->found)
            if (isOf(facts, operation.slice, race.first) || isOf(facts, operation.slice, race.second)) {
                marks.add(Cause::unordered, operation.slice, operation.endNs - operation.startNs);
                break;
            }
}

/// Which buffers operations touch stands in programs, not in recordings.
Answer answer(const Facts& facts, const Marks&, Ns)
{
    if (!facts.races)
        return {facts.metrics.overlapNs > 0 ? Certainty::cannotTell : Certainty::notAtPlay, {}, false};
    const KnownRaces& races = *facts.races;
    if (races.found.empty())
        return {races.complete ? Certainty::notAtPlay : Certainty::cannotTell, {}, false, "", "-known"};
    const KnownRaces::Race& race = races.found.front();
    return {Certainty::proved,
            {race.first.label, race.first.branch, race.second.label, race.second.branch, race.buffer,
             countText(races.total)},
            false};
}

} // namespace

const Rule unorderedRule{Cause::unordered, 21, "21-unordered", mark, answer};

} // namespace streamscope::analysis
