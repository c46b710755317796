// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Every rule on a trace made to show just its cause, and on one that does not show it.
#include "analysis/explain.h"
#include "analysis/support_trace_text.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using tests::traceFromText;

namespace {

/// 10 SMs of 64 warps, 32 blocks; 10 · 100 lanes · 2 · 1 GHz = 2 Tflop/s.
device::DeviceProfile tenSms()
{
    device::DeviceProfile profile;
    profile.computeMajor = 9;
    profile.sms = 10;
    profile.warpsPerSm = 64;
    profile.blocksPerSm = 32;
    profile.sharedBytesPerSm = 233472;
    profile.sharedBytesPerBlock = 232448;
    profile.clockHz = 1e9;
    profile.fp32LanesPerSm = 100;
    profile.dramBytesPerSecond = 1e12;
    return profile;
}

struct Outcome
{
    trace::TracePointer trace;
    Explanation explanation;

    const Finding& operator[](std::string_view slug) const
    {
        for (const Finding& finding : explanation.findings)
            if (finding.slug == slug)
                return finding;
        qFatal("no finding of that slug");
    }

    std::vector<std::string> evidence(std::string_view slug) const
    {
        std::vector<std::string> names;
        for (const trace::SliceRef& ref : (*this)[slug].evidence)
            names.emplace_back(trace->name(trace->tracks()[ref.track].name[ref.index]));
        return names;
    }
};

Outcome explained(std::string_view text, const ExplainOptions& options = {},
                  const std::function<void(trace::TraceBuilder&)>& more = {})
{
    Outcome outcome;
    outcome.trace = traceFromText(text, more);
    outcome.explanation = explain(*outcome.trace, options);
    return outcome;
}

Outcome onTenSms(std::string_view text)
{
    static const device::DeviceProfile profile = tenSms();
    ExplainOptions options;
    options.profile = &profile;
    return explained(text, options);
}

bool atPlay(const Finding& finding)
{
    return finding.certainty == Certainty::proved || finding.certainty == Certainty::likely;
}

/// No other cause than `slug` has a card.
bool only(const Outcome& outcome, std::string_view slug)
{
    for (const Finding& finding : outcome.explanation.findings)
        if (atPlay(finding) != (finding.slug == slug)) {
            qWarning("%s: %d", finding.slug.c_str(), int(finding.certainty));
            return false;
        }
    return true;
}

using Names = std::vector<std::string>;

constexpr const char* launchBound = "s7: A[10,12)#1 B[20,22)#2 C[30,32)#3 D[40,42)#4\n"
                                    "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[15,19)#2 cudaLaunchKernel[25,29)#3 "
                                    "cudaLaunchKernel[35,39)#4";

} // namespace

class CausesTest : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyTraceHasNoCauses()
    {
        const Outcome outcome = explained("");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-empty"));
        QVERIFY(std::none_of(outcome.explanation.findings.begin(), outcome.explanation.findings.end(), atPlay));
    }

    void launchBoundIsLikelyFromATraceAlone()
    {
        const Outcome outcome = explained(launchBound);
        QVERIFY(only(outcome, "2-launch-bound"));
        QCOMPARE(outcome["2-launch-bound"].certainty, Certainty::likely);
        // 32 µs; without the host 4 · 2 µs and three gaps of 1 µs: 11
        QCOMPARE(outcome["2-launch-bound"].costNs, 21'000);
        QCOMPARE(outcome.evidence("2-launch-bound"), (Names{"B", "C", "D"}));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"8 µs", "32 µs", "8 µs"}));
        QCOMPARE(outcome.explanation.unexplainedNs, 3'000);
    }

    void launchBoundIsProvedByAnUntracedTime()
    {
        ExplainOptions options;
        options.unprofiledNs = 25'000;
        const Outcome outcome = explained(launchBound, options);
        QCOMPARE(outcome["2-launch-bound"].certainty, Certainty::proved);
        // 32 − 25 are the profiler's, the rest of 21 the host's
        QCOMPARE(outcome["11-observer"].costNs, 7'000);
        QCOMPARE(outcome["2-launch-bound"].costNs, 14'000);
    }

    void anUntracedTimeAsShortAsTheDevicesOwnClearsTheHost()
    {
        ExplainOptions options;
        options.unprofiledNs = 11'000;
        const Outcome outcome = explained(launchBound, options);
        QVERIFY(!atPlay(outcome["2-launch-bound"]));
        QCOMPARE(outcome["11-observer"].costNs, 21'000);
    }

    void workThatIsQueuedIsNotLaunchBound()
    {
        const Outcome outcome =
            explained("s7: A[10,20)#1 B[20,30)#2\nh1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[1,2)#2");
        QCOMPARE(outcome["2-launch-bound"].certainty, Certainty::notAtPlay);
    }

    void aLateFirstOperationOfEachStreamIsNotLaunchBound()
    {
        // A submission every 6 µs against 101 µs of work each: the streams fill up as fast as the host can.
        const Outcome outcome = explained("s7: A[10,111)#1\ns8: B[16,117)#2\ns9: C[22,123)#3\n"
                                          "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[6,10)#2 "
                                          "cudaLaunchKernel[12,16)#3 cudaDeviceSynchronize[17,125)");
        QCOMPARE(outcome["2-launch-bound"].certainty, Certainty::notAtPlay);
        // The longest stream takes 101 of 113 µs; two or more run from 16 to 117.
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-chain"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"113 µs", "113 µs", "101 µs", "101 µs"}));
    }

    void launchesCloserTogetherThanALaunchTakesAreLaunchBoundAllTheSame()
    {
        // Each starts 8 µs after its call; the calls come every 5 µs, the work takes 2: the stream is dry for 3 of 5.
        const Outcome outcome = explained("s7: A[12,14)#1 B[17,19)#2 C[22,24)#3 D[27,29)#4 E[32,34)#5\n"
                                          "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[5,9)#2 "
                                          "cudaLaunchKernel[10,14)#3 cudaLaunchKernel[15,19)#4 "
                                          "cudaLaunchKernel[20,24)#5");
        QVERIFY(only(outcome, "2-launch-bound"));
        // 22 µs; five times 2 without the host
        QCOMPARE(outcome["2-launch-bound"].costNs, 12'000);
        QCOMPARE(outcome["2-launch-bound"].explanation.arguments, (Names{"4", "5", "5 µs", "2 µs", "12 µs"}));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"10 µs", "22 µs", "10 µs"}));
    }

    void whatAGraphTakesAtLeastIsTheLongestStreams()
    {
        // Two streams by turns, every 10 µs, 2 µs each: 8 of 32 µs busy, and 4 in each stream.
        const Outcome outcome = explained("s7: A[10,12)#1 C[30,32)#3\ns8: B[20,22)#2 D[40,42)#4\n"
                                          "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[15,19)#2 "
                                          "cudaLaunchKernel[25,29)#3 cudaLaunchKernel[35,39)#4");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"8 µs", "32 µs", "4 µs"}));
    }

    void aBusyGpuIsNotHeldByTheHost()
    {
        // Every 12 µs against 10 of work each: launch-bound, but the GPU is busy for 40 of 46 µs.
        const Outcome outcome = explained("s7: A[10,20)#1 B[22,32)#2 C[34,44)#3 D[46,56)#4\n"
                                          "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[17,21)#2 "
                                          "cudaLaunchKernel[29,33)#3 cudaLaunchKernel[41,45)#4");
        QVERIFY(atPlay(outcome["2-launch-bound"]));
        QVERIFY(outcome.explanation.headline.id != "analysis.headline-2-launch-bound");
    }

    void streamsThatTheHostCannotFeedAreNotPromised()
    {
        // Two branches of 3 µs each on one stream, submitted every 5 µs: on two streams they would come no sooner.
        const Outcome outcome = explained("s7: A[10,13)#1 B[15,18)#2 C[20,23)#3 D[25,28)#4\n"
                                          "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[10,14)#2 "
                                          "cudaLaunchKernel[15,19)#3 cudaLaunchKernel[20,24)#4\n"
                                          "notes h1: left[4,14.5) right[14.6,25)");
        QVERIFY(outcome["17-one-stream"].costNs > outcome["2-launch-bound"].costNs);
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"12 µs", "18 µs", "12 µs"}));
    }

    void withoutHostCallsNothingIsSaidOfTheHost()
    {
        QCOMPARE(explained("s7: A[10,20) B[50,60)")["2-launch-bound"].certainty, Certainty::cannotTell);
    }

    void theDefaultStreamBarsTheWay()
    {
        // D waits for A, C for D, though all were submitted long before.
        const Outcome outcome =
            explained("s13: A[10,30)#1 C[50.5,60)#3\ns7: D[30.5,50)#2\n"
                      "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[1,2)#2 cudaLaunchKernel[2,3)#3");
        QVERIFY(only(outcome, "3-default-stream"));
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::likely);
        // 50; without the delays A and C follow each other: 20 + 1 + 9.5
        QCOMPARE(outcome["3-default-stream"].costNs, 19'500);
        QCOMPARE(outcome.evidence("3-default-stream"), (Names{"C", "D"}));
    }

    void aStreamThatOnceRanBesideTheDefaultStreamIsNonBlocking()
    {
        // As above, but E and F run at the same time.
        const Outcome outcome = explained("s13: A[10,30)#1 C[50.5,60)#3 E[100,120)#4\ns7: D[30.5,50)#2 F[100,120)#5\n"
                                          "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[1,2)#2 cudaLaunchKernel[2,3)#3 "
                                          "cudaLaunchKernel[3,4)#4 cudaLaunchKernel[4,5)#5");
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::notAtPlay);
    }

    void operationsOfOneStreamThatOverlapLeaveNothingLessThanUnexplained()
    {
        // 10 + 10 µs of work in 15 µs: what was, was possible.
        const Outcome outcome = explained("s7: A[0,10) B[5,15)");
        QCOMPARE(outcome.explanation.bestPossibleNs, 15'000);
        QCOMPARE(outcome.explanation.unexplainedNs, 0);
    }

    void timesThatSpanCenturiesAreExplained()
    {
        // 6·10¹⁵ µs: more than 2⁶² ns
        const Outcome outcome =
            explained("s7: A[10,20)#1 B[6000000000000000,6000000000000010)#2\nh1: cudaLaunchKernel[0,1)#1 "
                      "cudaLaunchKernel[1,2)#2");
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::notAtPlay);
    }

    void workBesideTheDefaultStreamIsNotBarred()
    {
        const Outcome outcome =
            explained("s13: A[10,30)#1 C[31,60)#3\ns7: D[10,50)#2\n"
                      "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[1,2)#2 cudaLaunchKernel[2,3)#3");
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::notAtPlay);
    }

    void copiesOfTwoDevicesHaveEnginesOfTheirOwn()
    {
        const std::string calls = "h1: cudaMemcpyAsync[0,1)#1 cudaMemcpyAsync[1,2)#2 cudaMemcpyAsync[2,3)#3 "
                                  "cudaMemcpyAsync[3,4)#4";
        const char* const cause = "9-same-direction-copies";
        QVERIFY(explained("s7: H2D[10,20)#1 H2D[30,40)#3\ns15: H2D[20,30)#2 H2D[40,50)#4\n" + calls)[cause].certainty !=
                Certainty::notAtPlay);
        QCOMPARE(
            explained("s7: H2D[10,20)#1 H2D[30,40)#3\ns15@1: H2D[20,30)#2 H2D[40,50)#4\n" + calls)[cause].certainty,
            Certainty::notAtPlay);
    }

    void pageableCopiesHoldTheirThread()
    {
        const Outcome outcome = explained("s7: H2D[5,105)#1{pageable bytes=1000000}\ns8: A[120,130)#2\n"
                                          "h1: cudaMemcpyAsync[0,106)#1 cudaLaunchKernel[110,114)#2");
        QVERIFY(only(outcome, "4-pageable-copy"));
        QCOMPARE(outcome["4-pageable-copy"].certainty, Certainty::proved);
        // 125 µs; without the wait A overlaps the copy, which takes 100
        QCOMPARE(outcome["4-pageable-copy"].costNs, 25'000);
        QCOMPARE(outcome.evidence("4-pageable-copy"), (Names{"H2D"}));
    }

    void pageableCopiesAreSlowerThanPinnedOnes()
    {
        // 1e6 bytes at 100 GB/s take 10 µs from pinned memory; this one took 100.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 1e11};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome =
            explained("s7: H2D[5,105)#1{pageable bytes=1000000}\nh1: cudaMemcpyAsync[0,106)#1", options);
        QCOMPARE(outcome["4-pageable-copy"].certainty, Certainty::proved);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 90'000);
    }

    void pinnedCopiesDoNot()
    {
        const Outcome outcome = explained("s7: H2D[5,105)#1{pinned bytes=1000000}\ns8: A[10,20)#2\n"
                                          "h1: cudaMemcpyAsync[0,4)#1 cudaLaunchKernel[5,9)#2");
        QCOMPARE(outcome["4-pageable-copy"].certainty, Certainty::notAtPlay);
    }

    void aSynchronisationNamesTheOperatorAroundIt()
    {
        const Outcome outcome =
            explained("s7: A[10,100)#1 B[115,125)#2 C[126,136)#3\n"
                      "h1: cudaLaunchKernel[0,5)#1 aten::item[6,104) aten::_local_scalar_dense[6.5,103) "
                      "cudaStreamSynchronize[7,102) cudaLaunchKernel[106,110)#2 cudaLaunchKernel[111,113)#3");
        QVERIFY(only(outcome, "5-host-sync"));
        QCOMPARE(outcome["5-host-sync"].certainty, Certainty::proved);
        QCOMPARE(outcome["5-host-sync"].explanation.arguments.back(), std::string("aten::item"));
        QCOMPARE(outcome.evidence("5-host-sync"), (Names{"cudaStreamSynchronize"}));
    }

    void aSynchronisationAtTheEndIsNone()
    {
        const Outcome outcome =
            explained("s7: A[10,100)#1 B[101,111)#2\n"
                      "h1: cudaLaunchKernel[0,5)#1 cudaLaunchKernel[6,9)#2 cudaDeviceSynchronize[10,115)");
        QCOMPARE(outcome["5-host-sync"].certainty, Certainty::notAtPlay);
    }

    void aRecordedWaitIsProved()
    {
        const Outcome outcome =
            explained("s7: A[0,50)#1\ns8: B[0,10)#2 C[51,60)#3\n"
                      "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 cudaLaunchKernel[-5,-4)#3",
                      {}, [](trace::TraceBuilder& builder) { builder.addDependency(1, 3); });
        QVERIFY(only(outcome, "6-event-wait"));
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::proved);
        // 60 µs; A takes 50
        QCOMPARE(outcome["6-event-wait"].costNs, 10'000);
        QCOMPARE(outcome.evidence("6-event-wait"), (Names{"C"}));
    }

    void aWaitThatWasOnlySubmittedIsLikely()
    {
        const Outcome outcome = explained("s17: A[0,50)#1\ns18: B[0,10)#2 C[51,60)#3\n"
                                          "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 "
                                          "cudaStreamWaitEvent[-5.5,-5) cudaLaunchKernel[-5,-4)#3");
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::likely);
    }

    void withoutAWaitThereIsNoDependency()
    {
        const Outcome outcome =
            explained("s17: A[0,50)#1\ns18: B[0,10)#2 C[11,20)#3\n"
                      "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 cudaLaunchKernel[-5,-4)#3");
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::notAtPlay);
    }

    void anAllocationBetweenSubmissionsMayDrain()
    {
        const Outcome outcome = explained("s7: A[10,20)#1 B[130,140)#2\n"
                                          "h1: cudaLaunchKernel[0,5)#1 cudaMalloc[8,120) cudaLaunchKernel[121,125)#2");
        QCOMPARE(outcome["7-allocation"].certainty, Certainty::likely);
        // The call's 112 µs less the 110 A's end leaves: B comes at 13 + 5 but not before 21.
        QVERIFY(outcome["7-allocation"].costNs > 100'000);
        QCOMPARE(outcome.evidence("7-allocation"), (Names{"cudaMalloc"}));
    }

    void anAsynchronousAllocationDoesNot()
    {
        const Outcome outcome =
            explained("s7: A[10,20)#1 B[130,140)#2\n"
                      "h1: cudaLaunchKernel[0,5)#1 cudaMallocAsync[8,120) cudaLaunchKernel[121,125)#2");
        QCOMPARE(outcome["7-allocation"].certainty, Certainty::notAtPlay);
    }

    void moreStreamsThanQueuesWaitForEachOther()
    {
        std::string text = "h1:";
        for (int call = 1; call <= 12; ++call)
            text += " cudaLaunchKernel[" + std::to_string(call - 20) + "," + std::to_string(call - 19.5) + ")#" +
                    std::to_string(call);
        for (int stream = 1; stream <= 9; ++stream)
            text += "\ns" + std::to_string(20 + stream) + ": K[0,10)#" + std::to_string(stream);
        const std::string waiting = text + "\ns40: X[0,5)#10 Y[40,50)#12\ns21: L[11,39.5)#11";
        const Outcome outcome = explained(waiting);
        QVERIFY(only(outcome, "8-shared-queue"));
        QCOMPARE(outcome["8-shared-queue"].certainty, Certainty::likely);
        QCOMPARE(outcome.evidence("8-shared-queue"), (Names{"Y"}));
        const Outcome free = explained(text + "\ns40: X[0,5)#10 Y[6,16)#12\ns21: L[11,39.5)#11");
        QCOMPARE(free["8-shared-queue"].certainty, Certainty::notAtPlay);
    }

    void copiesOfOneDirectionTakeTurns()
    {
        const Outcome outcome = explained("s17: H2D[0,50)#1{bytes=1000000}\ns18: H2D[50.5,100.5)#2{bytes=1000000}\n"
                                          "h1: cudaMemcpyAsync[-9,-8)#1 cudaMemcpyAsync[-7,-6)#2");
        QVERIFY(only(outcome, "9-same-direction-copies"));
        QCOMPARE(outcome["9-same-direction-copies"].certainty, Certainty::proved);
        QVERIFY(outcome["9-same-direction-copies"].costNs > 45'000);
    }

    void copiesOfBothDirectionsDoNot()
    {
        const Outcome outcome = explained("s17: H2D[0,50)#1{bytes=1000000}\ns18: D2H[1,51)#2{bytes=1000000}\n"
                                          "h1: cudaMemcpyAsync[-9,-8)#1 cudaMemcpyAsync[-7,-6)#2");
        QCOMPARE(outcome["9-same-direction-copies"].certainty, Certainty::notAtPlay);
    }

    void barsSideBySideThatStretchGainNothing()
    {
        // A takes 10 alone, 20 beside its twin: 20 µs of work in 20 µs.
        const Outcome outcome = explained("s17: A[0,10) A[20,40)\ns18: A[20,40)");
        QCOMPARE(outcome["10-overlap-without-gain"].certainty, Certainty::proved);
        QCOMPARE(outcome["10-overlap-without-gain"].explanation.arguments, (Names{"20 µs", "1×"}));
    }

    void barsSideBySideThatDoNotStretchGain()
    {
        const Outcome outcome = explained("s17: A[0,10) A[20,30)\ns18: A[20,30)");
        QCOMPARE(outcome["10-overlap-without-gain"].certainty, Certainty::notAtPlay);
    }

    void launchesOfOneNameThatDoUnlikeWorkAreNoYardstick()
    {
        // Alone 10 and 100, beside its twin 100: whether the pair gains depends on which of the two it is.
        const Outcome outcome = explained("s17: A[0,10) A[20,120) A[200,300)\ns18: A[200,300)");
        QCOMPARE(outcome["10-overlap-without-gain"].certainty, Certainty::cannotTell);
    }

    void aFirstCallThatLoadsCodeIsLate()
    {
        const std::string before = "s7: A[10,20)#1 A[20,30)#2 A[30,40)#3 A[40,50)#4 ";
        const std::string calls = "\nh1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[5,9)#2 cudaLaunchKernel[10,14)#3 "
                                  "cudaLaunchKernel[15,19)#4 ";
        const Outcome outcome = explained(before + "B[525,535)#5" + calls + "cudaLaunchKernel[20,520)#5");
        QVERIFY(only(outcome, "13-first-use"));
        QCOMPARE(outcome["13-first-use"].certainty, Certainty::likely);
        const Outcome warm = explained(before + "B[51,61)#5" + calls + "cudaLaunchKernel[20,24)#5");
        QCOMPARE(warm["13-first-use"].certainty, Certainty::notAtPlay);
    }

    void batchedLaunchesAreNamedOnWindows()
    {
        // Every fifth operation starts 500 µs after its submission, the others after 1.
        std::string streams = "s7:", calls = "\nh1:";
        for (int i = 0; i < 40; ++i) {
            const int at = 1000 * i, delay = i % 5 == 4 ? 500 : 1;
            streams += " A[" + std::to_string(at + 4 + delay) + "," + std::to_string(at + 9 + delay) + ")#" +
                       std::to_string(i);
            calls +=
                " cudaLaunchKernel[" + std::to_string(at) + "," + std::to_string(at + 4) + ")#" + std::to_string(i);
        }
        const auto windows = [](trace::TraceBuilder& builder) { builder.info().metadata["os"] = "\"Windows 11\""; };
        QCOMPARE(explained(streams + calls, {}, windows)["14-batching"].certainty, Certainty::likely);
        QCOMPARE(explained(streams + calls)["14-batching"].certainty, Certainty::cannotTell);
        QCOMPARE(explained(launchBound)["14-batching"].certainty, Certainty::notAtPlay);
    }

    void contextsTakeTurns()
    {
        const char* calls = "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2 cudaLaunchKernel[-7,-6)#3 "
                            "cudaLaunchKernel[-6,-5)#4 cudaLaunchKernel[-5,-4)#5 cudaLaunchKernel[-4,-3)#6";
        const Outcome outcome = explained(std::string("s17@0.1: A[0,10)#1 C[21,30)#3 E[41,50)#5\n"
                                                      "s17@0.2: B[10.5,20)#2 D[31,40)#4 F[51,60)#6") +
                                          calls);
        QCOMPARE(outcome["15-contexts"].certainty, Certainty::proved);
        QVERIFY(outcome["15-contexts"].costNs > 20'000);
        const Outcome overlapping = explained(std::string("s17@0.1: A[0,10)#1 C[11,20)#3 E[21,30)#5\n"
                                                          "s17@0.2: B[0,10)#2 D[11,20)#4 F[21,30)#6") +
                                              calls);
        QCOMPARE(overlapping["15-contexts"].certainty, Certainty::notAtPlay);
    }

    void kernelsOfOneStreamMayRunSideBySide()
    {
        // Programmatic launches: B runs beside A, which takes 400 µs, C after both. One after the other they would take
        // 400 + 400 + 80 µs, more than the 490 there are: the best possible is less, and nothing is left unexplained.
        const Outcome outcome = explained("s7: A[10,410)#1 B[20,420)#2 C[420,500)#3\n"
                                          "h1: cudaLaunchKernel[5,10)#1 cudaLaunchKernel[15,20)#2 "
                                          "cudaLaunchKernel[25,30)#3 cudaDeviceSynchronize[30,505)");
        QCOMPARE(outcome.explanation.metrics.gpuBusyNs, 490'000);
        QCOMPARE(outcome.explanation.metrics.overlapNs, 390'000);
        QCOMPARE(outcome.explanation.metrics.maxConcurrency, 2);
        QCOMPARE(outcome.explanation.metrics.streams, 1);
        QVERIFY(outcome.explanation.bestPossibleNs >= 480'000);
        QVERIFY(outcome.explanation.bestPossibleNs <= outcome.explanation.spanNs);
        QVERIFY(outcome.explanation.unexplainedNs >= 0);
        QVERIFY(outcome.explanation.unexplainedNs <= 10'000);
    }

    void priorityDoesNotInterrupt()
    {
        const char* text = "s17: A[0,100)#1\ns18: B[0,5)#2 C[99,110)#3\n"
                           "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2 cudaLaunchKernel[-7,-6)#3";
        const auto priorities = [](int ofA, int ofB) {
            return [=](trace::TraceBuilder& builder) {
                builder.setArgumentReader([=](std::uint32_t id) {
                    return std::vector<std::pair<std::string, std::string>>{
                        {"priority", std::to_string(id == 0 ? ofA : ofB)}};
                });
            };
        };
        QCOMPARE(explained(text, {}, priorities(0, -5))["16-priority"].certainty, Certainty::likely);
        QVERIFY(!atPlay(explained(text, {}, priorities(0, 0))["16-priority"]));
        QCOMPARE(explained(text)["16-priority"].explanation.id, std::string("analysis.cause-16-priority-unknown"));
        // Of a run the layout says them; the trace does not.
        const auto run = [](trace::TraceBuilder& builder) { builder.info().makespanNs = 110'000; };
        QCOMPARE(explained(text, {}, run)["16-priority"].explanation.id,
                 std::string("analysis.cause-16-priority-unknown-run"));
    }

    void branchesOnOneStreamCouldRunSideBySide()
    {
        const char* calls =
            "h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\nnotes h1: left[-11,-8) right[-8,-5)\n";
        const Outcome outcome = explained(std::string(calls) + "s7: A[0,50)#1 B[51,101)#2");
        QVERIFY(only(outcome, "17-one-stream"));
        QCOMPARE(outcome["17-one-stream"].certainty, Certainty::likely);
        // 101 µs, side by side 50 and B's gap of 1
        QCOMPARE(outcome["17-one-stream"].costNs, 50'000);
        QVERIFY(outcome["17-one-stream"].costIsUpperBound); // launches are not known
        QCOMPARE(outcome.evidence("17-one-stream"), (Names{"B"}));
        const Outcome apart = explained(std::string(calls) + "s17: A[0,50)#1\ns18: B[0,50)#2");
        QCOMPARE(apart["17-one-stream"].certainty, Certainty::notAtPlay);
        const Outcome unknown = explained("s7: A[0,50) B[51,101)");
        QCOMPARE(unknown["17-one-stream"].certainty, Certainty::cannotTell);
    }

    void aGraphThatIsAChain()
    {
        const char* call = "h1: cudaGraphLaunch[-5,-1)#1\n";
        const Outcome outcome = explained(std::string(call) + "s7: A[0,50)#1{branch=0} B[51,101)#1{branch=1}");
        QVERIFY(only(outcome, "18-graph-chain"));
        QCOMPARE(outcome["18-graph-chain"].costNs, 50'000);
        // A run's nodes carry no link to the launch.
        const Outcome run = explained(std::string(call) + "s7: A[0,50){branch=0} B[51,101){branch=1}");
        QVERIFY(only(run, "18-graph-chain"));
        const Outcome forked = explained(std::string(call) + "s7: A[0,50)#1{branch=0}\ns8: B[0,50)#1{branch=1}");
        QCOMPARE(forked["18-graph-chain"].certainty, Certainty::notAtPlay);
    }

    void aFullQueueMakesLaunchesWait()
    {
        // 1,200 kernels of 10 µs; launches take 1 µs until 1,021 are pending, then as long as a kernel.
        std::string streams = "s7:", calls = "\nh1:";
        double host = 0;
        for (int i = 0; i < 1200; ++i) {
            const int start = 5 + 10 * i;
            const bool full = i - int(host) / 10 > 1021;
            const double end = host + (full ? 90 : 1);
            streams += " A[" + std::to_string(start) + "," + std::to_string(start + 10) + ")#" + std::to_string(i);
            calls += " cudaLaunchKernel[" + std::to_string(host) + "," + std::to_string(end) + ")#" + std::to_string(i);
            host = end;
        }
        // A second stream runs dry meanwhile: that is what the waiting costs.
        const std::string other = "\ns8: B[" + std::to_string(host + 5) + "," + std::to_string(host + 12000) + ")#5000";
        calls += " cudaLaunchKernel[" + std::to_string(host) + "," + std::to_string(host + 1) + ")#5000";
        const Outcome outcome = explained(streams + other + calls);
        QCOMPARE(outcome["19-queue-full"].certainty, Certainty::proved);
        QCOMPARE(explained(launchBound)["19-queue-full"].certainty, Certainty::notAtPlay);
    }

    void clocksThatDisagreeAreSaid()
    {
        const Outcome outcome = explained("s7: A[0,5)#1\nh1: cudaLaunchKernel[10,12)#1");
        QCOMPARE(outcome["20-bad-data"].certainty, Certainty::proved);
        QCOMPARE(outcome.evidence("20-bad-data"), (Names{"A"}));
        const Outcome lost = explained("s7: A[0,5)", {}, [](trace::TraceBuilder& builder) {
            builder.trust().lostRecords = 3;
            builder.trust().malformedRecords = 2; // two of the three
        });
        QCOMPARE(lost["20-bad-data"].explanation.arguments.front(), std::string("3"));
        QCOMPARE(lost["20-bad-data"].explanation.id, std::string("analysis.cause-20-bad-data-found-lost"));
        QCOMPARE(outcome["20-bad-data"].explanation.id, std::string("analysis.cause-20-bad-data-found-early"));
        const Outcome cut =
            explained("s7: A[0,5)", {}, [](trace::TraceBuilder& builder) { builder.trust().truncated = true; });
        QCOMPARE(cut["20-bad-data"].explanation.id, std::string("analysis.cause-20-bad-data-found-cut"));
        QCOMPARE(explained(launchBound)["20-bad-data"].certainty, Certainty::notAtPlay);
    }

    void buffersAreNotInATrace()
    {
        QCOMPARE(explained("s17: A[0,10)\ns18: B[0,10)")["21-unordered"].certainty, Certainty::cannotTell);
        QCOMPARE(explained("s17: A[0,10)")["21-unordered"].certainty, Certainty::notAtPlay);
    }

    void unorderedAccessIsProvedWhereTheProgramIsKnown()
    {
        ExplainOptions options;
        options.races.emplace();
        options.races->found = {{{"B", "produce"}, {"C", "consume"}, "data"}};
        options.races->total = 3;
        const auto branches = [](trace::TraceBuilder& builder) { builder.info().branches = {"produce", "consume"}; };
        const char* text = "s17: A[0,10){branch=0} B[10,20){branch=0}\n"
                           "s18: C[0,10){branch=1} D[10,15){branch=1} B[20,30){branch=1}";
        const Outcome outcome = explained(text, options, branches);
        const Finding& finding = outcome["21-unordered"];
        QCOMPARE(finding.certainty, Certainty::proved);
        QCOMPARE(finding.costNs, 0);
        QCOMPARE(finding.explanation.id, std::string("analysis.cause-21-unordered-found"));
        QCOMPARE(finding.explanation.arguments, (Names{"B", "produce", "C", "consume", "data", "3"}));
        QCOMPARE(outcome.evidence("21-unordered"), (Names{"B", "C"})); // not the B of the other branch
    }

    void aProgramThatOrdersEverythingHasNoUnorderedAccess()
    {
        ExplainOptions options;
        options.races.emplace();
        const char* overlap = "s17: A[0,10)\ns18: B[0,10)";
        QCOMPARE(explained(overlap, options)["21-unordered"].certainty, Certainty::notAtPlay);
        QCOMPARE(explained(overlap, options)["21-unordered"].explanation.id,
                 std::string("analysis.cause-21-unordered-absent-known"));
        options.races->complete = false; // only the beginning was looked at
        QCOMPARE(explained(overlap, options)["21-unordered"].certainty, Certainty::cannotTell);
    }

    void aCollectiveWaits()
    {
        const Outcome outcome = explained("s7: ncclDevKernel_AllReduce[0,10) ncclDevKernel_AllReduce[20,30) "
                                          "ncclDevKernel_AllReduce[40,140) ncclDevKernel_AllReduce[150,160)");
        QCOMPARE(outcome["22-collective"].certainty, Certainty::likely);
        QCOMPARE(outcome["22-collective"].costNs, 90'000);
        QCOMPARE(explained("s7: ncclDevKernel_AllReduce[0,10) ncclDevKernel_AllReduce[20,30) "
                           "ncclDevKernel_AllReduce[40,50)")["22-collective"]
                     .certainty,
                 Certainty::notAtPlay);
    }

    void gridsThatFillTheSlotsLeaveNoRoom()
    {
        // 80 blocks of 8 warps fill 10 SMs of 64 warps.
        const char* calls = "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2";
        const Outcome outcome = onTenSms(std::string("s17: A[0,100)#1{grid=160 block=256 registers=32}\n"
                                                     "s18: B[99,199)#2{grid=160 block=256 registers=32}") +
                                         calls);
        QVERIFY(atPlay(outcome["1a-slots-full"]));
        QCOMPARE(outcome["1a-slots-full"].certainty, Certainty::proved);
        QVERIFY(outcome["1a-slots-full"].costNs > 90'000);
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-full"));
        const Outcome roomy = onTenSms(std::string("s17: A[0,100)#1{grid=10 block=64 registers=32}\n"
                                                   "s18: B[0,100)#2{grid=10 block=64 registers=32}") +
                                       calls);
        QCOMPARE(roomy["1a-slots-full"].certainty, Certainty::notAtPlay);
    }

    void kernelsAtThePeakLeaveNoRoom()
    {
        // 2e8 flops in 100 µs are the peak; two at once, each 100 µs of work, in 200.
        const char* calls = "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2";
        const Outcome outcome = onTenSms(std::string("s17: A[0,200)#1{grid=10 block=64 registers=32 flops=3.6e8}\n"
                                                     "s18: B[0,200)#2{grid=10 block=64 registers=32 flops=3.6e8}") +
                                         calls);
        QCOMPARE(outcome["1b-pipe-full"].certainty, Certainty::proved);
        const Outcome light = onTenSms(std::string("s17: A[0,200)#1{grid=10 block=64 registers=32 flops=1e6}\n"
                                                   "s18: B[0,200)#2{grid=10 block=64 registers=32 flops=1e6}") +
                                       calls);
        QCOMPARE(light["1b-pipe-full"].certainty, Certainty::notAtPlay);
    }

    void withoutLaunchConfigurationsRoomCannotBeTold()
    {
        const Outcome outcome = explained("s17: A[0,100)\ns18: B[99,199)");
        QCOMPARE(outcome["1a-slots-full"].certainty, Certainty::cannotTell);
        QCOMPARE(outcome["1b-pipe-full"].certainty, Certainty::cannotTell);
    }

    void costsAndTheUnexplainedAddUp()
    {
        for (const Outcome& outcome :
             {explained(launchBound), onTenSms("s17: A[0,100){grid=160 block=256}\ns18: B[99,199){grid=160 block=256}"),
              explained("s7: A[0,50)#1 B[80,101)#2\nh1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[70,76)#2")}) {
            Ns sumNs = outcome.explanation.bestPossibleNs + outcome.explanation.unexplainedNs;
            for (const Finding& finding : outcome.explanation.findings)
                sumNs += finding.costNs;
            QCOMPARE(sumNs, outcome.explanation.spanNs);
            QVERIFY(outcome.explanation.unexplainedNs >= 0);
        }
    }

    void findingsAtPlayComeFirstAndTheCostliestOfThemFirst()
    {
        const Outcome outcome = explained(launchBound);
        bool before = true;
        Ns lastNs = std::numeric_limits<Ns>::max();
        for (const Finding& finding : outcome.explanation.findings) {
            QVERIFY(before || !atPlay(finding));
            before = atPlay(finding);
            if (before)
                QVERIFY(finding.costNs <= lastNs);
            lastNs = finding.costNs;
        }
    }
};

QTEST_APPLESS_MAIN(CausesTest)
#include "tst_causes.moc"
