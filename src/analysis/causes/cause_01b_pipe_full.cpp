// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/capacity.h"
#include "analysis/causes/rule.h"

namespace streamscope::analysis {

namespace {

void mark(const Facts& facts, Marks& marks)
{
    markFull(facts, marks, Cause::pipeFull, Fullness::pipe);
}

Answer answer(const Facts& facts, const Marks&, Ns costNs)
{
    if (facts.metrics.kernels == 0 && facts.capacity.pipeFullNs == 0)
        return {};
    if (!facts.timeline.launchesKnown)
        return {Certainty::cannotTell, {}, false};
    const CapacityUse& use = facts.capacity;
    if (use.pipeFullNs > 0 && costNs <= 0 && use.slotsFullNs > 0)
        return {Certainty::notAtPlay, {}, false, "", "-counted"};
    if (use.pipeFullNs <= 0 || costNs <= 0)
        return {};
    Answer answer = noRoom(facts, use.pipeKnown ? Certainty::proved : Certainty::likely, use.pipeFullNs, costNs);
    answer.found = 2 * facts.roomBehindWaitsNs >= costNs ? "-waits" : "";
    return answer;
}

} // namespace

const Rule pipeFullRule{Cause::pipeFull, 1, "1b-pipe-full", mark, answer};

} // namespace streamscope::analysis
