// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

namespace streamscope::analysis {

namespace {

/// Calls shorter than this do no harm.
constexpr Ns leastCallNs = 10'000;

bool allocates(std::string_view name)
{
    if (name.find("Async") != std::string_view::npos)
        return false;
    for (const std::string_view word :
         {"cudaMalloc", "cudaFree", "cudaHostAlloc", "cudaHostRegister", "cudaHostUnregister", "cuMemAlloc",
          "cuMemFree", "cuMemHostAlloc", "cuMemHostRegister"})
        if (name.starts_with(word))
            return true;
    return false;
}

void mark(const Facts& facts, Marks& marks)
{
    for (std::size_t i = 0; i < facts.timeline.steps.size(); ++i) {
        const HostStep& step = facts.timeline.steps[i];
        if (!step.submits && step.call.durationNs() >= leastCallNs && allocates(facts.nameOf(step.slice)) &&
            submitsLater(facts.timeline, i))
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
