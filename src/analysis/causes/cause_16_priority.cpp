// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace streamscope::analysis {

namespace {

/// Waits that take less than this of the region and cost nothing are not worth a card.
constexpr double leastShare = 0.02;

/// Streams' priorities, as the program has them or else as the file tells them with their first kernel (it does so of
/// no copy); lower numbers go first.
std::vector<std::optional<int>> priorities(const Facts& facts)
{
    std::vector<std::optional<int>> found(facts.timeline.streams.size());
    std::vector<bool> asked(found.size());
    std::size_t left = found.size();
    if (facts.races) {
        for (std::size_t i = 0; i < found.size(); ++i) {
            const auto known =
                facts.races->priorities.find(facts.trace.tracks()[facts.timeline.streams[i].track].info.name);
            found[i] = known != facts.races->priorities.end() ? known->second : 0; // the default stream, or a graph's
        }
        return found;
    }
    for (const TimedOperation& operation : facts.timeline.operations) {
        const auto stream = std::size_t(operation.stream);
        if (asked[stream] || !trace::isKernel(operation.kind))
            continue;
        asked[stream] = true;
        for (const auto& [name, value] : facts.trace.arguments(operation.slice))
            if (name == "priority" || name == "Priority")
                found[stream] = std::atoi(value.c_str());
        if (--left == 0)
            break;
    }
    return found;
}

/// Every stream that runs kernels has a known one: blocks of others hold no copies up.
bool areAllKnown(const Facts& facts)
{
    const auto known = priorities(facts);
    return std::ranges::all_of(facts.timeline.operations, [&known](const TimedOperation& operation) {
        return !trace::isKernel(operation.kind) || known[std::size_t(operation.stream)];
    });
}

/// Whether the other ran when this one could have: what its stream began while this one was on its way counts, too.
bool ranAlready(const Facts& facts, const TimedOperation& other, const TimedOperation& blocked)
{
    return other.startNs < blocked.readyNs + 2 * facts.timeline.usualGapNs;
}

/// Work of a higher priority waits for blocks that run already.
void mark(const Facts& facts, Marks& marks)
{
    if (facts.timeline.streams.size() < 2 || facts.blocked.empty())
        return;
    const auto priority = priorities(facts);
    const auto& operations = facts.timeline.operations;
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& operation = operations[std::size_t(blocked.operation)];
        if (!trace::isKernel(operation.kind))
            continue;
        const auto own = priority[std::size_t(operation.stream)];
        for (const Place other : blocked.around) {
            if (!trace::isKernel(operations[std::size_t(other)].kind))
                continue;
            const auto others = priority[std::size_t(operations[std::size_t(other)].stream)];
            if (own && others && *own < *others && ranAlready(facts, operations[std::size_t(other)], operation))
                claimDevice(facts, marks, Cause::priority, blocked.operation);
        }
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    if (facts.timeline.streams.size() < 2)
        return {};
    const Ns waitedNs = weightOf(marks, Cause::priority);
    // Without the wait other work would wait instead: the whole is no shorter, yet what was to go first came late.
    const double spanNs = double(facts.gpu.spanNs);
    if (double(costNs) < leastCostShare * spanNs && double(waitedNs) >= leastShare * spanNs) {
        const auto waits = std::int64_t(marks.evidence[std::size_t(Cause::priority)].size());
        Answer free{Certainty::likely, {countText(waits), durationText(waitedNs)}};
        free.found = "-free";
        free.whateverItCosts = true;
        return free;
    }
    Answer made = answerFromEvidence(marks, Cause::priority, Certainty::likely, costNs);
    if (made.certainty == Certainty::notAtPlay && !facts.blocked.empty()) {
        if (areAllKnown(facts)) {
            made.quiet = "-known";
            return made;
        }
        made.certainty = Certainty::cannotTell;
        if (facts.trace.info().makespanNs >= 0)
            made.quiet = "-run"; // the layout says them
    }
    return made;
}

} // namespace

const Rule priorityRule{Cause::priority, 16, "16-priority", mark, answer};

} // namespace streamscope::analysis
