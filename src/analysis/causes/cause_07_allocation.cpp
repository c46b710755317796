// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/allocating_calls.h"
#include "analysis/causes/rule.h"

namespace streamscope::analysis {

namespace {

/// Calls shorter than this do no harm; those that take from a pool are usual up to more.
constexpr Ns leastCallNs = 10'000, leastPoolCallNs = 20'000;

bool isLong(std::string_view name, Ns tookNs)
{
    return tookNs >= (name.find("Async") != std::string_view::npos ? leastPoolCallNs : leastCallNs);
}

void mark(const Facts& facts, Marks& marks)
{
    for (std::size_t i = 0; i < facts.timeline.steps.size(); ++i) {
        const HostStep& step = facts.timeline.steps[i];
        const std::string_view name = facts.nameOf(step.slice);
        if (!step.submits && isLong(name, step.call.durationNs()) && allocates(name) && submitsLater(facts.timeline, i))
            claimHost(facts, marks, Cause::allocation, i, step.call.durationNs());
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    // The call spans the gap; whether it made the device wait, or only the thread, the trace does not say.
    return answerFromCalls(facts, marks, Cause::allocation, Certainty::likely, costNs);
}

} // namespace

const Rule allocationRule{Cause::allocation, 7, "7-allocation", mark, answer};

} // namespace streamscope::analysis
