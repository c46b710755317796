// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "contract/support_run_layout.h"

#include <algorithm>

namespace contract {

using namespace streamscope;

namespace {

constexpr Ns gatePatience = 50'000'000;

/// Two kernels that the host submits 200 µs apart start together behind a gate, and time begins with them.
std::string gated(const Bench& bench, const std::string& layout)
{
    const Seen seen(bench, branch("a", spin(longNs)) + "," + branch("b", spin(longNs)), layout, "", gatePatience);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = firsts(seen, 2);
    if (ops.size() != 2 || seen.gateTimedOut())
        return "expected two kernels behind a gate that opened once all was submitted";
    if (!seen.hostSlices(trace::SliceKind::hostSubmit).empty())
        return "expected a picture without submission";
    // 400 µs side by side, from right after the gate's opening: nothing of the 400 µs that two calls took.
    return expect(overlapNs(ops[0], ops[1]) > longNs * 3 / 4 && std::max(ops[0].startNs, ops[1].startNs) < longNs / 4 &&
                      seen.makespanNs() >= std::max(ops[0].endNs, ops[1].endNs) && seen.makespanNs() < longNs * 3 / 2,
                  "two kernels together right after the gate, got a makespan of " + std::to_string(seen.makespanNs()),
                  ops);
}

const std::string slowHost = R"(, "host_cost_ns": 200000)";

std::string aGateTakesSubmissionOutOfThePicture(const Bench& bench)
{
    return gated(bench, twoStreams + slowHost);
}

std::string aGateHoldsTheStreamsOfAllThreads(const Bench& bench)
{
    return gated(
        bench,
        R"("streams": [{"name": "s1", "thread": 0}, {"name": "s2", "thread": 1}], "assign": {"a": "s1", "b": "s2"}, "threads": 2)" +
            slowHost);
}

std::string aGateHoldsTheDefaultStreamsToo(const Bench& bench)
{
    return gated(
        bench,
        R"("streams": [{"name": "default"}, {"name": "s", "flags": "non-blocking"}], "assign": {"a": "default", "b": "s"})" +
            slowHost);
}

std::string aGateHoldsAGraph(const Bench& bench)
{
    return gated(bench, twoStreams + R"(, "launch": "graph")" + slowHost);
}

std::string aGateOpensForACallThatWaits(const Bench& bench)
{
    const Seen seen(bench, branch("a", spin(longNs) + R"(, {"sync": {"scope": "device"}}, )" + spin(longNs)), oneStream,
                    "", gatePatience);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = seen.operations(0);
    return expect(seen.gateTimedOut() && ops.size() == 2 && ops[0].endNs <= ops[1].startNs &&
                      seen.makespanNs() >= 2 * longNs && seen.makespanNs() < gatePatience / 2,
                  "a gate that opened by itself, and a makespan from then, got " + std::to_string(seen.makespanNs()),
                  ops);
}

} // namespace

std::vector<Case> gateCases()
{
    return {
        {"a gate takes submission out of the picture", aGateTakesSubmissionOutOfThePicture},
        {"a gate holds the streams of all threads", aGateHoldsTheStreamsOfAllThreads},
        {"a gate holds the default streams too", aGateHoldsTheDefaultStreamsToo},
        {"a gate holds a graph", aGateHoldsAGraph},
        {"a gate opens for a call that waits", aGateOpensForACallThatWaits},
    };
}

} // namespace contract
