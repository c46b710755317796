// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Causes that lie between streams: each rule on a trace made to show just it, and on one that does not.
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

class DeviceCausesTest : public QObject
{
    Q_OBJECT

private slots:
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

    void aDefaultStreamBarsNoOtherContextsStreams()
    {
        const Outcome outcome =
            explained("s13@0.2: A[10,30)#1 C[50.5,60)#3\ns7@0.1: D[30.5,50)#2\n"
                      "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[1,2)#2 cudaLaunchKernel[2,3)#3");
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::notAtPlay);
    }

    void aStreamThatOnceRanBesideTheDefaultStreamIsNonBlocking()
    {
        // As above, but E and F run at the same time.
        const Outcome outcome = explained("s13: A[10,30)#1 C[50.5,60)#3 E[100,120)#4\ns7: D[30.5,50)#2 F[100,120)#5\n"
                                          "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[1,2)#2 cudaLaunchKernel[2,3)#3 "
                                          "cudaLaunchKernel[3,4)#4 cudaLaunchKernel[4,5)#5");
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

    void aWaitStandsWhereItsCallDid_data()
    {
        QTest::addColumn<bool>("recordHasARow");
        QTest::newRow("the record stands on its stream") << true;
        QTest::newRow("the wait names the stream") << false;
    }

    void aWaitStandsWhereItsCallDid()
    {
        // Everything was called before A began. On stream 8 the wait was called between B and C, on stream 7 the record
        // after A: C waits for A; B, which also starts after the wait's time, does not, and E is not waited for.
        QFETCH(bool, recordHasARow);
        const std::string record = recordHasARow ? " record[-16,-16)#7" : "";
        const Outcome outcome =
            explained("s7: A[0,50)#1 E[50,80)#4" + record +
                          "\ns8: B[0,10)#2 C[51,60)#3 wait[-14,-14)#8\n"
                          "h1: cudaLaunchKernel[-20,-19)#1 cudaLaunchKernel[-18,-17)#2 cudaEventRecord[-16,-15.5)#7 "
                          "cudaStreamWaitEvent[-14,-13.5)#8 cudaLaunchKernel[-12,-11)#3 cudaLaunchKernel[-10,-9)#4",
                      {}, [](trace::TraceBuilder& builder) {
                          builder.addDependency(7, 8);
                          builder.setArgumentReader([](std::uint32_t) {
                              return std::vector<std::pair<std::string, std::string>>{{"wait_on_stream", "7"}};
                          });
                      });
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::notAtPlay); // E ends after C
        const Outcome binding =
            explained("s7: A[0,50)#1" + record +
                          "\ns8: B[0,10)#2 C[51,60)#3 wait[-14,-14)#8\n"
                          "h1: cudaLaunchKernel[-20,-19)#1 cudaLaunchKernel[-18,-17)#2 cudaEventRecord[-16,-15.5)#7 "
                          "cudaStreamWaitEvent[-14,-13.5)#8 cudaLaunchKernel[-12,-11)#3",
                      {}, [](trace::TraceBuilder& builder) {
                          builder.addDependency(7, 8);
                          builder.setArgumentReader([](std::uint32_t) {
                              return std::vector<std::pair<std::string, std::string>>{{"wait_on_stream", "7"}};
                          });
                      });
        QCOMPARE(binding["6-event-wait"].certainty, Certainty::proved);
        QCOMPARE(binding["6-event-wait"].costNs, 10'000);
        QCOMPARE(binding.evidence("6-event-wait"), (Names{"C"}));
    }

    void aWaitThatWasOnlySubmittedIsLikely()
    {
        const Outcome outcome = explained("s17: A[0,50)#1\ns18: B[0,10)#2 C[51,60)#3\n"
                                          "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 "
                                          "cudaStreamWaitEvent[-5.5,-5) cudaLaunchKernel[-5,-4)#3");
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::likely);
    }

    void aCallWhoseWaitIsOnAnotherRowMakesThisOneWaitForNothing()
    {
        // The call between B and C: without a record it may have been for C's stream, with one it was for D's.
        const std::string a = "s17: A[0,50)#1\n", c = "s18: B[0,10)#2 C[51,60)#3", d = "\ns19: D[0,5)#4";
        const std::string calls = "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 "
                                  "cudaStreamWaitEvent[-5.5,-5)#8 cudaLaunchKernel[-5,-4)#3 cudaLaunchKernel[-3,-2)#4";
        QCOMPARE(explained(a + c + d + calls).evidence("6-event-wait"), (Names{"C"}));
        QCOMPARE(explained(a + c + d + " wait[-5,-5)#8" + calls)["6-event-wait"].certainty, Certainty::notAtPlay);
        // On C's own row it is not known for what, unless the file says so: then A, which it does not name, is not it.
        const std::string own = a + c + " wait[10.5,10.5)#8" + d + calls;
        QCOMPARE(explained(own).evidence("6-event-wait"), (Names{"C"}));
        const Outcome told = explained(own, {}, [](trace::TraceBuilder& builder) { builder.addDependency(7, 8); });
        QCOMPARE(told["6-event-wait"].certainty, Certainty::notAtPlay);
    }

    void aWaitMayBeForAnotherGpusWork_data()
    {
        QTest::addColumn<QString>("recorded"); // on stream 7 of GPU 1
        QTest::addColumn<int>("certainty");
        QTest::newRow("the file says for which stream") << " wait[-4,-4)#8" << int(Certainty::proved);
        QTest::newRow("the call alone is there") << "" << int(Certainty::likely);
        QTest::newRow("no call either") << "none" << int(Certainty::notAtPlay);
    }

    void aWaitMayBeForAnotherGpusWork()
    {
        // Each GPU numbers its streams by itself: the stream 7 that C, on stream 7 of GPU 1, waits for is GPU 0's.
        QFETCH(QString, recorded);
        QFETCH(int, certainty);
        const bool called = recorded != "none", told = called && !recorded.isEmpty();
        const Outcome outcome =
            explained("s7: A[0,50)#1\ns7@1: B[0,10)#2 C[51,60)#3" + (told ? recorded.toStdString() : "") +
                          "\nh1: cudaLaunchKernel[-9,-8)#2 cudaLaunchKernel[-7,-6)#1 " +
                          (called ? "cudaEventRecord[-6,-5.5)#7 cudaStreamWaitEvent[-5,-4.5)#8 " : "") +
                          "cudaLaunchKernel[-4,-3)#3",
                      {}, [told](trace::TraceBuilder& builder) {
                          if (told)
                              builder.addDependency(7, 8);
                          builder.setArgumentReader([](std::uint32_t) {
                              return std::vector<std::pair<std::string, std::string>>{{"wait_on_stream", "7"}};
                          });
                      });
        QCOMPARE(int(outcome["6-event-wait"].certainty), certainty);
        if (called) {
            QCOMPARE(outcome.evidence("6-event-wait"), (Names{"C"}));
            QCOMPARE(outcome["6-event-wait"].costNs, 40'000); // at 11 with the usual gap
        }
    }

    void aWaitMayBeCalledBeforeTheDeviceDoesAnything()
    {
        // All is called before A begins. The wait behind A's launch may be for A, the one before it for nothing of A.
        const std::string rows = "s7: A[0,50)#1\ns18: B[51,60)#2\nh1:";
        const std::string first = " cudaLaunchKernel[-9,-8)#1", second = " cudaLaunchKernel[-5,-4)#2";
        const Outcome outcome = explained(rows + first + " cudaStreamWaitEvent[-7,-6)" + second);
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::likely);
        QCOMPARE(outcome.evidence("6-event-wait"), (Names{"B"}));
        QCOMPARE(outcome["3-default-stream"].certainty, Certainty::notAtPlay);
        const Outcome before = explained(rows + " cudaStreamWaitEvent[-12,-11)" + first + second);
        QCOMPARE(before["6-event-wait"].certainty, Certainty::notAtPlay);
        QCOMPARE(before["3-default-stream"].certainty, Certainty::likely);
    }

    void withoutAWaitThereIsNoDependency()
    {
        const Outcome outcome =
            explained("s17: A[0,50)#1\ns18: B[0,10)#2 C[11,20)#3\n"
                      "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 cudaLaunchKernel[-5,-4)#3");
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::notAtPlay);
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
        // Without calls nobody knows that Y was there to wait.
        const Outcome deviceOnly = explained(waiting.substr(waiting.find('\n') + 1));
        QCOMPARE(deviceOnly["8-shared-queue"].certainty, Certainty::cannotTell);
        const Outcome free = explained(text + "\ns40: X[0,5)#10 Y[6,16)#12\ns21: L[11,39.5)#11");
        QCOMPARE(free["8-shared-queue"].certainty, Certainty::notAtPlay);
    }

    void streamsOfAnotherGpuShareNoQueues()
    {
        // Five streams on each of two GPUs; Y waits for nothing that is known.
        std::string text = "h1:";
        for (int call = 1; call <= 12; ++call)
            text += " cudaLaunchKernel[" + std::to_string(call - 20) + "," + std::to_string(call - 19.5) + ")#" +
                    std::to_string(call);
        for (int stream = 1; stream <= 10; ++stream)
            text += "\ns" + std::to_string(20 + stream) + "@" + std::to_string(stream % 2) + ": K[0,10)#" +
                    std::to_string(stream);
        const Outcome outcome = explained(text + "\ns40: X[0,5)#11 Y[40,50)#12\ns22: L[11,39.5)");
        QCOMPARE(outcome["8-shared-queue"].certainty, Certainty::notAtPlay);
    }

    void streamsOfOneChannelShareAQueue()
    {
        // Two streams; Y begins where L ends.
        const char* text = "s17: L[0,50)#1\ns18: X[0,5)#2 Y[50.5,60)#3\n"
                           "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2 cudaLaunchKernel[-7,-6)#3";
        const auto channels = [](int ofL, int ofY) {
            return [=](trace::TraceBuilder& builder) {
                builder.setArgumentReader([=](std::uint32_t id) {
                    return std::vector<std::pair<std::string, std::string>>{
                        {"channel", std::to_string(id == 0 ? ofL : ofY)}};
                });
            };
        };
        const Outcome outcome = explained(text, {}, channels(5, 5));
        QVERIFY(only(outcome, "8-shared-queue"));
        QCOMPARE(outcome.evidence("8-shared-queue"), (Names{"Y"}));
        QCOMPARE(outcome["8-shared-queue"].explanation.id, std::string("analysis.cause-8-shared-queue-found-channel"));
        QCOMPARE(explained(text, {}, channels(5, 6))["8-shared-queue"].certainty, Certainty::notAtPlay);
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

    void whatOneGpuLosesAnotherDoesNotHide_data()
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("alone") << "";
        QTest::newRow("beside one that is busy for longer") << "\ns21@1: N[-5,200)#9";
        QTest::newRow("beside one of many pieces") << "\ns21@1: N[-5,20)#9 N[20,40)#10 N[40,61)#11";
    }

    void whatOneGpuLosesAnotherDoesNotHide()
    {
        // C of GPU 0 waits for A: 60 µs, of which A takes 50; the other GPU loses nothing.
        QFETCH(QString, other);
        const Outcome outcome =
            explained("s7: A[0,50)#1\ns8: B[0,10)#2 C[51,60)#3" + other.toStdString() +
                          "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 cudaLaunchKernel[-5,-4)#3",
                      {}, [](trace::TraceBuilder& builder) { builder.addDependency(1, 3); });
        QVERIFY(only(outcome, "6-event-wait"));
        QCOMPARE(outcome["6-event-wait"].costNs, 10'000);
        QCOMPARE(outcome.evidence("6-event-wait"), (Names{"C"}));
    }

    void costsOfSeveralGpusAreSums()
    {
        // The same on both: 60 µs each, of which 50 are needed.
        const Outcome outcome = explained("s7: A[0,50)#1\ns8: B[0,10)#2 C[51,60)#3\n"
                                          "s7@1: A[5,55)#4\ns8@1: B[5,15)#5 C[56,65)#6\n"
                                          "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 "
                                          "cudaLaunchKernel[-5,-4)#3 cudaLaunchKernel[-3,-2.8)#4 "
                                          "cudaLaunchKernel[-2.5,-2)#5 cudaLaunchKernel[-1.5,-1)#6",
                                          {}, [](trace::TraceBuilder& builder) {
                                              builder.addDependency(1, 3);
                                              builder.addDependency(4, 6);
                                          });
        QCOMPARE(outcome["6-event-wait"].costNs, 20'000);
        QCOMPARE(outcome.explanation.spanNs, 120'000);
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-6-event-wait"));
        QCOMPARE(outcome.explanation.headline.arguments, (Names{"118 µs", "120 µs (2 × GPU)", "20 µs"}));
    }

    void kernelsOfTwoGpusDoNotSlowEachOther()
    {
        // Each fills its GPU: alone they would take no less.
        const char* launch = "{grid=160 block=256 registers=32}";
        const Outcome outcome = onTenSms(std::string("s7: A[0,100)#1") + launch + "\ns7@1: A[0,100)#2" + launch);
        QCOMPARE(outcome.explanation.bestPossibleNs, 200'000);
        QCOMPARE(outcome["1a-slots-full"].costNs, 0);
        QCOMPARE(outcome["10-overlap-without-gain"].certainty, Certainty::notAtPlay);
    }

    void branchesOnOneStreamAreFoundBesideAnotherGpu()
    {
        // Work of the other GPU, which belongs to no branch, begins and ends all the time.
        const Outcome outcome =
            onTenSms("s7: A[0,50)#1{grid=10 block=64 registers=32} B[51,101)#2{grid=10 block=64 registers=32}\n"
                     "s21@1: N[0,40){grid=10 block=64 registers=32} N[40,100){grid=10 block=64 registers=32}\n"
                     "h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\n"
                     "notes h1: left[-11,-8) right[-8,-5)");
        QCOMPARE(outcome["17-one-stream"].certainty, Certainty::likely);
        QCOMPARE(outcome["17-one-stream"].costNs, 50'000);
    }

    void processesTakeTurnsThoughTheirContextsAreNumberedAlike()
    {
        const auto twoProcesses = [](trace::TraceBuilder& builder) {
            for (const trace::TrackId track : {0u, 1u}) {
                trace::TrackInfo info;
                info.kind = trace::TrackKind::stream;
                info.pid = 100 + track;
                info.device = 0;
                info.context = 1;
                info.stream = 7;
                builder.describeTrack(track, info);
            }
        };
        const char* text = "s17: A[0,10)#1 C[21,30)#3 E[41,50)#5\ns18: B[10.5,20)#2 D[31,40)#4 F[51,60)#6\n"
                           "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2 cudaLaunchKernel[-7,-6)#3 "
                           "cudaLaunchKernel[-6,-5)#4 cudaLaunchKernel[-5,-4)#5 cudaLaunchKernel[-4,-3)#6";
        QCOMPARE(explained(text, {}, twoProcesses)["15-contexts"].certainty, Certainty::proved);
        QCOMPARE(explained(text)["15-contexts"].certainty, Certainty::notAtPlay);
    }

    void aCollectiveOfALargeMessageWaitsForNobody()
    {
        // The third takes ten times as long as the others: for more elements, or for a peer.
        const char* text = "s7: ncclDevKernel_AllReduce[0,10) ncclDevKernel_AllReduce[20,30) "
                           "ncclDevKernel_AllReduce[40,140) ncclDevKernel_AllReduce[150,160)";
        const auto elements = [](int ofTheThird) {
            return [=](trace::TraceBuilder& builder) {
                builder.setArgumentReader([=](std::uint32_t id) {
                    return std::vector<std::pair<std::string, std::string>>{
                        {"In msg nelems", std::to_string(id == 2 ? ofTheThird : 100)}};
                });
            };
        };
        const Outcome alike = explained(text, {}, elements(100));
        QCOMPARE(alike["22-collective"].certainty, Certainty::likely);
        QCOMPARE(alike["22-collective"].costNs, 90'000);
        QCOMPARE(alike.explanation.headline.id, std::string("analysis.headline-22-collective-one-rank"));
        QCOMPARE(explained(text, {}, elements(1000))["22-collective"].explanation.id,
                 std::string("analysis.cause-22-collective-unknown-one-rank"));
        // Where the file does not say how many there are it may be either.
        const Outcome unsaid = explained(text);
        QCOMPARE(unsaid["22-collective"].certainty, Certainty::cannotTell);
        QCOMPARE(unsaid["22-collective"].explanation.id, std::string("analysis.cause-22-collective-unknown-sizes"));
        QVERIFY(unsaid.explanation.headline.id.find("collective") == std::string::npos);
        // All alike: each may have waited as long.
        QCOMPARE(explained("s7: ncclDevKernel_AllReduce[0,10) ncclDevKernel_AllReduce[20,30) "
                           "ncclDevKernel_AllReduce[40,50)")["22-collective"]
                     .explanation.id,
                 std::string("analysis.cause-22-collective-unknown-one-rank"));
    }

    void aCollectiveOfOneRecordingWaitsForTheOtherGpu()
    {
        // GPU 1 joins at 50, 150: GPU 0 waited 50 and 50.
        const Outcome outcome = explained("s7: ncclDevKernel_AllReduce[0,60) ncclDevKernel_AllReduce[100,160)\n"
                                          "s7@1: ncclDevKernel_AllReduce[50,60) ncclDevKernel_AllReduce[150,160)");
        QCOMPARE(outcome["22-collective"].certainty, Certainty::proved);
        QCOMPARE(outcome["22-collective"].explanation.arguments[1], std::string("100 µs"));
        QCOMPARE(outcome["22-collective"].costNs, 100'000);
        const Outcome together = explained("s7: ncclDevKernel_AllReduce[0,60) ncclDevKernel_AllReduce[100,160)\n"
                                           "s7@1: ncclDevKernel_AllReduce[0,60) ncclDevKernel_AllReduce[100,160)");
        QCOMPARE(together["22-collective"].certainty, Certainty::notAtPlay);
    }

    void clocksThatDisagreeAreAlignedByTheEndsOfCollectives()
    {
        // Device 1's clock is 500 ahead. All begin together and take 20: nobody waited.
        const Outcome even = explained("s7: ncclDevKernel_AllReduce[0,20) A[20,100) ncclDevKernel_AllReduce[100,120)\n"
                                       "s7@1: ncclDevKernel_AllReduce[500,520) B[520,600) "
                                       "ncclDevKernel_AllReduce[600,620)");
        QVERIFY(!atPlay(even["22-collective"]));
        // Here device 0 comes 30 early to the second, which ends together.
        const Outcome late = explained("s7: ncclDevKernel_AllReduce[0,20) A[20,70) ncclDevKernel_AllReduce[70,120)\n"
                                       "s7@1: ncclDevKernel_AllReduce[500,520) B[520,600) "
                                       "ncclDevKernel_AllReduce[600,620)");
        QCOMPARE(late["22-collective"].certainty, Certainty::proved);
        QCOMPARE(late["22-collective"].explanation.arguments[1], std::string("30 µs"));
    }

    void collectivesArePairedFromTheLastOneWhereARecordingBeganLater()
    {
        const Outcome outcome = explained("s7: ncclDevKernel_AllReduce[0,20) ncclDevKernel_AllReduce[100,120) "
                                          "ncclDevKernel_AllReduce[300,320)\n"
                                          "s7@1: ncclDevKernel_AllReduce[100,120) ncclDevKernel_AllReduce[300,320)");
        QVERIFY(!atPlay(outcome["22-collective"]));
    }

    void collectivesThatDoNotEndTogetherProveNothing()
    {
        const Outcome outcome = explained("s7: ncclDevKernel_AllReduce[0,20) ncclDevKernel_AllReduce[100,120) "
                                          "ncclDevKernel_AllReduce[200,220)\n"
                                          "s7@1: ncclDevKernel_AllReduce[0,20) ncclDevKernel_AllReduce[170,190) "
                                          "ncclDevKernel_AllReduce[350,370)");
        QCOMPARE(outcome["22-collective"].certainty, Certainty::cannotTell);
        QCOMPARE(outcome["22-collective"].explanation.id, std::string("analysis.cause-22-collective-unknown-unlike"));
    }

    void waitsSeenAsCallsAloneBindInTheReplay()
    {
        // Product A behind the collective by an event, of which there is but the call. Without the collective's wait of
        // 30 it begins 30 earlier, and all of it ends 30 earlier.
        const Outcome outcome = explained(
            "s7: B[0,10)#1 A[121,151)#3\ns21: ncclDevKernel_AllReduce[70,120)#2\n"
            "s21@1: ncclDevKernel_AllReduce[100,120)\n"
            "h1: cudaLaunchKernel[0,1)#1 cudaLaunchKernel[1,2)#2 cudaStreamWaitEvent[2,3) cudaLaunchKernel[3,4)#3");
        QCOMPARE(outcome["22-collective"].certainty, Certainty::proved);
        QCOMPARE(outcome["22-collective"].costNs, 30'000);
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::likely);
    }

    void oneCopyEngineServesBothDirectionsInTurn()
    {
        const char* turns = "s17: H2D[1,101)#1\ns18: D2H[101,201)#2\n"
                            "h1: cudaMemcpyAsync[-2,-1)#1 cudaMemcpyAsync[-1,0)#2";
        device::DeviceProfile limits;
        ExplainOptions options;
        options.profile = &limits;
        limits.copyEngines = 1;
        const Outcome one = explained(turns, options);
        QCOMPARE(one["9-same-direction-copies"].certainty, Certainty::proved);
        QCOMPARE(one["9-same-direction-copies"].explanation.id,
                 std::string("analysis.cause-9-same-direction-copies-found-one-engine"));
        limits.copyEngines = 2;
        QCOMPARE(explained(turns, options)["9-same-direction-copies"].certainty, Certainty::notAtPlay);
    }

    void whatWaitsForAResidentGridSharesNoQueue()
    {
        // 128 grids run on as many streams; the 129th stream's starts where one of them ends.
        std::string text, calls = "h1: cudaLaunchKernel[-1,0)#1000";
        for (int i = 0; i < 128; ++i)
            text += "s" + std::to_string(20 + i) + ": K[1,100)#" + std::to_string(i + 1) + "\n";
        text += "s200: L[101,200)#1000\n";
        QCOMPARE(explained(text + calls)["8-shared-queue"].certainty, Certainty::notAtPlay);
        // Nine run, and one waits: with eight queues that may be a queue's doing.
        std::string few;
        for (int i = 0; i < 9; ++i)
            few += "s" + std::to_string(20 + i) + ": K[1,100)#" + std::to_string(i + 1) + "\n";
        few += "s200: L[101,200)#1000\n";
        QCOMPARE(explained(few + calls)["8-shared-queue"].certainty, Certainty::likely);
        ExplainOptions options;
        options.connections = 32;
        QCOMPARE(explained(few + calls, options)["8-shared-queue"].certainty, Certainty::notAtPlay);
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

    void branchesThatTheHostWaitsBetweenGainNothingByStreamsAlone()
    {
        // The second branch is submitted 5 µs after the first has ended, whatever stream it is on.
        const char* work =
            "s7: A[5,105)#1{grid=1 block=32} B[115,215)#2{grid=1 block=32}\nnotes h1: left[0,107) right[108,120)\n"
            "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[110,114)#2 ";
        const Outcome waiting = onTenSms(std::string(work) + "cudaStreamSynchronize[4,106)");
        QCOMPARE(waiting.explanation.headline.id, std::string("analysis.headline-17-one-stream-host"));
        QCOMPARE(waiting["17-one-stream"].explanation.id, std::string("analysis.cause-17-one-stream-found-host"));
        QCOMPARE(waiting["17-one-stream"].explanation.arguments[3], std::string("0 ns"));
        // Both submitted at the beginning, streams alone give it all.
        const Outcome queued =
            onTenSms("s7: A[5,105)#1{grid=1 block=32} B[106,206)#2{grid=1 block=32}\nnotes h1: left[0,5) right[5,20)\n"
                     "h1: cudaLaunchKernel[0,4)#1 cudaLaunchKernel[6,10)#2 cudaStreamSynchronize[12,207)");
        QCOMPARE(queued.explanation.headline.id, std::string("analysis.headline-17-one-stream"));
        QCOMPARE(queued["17-one-stream"].explanation.id, std::string("analysis.cause-17-one-stream-found"));
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
        QCOMPARE(explained(text, {}, priorities(0, 0))["16-priority"].explanation.id,
                 std::string("analysis.cause-16-priority-absent-known"));
        QCOMPARE(explained(text)["16-priority"].explanation.id, std::string("analysis.cause-16-priority-unknown"));
        // A layout says them all: the streams that it gives none have none.
        ExplainOptions ofLayout;
        ofLayout.races.emplace();
        QCOMPARE(explained(text, ofLayout)["16-priority"].certainty, Certainty::notAtPlay);
        // Of a run the layout says them; the trace does not.
        const auto run = [](trace::TraceBuilder& builder) { builder.info().makespanNs = 110'000; };
        QCOMPARE(explained(text, {}, run)["16-priority"].explanation.id,
                 std::string("analysis.cause-16-priority-unknown-run"));
        // Where the program is known, so are they.
        const auto ofProgram = [](int ofA, int ofB) {
            ExplainOptions options;
            options.races.emplace().priorities = {{"stream 17", ofA}, {"stream 18", ofB}};
            return options;
        };
        QCOMPARE(explained(text, ofProgram(0, -5))["16-priority"].certainty, Certainty::likely);
        QCOMPARE(explained(text, ofProgram(0, 0))["16-priority"].certainty, Certainty::notAtPlay);
    }

    void aWaitOfHigherPriorityThatCostsTheWholeNothingIsStillSaid()
    {
        // 18 is free at 5, 17 begins its next grid half a microsecond later: C waits from 5 to 205, the longest chain
        // is no shorter without.
        const char* text = "s17: A[0,5)#1 L[5.5,205)#3\ns18: B[0,5)#2 C[205,210)#4\n"
                           "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2 cudaLaunchKernel[-7,-6)#3 "
                           "cudaLaunchKernel[-6,-5)#4";
        const auto priorities = [](int of17, int of18) {
            ExplainOptions options;
            options.races.emplace().priorities = {{"stream 17", of17}, {"stream 18", of18}};
            return options;
        };
        const Outcome outcome = explained(text, priorities(0, -5));
        QCOMPARE(outcome["16-priority"].certainty, Certainty::likely);
        QCOMPARE(outcome.evidence("16-priority"), (Names{"C"}));
        QCOMPARE(explained(text, priorities(-5, 0))["16-priority"].certainty, Certainty::notAtPlay);
        // If C ends 0.9 of 206 later than the chain, that is too little for a card; the wait is still said.
        std::string little = text;
        little.replace(little.find("C[205,210)"), 10, "C[205,205.9)");
        const Outcome almost = explained(little, priorities(0, -5));
        QCOMPARE(almost["16-priority"].explanation.id, std::string("analysis.cause-16-priority-found-free"));
        // A grid that begins 50 after C could have is nothing that C found running.
        const char* later = "s17: A[0,5)#1 L[55,205)#3\ns18: B[0,5)#2 C[205,210)#4\n"
                            "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2 cudaLaunchKernel[50,51)#3 "
                            "cudaLaunchKernel[-6,-5)#4";
        QCOMPARE(explained(later, priorities(0, -5))["16-priority"].certainty, Certainty::notAtPlay);
    }

    void branchesOnOneStreamCouldRunSideBySide()
    {
        const std::string calls =
            "h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\nnotes h1: left[-11,-8) right[-8,-5)\n";
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome = onTenSms(calls + "s7: A[0,50)#1" + small + " B[51,101)#2" + small);
        QVERIFY(only(outcome, "17-one-stream"));
        QCOMPARE(outcome["17-one-stream"].certainty, Certainty::likely);
        // 101 µs, side by side 50 and B's gap of 1
        QCOMPARE(outcome["17-one-stream"].costNs, 50'000);
        QVERIFY(!outcome["17-one-stream"].costIsUpperBound); // how much room there is is estimated
        QCOMPARE(outcome.evidence("17-one-stream"), (Names{"B"}));
        const Outcome apart = onTenSms(calls + "s17: A[0,50)#1" + small + "\ns18: B[0,50)#2" + small);
        QCOMPARE(apart["17-one-stream"].certainty, Certainty::notAtPlay);
        const Outcome unknown = explained("s7: A[0,50) B[51,101)");
        QCOMPARE(unknown["17-one-stream"].certainty, Certainty::cannotTell);
    }

    void branchesOfUnknownSizeArePromisedNothing()
    {
        // Nothing says how large the GPU is: side by side 50 µs less, or none.
        const std::string calls =
            "h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\nnotes h1: left[-11,-8) right[-8,-5)\n";
        const Outcome outcome = explained(calls + "s7: A[0,50)#1{grid=100 block=64} B[51,101)#2{grid=100 block=64}");
        QCOMPARE(outcome["17-one-stream"].certainty, Certainty::cannotTell);
        QCOMPARE(outcome["17-one-stream"].explanation.arguments, (Names{"2", "1", "50 µs"}));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-17-one-stream-room"));
        // 4096 · 128 threads are more than any GPU holds: there is no room whatever the GPU.
        const Outcome full = explained(calls + "s7: A[0,50)#1{grid=4096 block=128} B[51,101)#2{grid=4096 block=128}");
        QCOMPARE(full.explanation.headline.id, std::string("analysis.headline-full"));
        QCOMPARE(full["1a-slots-full"].certainty, Certainty::likely);
        // A copy and a kernel need different things, whatever room the kernel leaves.
        const Outcome copy = explained(calls + "s7: H2D[0,50)#1{pinned} B[51,101)#2{grid=100 block=64}");
        QCOMPARE(copy["17-one-stream"].certainty, Certainty::likely);
    }

    void phasesAndLayersAreNoBranches_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<bool>("branches");
        QTest::newRow("training") << "forward"
                                  << "loss_backward" << false;
        QTest::newRow("optimiser") << "zero_grad"
                                   << "Optimizer-step" << false;
        QTest::newRow("layers") << "layer0"
                                << "layer11" << false;
        QTest::newRow("blocks") << "decoder.block_1"
                                << "decoder.block_2" << false;
        QTest::newRow("modules in a row") << "h.0"
                                          << "h.1" << false;
        QTest::newRow("modules of ResNet") << "layer1.0"
                                           << "layer2.1" << false;
        QTest::newRow("modules within") << "transformer.h.0.mlp"
                                        << "transformer.h.1.mlp" << false;
        QTest::newRow("serving") << "preprocess"
                                 << "inference" << false;
        QTest::newRow("whose phase it is") << "gpu_model_runner: forward"
                                           << "gpu_model_runner: sample" << false;
        QTest::newRow("branches with a path") << "model.branch.0"
                                              << "model.branch.1" << true;
        QTest::newRow("one of each kind") << "forward_a"
                                          << "forward_b" << true;
        QTest::newRow("numbered branches") << "branch_0"
                                           << "branch_1" << true;
        QTest::newRow("named for what they are") << "encoder"
                                                 << "blocks" << true;
    }

    void phasesAndLayersAreNoBranches()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(bool, branches);
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome = onTenSms("h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\ns7: A[0,50)#1" +
                                         small + " B[51,101)#2" + small + "\nnotes h1: " + first.toStdString() +
                                         "[-11,-8) " + second.toStdString() + "[-8,-5)");
        const Finding& finding = outcome["17-one-stream"];
        QCOMPARE(finding.certainty, branches ? Certainty::likely : Certainty::cannotTell);
        QCOMPARE(finding.explanation.id,
                 std::string("analysis.cause-17-one-stream-") + (branches ? "found" : "unknown-phases"));
    }

    void branchesAreFoundAmongRangesOfManyKinds_data()
    {
        QTest::addColumn<QString>("ranges"); // the calls are at −10 and −7
        QTest::addColumn<bool>("branches");
        QTest::newRow("side by side") << "left[-11,-8) right[-8,-5)" << true;
        QTest::newRow("PyTorch's operators") << "aten::mm[-11,-8) aten::relu[-8,-5)" << false;
        QTest::newRow("and its modules") << "nn.Linear[-11,-8) nn.ReLU[-8,-5)" << false;
        QTest::newRow("operators inside") << "left[-11,-8) aten::mm[-10.5,-9) right[-8,-5) aten::relu[-7.5,-6)" << true;
        QTest::newRow("one around all") << "inference[-12,-4) left[-11,-8) right[-8,-5)" << true;
        QTest::newRow("one around all, and no more") << "inference[-12,-4)" << false;
        QTest::newRow("in each other") << "left[-11,-4) inner[-10.5,-9)" << false;
        QTest::newRow("layers inside one") << "inference[-12,-4) layer1[-11,-8) layer2[-8,-5)" << false;
        QTest::newRow("a phase around branches") << "forward[-12,-4) left[-11,-8) right[-8,-5)" << true;
        QTest::newRow("a nanosecond over") << "left[-11,-7.999) right[-8,-5)" << true;
        QTest::newRow("half over") << "left[-11,-6.5) right[-8,-5)" << false;
    }

    void branchesAreFoundAmongRangesOfManyKinds()
    {
        QFETCH(QString, ranges);
        QFETCH(bool, branches);
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome = onTenSms("h1: cudaLaunchKernel[-10,-9)#1 cudaLaunchKernel[-7,-6)#2\ns7: A[0,50)#1" +
                                         small + " B[51,101)#2" + small + "\nnotes h1: " + ranges.toStdString());
        QCOMPARE(outcome["17-one-stream"].certainty, branches ? Certainty::likely : Certainty::cannotTell);
    }

    void aGraphWhoseNodesOverlapIsNoChain()
    {
        // Files show a graph's nodes on the stream that it was launched to.
        const std::string call = "h1: cudaGraphLaunch[-5,-1)#1\n";
        QCOMPARE(explained(call + "s7: A[0,50)#1 B[10,60)#1")["18-graph-chain"].certainty, Certainty::notAtPlay);
        QCOMPARE(explained(call + "s7: A[0,50)#1 B[51,101)#1")["18-graph-chain"].certainty, Certainty::cannotTell);
        // Two launches, the second of which does not wait for the first one's end: each is a chain.
        QCOMPARE(explained("h1: cudaGraphLaunch[-5,-3)#1 cudaGraphLaunch[-3,-1)#2\n"
                           "s7: A[0,50)#1 B[45,60)#2 C[60,70)#2")["18-graph-chain"]
                     .certainty,
                 Certainty::cannotTell);
    }

    void whereNothingCouldRunBesideNobodyIsToldToAnnotate()
    {
        const Outcome one = explained("s7: A[0,50)");
        QCOMPARE(one.explanation.headline.id, std::string("analysis.headline-single-operation"));
        QCOMPARE(one["17-one-stream"].explanation.id,
                 std::string("analysis.cause-17-one-stream-absent-nothing-beside"));
        const Outcome copies = explained("s7: H2D[0,50){pinned} H2D[51,101){pinned}");
        QCOMPARE(copies.explanation.headline.id, std::string("analysis.headline-one-direction"));
        const Outcome both = explained("s7: H2D[0,50){pinned} D2H[51,101){pinned}");
        QCOMPARE(both.explanation.headline.id, std::string("analysis.headline-one-at-a-time"));
    }

    void copiesThatNeverRunBesideKernelsAreSaid()
    {
        // Three steps of a copy of 40 and a kernel of 50. The first copy has nothing to hide behind: 2 · 40.
        const Outcome steps = explained("s7: H2D[0,40){pinned} A[40,90) H2D[90,130){pinned} A[130,180) "
                                        "H2D[180,220){pinned} A[220,270)");
        QCOMPARE(steps.explanation.headline.id, std::string("analysis.headline-copies-apart"));
        QCOMPARE(steps.explanation.headline.arguments, (Names{"270 µs", "270 µs", "120 µs", "80 µs"}));
        QCOMPARE(steps["17-one-stream"].explanation.arguments, (Names{"120 µs", "80 µs"}));
        // Kernels are shorter: they hide at most what they take, 3 · 10.
        const Outcome copyBound = explained("s7: H2D[0,40){pinned} A[40,50) H2D[50,90){pinned} A[90,100) "
                                            "H2D[100,140){pinned} A[140,150)");
        QCOMPARE(copyBound.explanation.headline.arguments, (Names{"150 µs", "150 µs", "120 µs", "30 µs"}));
        // In before all, out after all: nothing to hide behind.
        const Outcome around = explained("s7: H2D[0,40){pinned} A[40,90) D2H[90,130){pinned}");
        QCOMPARE(around.explanation.headline.id, std::string("analysis.headline-one-at-a-time"));
        // One ran beside a kernel: they have a stream already.
        const Outcome beside = explained("s7: A[0,50) A[90,130)\ns8: H2D[45,90){pinned}");
        QVERIFY(beside.explanation.headline.id != "analysis.headline-copies-apart");
    }

    void aGraphThatIsAChain()
    {
        const std::string call = "h1: cudaGraphLaunch[-5,-1)#1\n";
        const std::string left = "{branch=0 grid=10 block=64 registers=32}",
                          right = "{branch=1 grid=10 block=64 registers=32}";
        const Outcome outcome = onTenSms(call + "s7: A[0,50)#1" + left + " B[51,101)#1" + right);
        QVERIFY(only(outcome, "18-graph-chain"));
        QCOMPARE(outcome["18-graph-chain"].costNs, 50'000);
        // A run's nodes carry no link to the launch.
        const Outcome run = onTenSms(call + "s7: A[0,50)" + left + " B[51,101)" + right);
        QVERIFY(only(run, "18-graph-chain"));
        const Outcome forked = onTenSms(call + "s7: A[0,50)#1" + left + "\ns8: B[0,50)#1" + right);
        QCOMPARE(forked["18-graph-chain"].certainty, Certainty::notAtPlay);
        const Outcome unknown = explained(call + "s7: A[0,50)#1{branch=0} B[51,101)#1{branch=1}");
        QCOMPARE(unknown["18-graph-chain"].certainty, Certainty::cannotTell);
    }

    void graphsLaunchedOneAfterTheOtherAreNotOneGraph()
    {
        // Each range launches a graph of its own to the same stream: streams part them, no capture does.
        const std::string small = "{grid=10 block=64 registers=32}";
        const Outcome outcome =
            onTenSms("h1: cudaGraphLaunch[-10,-9)#1 cudaGraphLaunch[-7,-6)#2\ns7: A[0,25)#1" + small + " B[25,50)#1" +
                     small + " C[51,76)#2" + small + " D[76,101)#2" + small + "\nnotes h1: left[-11,-8) right[-8,-5)");
        QVERIFY(only(outcome, "17-one-stream"));
        QCOMPARE(outcome["17-one-stream"].costNs, 50'000);
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-17-one-stream"));
    }
};

QTEST_APPLESS_MAIN(DeviceCausesTest)
#include "tst_causes_device.moc"
