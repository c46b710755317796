// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/allocating_calls.h"
#include "analysis/causes/rule.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

/// Calls shorter than this do no harm; those that take from a pool are usual up to more.
constexpr Ns leastCallNs = 10'000, leastPoolCallNs = 20'000;

bool isLong(std::string_view name, Ns tookNs)
{
    return tookNs >= (name.find("Async") != std::string_view::npos ? leastPoolCallNs : leastCallNs);
}

/// A call that sets memory is slow on its way to the device: from when its stream was free.
void markSets(const Facts& facts, Marks& marks)
{
    for (const TimedOperation& operation : facts.timeline.operations) {
        if (operation.kind != trace::SliceKind::memset || operation.step < 0)
            continue;
        const HostStep& step = facts.timeline.steps[std::size_t(operation.step)];
        const Ns heldNs = step.timeNs - std::max(step.call.startNs, operation.freeNs);
        if (heldNs >= leastCallNs && setsMemory(facts.nameOf(step.slice)))
            claimHost(facts, marks, Cause::allocation, std::size_t(operation.step), heldNs);
    }
}

void mark(const Facts& facts, Marks& marks)
{
    markSets(facts, marks);
    const bool anyCounts = facts.cureGains(Cause::allocation); // the model has tried it without
    for (std::size_t i = 0; i < facts.timeline.steps.size(); ++i) {
        const HostStep& step = facts.timeline.steps[i];
        const std::string_view name = facts.nameOf(step.slice);
        if (step.submits || !allocates(name) || (!anyCounts && !isLong(name, step.call.durationNs())))
            continue;
        if (!step.leadsOn) {
            if (anyCounts)
                marks.add(Cause::allocation, step.slice, step.call.durationNs());
            continue;
        }
        // What it waits for the GPU is its own, too.
        if (claimHost(facts, marks, Cause::allocation, i, step.call.durationNs()) && step.waitsFor >= 0)
            marks.wait[i] = Cause::allocation;
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    // The call spans the gap; whether it made the device wait, or only the thread, the trace does not say.
    const bool isKnown = facts.curedGainNs(Cause::allocation).has_value();
    Answer made =
        answerFromCalls(facts, marks, Cause::allocation, isKnown ? Certainty::proved : Certainty::likely, costNs);
    if (isKnown)
        made.headline = made.found = "-modelled";
    return made;
}

} // namespace

const Rule allocationRule{Cause::allocation, 7, "7-allocation", mark, answer};

} // namespace streamscope::analysis
