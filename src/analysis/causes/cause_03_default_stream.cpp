// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <algorithm>
#include <limits>
#include <map>
#include <queue>
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

/// One of two operations is on the default stream, and the later one, though submitted long before, begins where the
/// earlier one ended.
void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    const std::vector<char> beside = besideTheDefault(facts);
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& operation = operations[std::size_t(blocked.operation)];
        if (isOfGraph(facts, operation))
            continue; // graphs know edges, not streams
        // All other rows must be still: whoever runs on shows that nothing barred the way.
        const bool someRun = std::any_of(blocked.around.begin(), blocked.around.end(), [&](Place other) {
            return operations[std::size_t(other)].endNs > operation.startNs && onDefault(facts, operation);
        });
        if (someRun)
            continue;
        for (const Place other : blocked.around) {
            const TimedOperation& before = operations[std::size_t(other)];
            if (beside[std::size_t((onDefault(facts, before) ? operation : before).stream)])
                continue;
            if (onDefault(facts, before) != onDefault(facts, operation) && before.endNs <= operation.startNs &&
                before.endNs > operation.readyNs &&
                contextOf(facts.trackOf(before)) == contextOf(facts.trackOf(operation))) {
                claimDevice(facts, marks, Cause::defaultStream, blocked.operation);
                break;
            }
        }
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    // A file does not say which streams are blocking; the simulator's rows do what the rule says.
    return answerFromEvidence(marks, Cause::defaultStream, facts.isSimulated() ? Certainty::proved : Certainty::likely,
                              costNs);
}

} // namespace

const Rule defaultStreamRule{Cause::defaultStream, 3, "3-default-stream", mark, answer};

} // namespace streamscope::analysis
