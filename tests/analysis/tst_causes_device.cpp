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
    void whatTheDefaultStreamHoldsUpComesAsSoonAsItLetsGo()
    {
        // D on the default stream waits for the upload, and E for D. From pinned memory that takes 10 µs instead of
        // 100, and D and E come, after gaps of 1, 90 earlier.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 1e11};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome = explained("s7: D[102,132)#2\ns8: H2D[1,101)#1{pageable bytes=1000000}\n"
                                          "s9: E[133,163)#3\nh1: cudaMemcpyAsync[0,101)#1\n"
                                          "h2: cudaLaunchKernel[2,4)#2 cudaLaunchKernel[4,6)#3",
                                          options);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 90'000);
    }

    void anUploadThatTheDefaultStreamKeepsWasHandedOverBefore()
    {
        // The upload waits for D within its call: that is not the host's. From pinned memory it ends at 117, and A,
        // submitted long before, at 127 instead of 219.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 1e11};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome =
            explained("s7: D[6,106)#1\ns8: B[0,5)#9 H2D[107,207)#2{pageable bytes=1000000} A[209,219)#3\n"
                      "h1: cudaLaunchKernel[-4,-2)#9 cudaMemcpyAsync[5,208)#2 cudaLaunchKernel[208,209)#3\n"
                      "h2: cudaLaunchKernel[0,4)#1",
                      options);
        QVERIFY(!atPlay(outcome["2-launch-bound"]));
        QCOMPARE(outcome["4-pageable-copy"].costNs, 92'000);
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

    void anUploadThatKeepsItsCallWaitsInThere_data()
    {
        QTest::addColumn<bool>("isRecorded");
        QTest::newRow("what it waits for is recorded") << true;
        QTest::newRow("only the call is") << false;
    }

    void anUploadThatKeepsItsCallWaitsInThere()
    {
        // The upload's call begins at 30, its stream has been free since 10, and B, for which it waits, ends at 100.
        QFETCH(bool, isRecorded);
        const Outcome outcome =
            explained("s17: A[0,10)#1 H2D[101,121)#3{pageable bytes=100000} C[136,146)#4\ns18: B[0,100)#2\n"
                      "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 cudaStreamWaitEvent[20,21) "
                      "cudaMemcpyAsync[30,122)#3 cudaLaunchKernel[126,130)#4",
                      {}, [isRecorded](trace::TraceBuilder& builder) {
                          if (isRecorded)
                              builder.addDependency(2, 3);
                      });
        // From pinned memory the thread goes on at 30: C follows the copy after its gap of 1, and ends at 132, not 146.
        QCOMPARE(outcome["4-pageable-copy"].costNs, 14'000);
        // Without the wait, too, the copy begins at 31, C has ended by 62, and B takes 100.
        QCOMPARE(outcome["6-event-wait"].certainty, isRecorded ? Certainty::proved : Certainty::likely);
        QCOMPARE(outcome["6-event-wait"].costNs, 32'000);
        QCOMPARE(outcome.evidence("6-event-wait"), (Names{"H2D"}));
        QVERIFY(!atPlay(outcome["2-launch-bound"]));
    }

    void aWaitThatWasOnlySubmittedIsLikely()
    {
        const Outcome outcome = explained("s17: A[0,50)#1\ns18: B[0,10)#2 C[51,60)#3\n"
                                          "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2 "
                                          "cudaStreamWaitEvent[-5.5,-5) cudaLaunchKernel[-5,-4)#3");
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::likely);
    }

    void aWaitIsForNothingThatNoEventWasRecordedBehind()
    {
        // C starts where A ended, and a wait was called before it. An event recorded behind A's launch may be A's; one
        // recorded before it is over when A begins.
        const std::string rows = "s17: A[0,50)#1\ns18: B[0,10)#2 C[51,60)#3\nh1:";
        const std::string a = " cudaLaunchKernel[-9,-8)#1", record = " cudaEventRecord[";
        const std::string rest = " cudaLaunchKernel[-7,-6)#2 cudaStreamWaitEvent[-5.5,-5) cudaLaunchKernel[-5,-4)#3";
        QCOMPARE(explained(rows + a + record + "-8,-7.5)" + rest)["6-event-wait"].certainty, Certainty::likely);
        QCOMPARE(explained(rows + record + "-11,-10)" + a + rest)["6-event-wait"].certainty, Certainty::notAtPlay);
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
        QVERIFY(outcome["9-same-direction-copies"].costIsUpperBound); // a second engine may not have a link of its own
        QCOMPARE(outcome.explanation.headline.id,
                 std::string("analysis.headline-9-same-direction-copies-at-most")); // and the headline says so
    }

    void copiesOfBothDirectionsDoNot()
    {
        const Outcome outcome = explained("s17: H2D[0,50)#1{bytes=1000000}\ns18: D2H[1,51)#2{bytes=1000000}\n"
                                          "h1: cudaMemcpyAsync[-9,-8)#1 cudaMemcpyAsync[-7,-6)#2");
        QCOMPARE(outcome["9-same-direction-copies"].certainty, Certainty::notAtPlay);
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
                 std::string("analysis.cause-9-same-direction-copies-found-one-engine-at-most"));
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
        // Copies have none, be they the first of their stream or all of it.
        const std::string copies = std::string("s17: H2D[-20,-10)#4\ns19: H2D[0,60)#5\n") + text +
                                   " cudaMemcpyAsync[-30,-29)#4 cudaMemcpyAsync[-10,-9)#5";
        const auto ofKernels = [](trace::TraceBuilder& builder) {
            builder.setArgumentReader([](std::uint32_t id) {
                using Said = std::vector<std::pair<std::string, std::string>>;
                return id < 2 ? Said{} : Said{{"priority", "0"}};
            });
        };
        QCOMPARE(explained(copies, {}, ofKernels)["16-priority"].explanation.id,
                 std::string("analysis.cause-16-priority-absent-known"));
        // An upload of a stream with a higher one waits for its engine, not for blocks.
        const char* upload = "s17: A[0,100)#1\ns18: B[-20,-15)#2 H2D[101,141)#3\n"
                             "h1: cudaLaunchKernel[-30,-29)#2 cudaLaunchKernel[-9,-8)#1 cudaMemcpyAsync[-7,-6)#3";
        QVERIFY(!atPlay(explained(upload, {}, priorities(0, -5))["16-priority"]));
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
};

QTEST_APPLESS_MAIN(DeviceCausesTest)
#include "tst_causes_device.moc"
