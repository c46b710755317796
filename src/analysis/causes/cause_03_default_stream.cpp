// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/operator_around.h"
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <limits>
#include <map>
#include <queue>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace streamscope::analysis {

namespace {

bool onDefault(const Facts& facts, const TimedOperation& operation)
{
    return facts.timeline.streams[std::size_t(operation.stream)].isDefault;
}

/// A default stream bars the streams of its own context.
using Context = std::tuple<std::int32_t, std::int64_t, std::int32_t, std::int64_t>;

Context contextOf(const trace::TrackInfo& row)
{
    return {row.rank, row.pid, row.device, row.context};
}

/// By stream: 1 if it ran beside its context's default stream. Such a stream is non-blocking, whatever else it waited
/// for. O(n log n).
std::vector<char> besideTheDefault(const Facts& facts)
{
    constexpr Ns rounding = 1000; // of files that count in µs
    struct Rows
    {
        Ns latestDefaultEndNs = std::numeric_limits<Ns>::min();
        std::priority_queue<std::pair<Ns, Place>> otherEnds; ///< with their streams
    };
    std::map<Context, Rows> contexts;
    std::vector<char> beside(facts.timeline.streams.size(), 0);
    for (const TimedOperation& operation : facts.timeline.operations) {
        Rows& rows = contexts[contextOf(facts.trackOf(operation))];
        if (!onDefault(facts, operation)) {
            if (rows.latestDefaultEndNs > operation.startNs + rounding)
                beside[std::size_t(operation.stream)] = 1;
            if (!beside[std::size_t(operation.stream)])
                rows.otherEnds.emplace(operation.endNs, operation.stream);
            continue;
        }
        rows.latestDefaultEndNs = std::max(rows.latestDefaultEndNs, operation.endNs);
        for (; !rows.otherEnds.empty() && rows.otherEnds.top().first > operation.startNs + rounding;
             rows.otherEnds.pop())
            beside[std::size_t(rows.otherEnds.top().second)] = 1;
    }
    return beside;
}

/// Their grids do not fit side by side: without the default stream one would wait for the other all the same.
bool haveNoRoomTogether(const TimedOperation& before, const TimedOperation& operation)
{
    return before.slots > 0 && operation.slots > 0 && before.slots + operation.slots > 1;
}

/// Of the others that had just ended, those that may have held the operation up: one of the two is on the default
/// stream.
std::vector<Place> barring(const Facts& facts, const Blocked& blocked, const std::vector<char>& beside)
{
    const auto& operations = facts.timeline.operations;
    const TimedOperation& operation = operations[std::size_t(blocked.operation)];
    std::vector<Place> found;
    for (const Place other : blocked.around) {
        const TimedOperation& before = operations[std::size_t(other)];
        // All other rows must be still: whoever runs on shows that nothing barred the way, but for a stream that the
        // model knows not to be barred.
        if (before.endNs > operation.startNs && onDefault(facts, operation) && !facts.cureGains(Cause::defaultStream))
            return {};
        if (beside[std::size_t((onDefault(facts, before) ? operation : before).stream)])
            continue;
        if (onDefault(facts, before) != onDefault(facts, operation) && before.endNs <= operation.startNs &&
            before.endNs > operation.readyNs && !haveNoRoomTogether(before, operation) &&
            contextOf(facts.trackOf(before)) == contextOf(facts.trackOf(operation)))
            found.push_back(other);
    }
    return found;
}

/// One of two operations is on the default stream, and the later one, though submitted long before, begins where the
/// earlier one ended.
void mark(const Facts& facts, Marks& marks)
{
    const std::vector<char> beside = besideTheDefault(facts);
    const auto& operations = facts.timeline.operations;
    for (const Blocked& blocked : facts.blocked) {
        if (isOfGraph(facts, operations[std::size_t(blocked.operation)])) // graphs know edges alone
            continue;
        const std::vector<Place> bars = barring(facts, blocked, beside);
        if (bars.empty() || !claimDevice(facts, marks, Cause::defaultStream, blocked.operation))
            continue;
        const Place last =
            *std::ranges::max_element(bars, {}, [&](Place bar) { return operations[std::size_t(bar)].endNs; });
        marks.held.push_back({blocked.operation, last, Cause::defaultStream});
    }
    // What the default stream holds up may be a record that others wait for.
    if (!marks.any(Cause::defaultStream) && facts.cureGains(Cause::defaultStream))
        for (const Blocked& blocked : facts.blocked)
            claimDevice(facts, marks, Cause::defaultStream, blocked.operation);
}

/// All rows stop, one runs, all resume: several streams end before one operation of the default stream, or begin after
/// it. Two streams in turns may as well wait for each other's events.
bool severalStopAtOnce(const Facts& facts, const Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    const std::vector<char> beside = besideTheDefault(facts);
    std::map<Place, std::set<Place>> stopped, resumed; // streams, by the default stream's operation
    for (const Blocked& blocked : facts.blocked) {
        if (marks.device[std::size_t(blocked.operation)] != Cause::defaultStream)
            continue;
        const TimedOperation& operation = operations[std::size_t(blocked.operation)];
        for (const Place other : barring(facts, blocked, beside))
            if (onDefault(facts, operation))
                stopped[blocked.operation].insert(operations[std::size_t(other)].stream);
            else
                resumed[other].insert(operation.stream);
    }
    const auto several = [](const auto& streams) { return streams.second.size() > 1; };
    return std::ranges::any_of(stopped, several) || std::ranges::any_of(resumed, several);
}

/// Whether PyTorch submitted what the other streams had: its streams do not wait for the default stream.
bool othersArePyTorchs(const Facts& facts)
{
    constexpr int mostLookedAt = 64;
    int looked = 0;
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& operation = facts.timeline.operations[std::size_t(blocked.operation)];
        if (onDefault(facts, operation) || operation.step < 0 || ++looked > mostLookedAt)
            continue;
        const std::string around = operatorAround(facts.trace, facts.timeline.steps[std::size_t(operation.step)].slice);
        if (around.starts_with("aten::") || around.starts_with("c10d::") || isCollective(facts.nameOf(operation.slice)))
            return true;
    }
    return false;
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    // A file does not say which streams are blocking; the simulator's rows do what the rule says.
    if (facts.isSimulated())
        return answerFromEvidence(marks, Cause::defaultStream, Certainty::proved, costNs);
    Answer made = answerFromEvidence(marks, Cause::defaultStream, Certainty::likely, costNs);
    if (made.certainty == Certainty::likely && !severalStopAtOnce(facts, marks) && othersArePyTorchs(facts)) {
        made.certainty = Certainty::cannotTell;
        made.quiet = "-pytorch";
    }
    return made;
}

} // namespace

const Rule defaultStreamRule{Cause::defaultStream, 3, "3-default-stream", mark, answer};

} // namespace streamscope::analysis
