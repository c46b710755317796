// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

/// About 1,021 launches fit; profilers count a few that already run or are on the way.
constexpr std::int64_t nearlyFull = 950;
constexpr Ns leastExtraNs = 10'000;

/// With the queue full a launch call lasts until an operation has ended.
void mark(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    if (timeline.operations.size() < std::size_t(nearlyFull))
        return;
    struct Queue
    {
        std::vector<Place> operations; ///< in order
        std::size_t ended = 0;
    };
    std::vector<Queue> queues(timeline.streams.size());
    for (std::size_t i = 0; i < timeline.operations.size(); ++i) {
        const TimedOperation& operation = timeline.operations[i];
        Queue& queue = queues[std::size_t(operation.stream)];
        queue.operations.push_back(Place(i));
        if (operation.step < 0)
            continue;
        const HostStep& step = timeline.steps[std::size_t(operation.step)];
        while (queue.ended < queue.operations.size() &&
               timeline.operations[std::size_t(queue.operations[queue.ended])].endNs <= step.call.startNs)
            ++queue.ended;
        const auto pending = std::int64_t(queue.operations.size() - queue.ended) - 1;
        if (pending < nearlyFull)
            continue;
        const Ns usualNs = facts.usualCalls.medianNs(step.slice), extraNs = step.call.durationNs() - usualNs;
        if (!step.ofGraph && extraNs >= leastExtraNs && extraNs >= 4 * usualNs)
            claimHost(facts, marks, Cause::queueFull, std::size_t(operation.step), extraNs);
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    if (facts.timeline.operations.size() < std::size_t(nearlyFull) && !facts.callsUnknown())
        return {};
    return answerFromCalls(facts, marks, Cause::queueFull, Certainty::proved, costNs);
}

} // namespace

const Rule queueFullRule{Cause::queueFull, 19, "19-queue-full", mark, answer};

} // namespace streamscope::analysis
