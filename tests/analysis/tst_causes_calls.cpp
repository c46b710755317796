// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Calls that hold the threads that submit: copies, synchronisation, allocation, first use, full queues.
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

class CallCausesTest : public QObject
{
    Q_OBJECT

private slots:
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

    void pageableCopiesAreHeldAgainstThePinnedOnesOfTheSameTrace()
    {
        // 4 MB pinned in 100 µs: 40 B/ns. 4 MB pageable took 500: 400 more; no thread submits behind it.
        const char* pinned = "s7: H2D[5,105)#1{pinned bytes=4000000} H2D[110,610)#2{pageable bytes=4000000}\n"
                             "h1: cudaMemcpyAsync[0,3)#1 cudaMemcpyAsync[107,611)#2";
        const Outcome outcome = explained(pinned);
        QCOMPARE(outcome["4-pageable-copy"].certainty, Certainty::proved);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 400'000);
        QCOMPARE(outcome["4-pageable-copy"].explanation.id, std::string("analysis.cause-4-pageable-copy-found"));
    }

    void withoutAPinnedOneItIsSaidThatTheCopysOwnSlownessIsNotKnown()
    {
        const Outcome outcome = explained("s7: H2D[5,105)#1{pageable bytes=1000000}\ns8: A[120,130)#2\n"
                                          "h1: cudaMemcpyAsync[0,106)#1 cudaLaunchKernel[110,114)#2");
        QCOMPARE(outcome["4-pageable-copy"].explanation.id,
                 std::string("analysis.cause-4-pageable-copy-found-unpriced"));
    }

    void pageableCopiesWhoseCallsReturnAtOnceHoldNobody()
    {
        device::DeviceProfile limits = tenSms();
        limits.pinnedH2D = {0, 100e9};
        ExplainOptions options;
        options.profile = &limits;
        // 10 µs from pinned memory instead of 100, by the profile; the calls last 3.
        const Outcome outcome = explained("s7: H2D[5,105)#1{pageable bytes=1000000} H2D[105,205)#2{pageable "
                                          "bytes=1000000}\nh1: cudaMemcpyAsync[0,3)#1 cudaMemcpyAsync[3,6)#2",
                                          options);
        QCOMPARE(outcome["4-pageable-copy"].certainty, Certainty::likely);
        QCOMPARE(outcome["4-pageable-copy"].explanation.id, std::string("analysis.cause-4-pageable-copy-found-staged"));
        QCOMPARE(outcome["4-pageable-copy"].explanation.arguments[1], std::string("180 µs"));
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-4-pageable-copy-staged"));
    }

    void aCopyThatIsSlowAndHoldsItsThreadIsOneCopy()
    {
        // As above, and a launch waits for it: 90 µs of the copy's 100 are staging, and the call held its thread for
        // its own 106.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 1e11};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome = explained("s7: H2D[5,105)#1{pageable bytes=1000000}\ns8: A[120,130)#2\n"
                                          "h1: cudaMemcpyAsync[0,106)#1 cudaLaunchKernel[110,114)#2",
                                          options);
        QCOMPARE(outcome.evidence("4-pageable-copy"), (Names{"H2D"}));
        QCOMPARE(outcome["4-pageable-copy"].explanation.arguments[0], std::string("1"));
        QCOMPARE(outcome["4-pageable-copy"].explanation.arguments[1], std::string("106 µs"));
    }

    void whatCopiesNoLongerWaitForTheSynchronisationBehindThemDoes()
    {
        // The copy takes 100, 80 of them for its pageable memory, and holds its thread; the synchronisation finds it
        // done. With pinned memory that waits instead, for A and the copy's 20, and takes its own 2 after that. B came
        // 53 after the copy, 4 of them until the synchronisation was through: 80 + 2.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = profile.pinnedD2H = {0, 5e10};
        ExplainOptions options;
        options.profile = &profile;
        for (const std::string call : {"cudaDeviceSynchronize", "cudaStreamSynchronize"}) {
            const Outcome outcome = explained("s7: A[0,60)#1 D2H[61,161)#2{pageable bytes=1000000} B[214,224)#3\n"
                                              "h1: cudaLaunchKernel[-9,-8)#1 cudaMemcpyAsync[50,162)#2 " +
                                                  call + "[163,165) cudaLaunchKernel[208,210)#3",
                                              options);
            QCOMPARE(outcome["4-pageable-copy"].costNs, 82'000);
        }
    }

    void aWaitThatAnUploadHidesIsShownWithWhatItWillCost()
    {
        // The copy takes 100, 80 of them for its memory. From pinned memory it ends at 25, and A after it: what the
        // synchronisation takes by itself, 6 until A is launched, 6 until it runs, and 10. Not waited for, A is
        // launched at 14, and runs 1 after the copy, until 36.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 5e10};
        ExplainOptions options;
        options.profile = &profile;
        const auto check = [&](const std::string& calls, Ns ownNs) {
            const Outcome outcome = explained("s7: H2D[5,105)#1{pageable bytes=1000000} A[120,130)#2\n"
                                              "h1: cudaMemcpyAsync[0,106)#1 " +
                                                  calls + " cudaLaunchKernel[110,114)#2",
                                              options);
            const Ns waitedForNs = 25'000 + ownNs + 6'000 + 6'000 + 10'000;
            QCOMPARE(outcome["4-pageable-copy"].costNs, 130'000 - waitedForNs);
            QCOMPARE(outcome["5-host-sync"].costNs, waitedForNs - 36'000);
            QCOMPARE(outcome["5-host-sync"].certainty, Certainty::likely); // nobody was seen to wait
            QCOMPARE(outcome["5-host-sync"].explanation.id, std::string("analysis.cause-5-host-sync-found-hidden"));
            QCOMPARE(outcome["5-host-sync"].explanation.arguments[1], std::string("20 µs"));
            QCOMPARE(outcome.evidence("5-host-sync").size(), std::size_t(1));
        };
        check("cudaStreamSynchronize[106,108)", 2'000);
        check("cudaEventRecord[106,107) cudaEventSynchronize[107,108)", 1'000);
    }

    void anEventThatWasRecordedEarlierIsNotOfWhatCameAfterIt()
    {
        // C, on the copy's stream and over by then as well, was submitted after the record. From pinned memory the copy
        // ends at 25, and C at 76; the thread synchronises the event at 68, as long after its own steps as before, and
        // need not wait. A runs 14 after that, until 92 instead of 192.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 5e10};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome =
            explained("s7: H2D[5,105)#1{pageable bytes=1000000} C[112,162)#3\ns8: A[182,192)#2\n"
                      "h1: cudaMemcpyAsync[0,106)#1 cudaEventRecord[106,107) cudaLaunchKernel[107,110)#3 "
                      "cudaEventSynchronize[166,168) cudaLaunchKernel[172,176)#2",
                      options);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 100'000);
    }

    void aStreamThatIsStillAtWorkWasNotSynchronised()
    {
        // C runs on when the synchronisation is through: it was for the copy, though C was submitted last. Of the
        // copy's 100 from 5 on 80 are for its memory; A comes 6 after its launch, which comes 6 after the
        // synchronisation, which takes its own 1. Before: 130. Without the copy's memory: 25 + 1 + 6 + 6 + 10 = 48.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 5e10};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome =
            explained("s17: H2D[5,105)#1{pageable bytes=1000000} A[120,130)#3\ns18: C[110,116)#2\n"
                      "h1: cudaMemcpyAsync[0,106)#1 cudaLaunchKernel[106,107)#2 cudaStreamSynchronize[107,108) "
                      "cudaLaunchKernel[109,114)#3",
                      options);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 82'000);
    }

    void anUploadWaitsForTheWorkBeforeItOnlyForItsMemory()
    {
        // The copy of 20 µs has its call wait for A, too. From pinned memory the thread had gone on at 8, so that B had
        // followed the copy after its gap of 1: 146 − 132.
        const auto copied = [](const std::string& direction) {
            return explained("s7: A[10,100)#1 " + direction +
                             "[101,121)#2{pageable bytes=100000} B[136,146)#3\n"
                             "h1: cudaLaunchKernel[0,5)#1 cudaMemcpyAsync[6,122)#2 cudaLaunchKernel[126,130)#3");
        };
        const Outcome upload = copied("H2D");
        QVERIFY(only(upload, "4-pageable-copy"));
        QCOMPARE(upload["4-pageable-copy"].costNs, 14'000);
        QCOMPARE(upload["4-pageable-copy"].explanation.arguments[1], std::string("116 µs"));
        // What comes to the host is awaited, whatever its memory.
        QVERIFY(only(copied("D2H"), "5-host-sync"));
    }

    void anUploadWaitsForTheEngineThatAnotherThreadsUploadHas()
    {
        // Two threads upload side by side, 100 each, one after the other; from pinned memory 20 each: 5 to 25, to 45.
        // The second thread had then gone on at 10, and A followed 1 after its copy: 226 − 56. Its call began at 10,
        // however late its copy did.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 5e10};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome = explained("s20: H2D[5,105)#1{pageable bytes=1000000}\n"
                                          "s21: H2D[105,205)#2{pageable bytes=1000000} A[216,226)#3\n"
                                          "h1: cudaMemcpyAsync[0,106)#1\n"
                                          "h2: cudaMemcpyAsync[10,206)#2 cudaLaunchKernel[210,214)#3",
                                          options);
        QCOMPARE(outcome["4-pageable-copy"].costNs, 170'000);
    }

    void aThreadThatACopyKeepsIsShownByTheCopyNotByTheNextCall()
    {
        // The call goes on for 60 µs after its copy began; what follows it is none of its own steps.
        const Outcome outcome = explained("s7: D2H[35,95)#1{pageable bytes=1000000}\ns8: A[120,130)#2\n"
                                          "h1: cudaMemcpyAsync[30,94)#1 cudaLaunchKernel[110,114)#2");
        QCOMPARE(outcome.evidence("4-pageable-copy"), (Names{"D2H"}));
    }

    void anAllocationWaitsForNothingThatIsSubmittedMeanwhile()
    {
        // It ends, by chance, just after another thread's upload that began while it went on, and holds B up. From
        // pinned memory the upload would end at 310, which gains nothing; without the allocation that would be the end.
        device::DeviceProfile profile = tenSms();
        profile.pinnedH2D = {0, 1e11};
        ExplainOptions options;
        options.profile = &profile;
        const Outcome outcome = explained("s7: A[5,15)#1 B[530,540)#2\ns8: H2D[300,517)#3{pageable bytes=1000000}\n"
                                          "h1: cudaLaunchKernel[0,4)#1 cudaMalloc[20,520) cudaLaunchKernel[522,526)#2\n"
                                          "h2: cudaMemcpyAsync[290,518)#3",
                                          options);
        QVERIFY(!atPlay(outcome["4-pageable-copy"]));
        QCOMPARE(outcome["7-allocation"].costNs, 230'000);
    }

    void pinnedCopiesDoNot()
    {
        const Outcome outcome = explained("s7: H2D[5,105)#1{pinned bytes=1000000}\ns8: A[10,20)#2\n"
                                          "h1: cudaMemcpyAsync[0,4)#1 cudaLaunchKernel[5,9)#2");
        QCOMPARE(outcome["4-pageable-copy"].certainty, Certainty::notAtPlay);
    }

    void aLongCallWithoutANameThatEndsWithTheWorkWaitsForIt()
    {
        const auto called = [](const std::string& call) {
            return explained("s7: A[10,100)#1 B[120,130)#2\nh1: cudaLaunchKernel[0,5)#1 " + call +
                             " cudaLaunchKernel[112,116)#2");
        };
        const Outcome waits = called("call[7,102)");
        QCOMPARE(waits["5-host-sync"].costNs, called("cudaStreamSynchronize[7,102)")["5-host-sync"].costNs);
        QCOMPARE(waits["5-host-sync"].explanation.id, std::string("analysis.cause-5-host-sync-found-unnamed"));
        QCOMPARE(waits["5-host-sync"].certainty, Certainty::likely);
        QVERIFY(!atPlay(called("call[7,111)")["5-host-sync"])); // more than a tenth after it
        QVERIFY(!atPlay(called("call[7,60)")["5-host-sync"]));
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

    void aCopyThatWaitsForTheWorkBeforeItIsASynchronisation()
    {
        // aten::item: the copy of 4 bytes takes 1 µs, its call waits for A, which was there before.
        const Outcome outcome = explained("s7: A[10,100)#1 D2H[101,102)#2{pageable bytes=4} B[115,125)#3\n"
                                          "h1: cudaLaunchKernel[0,5)#1 aten::item[6,105) cudaMemcpyAsync[8,104)#2 "
                                          "cudaLaunchKernel[106,110)#3");
        QVERIFY(only(outcome, "5-host-sync"));
        QCOMPARE(outcome["5-host-sync"].explanation.arguments.back(), std::string("aten::item"));
        QCOMPARE(outcome.evidence("5-host-sync"), (Names{"cudaMemcpyAsync"}));
        // 115 µs; without the wait B follows the copy after its gap of 1: 113 − 10
        QCOMPARE(outcome["5-host-sync"].costNs, 12'000);
    }

    void aCopyThatWaitsForAnotherStreamsWorkIsASynchronisation()
    {
        // As above, with a stream of its own for the copy, which waits for A by an event: B follows A at 101 and ends
        // at 111, not 125.
        for (const bool isRecorded : {true, false}) {
            const Outcome outcome =
                explained("s7: A[10,100)#1 B[115,125)#3\ns8: D2H[101,102)#2{pageable bytes=4}\n"
                          "h1: cudaLaunchKernel[0,5)#1 cudaStreamWaitEvent[5.2,5.8) aten::item[6,105) "
                          "cudaMemcpyAsync[8,104)#2 cudaLaunchKernel[106,110)#3",
                          {}, [isRecorded](trace::TraceBuilder& builder) {
                              if (isRecorded)
                                  builder.addDependency(1, 2);
                          });
            QVERIFY(only(outcome, "5-host-sync"));
            QCOMPARE(outcome["5-host-sync"].costNs, 14'000);
            QCOMPARE(outcome.evidence("5-host-sync"), (Names{"cudaMemcpyAsync"}));
        }
    }

    void rangesNameTheOperatorWhereThereAreNoOperators()
    {
        const auto around = [](const std::string& ranges) {
            return explained("s7: A[10,100)#1 B[115,125)#2\n"
                             "h1: cudaLaunchKernel[0,5)#1 cudaStreamSynchronize[7,102) cudaLaunchKernel[106,110)#2" +
                             ranges)["5-host-sync"]
                .explanation.arguments.back();
        };
        QCOMPARE(around("\nnotes h1: step[0,200) aten::nonzero[6,104) aten::item[6.5,103)"),
                 std::string("aten::nonzero"));
        QCOMPARE(around("\nnotes h1: step[-1,200)"), std::string("step"));
        QCOMPARE(around("\nnotes h2: aten::item[6,104)"), std::string("cudaStreamSynchronize"));
        QCOMPARE(around("\nnotes h1: ProfilerStep#3[0,200)"), std::string("cudaStreamSynchronize")); // says nothing
    }

    void aWaitInACallWithoutANameIsNotSaidToBeInIt()
    {
        const auto found = [](const char* name) {
            return explained("s7: A[0,50)#1 B[200,250)#2", {},
                             [name](trace::TraceBuilder& builder) {
                                 trace::TrackInfo thread;
                                 thread.kind = trace::TrackKind::hostThread;
                                 const trace::TrackId row = builder.addTrack(thread);
                                 const auto call = [&](Ns startNs, Ns durationNs, const char* of, trace::SliceKind kind,
                                                       int joins) {
                                     trace::Slice slice{startNs, durationNs, builder.intern(of), kind};
                                     slice.correlation = joins;
                                     builder.addSlice(row, slice);
                                 };
                                 call(-10'000, 1'000, "cudaLaunchKernel", trace::SliceKind::hostSubmit, 1);
                                 call(-5'000, 56'000, name, trace::SliceKind::hostSync, -1);
                                 call(190'000, 1'000, "cudaLaunchKernel", trace::SliceKind::hostSubmit, 2);
                             })["5-host-sync"]
                .explanation.id;
        };
        QCOMPARE(found("call"), std::string("analysis.cause-5-host-sync-found-unnamed"));
        QCOMPARE(found("cudaStreamSynchronize"), std::string("analysis.cause-5-host-sync-found"));
    }

    void aThreadWaitsForTheGpusThatItSubmitsTo()
    {
        // Another GPU's work, by another thread, ends later within the call.
        const Outcome outcome =
            explained("s7: A[10,100)#1 B[115,125)#2\ns21@1: N[0,50)#8 N[50,101.9)#9 N[102,130)#10\n"
                      "h1: cudaLaunchKernel[0,5)#1 cudaStreamSynchronize[7,102) cudaLaunchKernel[106,110)#2\n"
                      "h2: cudaLaunchKernel[-9,-8)#8 cudaLaunchKernel[-7,-6)#9 cudaLaunchKernel[-5,-4)#10");
        QVERIFY(only(outcome, "5-host-sync"));
        // A's end, not that of the other's at 101.9
        QCOMPARE(outcome["5-host-sync"].explanation.arguments[1], std::string("93 µs"));
    }

    void aThreadThatMayNeedWhatALoaderUploadsIsNotProvedToLoseTimeByItsWaits()
    {
        // The other thread's uploads keep it for 60 of 100 each: with the first thread's wait gone B may still need
        // them.
        const Outcome loaded =
            explained("s7: A[10,100)#1 B[115,205)#2\n"
                      "s8: H2D[20,80)#3{pageable bytes=1000000} H2D[120,180)#4{pageable bytes=1000000}\n"
                      "h1: cudaLaunchKernel[0,5)#1 cudaStreamSynchronize[7,102) cudaLaunchKernel[106,110)#2\n"
                      "h2: cudaMemcpyAsync[15,81)#3 cudaMemcpyAsync[115,181)#4");
        QCOMPARE(loaded["5-host-sync"].certainty, Certainty::likely);
        // That it goes on once the first thread lets it does not change that.
        const Outcome letOn =
            explained("s7: A[10,100)#1 B[115,205)#2\n"
                      "s8: H2D[20,80)#3{pageable bytes=1000000} H2D[120,180)#4{pageable bytes=1000000}\n"
                      "h1: cudaLaunchKernel[0,5)#1 cudaStreamSynchronize[7,102) cudaLaunchKernel[106,110)#2 "
                      "cudaEventRecord[111,112)#5\n"
                      "h2: cudaMemcpyAsync[15,81)#3 cudaStreamWaitEvent[113,114)#6 cudaMemcpyAsync[115,181)#4",
                      {}, [](trace::TraceBuilder& builder) { builder.addDependency(5, 6); });
        QCOMPARE(letOn["5-host-sync"].certainty, Certainty::likely);
        const Outcome alone = explained("s7: A[10,100)#1 B[115,205)#2\n"
                                        "h1: cudaLaunchKernel[0,5)#1 cudaStreamSynchronize[7,102) "
                                        "cudaLaunchKernel[106,110)#2");
        QCOMPARE(alone["5-host-sync"].certainty, Certainty::proved);
    }

    void aSynchronisationAtTheEndIsNone()
    {
        const Outcome outcome =
            explained("s7: A[10,100)#1 B[101,111)#2\n"
                      "h1: cudaLaunchKernel[0,5)#1 cudaLaunchKernel[6,9)#2 cudaDeviceSynchronize[10,115)");
        QCOMPARE(outcome["5-host-sync"].certainty, Certainty::notAtPlay);
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

    void anAllocationFromAPoolDoesOnlyWhereItTakesLong()
    {
        const Outcome quick =
            explained("s7: A[10,20)#1 B[130,140)#2\n"
                      "h1: cudaLaunchKernel[0,5)#1 cudaMallocAsync[8,20) cudaLaunchKernel[121,125)#2");
        QCOMPARE(quick["7-allocation"].certainty, Certainty::notAtPlay);
        const Outcome grows =
            explained("s7: A[10,20)#1 B[130,140)#2\n"
                      "h1: cudaLaunchKernel[0,5)#1 cudaMallocAsync[8,120) cudaLaunchKernel[121,125)#2");
        QCOMPARE(grows["7-allocation"].certainty, Certainty::likely);
        QCOMPARE(grows.evidence("7-allocation"), (Names{"cudaMallocAsync"}));
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

    void theFirstOfOtherCallsSetsUpWhatLaterOnesFind()
    {
        // Two calls by that name, of 2000 and of 4: the GPU waits from 70 to 2075.
        const auto made = [](const std::string& name, int firstUs, int laterUs) {
            const auto us = [](int value) { return std::to_string(value); };
            const int next = 60 + firstUs, last = next + 20 + laterUs;
            return explained("s7: A[20,70)#1 B[" + us(next + 15) + "," + us(next + 65) + ")#2 C[" + us(last + 70) +
                             "," + us(last + 120) + ")#3\nh1: cudaLaunchKernel[10,14)#1 " + name + "[60," + us(next) +
                             ") cudaLaunchKernel[" + us(next + 10) + "," + us(next + 14) + ")#2 " + name + "[" +
                             us(next + 20) + "," + us(last) + ") cudaLaunchKernel[" + us(last) + "," + us(last + 4) +
                             ")#3");
        };
        const Outcome outcome = made("cudaFuncGetAttributes", 2'000, 4);
        QCOMPARE(outcome["13-first-use"].certainty, Certainty::likely);
        QCOMPARE(outcome.evidence("13-first-use"), Names{"cudaFuncGetAttributes"});
        QVERIFY(outcome["13-first-use"].costNs > 1'900'000 && outcome["13-first-use"].costNs <= 1'996'000);
        QCOMPARE(outcome.explanation.headline.id, std::string("analysis.headline-13-first-use"));
        // Always slow is not first use; what allocates is another cause's.
        QVERIFY(!atPlay(made("cudaFuncGetAttributes", 500, 400)["13-first-use"]));
        QVERIFY(!atPlay(made("cudaMalloc", 2'000, 4)["13-first-use"]));
        // Nothing but a set-up makes an event take so long, whichever it is.
        QVERIFY(atPlay(made("cudaEventCreateWithFlags", 4, 2'000)["13-first-use"]));
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

    void whatFreesMemoryWaitsForTheDeviceWithoutTheSynchronisationBeforeIt()
    {
        // The free takes 30 µs once A has ended at 100 µs, whether or not the thread has waited for that before.
        const std::string waits = "s17: A[0,100)#1 B[135,235)#2\nh1: cudaLaunchKernel[-2,-1)#1 "
                                  "cudaStreamSynchronize[0,100.5) cudaFree[101,131) cudaLaunchKernel[132,133)#2";
        const Outcome drained = explained(waits);
        QVERIFY(!atPlay(drained["5-host-sync"]));
        // B, 4 after the free, at 134 then, begins 1 after A without it.
        QCOMPARE(drained["7-allocation"].costNs / 1'000, 33);
        // What another thread has another GPU do is nothing to it.
        const Outcome two = explained("s7@1: D[0,400)#5\nh2: cudaLaunchKernel[-4,-3)#5\n" + waits);
        QVERIFY(!atPlay(two["5-host-sync"]));
        QVERIFY(two["7-allocation"].costNs >= 33'000);
        // Nor is what its own thread has another GPU do, if that goes on after the free.
        const Outcome own = explained("s7@1: D[0,400)#5\n" + waits + " cudaLaunchKernel[-6,-5)#5");
        QVERIFY(!atPlay(own["5-host-sync"]));
        QVERIFY(own["7-allocation"].costNs >= 33'000);
        // C was submitted before the free, and runs on after it: such a free waits for nothing.
        const Outcome passes = explained(waits + " cudaLaunchKernel[-4,-3)#3\ns18: C[0,150)#3");
        QVERIFY(passes["5-host-sync"].costNs > 25'000);
    }
};

QTEST_APPLESS_MAIN(CallCausesTest)
#include "tst_causes_calls.moc"
