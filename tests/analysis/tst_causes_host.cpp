// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Submissions that come late: each rule on a trace made to show just it, and on one that does not.
#include "analysis/causes/between_calls.h"
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

class HostCausesTest : public QObject
{
    Q_OBJECT

private slots:
    void launchBoundIsLikelyFromATraceAlone()
    {
        const Outcome outcome = explained(launchBound);
        QVERIFY(only(outcome, "2-launch-bound"));
        QCOMPARE(outcome["2-launch-bound"].certainty, Certainty::likely);
        // 32 µs; without the host 4 · 2 µs and three gaps of 1 µs: 11
        QCOMPARE(outcome["2-launch-bound"].costNs, 21'000);
        QCOMPARE(outcome.evidence("2-launch-bound"), (Names{"B", "C", "D"}));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-no-streams"));
        // Each starts 5 µs after its own submission: streams need the same ones.
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"8 µs", "32 µs", "8 µs", "0 ns"}));
        QCOMPARE(outcome.explanation.unexplainedNs, 3'000);
    }

    void theSubmissionBeforeMayBeAnotherThreads()
    {
        // Every 10 one of two threads submits 2 of work to the one stream: each thread's own come every 20.
        const Outcome two =
            explained("s7: A[1,3)#1 B[11,13)#2 C[21,23)#3 D[31,33)#4 E[41,43)#5 F[51,53)#6\n"
                      "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[20,21)#3 cudaLaunchKernel[40,41)#5\n"
                      "h2: cudaLaunchKernel[10,11)#2 cudaLaunchKernel[30,31)#4 cudaLaunchKernel[50,51)#6");
        QCOMPARE(two["2-launch-bound"].explanation.arguments[2], std::string("10 µs"));
        QCOMPARE(two["2-launch-bound"].explanation.arguments[3], std::string("2 µs"));
        // To streams of their own each thread's are all there are.
        const Outcome apart =
            explained("s7: A[1,3)#1 C[21,23)#3 E[41,43)#5\ns8: B[11,13)#2 D[31,33)#4 F[51,53)#6\n"
                      "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[20,21)#3 cudaLaunchKernel[40,41)#5\n"
                      "h2: cudaLaunchKernel[10,11)#2 cudaLaunchKernel[30,31)#4 cudaLaunchKernel[50,51)#6");
        QCOMPARE(apart["2-launch-bound"].explanation.arguments[2], std::string("20 µs"));
    }

    void callsKnownByArrowsAloneAreSubmissionsToo()
    {
        // What a file joins by arrows, without correlations, has negative numbers: from −2 down.
        QString text = launchBound;
        for (int i = 1; i <= 4; ++i)
            text.replace('#' + QString::number(i), "#-" + QString::number(i + 1));
        const Outcome outcome = explained(text.toStdString());
        QCOMPARE(QString::fromStdString(outcome.explanation.headline.id),
                 QString::fromStdString(explained(launchBound).explanation.headline.id));
        QCOMPARE(outcome["2-launch-bound"].certainty, Certainty::likely);
        QCOMPARE(outcome.evidence("2-launch-bound"), explained(launchBound).evidence("2-launch-bound"));
        QVERIFY(!outcome.evidence("2-launch-bound").empty());
    }

    void whatHidesBehindWorkIsNotWhatHoldsItUp()
    {
        // Each round the thread does 900 while the GPU works for 1000, and 500 more, of which it is idle for 400.
        std::string gpu = "s7:", host = "h1:";
        for (int i = 0; i < 4; ++i) {
            const std::string at[] = {std::to_string(1500 * i), std::to_string(1500 * i + 10),
                                      std::to_string(1500 * i + 910), std::to_string(1500 * i + 1010),
                                      std::to_string(1500 * i + 1410)};
            gpu += " A[" + at[1] + "," + at[3] + ")#" + std::to_string(i + 1);
            host += " cudaLaunchKernel[" + at[0] + "," + at[1] + ")#" + std::to_string(i + 1) + " aten::hidden[" +
                    at[1] + "," + at[2] + ") aten::exposed[" + at[2] + "," + at[4] + ")";
        }
        const Outcome outcome = explained(gpu + "\n" + host);
        QCOMPARE(outcome["2-launch-bound"].explanation.arguments[4], std::string("aten::exposed"));
        // Three times from 1010 to 1510.
        QCOMPARE(outcome["2-launch-bound"].explanation.arguments[2], std::string("1.5 ms"));
    }

    void theGpuDoesNotWaitForTheHostWhileItHasWork()
    {
        // B is there from 16 on and starts at 900, whatever held it: only from 950 to 1511, when the call is through,
        // nothing is to be done.
        const Outcome outcome = explained("s7: A[5,50)#1 C[1512,1600)#3\ns8: B[900,950)#2\n"
                                          "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[10,14)#2 aten::load[20,1500) "
                                          "cudaLaunchKernel[1501,1511)#3");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-elsewhere"));
        QCOMPARE(outcome.explanation.headline.arguments[2], std::string("561 µs"));
        // The stream itself is dry from 50 on.
        QCOMPARE(outcome["2-launch-bound"].explanation.arguments[2], std::string("1.46 ms"));
    }

    void whatTwoThreadsDoAtOnceTakesTimeOnce()
    {
        // Both work for 900 of 1000, at the same time, and the GPU is idle then.
        std::string gpu[] = {"s7:", "s8:"}, host[] = {"h1:", "h2:"};
        for (int i = 0; i < 4; ++i)
            for (const int thread : {0, 1}) {
                const int atUs = 1000 * i + 3 * thread;
                const std::string call = "#" + std::to_string(2 * i + thread + 1);
                gpu[thread] += " A[" + std::to_string(atUs + 12) + "," + std::to_string(atUs + 60) + ")" + call;
                host[thread] += " cudaLaunchKernel[" + std::to_string(atUs) + "," + std::to_string(atUs + 10) + ")" +
                                call + " aten::post[" + std::to_string(atUs + 20) + "," + std::to_string(atUs + 980) +
                                ")";
            }
        const Outcome outcome = explained(gpu[0] + "\n" + gpu[1] + "\n" + host[0] + "\n" + host[1]);
        // Three times from 63 to 1012, when the first thread's next launch has got through.
        QCOMPARE(outcome["2-launch-bound"].explanation.arguments[2], std::string("2.85 ms"));
        QCOMPARE(outcome["2-launch-bound"].explanation.arguments[4], std::string("aten::post"));
    }

    void aHostThatIsBusyElsewhereIsNotSaidToBeLaunchBound_data()
    {
        QTest::addColumn<QString>("between"); // what the thread did from 8 to 1,000 µs
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QString>("named");
        QTest::newRow("an operator") << "aten::sort[9,990)"
                                     << "-elsewhere"
                                     << "aten::sort";
        QTest::newRow("nothing recorded") << ""
                                          << "-elsewhere-unnamed"
                                          << "";
        QTest::newRow("many small ones") << "aten::add[9,60) aten::mul[500,540)"
                                         << "-elsewhere-unnamed"
                                         << "";
    }

    void aHostThatIsBusyElsewhereIsNotSaidToBeLaunchBound()
    {
        QFETCH(QString, between);
        QFETCH(QString, ending);
        QFETCH(QString, named);
        // A submission at 4 and 8 µs, then none until 1,004: the device has nothing from 15 µs on.
        const Outcome outcome =
            explained("s7: A[5,10)#1 B[10,15)#2 C[1005,1010)#3\nh1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[4,8)#2 " +
                      between.toStdString() + " cudaLaunchKernel[1000,1004)#3");
        QCOMPARE(QString::fromStdString(outcome.explanation.headline.id), "analysis.headline-2-launch-bound" + ending);
        // 15 of 1,005 µs busy; from 15 to 1,004 the device waited
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"15 µs", "1 ms", "989 µs", named.toStdString()}));
        QCOMPARE(outcome["2-launch-bound"].title.id, std::string("analysis.cause-2-launch-bound-elsewhere"));
        QCOMPARE(outcome["2-launch-bound"].advice.id, std::string("analysis.cause-2-launch-bound-try-elsewhere"));
    }

    void whatTheHostDoesAfterAWaitIsTheHosts()
    {
        // Each wait ends 1 µs after its kernel; 100 µs pass from there to the next launch, with 10 µs of work each.
        const Outcome outcome = explained("s7: A[4,14)#1 B[119,129)#2 C[234,244)#3\n"
                                          "h1: cudaLaunchKernel[0,3)#1 cudaStreamSynchronize[4,15) "
                                          "cudaLaunchKernel[115,118)#2 cudaStreamSynchronize[119,130) "
                                          "cudaLaunchKernel[230,233)#3 cudaStreamSynchronize[234,245)");
        QVERIFY(atPlay(outcome["2-launch-bound"]));
        // 240 µs less two waits of 10; without the host three times 10 and two gaps of 1: 220 − 32
        QCOMPARE(outcome["2-launch-bound"].costNs, 188'000);
        QVERIFY(QString::fromStdString(outcome.explanation.headline.id)
                    .startsWith(QStringLiteral("analysis.headline-2-launch-bound")));
    }

    void aHostThatPausesHasTheHeadlineHoweverBusyTheGpuIs()
    {
        // 1,700 of 1,850 µs are busy; the 150 between A and B are all that is lost.
        const Outcome outcome = explained("s7: A[4,854)#1 B[1004,1854)#2\n"
                                          "h1: cudaLaunchKernel[0,3)#1 aten::log[4,998) cudaLaunchKernel[1000,1003)#2");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-pauses"));
        QCOMPARE(outcome.explanation.headline.arguments.back(), std::string("aten::log"));
        // A tenth of that is no reason to say so.
        const Outcome busy = explained("s7: A[4,989)#1 B[1004,1989)#2\n"
                                       "h1: cudaLaunchKernel[0,3)#1 aten::log[4,998) cudaLaunchKernel[1000,1003)#2");
        QVERIFY(busy.explanation.headline.id != "analysis.headline-2-launch-bound-pauses");
    }

    void theHostBetweenGraphLaunchesIsNotTheGraph()
    {
        // A launch every 500 µs with 100 µs of work.
        const Outcome outcome = explained("s7: A[10,60)#1 B[60,110)#1 C[510,560)#2 D[560,610)#2\n"
                                          "h1: cudaGraphLaunch[0,5)#1 cudaGraphLaunch[500,505)#2");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-between-graphs"));
        // 600 µs of which 200 are busy; without the host one gap of 1 is left
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"200 µs", "600 µs", "399 µs"}));
        QCOMPARE(outcome["2-launch-bound"].title.id, std::string("analysis.cause-2-launch-bound-between-graphs"));
    }

    void whatReachesBeyondTheTimeBetweenCallsCountsIfItHoldsNone()
    {
        const auto covering = [](const char* more) {
            const trace::TracePointer trace = traceFromText(
                std::string("s7: A[4,104)#1 A[1004,1104)#2\nh1: cudaLaunchKernel[0,3)#1 aten::next[4,996)") + more +
                " cudaLaunchKernel[1000,1003)#2");
            const Timeline timeline =
                buildTimeline(*trace, gpuOperations(*trace), Submissions(*trace), std::nullopt, nullptr);
            return BetweenCalls(*trace, timeline, 0).covering({3'000, 880'000}, 800'000);
        };
        QCOMPARE(covering(""), std::string("aten::next"));
        QCOMPARE(covering(" cudaMalloc[900,950)"), std::string());
        QCOMPARE(covering(" aten::read[5,875)"), std::string("aten::next")); // 876 of it are between, 870 of the other
    }

    void whatTheHostDoesBetweenGraphLaunchesIsNamed()
    {
        const Outcome outcome = explained("s7: A[10,60)#1 B[60,110)#1 C[510,560)#2 D[560,610)#2\n"
                                          "h1: cudaGraphLaunch[0,5)#1 aten::sample[10,490) cudaGraphLaunch[500,505)#2");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-between-graphs-in"));
        QCOMPARE(outcome.explanation.headline.arguments.back(), std::string("aten::sample"));
        QCOMPARE(outcome["2-launch-bound"].explanation.id,
                 std::string("analysis.cause-2-launch-bound-found-between-graphs-in"));
    }

    void callsThatLaunchGraphsSlowlyAreNotNodesHandedOverSlowly()
    {
        // Each launch takes 40 µs and brings 20, in nodes that abut.
        std::string gpu = "s7:", calls = "\nh1:";
        for (int i = 0; i < 6; ++i) {
            const auto at = [i](int us) { return std::to_string(41 * i + us); };
            const std::string id = "#" + std::to_string(i + 1);
            gpu += " A[" + at(42) + "," + at(52) + ")" + id + " B[" + at(52) + "," + at(62) + ")" + id;
            calls += " cudaGraphLaunch[" + at(0) + "," + at(40) + ")" + id;
        }
        const Outcome outcome = explained(gpu + calls);
        QCOMPARE(outcome.explanation.headline.id,
                 std::string("analysis.headline-2-launch-bound-graph-launches-traced")); // 246 µs, 120 busy
        QCOMPARE(outcome["2-launch-bound"].title.id, std::string("analysis.cause-2-launch-bound-graph-launches"));
        QCOMPARE(outcome["2-launch-bound"].advice.id,
                 std::string("analysis.cause-2-launch-bound-try-graph-launches-traced"));
    }

    void withoutDurationsNothingIsSaidOfLostTime()
    {
        const Outcome outcome = explained("s7: A[10,10)#1 B[10,10)#2\nh1: cudaLaunchKernel[0,1)#1 "
                                          "cudaLaunchKernel[2,3)#2");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-no-durations"));
        QVERIFY(!atPlay(outcome["2-launch-bound"]));
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

    void aStreamThatIsEmptyUntilAnotherHasAllOfItsWorkIsHeldByTheHost()
    {
        // Six operations of 10 µs to each of two streams, one stream after the other, a call every 9: the second stream
        // is empty for 54 µs, while the first keeps the GPU busy.
        std::string first = "s7:", second = "s8:", calls = "h1:";
        for (int i = 0; i < 6; ++i) {
            const auto slice = [](int startUs, int endUs, int correlation) {
                return "[" + std::to_string(startUs) + "," + std::to_string(endUs) + ")#" + std::to_string(correlation);
            };
            first += " A" + slice(5 + 10 * i, 15 + 10 * i, i + 1);
            second += " B" + slice(59 + 10 * i, 69 + 10 * i, i + 7);
            calls += " cudaLaunchKernel" + slice(9 * i, 9 * i + 4, i + 1);
            calls += " cudaLaunchKernel" + slice(54 + 9 * i, 58 + 9 * i, i + 7);
        }
        const Outcome outcome = explained(first + "\n" + second + "\n" + calls);
        // From the first start, at 5, to the end of the call, at 58, and the launch's microsecond on its way. Some of
        // that another order of the calls saves.
        QCOMPARE(outcome["2-launch-bound"].costNs + outcome["12-issue-order"].costNs +
                     outcome.explanation.unexplainedNs,
                 54'000);
        QVERIFY(outcome["12-issue-order"].costNs <= 10'000);
        QCOMPARE(outcome["2-launch-bound"].explanation.id,
                 std::string("analysis.cause-2-launch-bound-found-other-streams"));
        QVERIFY(outcome.explanation.unexplainedNs <= 1'000);
        // It is busy throughout, and the host is the limit nonetheless.
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-traced"));
    }

    void streamsThatGetWorkInTurnMoreSlowlyThanTheyDoItAreHeldByTheHost()
    {
        // A call every 6 µs, to three streams in turn, of 10 µs of work: each stream is empty for 8 of 18 µs, while the
        // thread brings more than one stream could do.
        std::string streams[3] = {"s7:", "s8:", "s9:"}, calls = "h1:";
        for (int i = 0; i < 12; ++i) {
            const std::string correlation = "#" + std::to_string(i + 1);
            streams[i % 3] += " K[" + std::to_string(6 * i + 5) + "," + std::to_string(6 * i + 15) + ")" + correlation;
            calls += " cudaLaunchKernel[" + std::to_string(6 * i) + "," + std::to_string(6 * i + 4) + ")" + correlation;
        }
        const Outcome outcome = explained(streams[0] + "\n" + streams[1] + "\n" + streams[2] + "\n" + calls);
        QVERIFY(only(outcome, "2-launch-bound"));
        // 76 µs; without the host each stream takes four times 10, and a microsecond before each but the very first
        QCOMPARE(outcome["2-launch-bound"].costNs, 32'000);
    }

    void launchesCloserTogetherThanALaunchTakesAreLaunchBoundAllTheSame()
    {
        // Each starts 8 µs after its call; the calls come every 5 µs, the work takes 2: the stream is dry for 3 of 5.
        const Outcome outcome = explained("s7: A[12,14)#1 B[17,19)#2 C[22,24)#3 D[27,29)#4 E[32,34)#5\n"
                                          "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[5,9)#2 "
                                          "cudaLaunchKernel[10,14)#3 cudaLaunchKernel[15,19)#4 "
                                          "cudaLaunchKernel[20,24)#5");
        QVERIFY(only(outcome, "2-launch-bound"));
        // 22 µs; without the host five times 2 and four gaps of 1
        QCOMPARE(outcome["2-launch-bound"].costNs, 8'000);
        QCOMPARE(outcome["2-launch-bound"].explanation.arguments, (Names{"4", "5", "5 µs", "2 µs", "8 µs"}));
        // If tracing slowed the host 2.2 times, work and gap take 3 where calls come every 5 / 2.2: 4 · 0.73 to gain.
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"10 µs", "22 µs", "10 µs", "2.91 µs"}));
    }

    void streamsGainAtBestWhatSubmissionsLeaveThem()
    {
        // Every 20 µs an operation of 2; only the last two come within 4 µs, the former taking 10. Side by side the
        // last would end 6 µs sooner; if tracing slowed the host 2.2 times, 10 − 4 / 2.2 = 8.2 µs. 20 of 26 µs are
        // not in the longest operation.
        std::string stream = "s7:", thread = "h1:";
        for (int i = 0; i < 8; ++i) {
            const std::string correlation = "#" + std::to_string(i + 1);
            stream += " K[" + std::to_string(20 * i + 5) + "," + std::to_string(20 * i + 7) + ")" + correlation;
            thread +=
                " cudaLaunchKernel[" + std::to_string(20 * i) + "," + std::to_string(20 * i + 2) + ")" + correlation;
        }
        const Outcome outcome = explained(stream + " L[165,175)#9 M[175,185)#10\n" + thread +
                                          " cudaLaunchKernel[160,162)#9 cudaLaunchKernel[164,166)#10");
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"36 µs", "180 µs", "36 µs", "8.18 µs"}));
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

    void aBusyGpuThatIsFedAsFastAsItWorksGainsNothingByStreams()
    {
        // Each starts 1 µs after its own submission, and takes 10 of the 12 until the next.
        const char* calls = "\nh1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[17,21)#2 cudaLaunchKernel[29,33)#3 "
                            "cudaLaunchKernel[41,45)#4";
        const Outcome fed = explained(std::string("s7: A[10,20)#1 B[22,32)#2 C[34,44)#3 D[46,56)#4") + calls);
        QCOMPARE(fed.explanation.headline.id, std::string("analysis.headline-one-at-a-time-as-submitted"));
        // Of 15 each they queue up: side by side the last would end at 61 instead of 70.
        const Outcome queued = explained(std::string("s7: A[10,25)#1 B[25,40)#2 C[40,55)#3 D[55,70)#4") + calls);
        QCOMPARE(queued.explanation.headline.id, std::string("analysis.headline-one-at-a-time"));
    }

    void whereClocksDisagreeNothingIsSaidOfTheHost()
    {
        // The same calls, but every operation starts before its own.
        const Outcome outcome = explained("s7: A[-10,-8)#1 B[0,2)#2 C[10,12)#3 D[20,22)#4\n"
                                          "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[15,19)#2 "
                                          "cudaLaunchKernel[25,29)#3 cudaLaunchKernel[35,39)#4");
        QVERIFY(only(outcome, "20-bad-data"));
        QCOMPARE(outcome["2-launch-bound"].certainty, Certainty::cannotTell);
        QCOMPARE(outcome["2-launch-bound"].explanation.id, std::string("analysis.cause-2-launch-bound-unknown-clocks"));
    }

    void withoutHostCallsNothingIsSaidOfTheHost()
    {
        QCOMPARE(explained("s7: A[10,20) B[50,60)")["2-launch-bound"].certainty, Certainty::cannotTell);
    }

    void whatOnlyTheHostsCallsShowCannotBeToldWithoutThem()
    {
        const std::string streams = "s7: A[10,20)#1 D2H[21,22)#2{pageable bytes=4} B[50,60)#3\ns8: C[0,9)#4";
        const Outcome without = explained(streams);
        const Outcome with =
            explained(streams + "\nh1: cudaLaunchKernel[-9,-8)#4 cudaLaunchKernel[-7,-6)#1 cudaMemcpyAsync[-5,-4)#2 "
                                "cudaLaunchKernel[-3,-2)#3");
        for (const char* const slug : {"4-pageable-copy", "5-host-sync", "6-event-wait", "7-allocation", "13-first-use",
                                       "14-batching", "19-queue-full", "20-bad-data"}) {
            QCOMPARE(without[slug].certainty, Certainty::cannotTell);
            QCOMPARE(with[slug].certainty, Certainty::notAtPlay);
        }
        // One stream waits for no other.
        QCOMPARE(explained("s7: A[10,20) B[50,60)")["6-event-wait"].certainty, Certainty::notAtPlay);
    }

    void launchesThatBlockAreNotLaunchBound()
    {
        // Each call lasts to 2 µs after its kernel's end; 3 µs later comes the next.
        std::string stream = "s7:", thread = "h1:";
        for (int i = 0; i < 5; ++i) {
            const int at = 110 * i;
            stream += " K[" + std::to_string(at + 5) + "," + std::to_string(at + 105) + ")#" + std::to_string(i + 1);
            thread += " cudaLaunchKernel[" + std::to_string(at) + "," + std::to_string(at + 107) + ")#" +
                      std::to_string(i + 1);
        }
        const Outcome outcome = explained(stream + "\n" + thread);
        QVERIFY(outcome.explanation.trust.profilerSerialised);
        QVERIFY(!atPlay(outcome["2-launch-bound"]));
        QCOMPARE(outcome["11-observer"].explanation.id, std::string("analysis.cause-11-observer-found-blocking"));
        QCOMPARE(outcome["20-bad-data"].explanation.id, std::string("analysis.cause-20-bad-data-found-serialised"));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-11-observer-blocking"));
    }

    void whatFillsTheGpuGainsNothingByStreams()
    {
        // 14 µs from submission to submission against 10 of work that fills all of the ten SMs.
        std::string stream = "s7:", thread = "h1:";
        for (int i = 0; i < 10; ++i) {
            stream += " K[" + std::to_string(14 * i + 8) + "," + std::to_string(14 * i + 18) + ")#" +
                      std::to_string(i + 1) + "{grid=240 block=256 registers=32}";
            thread += " cudaLaunchKernel[" + std::to_string(14 * i) + "," + std::to_string(14 * i + 5) + ")#" +
                      std::to_string(i + 1);
        }
        const Outcome outcome = onTenSms(stream + "\n" + thread);
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-traced-no-streams"));
        QCOMPARE(outcome.explanation.headline.arguments[3], std::string("0 ns"));
    }

    void sumsOverGpusBoundNothing()
    {
        const Outcome outcome = explained("s7: A[10,12)#1 C[30,32)#3\ns8@1: B[20,22)#2 D[40,42)#4\n"
                                          "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[15,19)#2 "
                                          "cudaLaunchKernel[25,29)#3 cudaLaunchKernel[35,39)#4");
        // Each is busy for 4 of 22 µs and more: tracing alone makes no such gaps.
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-2-launch-bound-gpus"));
        const Outcome busier = explained("s7: A[10,24)#1 C[30,44)#3\ns8@1: B[20,34)#2 D[40,54)#4\n"
                                         "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[15,19)#2 "
                                         "cudaLaunchKernel[25,29)#3 cudaLaunchKernel[35,39)#4");
        QVERIFY(busier.explanation.headline.id != "analysis.headline-2-launch-bound-gpus");
    }
};

QTEST_APPLESS_MAIN(HostCausesTest)
#include "tst_causes_host.moc"
