// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What is said of a trace as a whole: the headline, the order and the sum of the costs, what cannot be trusted.
#include "analysis/support_outcome.h"
#include "words/sentences.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

namespace {

bool hasSentence(const Message& message)
{
    return !words::sentence(message).starts_with("analysis.");
}

} // namespace

class ExplainTest : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyTraceHasNoCauses()
    {
        const Outcome outcome = explained("");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-empty"));
        QVERIFY(std::none_of(outcome.explanation.findings.begin(), outcome.explanation.findings.end(), atPlay));
    }

    void whatAGraphTakesAtLeastIsTheLongestStreams()
    {
        // Two streams by turns, every 10 µs, 2 µs each: 8 of 32 µs busy, and 4 in each stream.
        const Outcome outcome = explained("s7: A[10,12)#1 C[30,32)#3\ns8: B[20,22)#2 D[40,42)#4\n"
                                          "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[15,19)#2 "
                                          "cudaLaunchKernel[25,29)#3 cudaLaunchKernel[35,39)#4");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-no-streams"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"8 µs", "32 µs", "4 µs", "0 ns"}));
    }

    void streamsThatTheHostCannotFeedAreNotPromised()
    {
        // Two branches of 3 µs each on one stream, submitted every 5 µs: on two streams they would come no sooner.
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome =
            onTenSms("s7: A[10,13)#1" + small + " B[15,18)#2" + small + " C[20,23)#3" + small + " D[25,28)#4" + small +
                     "\n"
                     "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[10,14)#2 "
                     "cudaLaunchKernel[15,19)#3 cudaLaunchKernel[20,24)#4\n"
                     "notes h1: left[4,14.5) right[14.6,25)");
        QVERIFY(outcome["17-one-stream"].costNs > outcome["2-launch-bound"].costNs);
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-traced-no-streams"));
        // One stream's graph takes 12.
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"12 µs", "18 µs", "12 µs", "0 ns"}));
    }

    void theHostOfATraceIsOnlyTheLimitWhereTracingCannotHaveMadeIt()
    {
        // Busy for 12 of 18 µs: an untraced run may be as short as that. An untraced time says that it is not.
        const char* text = "s7: A[10,13)#1 B[15,18)#2 C[20,23)#3 D[25,28)#4\n"
                           "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[10,14)#2 cudaLaunchKernel[15,19)#3 "
                           "cudaLaunchKernel[20,24)#4";
        QCOMPARE(explained(text).explanation.headline.id,
                 std::string("analysis.headline-2-launch-bound-traced-no-streams"));
        ExplainOptions options;
        options.unprofiledNs = 18'000;
        QCOMPARE(explained(text, options).explanation.headline.id,
                 std::string("analysis.headline-2-launch-bound-no-streams"));
        QCOMPARE(explained(launchBound).explanation.headline.id,
                 std::string("analysis.headline-2-launch-bound-no-streams"));
    }

    void aGraphsLeastTimeIsSaidForAChainAndForBranches()
    {
        // Two branches of 4 µs each on one stream, 10 µs from submission to submission.
        const Outcome outcome = explained(std::string(launchBound) + "\nnotes h1: left[4,19.5) right[24,40)");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-branches-no-streams"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"8 µs", "32 µs", "8 µs", "0 ns", "4 µs"}));
    }

    void streamsThatTakeTurnsAreNotToldToAnnotate()
    {
        const Outcome outcome = explained("s17: A[0,50)#1\ns18: B[51,101)#2\nh1: cudaLaunchKernel[-9,-8)#1 "
                                          "cudaLaunchKernel[-8,-7)#2");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-one-at-a-time-streams"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"100 µs", "101 µs", "2"}));
    }

    void whereAQuarterOfTheRecordsIsLostNoReasonIsGiven()
    {
        const auto headline = [](int lost) {
            return explained(launchBound, {},
                             [lost](trace::TraceBuilder& builder) { builder.trust().lostRecords = lost; })
                .explanation.headline;
        };
        QCOMPARE(headline(2).id, std::string("analysis.headline-20-bad-data-lost")); // 2 of 6
        QCOMPARE(headline(2).arguments, (Names{"8 µs", "32 µs", "2", "4"}));
        QCOMPARE(headline(1).id, std::string("analysis.headline-2-launch-bound-no-streams")); // 1 of 5
    }

    void aGoodPartOfWhatIsLostIsNamedThoughItIsLittleOfTheWhole()
    {
        // Busy for 100 of 108 µs: of the 8 that are lost the thread's wait costs nearly all. 3 of 103 are too little.
        const auto headline = [](const std::string& second) {
            return explained("s7: A[0,50)#1 " + second +
                             "\nh1: cudaLaunchKernel[-9,-8)#1 cudaStreamSynchronize[-7,50.5) cudaLaunchKernel[51,52)#2")
                .explanation.headline;
        };
        QCOMPARE(headline("B[58,108)#2").id, std::string("analysis.headline-5-host-sync"));
        QCOMPARE(headline("B[53,103)#2").id, std::string("analysis.headline-one-at-a-time"));
    }

    void ofTwoCausesThatCostAboutTheSameTheProvedOneIsNamed()
    {
        // C waits for A, by a call alone: that costs about 100. Then the thread waits for C, which costs what passes
        // until D begins.
        const auto after = [](const std::string& d, const std::string& call) {
            return explained("s17: A[0,100)#1\ns18: C[101,201)#2 " + d +
                             "#3\nh1: cudaLaunchKernel[-9,-8)#1 cudaStreamWaitEvent[-7,-6.5) cudaLaunchKernel[-6,-5)#2 "
                             "cudaStreamSynchronize[-4,201.5) cudaLaunchKernel" +
                             call + "#3");
        };
        const Outcome close = after("D[296,396)", "[290,291)"), far = after("D[256,356)", "[250,251)");
        QVERIFY(close["6-event-wait"].costNs > close["5-host-sync"].costNs);
        QCOMPARE(close.explanation.headline.id, std::string("analysis.headline-5-host-sync"));
        QCOMPARE(far.explanation.headline.id, std::string("analysis.headline-6-event-wait"));
    }

    void recordingsOfDifferentTimesAreNotOfOneRun()
    {
        // One rank runs from 0 to 50 µs, the other for 40: 100 µs between them are more than both, 80 are not.
        const auto together = [](Ns startNs, const char* name = "B", const char* first = "A") {
            return explained("s7: " + std::string(first) + "[0,50)", {}, [startNs, name](trace::TraceBuilder& builder) {
                trace::TrackInfo other;
                other.kind = trace::TrackKind::stream;
                other.rank = other.device = 1;
                const trace::TrackId stream = builder.addTrack(other);
                builder.addSlice(stream, {startNs, 40'000, builder.intern(name), trace::SliceKind::kernelOther});
            });
        };
        const Outcome apart = together(150'000);
        QCOMPARE(apart.explanation.headline.id, std::string("analysis.headline-20-bad-data-apart"));
        QCOMPARE(apart.explanation.headline.arguments, (Names{"100 µs"}));
        QCOMPARE(apart["20-bad-data"].explanation.id, std::string("analysis.cause-20-bad-data-found-apart"));
        QVERIFY(hasSentence(apart.explanation.headline) && hasSentence(apart["20-bad-data"].advice));
        const Outcome near = together(130'000);
        QVERIFY(near.explanation.headline.id != apart.explanation.headline.id);
        QVERIFY(!atPlay(near["20-bad-data"]));
        // Ranks that talk to each other ran together, whatever their clocks say: both must, and no clocks differ by
        // days.
        const char* const talk = "ncclDevKernel_AllReduce";
        QVERIFY(!atPlay(together(150'000, talk, talk)["20-bad-data"]));
        QVERIFY(atPlay(together(150'000, talk)["20-bad-data"]));
        const Ns dayNs = 24 * 3'600 * Ns(1'000'000'000);
        QVERIFY(!atPlay(together(dayNs, talk, talk)["20-bad-data"]));
        QVERIFY(atPlay(together(dayNs + 100'000, talk, talk)["20-bad-data"]));
    }

    void whetherRecordingsWithoutRanksAreOfOneGpuCannotBeTold()
    {
        const auto together = [](std::int32_t device) {
            return explained(
                "h1: cudaLaunchKernel[-5,-1)#1\ns7: A[0,50)#1", {}, [device](trace::TraceBuilder& builder) {
                    trace::TrackInfo other;
                    other.kind = trace::TrackKind::stream;
                    other.rank = 1;
                    other.device = device;
                    const trace::TrackId stream = builder.addTrack(other);
                    builder.addSlice(stream, {10'000, 40'000, builder.intern("B"), trace::SliceKind::kernelOther});
                });
        };
        const Finding doubted = together(0)["20-bad-data"];
        QCOMPARE(doubted.certainty, Certainty::cannotTell);
        QCOMPARE(doubted.explanation.id, std::string("analysis.cause-20-bad-data-unknown-one-device"));
        QCOMPARE(doubted.explanation.arguments, (Names{"0"}));
        QVERIFY(hasSentence(doubted.explanation));
        QVERIFY(together(1)["20-bad-data"].explanation.id != doubted.explanation.id);
    }

    void aGraphThatIsOneChainIsSaidToBeOne()
    {
        const Outcome outcome = explained("h1: cudaGraphLaunch[-5,-1)#1\ns7: A[0,50)#1 B[51,101)#1");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-one-at-a-time-graph"));
    }

    void aFullGpuLeavesLittleOrNothing()
    {
        // 10 SMs of 2,048 threads: 80 blocks of 256 threads are all of it, 72 are 90 %, 64 are 80 %: room for more than
        // a little. On one stream, nothing idle.
        const char* calls = "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2";
        const auto headline = [&](const std::string& grid) {
            return onTenSms("s7: A[0,100)#1{grid=" + grid + " block=256 registers=32} B[100,200)#2{grid=" + grid +
                            " block=256 registers=32}" + calls)
                .explanation.headline;
        };
        QCOMPARE(headline("80").id, std::string("analysis.headline-full"));
        QCOMPARE(headline("80").arguments, (Names{"200 µs", "200 µs", "100 %", "0 ns"}));
        // 10 % of 200 µs are 20
        QCOMPARE(headline("72").id, std::string("analysis.headline-nearly-full"));
        QCOMPARE(headline("72").arguments, (Names{"200 µs", "200 µs", "90 %", "20 µs", "0 ns"}));
        QCOMPARE(headline("64").id, std::string("analysis.headline-one-at-a-time"));
    }

    void whatIsToBeHadBesideAFullGpuIsTold()
    {
        // Busy for 200 of 232 µs and full meanwhile; the thread waits for A, and needs 30 until B is there: less than
        // 15 % of the whole, and all there is.
        const Outcome outcome = onTenSms("s7: A[0,100)#1{grid=80 block=256 registers=32} "
                                         "B[132,232)#2{grid=80 block=256 registers=32}\nh1: cudaLaunchKernel[-9,-8)#1 "
                                         "cudaStreamSynchronize[-7,101) cudaLaunchKernel[129,130)#2");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-full-but"));
        QCOMPARE(outcome.explanation.headline.arguments.back(), std::string("31 µs"));
        QVERIFY(hasSentence(outcome.explanation.headline));
    }

    void clocksThatDisagreeLeaveNoLessThanNothingUnexplained()
    {
        // Many traces whose operations start before, within and after their calls, on several threads and streams.
        std::uint32_t state = 1;
        const auto next = [&state](std::uint32_t below) {
            state = state * 1664525u + 1013904223u;
            return (state >> 8) % below;
        };
        for (int turn = 0; turn < 300; ++turn) {
            std::string streams[3] = {"s7:", "s8:", "s9:"}, threads[2] = {"h1:", "h2:"};
            Ns busy[3] = {}, called[2] = {};
            for (int i = 1; i <= 12; ++i) {
                const std::size_t stream = next(3), thread = next(2);
                const Ns at = busy[stream] + next(40), length = 1 + next(60), call = called[thread] + next(50);
                busy[stream] = at + length;
                called[thread] = call + 1 + next(30);
                const char* kind = next(4) == 0 ? " H2D" : " K";
                streams[stream] += kind + ("[" + std::to_string(at) + "," + std::to_string(busy[stream])) + ")#" +
                                   std::to_string(i) + (next(2) ? "{pageable bytes=1000}" : "");
                threads[thread] += " " + std::string(next(5) == 0 ? "cudaMemcpyAsync" : "cudaLaunchKernel") + "[" +
                                   std::to_string(call) + "," + std::to_string(called[thread]) + ")#" +
                                   std::to_string(i);
                if (next(6) == 0) {
                    threads[thread] += " cudaStreamSynchronize[" + std::to_string(called[thread]) + "," +
                                       std::to_string(called[thread] + 40) + ")";
                    called[thread] += 40;
                }
            }
            std::string text;
            for (const std::string& row : {streams[0], streams[1], streams[2], threads[0], threads[1]})
                if (row.size() > 3)
                    text += row + "\n";
            text.pop_back();
            const Outcome outcome = explained(
                text, {}, [&](trace::TraceBuilder& builder) { builder.addDependency(1 + next(12), 1 + next(12)); });
            Ns sumNs =
                outcome.explanation.bestPossibleNs + outcome.explanation.besidesNs + outcome.explanation.unexplainedNs;
            for (const Finding& finding : outcome.explanation.findings) {
                sumNs += finding.costNs;
                QVERIFY2(finding.costNs >= 0 && finding.costNs <= outcome.explanation.spanNs, text.c_str());
                QVERIFY2(finding.certainty != Certainty::proved || !finding.evidence.empty(), text.c_str());
            }
            QCOMPARE(sumNs, outcome.explanation.spanNs);
            QVERIFY2(outcome.explanation.unexplainedNs >= 0, text.c_str());
            QVERIFY2(hasSentence(outcome.explanation.headline), outcome.explanation.headline.id.c_str());
            for (const Finding& finding : outcome.explanation.findings)
                for (const Message& said : {finding.title, finding.explanation, finding.advice})
                    QVERIFY2(said.id.empty() || hasSentence(said), said.id.c_str());
        }
    }

    void aChainThatIsTheWholeRunIsSaidHoweverLittleRunsBesideIt()
    {
        // 20 of 120 µs run beside it.
        const Outcome outcome = explained("s17: A[0,60) A[60,120)\ns18: B[50,70)");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-chain"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"120 µs", "120 µs", "20 µs", "120 µs"}));
    }

    void operationsOfOneStreamThatOverlapLeaveNothingLessThanUnexplained()
    {
        // 10 + 10 µs of work in 15 µs: what was, was possible.
        const Outcome outcome = explained("s7: A[0,10) B[5,15)");
        QCOMPARE(outcome.explanation.bestPossibleNs, 15'000);
        QCOMPARE(outcome.explanation.unexplainedNs, 0);
    }

    void evidenceOfOneWeightStandsInTheOrderOfTime()
    {
        // Each thread waits for 45 µs; the file may have its rows in any order.
        const std::string gpu = "s7: A[1,50)#1 B[60,110)#2\ns8: C[101,150)#3 D[160,210)#4\n";
        const std::string one = "h1: cudaLaunchKernel[-2,0)#1 cudaStreamSynchronize[5,52) cudaLaunchKernel[54,56)#2";
        const std::string other =
            "h2: cudaLaunchKernel[98,100)#3 cudaEventSynchronize[105,152) cudaLaunchKernel[154,156)#4";
        const Names inTime{"cudaStreamSynchronize", "cudaEventSynchronize"};
        QCOMPARE(explained(gpu + one + "\n" + other).evidence("5-host-sync"), inTime);
        QCOMPARE(explained(gpu + other + "\n" + one).evidence("5-host-sync"), inTime);
    }

    void timesThatSpanCenturiesAreExplained()
    {
        // 6·10¹⁵ µs: more than 2⁶² ns
        const Outcome outcome =
            explained("s7: A[10,20)#1 B[6000000000000000,6000000000000010)#2\nh1: cudaLaunchKernel[0,1)#1 "
                      "cudaLaunchKernel[1,2)#2");
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::notAtPlay);
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
        QCOMPARE(lost["20-bad-data"].certainty, Certainty::likely); // there is nothing to show
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
        QCOMPARE(outcome.evidence("21-unordered"), (Names{"C", "B"})); // not the B of the other branch
        // What is wrong comes before what is slow.
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-21-unordered"));
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

    void costsAndTheUnexplainedAddUp()
    {
        for (const Outcome& outcome :
             {explained(launchBound), onTenSms("s17: A[0,100){grid=160 block=256}\ns18: B[99,199){grid=160 block=256}"),
              explained("s7: A[0,50)#1 B[80,101)#2\nh1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[70,76)#2")}) {
            Ns sumNs =
                outcome.explanation.bestPossibleNs + outcome.explanation.besidesNs + outcome.explanation.unexplainedNs;
            for (const Finding& finding : outcome.explanation.findings)
                sumNs += finding.costNs;
            QCOMPARE(sumNs, outcome.explanation.spanNs);
            QVERIFY(outcome.explanation.unexplainedNs >= 0);
        }
    }

    void whatTheModelHasNoBetterArrangementForIsNotUnexplained()
    {
        // Two branches on one stream: the longest takes 10 of 20 µs.
        const char* text = "s7: A[0,10){branch=0} B[10,20){branch=1}";
        ExplainOptions options;
        // The second must come after the first: a stream for each takes as long.
        options.alternatives.emplace();
        options.alternatives->asItIsNs = 20'000;
        options.alternatives->streamsNs = 20'000;
        const Outcome chained = explained(text, options);
        QVERIFY(!atPlay(chained["17-one-stream"]));
        QCOMPARE(chained.explanation.bestPossibleNs, 20'000);
        QCOMPARE(chained.explanation.unexplainedNs, 0);
        options.alternatives->streamsNs = 12'000;
        const Outcome apart = explained(text, options);
        QCOMPARE(apart["17-one-stream"].costNs, 8'000);
        QCOMPARE(apart.explanation.bestPossibleNs, 12'000);
        QCOMPARE(apart.explanation.unexplainedNs, 0);
    }

    void whatADefaultStreamBarsIsNotCountedToBranchesOnOneStreamAgain()
    {
        // Without the default stream's bars B runs beside A, and C a microsecond after A: 21 of 30 µs. With a stream
        // for each, 10.
        ExplainOptions options;
        options.alternatives.emplace();
        options.alternatives->asItIsNs = 30'000;
        options.alternatives->streamsNs = 10'000;
        const Outcome outcome =
            explained("s8: A[0,10)#1{branch=0} C[20,30)#3{branch=2}\ns7: B[10,20)#2{branch=1}\n"
                      "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 cudaLaunchKernel[-5,-4)#3",
                      options);
        QCOMPARE(outcome["3-default-stream"].costNs, 9'000);
        QCOMPARE(outcome["17-one-stream"].costNs, 11'000);
        QCOMPARE(outcome.explanation.unexplainedNs, 0);
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

QTEST_APPLESS_MAIN(ExplainTest)
#include "tst_explain.moc"
