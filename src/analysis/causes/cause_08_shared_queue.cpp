// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <algorithm>
#include <string>
#include <vector>

namespace streamscope::analysis {

namespace {

constexpr int usualConnections = 8;

/// Rows of a file that are read for a channel, each one again.
constexpr int mostLookedAt = 128;

int connections(const Facts& facts)
{
    if (facts.connections > 0)
        return facts.connections;
    return facts.limits ? facts.limits->connections : usualConnections;
}

/// Streams of each GPU.
std::vector<int> streamsOn(const Timeline& timeline)
{
    std::vector<int> count(timeline.devices);
    std::vector<bool> seen(timeline.streams.size());
    for (const TimedOperation& operation : timeline.operations)
        if (!seen[std::size_t(operation.stream)]) {
            seen[std::size_t(operation.stream)] = true;
            ++count[std::size_t(operation.device)];
        }
    return count;
}

/// The hardware channel that an operation came by, as JSON text; empty where the file does not say.
std::string channelOf(const Facts& facts, Place operation)
{
    for (const auto& [name, value] : facts.trace.arguments(facts.timeline.operations[std::size_t(operation)].slice))
        if (name == "channel")
            return value;
    return {};
}

bool sharesChannel(const Facts& facts, const Blocked& blocked)
{
    const std::string own = channelOf(facts, blocked.operation);
    return !own.empty() && std::any_of(blocked.around.begin(), blocked.around.end(),
                                       [&](Place other) { return channelOf(facts, other) == own; });
}

/// As many grids were resident as the GPU holds: the next waits for one to end, whatever queue it came by.
bool residentGridsWereTaken(const Facts& facts, const Blocked& blocked)
{
    const auto ran = std::ranges::count_if(blocked.around, [&](Place other) {
        return trace::isKernel(facts.timeline.operations[std::size_t(other)].kind);
    });
    return ran >= facts.residentGrids();
}

/// An operation that nothing else explains begins where another stream's ended: with more streams on its GPU than
/// hardware queues, or by the same channel.
void mark(const Facts& facts, Marks& marks)
{
    if (facts.curedGainNs(Cause::sharedQueue) && !facts.cureGains(Cause::sharedQueue))
        return; // the model has tried it with more
    const std::vector<int> streams = streamsOn(facts.timeline);
    int looked = 0;
    for (const Blocked& blocked : facts.blocked) {
        const auto at = std::size_t(blocked.operation);
        if (marks.device[at] != Cause::none || residentGridsWereTaken(facts, blocked))
            continue;
        const bool crowded = streams[std::size_t(facts.timeline.operations[at].device)] > connections(facts);
        if (crowded || (++looked <= mostLookedAt && sharesChannel(facts, blocked)))
            claimDevice(facts, marks, Cause::sharedQueue, blocked.operation);
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    // Without the host's calls nobody knows whether the operations were there to wait.
    if (facts.timeline.steps.empty() && marks.any(Cause::sharedQueue))
        return {Certainty::cannotTell, {}, false};
    const bool isKnown = facts.curedGainNs(Cause::sharedQueue).has_value();
    Answer made =
        answerFromEvidence(marks, Cause::sharedQueue, isKnown ? Certainty::proved : Certainty::likely, costNs);
    if (made.certainty == Certainty::notAtPlay)
        return made;
    constexpr int mostConnections = 32;
    if (isKnown)
        made.advice = connections(facts) < mostConnections ? "-modelled" : "-most";
    const std::vector<int> streams = streamsOn(facts.timeline);
    const int most = *std::max_element(streams.begin(), streams.end());
    made.arguments.push_back(std::to_string(most));
    made.arguments.push_back(std::to_string(connections(facts)));
    if (most <= connections(facts))
        made.found = "-channel";
    return made;
}

} // namespace

const Rule sharedQueueRule{Cause::sharedQueue, 8, "8-shared-queue", mark, answer};

} // namespace streamscope::analysis
