// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <unordered_set>

namespace streamscope::analysis {

namespace {

constexpr Ns leastExtraNs = 50'000;
constexpr int timesTheUsual = 10;

bool loads(std::string_view name)
{
    return name.find("ModuleLoad") != std::string_view::npos || name.find("LibraryLoad") != std::string_view::npos;
}

/// The first launch of a kernel loads its code: its call lasts many times the usual.
void mark(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    std::unordered_set<trace::NameId> seen;
    for (const TimedOperation& operation : timeline.operations) {
        if (!trace::isKernel(operation.kind) || operation.step < 0)
            continue;
        if (!seen.insert(facts.trace.tracks()[operation.slice.track].name[operation.slice.index]).second)
            continue;
        const HostStep& step = timeline.steps[std::size_t(operation.step)];
        const Ns usualNs = facts.usualCalls.medianNs(step.slice), tookNs = step.call.durationNs();
        if (usualNs > 0 && tookNs >= timesTheUsual * usualNs && tookNs - usualNs >= leastExtraNs)
            claimHost(facts, marks, Cause::firstUse, std::size_t(operation.step), tookNs - usualNs);
    }
    for (std::size_t i = 0; i < timeline.steps.size(); ++i)
        if (!timeline.steps[i].submits && loads(facts.nameOf(timeline.steps[i].slice)))
            claimHost(facts, marks, Cause::firstUse, i, timeline.steps[i].call.durationNs());
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    return answerFromCalls(facts, marks, Cause::firstUse, Certainty::likely, costNs);
}

} // namespace

const Rule firstUseRule{Cause::firstUse, 13, "13-first-use", mark, answer};

} // namespace streamscope::analysis
