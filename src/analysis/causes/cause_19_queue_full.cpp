// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace streamscope::analysis {

namespace {

/// About 1,021 launches fit; profilers count a few that already run or are on the way.
constexpr std::int64_t nearlyFull = 950;

/// Durations of the calls that found room, by their name: where most waited, the median of all is theirs.
class CallsWithRoom
{
public:
    explicit CallsWithRoom(const trace::Trace& trace) : m_trace(trace) {}

    void add(const HostStep& step) { m_durationsNs[nameOf(step)].push_back(step.call.durationNs()); }

    void sort()
    {
        for (auto& [name, durationsNs] : m_durationsNs)
            std::ranges::sort(durationsNs);
    }

    /// What the call took longer than most of them, where it is longer than 19 of 20; else 0.
    Ns extraNs(const HostStep& step) const
    {
        const auto found = m_durationsNs.find(nameOf(step));
        if (found == m_durationsNs.end())
            return 0;
        const std::vector<Ns>& sortedNs = found->second;
        const Ns tookNs = step.call.durationNs();
        return tookNs > sortedNs[sortedNs.size() * 19 / 20] ? tookNs - sortedNs[sortedNs.size() / 2] : 0;
    }

private:
    trace::NameId nameOf(const HostStep& step) const
    {
        return m_trace.tracks()[step.slice.track].name[step.slice.index];
    }

    const trace::Trace& m_trace;
    std::unordered_map<trace::NameId, std::vector<Ns>> m_durationsNs;
};

/// With the queue full a launch call lasts until an operation of its stream has ended, longer than with room.
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
    CallsWithRoom withRoom(facts.trace);
    std::vector<Place> waited; // steps
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
        if (step.ofGraph)
            continue;
        const auto pending = std::int64_t(queue.operations.size() - queue.ended) - 1;
        if (pending < nearlyFull)
            withRoom.add(step);
        else if (timeline.operations[std::size_t(queue.operations[queue.ended])].endNs <= step.call.endNs)
            waited.push_back(operation.step);
    }
    withRoom.sort();
    for (const Place step : waited)
        if (const Ns extraNs = withRoom.extraNs(timeline.steps[std::size_t(step)]); extraNs > 0)
            claimHost(facts, marks, Cause::queueFull, std::size_t(step), extraNs);
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
