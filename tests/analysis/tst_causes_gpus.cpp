// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Causes where a trace has several GPUs or ranks: what is of each, and what one waits for from another.
#include "analysis/replay.h"
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

class CausesOfSeveralGpusTest : public QObject
{
    Q_OBJECT

private slots:
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

    void aGpuBeginsOnceTheHostSubmitsToIt()
    {
        // Copies to two GPUs keep the thread for 100 each, of which 20 are needed. GPU 0: 5 to 232, GPU 1: 111 to 211.
        // From pinned memory the second one is submitted at 11 and ends at 31, the synchronisation takes its own 2
        // after that, the launch 6, A starts 2 later and takes 10: 5 to 51, and 11 to 31. 227 + 100 − 46 − 20.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 5e10};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome = explained("s7: H2D[5,105)#1{pageable bytes=1000000} A[222,232)#3\n"
                                          "s7@1: H2D[111,211)#2{pageable bytes=1000000}\n"
                                          "h1: cudaMemcpyAsync[0,106)#1 cudaMemcpyAsync[106,212)#2 "
                                          "cudaStreamSynchronize[212,214) cudaLaunchKernel[216,220)#3",
                                          options);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 261'000);
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

    void whatFollowsACollectiveWaitsForTheOneOnItsOwnGpu()
    {
        // A collective on a stream of its own behind A and B, and C and D behind it; the file says of no wait for what.
        // GPU 1 comes 80 later, and its collective ends 0.5 after GPU 0's: without that wait GPU 0 is done 80 earlier.
        const Outcome outcome = explained("s7: A[0,100)#1 C[202,302)#3\ns20: ncclDevKernel_AllReduce[101,200)#2\n"
                                          "s7@1: B[0,180)#4 D[202,302)#6\ns20@1: ncclDevKernel_AllReduce[181,200.5)#5\n"
                                          "h1: cudaLaunchKernel[-20,-19)#1 cudaStreamWaitEvent[-19,-18.5) "
                                          "cudaLaunchKernel[-18,-17)#2 cudaStreamWaitEvent[-17,-16.5) "
                                          "cudaLaunchKernel[-16,-15)#3 cudaLaunchKernel[-14,-13)#4 "
                                          "cudaStreamWaitEvent[-13,-12.5) cudaLaunchKernel[-12,-11)#5 "
                                          "cudaStreamWaitEvent[-11,-10.5) cudaLaunchKernel[-10,-9)#6");
        QVERIFY2(outcome["22-collective"].costNs >= 79'000 && outcome["22-collective"].costNs <= 81'000,
                 std::to_string(outcome["22-collective"].costNs).c_str());
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

    void whoeverWaitsForALateRankWaitsLessWithoutWhatHoldsThatOneUp_data()
    {
        QTest::addColumn<int>("aheadUs"); // the clock of GPU 1 and its thread
        QTest::newRow("one clock") << 0;
        QTest::newRow("the late rank's clock is ahead") << 5000;
        QTest::newRow("the late rank's clock is behind") << -5000;
    }

    void whoeverWaitsForALateRankWaitsLessWithoutWhatHoldsThatOneUp()
    {
        // A copy keeps GPU 1's thread for 100, of which 20 are needed; its collective begins at 112 and takes 10. GPU 0
        // is there at 16, and through at 122 as well. From pinned memory the copy ends at 25, and the collective,
        // launched meanwhile, begins 1 later: both end at 36, 86 earlier each. Of that GPU 0 waits from 16 to 26.
        QFETCH(int, aheadUs);
        const auto at = [aheadUs](int startUs, int endUs) {
            return "[" + std::to_string(startUs + aheadUs) + "," + std::to_string(endUs + aheadUs) + ")";
        };
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 5e10};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome =
            explained("s7: A[5,15)#1 ncclDevKernel_AllReduce[16,122)#2\n"
                      "s7@1: H2D" +
                          at(5, 105) + "#3{pageable bytes=1000000} ncclDevKernel_AllReduce" + at(112, 122) +
                          "#4\nh1: cudaLaunchKernel[0,2)#1 cudaLaunchKernel[3,4)#2\nh2: cudaMemcpyAsync" + at(0, 106) +
                          "#3 cudaLaunchKernel" + at(106, 110) + "#4",
                      options);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 172'000);
        QCOMPARE(outcome["22-collective"].costNs, 10'000);
    }

    void whoEndedBeforeAnotherBeganDidNotWaitForIt()
    {
        // The first two end together. To the third GPU 1 comes 100 later, after a copy that keeps its thread for 80
        // more than needed: GPU 0 is through long before.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 5e10};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome = explained("s7: ncclDevKernel_AllReduce[0,10)#1 ncclDevKernel_AllReduce[20,30)#2 "
                                          "ncclDevKernel_AllReduce[40,50)#3\n"
                                          "s7@1: ncclDevKernel_AllReduce[0,10)#4 ncclDevKernel_AllReduce[20,30)#5 "
                                          "H2D[35,135)#6{pageable bytes=1000000} ncclDevKernel_AllReduce[142,152)#7\n"
                                          "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 "
                                          "cudaLaunchKernel[36,38)#3\n"
                                          "h2: cudaLaunchKernel[-9,-8)#4 cudaLaunchKernel[-7,-6)#5 "
                                          "cudaMemcpyAsync[30,136)#6 cudaLaunchKernel[136,140)#7",
                                          options);
        QCOMPARE(outcome.explanation.spanNs, 50'000 + 152'000);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 86'000); // GPU 1's alone
    }

    void ofCollectivesInACircleNobodyWaits()
    {
        // Each GPU's first one waits for the other's second one.
        const trace::TracePointer trace =
            traceFromText("s7: ncclDevKernel_AllReduce[0,20) ncclDevKernel_AllGather[20,40)\n"
                          "s7@1: ncclDevKernel_AllGather[0,20) ncclDevKernel_AllReduce[20,40)");
        const Timeline timeline =
            buildTimeline(*trace, gpuOperations(*trace), Submissions(*trace), std::nullopt, nullptr);
        const auto placeOf = [&timeline](Place device, Ns startNs) {
            const auto found = std::ranges::find_if(timeline.operations, [=](const TimedOperation& operation) {
                return operation.device == device && operation.startNs == startNs;
            });
            return Place(found - timeline.operations.begin());
        };
        Marks marks(timeline);
        marks.collectives.together = {{placeOf(0, 0), placeOf(1, 20'000)}, {placeOf(1, 0), placeOf(0, 20'000)}};
        QCOMPARE(replayAll(timeline, marks, std::vector<Without>(1)).front(), 40'000 + 40'000);
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
};

QTEST_APPLESS_MAIN(CausesOfSeveralGpusTest)
#include "tst_causes_gpus.moc"
