// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What holds the host and what does not, and who is served first.
#include "contract/support_run_layout.h"

#include <algorithm>

namespace contract {

using namespace streamscope;

namespace {

const std::string buffer = R"(, "buffers": {"x": {"bytes": 67108864}})";
const std::string x = R"({"buffer": "x", "how": ")";

std::string allocation(const char* how)
{
    return R"({"alloc": )" + x + how + R"("}})";
}

std::string freeing(const char* how)
{
    return R"({"free": )" + x + how + R"("}})";
}

/// Branch b's kernel is submitted once branch a's allocation is freed while a's kernel runs.
std::string freeBehindAKernel(const Bench& bench, const char* how, bool together)
{
    // The first round makes the pool; the device is idle when the second begins.
    const std::string round =
        allocation(how) + "," + freeing(how) + R"(, {"sync": {"scope": "device"}}, )" + allocation(how);
    const Seen seen(bench,
                    branch("a", round + "," + spin(longNs) + "," + freeing(how)) + "," + branch("b", spin(longNs)),
                    twoStreams, buffer);
    return contract::together(seen, 0, 1, together);
}

std::string freeingWaitsForTheDevice(const Bench& bench)
{
    return freeBehindAKernel(bench, "sync", false);
}

std::string freeingInStreamOrderWaitsForNothing(const Bench& bench)
{
    return freeBehindAKernel(bench, "async", true);
}

std::string anEventSynchronisationHoldsTheHostUntilTheEvent(const Bench& bench)
{
    return startsAtTheEvent(bench, R"({"sync": {"scope": "event", "event": "e"}})");
}

/// Behind a long kernel of its stream: the call is through long before the operation begins.
std::string returnsAtOnce(const Bench& bench, const std::string& operation)
{
    const Seen seen(bench, branch("a", spin(2 * longNs) + "," + operation + "," + spin(longNs)), oneStream, buffer);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = seen.operations(0);
    if (ops.size() != 3)
        return "an operation is missing in the trace";
    for (const trace::SliceKind kind : {trace::SliceKind::hostSubmit, trace::SliceKind::hostCall})
        for (const Interval& call : seen.hostSlices(kind))
            if (call.endNs > ops[0].endNs)
                return expect(false, "all submitted before the first kernel ended", {call, ops[0], ops[1], ops[2]});
    return expect(ops[0].endNs <= ops[1].startNs && ops[1].endNs <= ops[2].startNs, "one after the other", ops);
}

std::string aMemsetTakesItsPlaceInItsStream(const Bench& bench)
{
    return returnsAtOnce(bench, R"({"memset": {"buffer": "x"}})");
}

std::string aCopyWithinTheDeviceTakesItsPlaceInItsStream(const Bench& bench)
{
    return returnsAtOnce(bench, R"({"copy": {"from": "device", "to": "device", "buffer": "x"}})");
}

std::string aPageableDownloadReturnsOnceItIsComplete(const Bench& bench)
{
    const Seen seen(bench,
                    branch("a", R"({"copy": {"from": "device", "to": "host", "buffer": "x"}})") + "," +
                        branch("b", spin(longNs)),
                    twoStreams + R"(, "memory": {"*": "pageable"})", buffer);
    return together(seen, 0, 1, false);
}

std::string aFrameworksTimeIsPaidForEveryCall(const Bench& bench)
{
    const Seen seen(bench, branch("a", spin(1000) + "," + spin(1000) + "," + spin(1000)),
                    oneStream + R"(, "host_cost_ns": 200000)");
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals calls = seen.hostSlices(trace::SliceKind::hostSubmit);
    return expect(calls.size() == 3 && calls[1].startNs - calls[0].startNs >= 200'000 &&
                      calls[2].startNs - calls[1].startNs >= 200'000,
                  "three launches at least 200,000 ns apart", calls);
}

/// Waves of blocks of 100 µs that take all threads of the SMs, on every device more than four; behind them a small
/// kernel.
std::string behindManyWaves(const Bench& bench, int priority, bool early)
{
    const std::string waves =
        R"({"kernel": {"kernel": "spin", "parameters": {"ns": 100000, "blocks": 2000, "threads": 1024}}})";
    const Seen seen(bench, branch("waves", waves) + "," + branch("small", spin(longNs)),
                    R"("streams": [{"name": "s1"}, {"name": "s2", "priority": )" + std::to_string(priority) +
                        R"(}], "assign": {"waves": "s1", "small": "s2"})");
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = firsts(seen, 2);
    if (ops.size() != 2)
        return "an operation is missing in the trace";
    const Ns middleNs = ops[0].startNs + ops[0].durationNs() / 2;
    return expect(ops[1].startNs > ops[0].startNs && (ops[1].startNs < middleNs) == early,
                  early ? "the small one between the first waves" : "the small one after the last wave has begun", ops);
}

std::string aHigherPriorityIsServedBetweenWaves(const Bench& bench)
{
    return behindManyWaves(bench, -1, true);
}

std::string withoutAPriorityTheFirstGridIsHandedOutFirst(const Bench& bench)
{
    return behindManyWaves(bench, 0, false);
}

} // namespace

std::vector<Case> hostCases()
{
    return {
        {"freeing waits for the device", freeingWaitsForTheDevice},
        {"freeing in stream order waits for nothing", freeingInStreamOrderWaitsForNothing},
        {"an event synchronisation holds the host until the event", anEventSynchronisationHoldsTheHostUntilTheEvent},
        {"a memset takes its place in its stream", aMemsetTakesItsPlaceInItsStream},
        {"a copy within the device takes its place in its stream", aCopyWithinTheDeviceTakesItsPlaceInItsStream},
        {"a pageable download returns once it is complete", aPageableDownloadReturnsOnceItIsComplete},
        {"a framework's time is paid for every call", aFrameworksTimeIsPaidForEveryCall},
        {"a higher priority is served between waves", aHigherPriorityIsServedBetweenWaves},
        {"without a priority the first grid is handed out first", withoutAPriorityTheFirstGridIsHandedOutFirst},
    };
}

} // namespace contract
