// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "contract/contract_cases.h"
#include "contract/support_run_layout.h"
#include "program/lower.h"
#include "trace/trace_builder.h"
#include "workload/experiment.h"

#include <algorithm>

namespace contract {

using namespace streamscope;

namespace {

std::string oneStreamRunsInOrder(const Bench& bench)
{
    const Seen seen(bench, branch("a", spin(longNs) + "," + spin(longNs) + "," + spin(longNs)), oneStream);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = seen.operations(0);
    return expect(ops.size() == 3 && ops[0].endNs <= ops[1].startNs && ops[1].endNs <= ops[2].startNs,
                  "three kernels, each after the one before", ops);
}

std::string twoStreamsRunTogether(const Bench& bench)
{
    return together(Seen(bench, branch("a", spin(longNs)) + "," + branch("b", spin(longNs)), twoStreams), 0, 1, true);
}

std::string aSpinTakesItsTime(const Bench& bench)
{
    const Seen seen(bench, branch("a", spin(longNs)), oneStream);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = seen.operations(0);
    return expect(ops.size() == 1 && ops[0].durationNs() >= longNs && ops[0].durationNs() < longNs * 5 / 4,
                  "400,000 ns or a little more", ops);
}

std::string theMakespanHoldsAllOfIt(const Bench& bench)
{
    const Seen seen(bench, branch("a", spin(longNs) + "," + spin(longNs)), oneStream);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = seen.operations(0);
    return expect(
        ops.size() == 2 && seen.makespanNs() >= ops[1].endNs && ops[0].startNs >= 0 && seen.makespanNs() >= 2 * longNs,
        "a makespan from before the first call to after the last kernel, got " + std::to_string(seen.makespanNs()),
        ops);
}

/// Branches 0 and 2 on `first` and `last`, branch 1 on the default stream between them, issued in that order.
Seen defaultStreamBetween(const Bench& bench, const std::string& flags, const std::string& mode)
{
    return Seen(bench, branch("a", spin(longNs)) + "," + branch("d", spin(longNs)) + "," + branch("b", spin(longNs)),
                R"("streams": [{"name": "s1")" + flags + R"(}, {"name": "default"}, {"name": "s2")" + flags +
                    R"(}], "assign": {"a": "s1", "d": "default", "b": "s2"})" + mode);
}

std::string theLegacyDefaultStreamWaitsAndIsWaitedFor(const Bench& bench)
{
    const Seen seen = defaultStreamBetween(bench, "", "");
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = firsts(seen, 3);
    return expect(ops.size() == 3 && ops[0].endNs <= ops[1].startNs && ops[1].endNs <= ops[2].startNs,
                  "stream 1, then the default stream, then stream 2", ops);
}

std::string nonBlockingStreamsIgnoreTheDefaultStream(const Bench& bench)
{
    const Seen seen = defaultStreamBetween(bench, R"(, "flags": "non-blocking")", "");
    const std::string first = together(seen, 0, 1, true);
    return first.empty() ? together(seen, 1, 2, true) : first;
}

std::string thePerThreadDefaultStreamIsAnOrdinaryOne(const Bench& bench)
{
    const Seen seen = defaultStreamBetween(bench, "", R"(, "default_stream": "per-thread")");
    const std::string first = together(seen, 0, 1, true);
    return first.empty() ? together(seen, 1, 2, true) : first;
}

std::string everyThreadHasAPerThreadDefaultStream(const Bench& bench)
{
    const std::string layout = R"("streams": [{"name": "default"}], "threads": 2)";
    const std::string branches = branch("a", spin(longNs)) + "," + branch("b", spin(longNs));
    const std::string own = together(Seen(bench, branches, layout + R"(, "default_stream": "per-thread")"), 0, 1, true);
    return own.empty() ? together(Seen(bench, branches, layout), 0, 1, false) : own;
}

std::string aWaitHoldsTheStreamUntilTheEvent(const Bench& bench)
{
    return together(Seen(bench,
                         branch("a", spin(longNs) + R"(, {"record": {"event": "e"}})") + "," +
                             branch("b", R"({"wait": {"event": "e"}}, )" + spin(longNs)),
                         twoStreams),
                    0, 1, false);
}

std::string anEventIsReachedBeforeLaterWorkOfItsStream(const Bench& bench)
{
    return startsAtTheEvent(bench, R"({"wait": {"event": "e"}})");
}

std::string afterOrdersBranchesAcrossStreams(const Bench& bench)
{
    return together(
        Seen(bench, branch("a", spin(longNs)) + "," + branch("b", spin(longNs), R"(, "after": ["a"])"), twoStreams), 0,
        1, false);
}

std::string diamond(const Bench& bench, const std::string& launch)
{
    const Seen seen(bench,
                    branch("top", spin(longNs)) + "," + branch("left", spin(longNs), R"(, "after": ["top"])") + "," +
                        branch("right", spin(longNs), R"(, "after": ["top"])") + "," +
                        branch("bottom", spin(longNs), R"(, "after": ["left", "right"])"),
                    twoStreams + launch);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = firsts(seen, 4);
    return expect(ops.size() == 4 && ops[0].endNs <= std::min(ops[1].startNs, ops[2].startNs) &&
                      overlapNs(ops[1], ops[2]) > longNs / 2 && std::max(ops[1].endNs, ops[2].endNs) <= ops[3].startNs,
                  "one, then two together, then one", ops);
}

std::string aDiamondOfStreams(const Bench& bench)
{
    return diamond(bench, "");
}

std::string aDiamondAsAGraph(const Bench& bench)
{
    return diamond(bench, R"(, "launch": "graph")");
}

std::string aHostFunctionHoldsItsStream(const Bench& bench)
{
    const Seen seen(bench, branch("a", R"({"host": {"ns": 400000}}, )" + spin(longNs)), oneStream);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = seen.operations(0);
    return expect(!ops.empty() && ops.back().startNs >= longNs, "a kernel that starts after the host function", ops);
}

std::string deviceSyncHoldsTheHost(const Bench& bench)
{
    const Seen seen(bench,
                    branch("a", spin(longNs)) + "," + branch("b", R"({"sync": {"scope": "device"}}, )" + spin(longNs)),
                    twoStreams);
    return together(seen, 0, 1, false);
}

std::string streamSyncHoldsTheHostForThatStream(const Bench& bench)
{
    const Seen seen(bench,
                    branch("a", spin(longNs) + R"(, {"sync": {"scope": "stream"}})") + "," + branch("b", spin(longNs)),
                    twoStreams);
    return together(seen, 0, 1, false);
}

std::string copyOf(const char* from, const char* to)
{
    return std::string(R"({"copy": {"from": ")") + from + R"(", "to": ")" + to + R"(", "bytes": 67108864}})";
}

std::string copiesInOppositeDirectionsRunTogether(const Bench& bench)
{
    const Seen seen(bench, branch("up", copyOf("host", "device")) + "," + branch("down", copyOf("device", "host")),
                    twoStreams);
    return together(seen, 0, 1, bench.copyEngines > 1);
}

std::string copiesInOneDirectionShareAnEngine(const Bench& bench)
{
    const Seen seen(bench, branch("a", copyOf("host", "device")) + "," + branch("b", copyOf("host", "device")),
                    twoStreams);
    if (!seen.problem().empty())
        return seen.problem();
    const Intervals ops = firsts(seen, 2);
    if (ops.size() != 2)
        return "a copy is missing in the trace";
    return expect(overlapNs(ops[0], ops[1]) <= ops[0].durationNs() / 10, "one copy after the other", ops);
}

std::string aCopyRunsBesideAKernel(const Bench& bench)
{
    return together(
        Seen(bench, branch("k", spin(4 * longNs)) + "," + branch("c", copyOf("host", "device")), twoStreams), 0, 1,
        true);
}

std::string enginesRowsShowWhatEnginesDo(const Bench& bench)
{
    const Seen seen(
        bench,
        branch("a", copyOf("host", "device") + ", " + copyOf("device", "device") + ", " + copyOf("device", "host")),
        oneStream);
    if (!seen.problem().empty())
        return seen.problem();
    std::size_t up = 0, down = 0, others = 0;
    for (const trace::Track& track : seen.trace().tracks())
        for (std::size_t i = 0; track.info.kind == trace::TrackKind::copyEngine && i < track.size(); ++i)
            ++(track.kind[i] == trace::SliceKind::copyHostToDevice   ? up
               : track.kind[i] == trace::SliceKind::copyDeviceToHost ? down
                                                                     : others);
    // three copies, but the one within the device is the SMs' work
    return up == 1 && down == 1 && others == 0 && seen.count(trace::isCopy) == 3
               ? ""
               : "expected 3 copies in the stream, 1 up, 1 down and no other on engines' rows, saw " +
                     std::to_string(seen.count(trace::isCopy)) + ", " + std::to_string(up) + ", " +
                     std::to_string(down) + ", " + std::to_string(others);
}

std::string aPageableCopyHoldsTheHost(const Bench& bench)
{
    const std::string work = branch("a", copyOf("host", "device") + ", " + spin(1000));
    const Seen pinned(bench, work, oneStream + R"(, "memory": {"*": "pinned"})");
    const Seen pageable(bench, work, oneStream + R"(, "memory": {"*": "pageable"})");
    for (const Seen* seen : {&pinned, &pageable})
        if (!seen->problem().empty())
            return seen->problem();
    const auto longestCall = [](const Seen& seen) {
        Ns longest = 0;
        for (const trace::SliceKind kind :
             {trace::SliceKind::hostSubmit, trace::SliceKind::hostSync, trace::SliceKind::hostCall})
            for (const Interval& call : seen.hostSlices(kind))
                if (call.startNs < seen.operations(0).front().endNs &&
                    call.startNs < 100'000) // not the last synchronize
                    longest = std::max(longest, call.durationNs());
        return longest;
    };
    const Ns copyNs = pageable.operations(0).front().durationNs();
    if (2 * longestCall(pageable) < copyNs)
        return "expected a pageable copy's call to last about as long as the copy (" + std::to_string(copyNs) +
               "), it took " + std::to_string(longestCall(pageable));
    return {};
}

std::string everyOperationIsInTheTraceOnce(const Bench& bench)
{
    const std::string repeated =
        R"({"repeat": {"count": 20, "operations": [)" + spin(1000) +
        R"(, {"memset": {"bytes": 4096}}, {"copy": {"from": "host", "to": "device", "bytes": 4096}}]}})";
    const Seen seen(bench, branch("a", repeated) + "," + branch("b", repeated), twoStreams);
    if (!seen.problem().empty())
        return seen.problem();
    const std::size_t kernels = seen.count(trace::isKernel), copies = seen.count(trace::isCopy);
    const std::size_t all = seen.count(trace::isGpuOperation);
    // 2 branches × 20 rounds × (1 kernel + 1 memset + 1 copy)
    if (kernels != 40 || copies != 40 || all != 120)
        return "expected 40 kernels, 40 copies, 120 operations; saw " + std::to_string(kernels) + ", " +
               std::to_string(copies) + ", " + std::to_string(all);
    return {};
}

std::string everyKernelHasTheCallThatLaunchedIt(const Bench& bench)
{
    const Seen seen(bench, branch("a", R"({"repeat": {"count": 5, "operations": [)" + spin(1000) + "]}}"), oneStream);
    if (!seen.problem().empty())
        return seen.problem();
    for (const trace::Track& track : seen.trace().tracks())
        for (std::size_t i = 0; i < track.size(); ++i) {
            if (track.info.kind != trace::TrackKind::stream || !trace::isKernel(track.kind[i]))
                continue;
            const auto related = seen.trace().correlated(track.correlation[i]);
            const bool launched = std::any_of(related.begin(), related.end(), [&](const trace::SliceRef& slice) {
                const trace::Track& other = seen.trace().tracks()[slice.track];
                return other.info.kind == trace::TrackKind::hostThread &&
                       other.startNs[slice.index] <= track.startNs[i];
            });
            if (!launched)
                return "expected a call of the same correlation before kernel " + std::to_string(i);
        }
    return {};
}

std::string aStopAskedForBeforehandCancels(const Bench& bench)
{
    const auto experiment = workload::Experiment::find("three-kernels");
    if (!experiment)
        return "three-kernels is missing";
    const auto resolved = experiment->resolve("serial");
    const auto program = program::lower(resolved->workload, resolved->layout, bench.computeCapability);
    std::stop_source stop;
    stop.request_stop();
    const auto outcome = bench.backend.run(*program, {}, nullptr, stop.get_token());
    return !outcome && outcome.error().kind == ErrorKind::cancelled ? "" : "expected an error of kind cancelled";
}

std::string asManyTimesAsRepetitions(const Bench& bench)
{
    const auto experiment = workload::Experiment::find("three-kernels");
    if (!experiment)
        return "three-kernels is missing";
    const auto resolved = experiment->resolve("streams");
    const auto program = program::lower(resolved->workload, resolved->layout, bench.computeCapability);
    backend::RunOptions options;
    options.repeat = 5;
    const auto outcome = bench.backend.run(*program, options, nullptr, {});
    if (!outcome)
        return outcome.error().message.id;
    return outcome->makespanNs.size() == 5 ? ""
                                           : "expected 5 makespans, saw " + std::to_string(outcome->makespanNs.size());
}

std::string twoThreadsSubmitSideBySide(const Bench& bench)
{
    const Seen seen(
        bench,
        branch("a", R"({"cpu": {"ns": 400000}}, )" + spin(longNs)) + "," +
            branch("b", R"({"cpu": {"ns": 400000}}, )" + spin(longNs)),
        R"("streams": [{"name": "s1", "thread": 0}, {"name": "s2", "thread": 1}], "assign": {"a": "s1", "b": "s2"}, "threads": 2)");
    return together(seen, 0, 1, true);
}

} // namespace

std::vector<Case> streamCases()
{
    return {
        {"one stream runs in order", oneStreamRunsInOrder},
        {"two streams run together", twoStreamsRunTogether},
        {"a spin takes its time", aSpinTakesItsTime},
        {"the makespan holds all of it", theMakespanHoldsAllOfIt},
        {"the legacy default stream waits and is waited for", theLegacyDefaultStreamWaitsAndIsWaitedFor},
        {"non-blocking streams ignore the default stream", nonBlockingStreamsIgnoreTheDefaultStream},
        {"the per-thread default stream is an ordinary one", thePerThreadDefaultStreamIsAnOrdinaryOne},
        {"every thread has a per-thread default stream", everyThreadHasAPerThreadDefaultStream},
        {"a wait holds the stream until the event", aWaitHoldsTheStreamUntilTheEvent},
        {"an event is reached before later work of its stream", anEventIsReachedBeforeLaterWorkOfItsStream},
        {"after orders branches across streams", afterOrdersBranchesAcrossStreams},
        {"a diamond of streams", aDiamondOfStreams},
        {"a diamond as a graph", aDiamondAsAGraph},
        {"a host function holds its stream", aHostFunctionHoldsItsStream},
        {"device synchronisation holds the host", deviceSyncHoldsTheHost},
        {"stream synchronisation holds the host for that stream", streamSyncHoldsTheHostForThatStream},
        {"copies in opposite directions run together", copiesInOppositeDirectionsRunTogether},
        {"copies in one direction share an engine", copiesInOneDirectionShareAnEngine},
        {"a copy runs beside a kernel", aCopyRunsBesideAKernel},
        {"engines' rows show what engines do", enginesRowsShowWhatEnginesDo},
        {"a pageable copy holds the host", aPageableCopyHoldsTheHost},
        {"every operation is in the trace once", everyOperationIsInTheTraceOnce},
        {"every kernel has the call that launched it", everyKernelHasTheCallThatLaunchedIt},
        {"a stop asked for beforehand cancels", aStopAskedForBeforehandCancels},
        {"as many times as repetitions", asManyTimesAsRepetitions},
        {"two threads submit side by side", twoThreadsSubmitSideBySide},
    };
}

const std::vector<Case>& contractCases()
{
    static const std::vector<Case> cases = [] {
        std::vector<Case> all = streamCases();
        for (const auto& more : {blockCases(), gateCases(), hostCases()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return cases;
}

} // namespace contract
