// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Causes that lie in what the GPU has room for: each rule on a trace made to show just it, and on one that does not.
#include "analysis/support_outcome.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::analysis;
using namespace streamscope::tests;

class CapacityCausesTest : public QObject
{
    Q_OBJECT

private slots:
    void aWaitCostsNoMoreThanThereIsRoomFor()
    {
        // Both fill the ten SMs; B was submitted long ago, and waits for A by an event. Without that it would wait for
        // room: only with both gone it would take 100 less.
        const char* text = "s17: A[0,100)#1{grid=240 block=256 registers=32}\n"
                           "s18: B[101,201)#2{grid=240 block=256 registers=32}\n"
                           "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2";
        const device::DeviceProfile limits = tenSms();
        ExplainOptions options;
        options.profile = &limits;
        const Outcome waits =
            explained(text, options, [](trace::TraceBuilder& builder) { builder.addDependency(1, 2); });
        QCOMPARE(waits["6-event-wait"].explanation.id, std::string("analysis.cause-6-event-wait-absent-no-room"));
        QCOMPARE(waits["1a-slots-full"].explanation.id, std::string("analysis.cause-1a-slots-full-found-waits"));
        QVERIFY(waits["1a-slots-full"].costNs >= 99'000 && waits["1a-slots-full"].costNs <= 101'000);
        QVERIFY(waits["1a-slots-full"].costIsUpperBound);
        QCOMPARE(waits.explanation.headline.id, std::string("analysis.headline-full"));
        const Outcome free = explained(text, options);
        QCOMPARE(free["1a-slots-full"].certainty, Certainty::proved);
        QCOMPARE(free["1a-slots-full"].explanation.id, std::string("analysis.cause-1a-slots-full-found"));
        QVERIFY(!atPlay(free["6-event-wait"]));
    }

    void whatHasSomeRoomBesideWhatItWaitsForGainsThatMuchWithoutTheWait()
    {
        // Of the 80 block slots each takes 56, 0.7 of the GPU. Without the wait B begins at 1, after its gap, and both
        // are through at 1 + 99 · 1.4 + 1 = 140.6, not 201. With room for all they would be at 101.
        const device::DeviceProfile limits = tenSms();
        ExplainOptions options;
        options.profile = &limits;
        const Outcome outcome = explained("s17: A[0,100)#1{grid=56 block=256 registers=32}\n"
                                          "s18: B[101,201)#2{grid=56 block=256 registers=32}\n"
                                          "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2",
                                          options, [](trace::TraceBuilder& builder) { builder.addDependency(1, 2); });
        QCOMPARE(outcome["6-event-wait"].certainty, Certainty::proved);
        QCOMPARE(outcome["6-event-wait"].costNs, 60'400);
        QCOMPARE(outcome["1a-slots-full"].costNs, 39'600);
        QCOMPARE(outcome["1a-slots-full"].explanation.id,
                 std::string("analysis.cause-1a-slots-full-found-together-waits"));
    }

    void barsSideBySideThatStretchGainNothing()
    {
        // A takes 10 alone, 20 beside its twin: 20 µs of work in 20 µs.
        const char* stretched = "s17: A[0,10) A[20,40)\ns18: A[20,40)";
        const Outcome outcome = explained(stretched);
        QCOMPARE(outcome["10-overlap-without-gain"].certainty, Certainty::likely); // A may have been of another size
        QCOMPARE(outcome["10-overlap-without-gain"].explanation.arguments, (Names{"20 µs", "1×"}));
        // A run of ours counts its work, so that like kernels are known to be; those that spin count none.
        const auto isOurs = [](trace::TraceBuilder& builder) { builder.info().branches = {"a"}; };
        const Outcome ours =
            explained("s17: A[0,10){flops=1e6} A[20,40){flops=1e6}\ns18: A[20,40){flops=1e6}", {}, isOurs);
        QCOMPARE(ours["10-overlap-without-gain"].certainty, Certainty::proved);
        QCOMPARE(explained(stretched, {}, isOurs)["10-overlap-without-gain"].certainty, Certainty::cannotTell);
    }

    void kernelsThatTakeFarLongerBesideTheirLikeWereOfAnotherSize()
    {
        // 10 alone, 40 beside one other: two of the same work would take 20 at most.
        const Outcome outcome = explained("s17: A[0,10) A[20,60)\ns18: A[20,60)");
        QCOMPARE(outcome["10-overlap-without-gain"].certainty, Certainty::cannotTell);
    }

    void collectivesAreNoYardstick()
    {
        // 20 beside the product, 10 alone: it waited, or was of another size. The product takes 20 both times.
        const Outcome outcome = explained("s17: A[0,20) A[30,50)\ns18: ncclDevKernel_AllReduce[30,50) "
                                          "ncclDevKernel_AllReduce[60,70)");
        QVERIFY(!atPlay(outcome["10-overlap-without-gain"]));
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

    void cardsOfAFullStreamAgreeWithTheHeadline()
    {
        // Nothing says what is independent; whole waves leave no room whatever is.
        const char* whole = "{grid=160 block=256 registers=32}";
        const Outcome full = onTenSms(std::string("s7: A[0,100)") + whole + " B[101,201)" + whole);
        QCOMPARE(full.explanation.headline.id, std::string("analysis.headline-full"));
        QCOMPARE(full["1a-slots-full"].certainty, Certainty::proved);
        QCOMPARE(full["1a-slots-full"].costNs, 0);
        QCOMPARE(full["17-one-stream"].explanation.id, std::string("analysis.cause-17-one-stream-absent-full"));
        const char* half = "{grid=40 block=256 registers=32}";
        const Outcome roomy = onTenSms(std::string("s7: A[0,100)") + half + " B[101,201)" + half);
        QCOMPARE(roomy["1a-slots-full"].certainty, Certainty::notAtPlay);
        QCOMPARE(roomy["17-one-stream"].certainty, Certainty::cannotTell);
    }

    void kernelsThatFillTheSlotsOnlyTogetherHoldAThird()
    {
        // Half of the 80 slots each. C, which was submitted with the others, starts when they let go, at 101: with room
        // it would have started with B, and all would have ended at 101.
        const std::string half = "{grid=40 block=256 registers=32}";
        const std::string calls = "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2 cudaLaunchKernel[-7,-6)#3\n";
        const Outcome three =
            onTenSms(calls + "s17: A[0,100)#1" + half + "\ns18: B[1,101)#2" + half + "\ns19: C[101,201)#3" + half);
        QCOMPARE(three["1a-slots-full"].certainty, Certainty::likely);
        QCOMPARE(three["1a-slots-full"].explanation.id, std::string("analysis.cause-1a-slots-full-found-together"));
        QVERIFY2(three["1a-slots-full"].costNs >= 95'000 && three["1a-slots-full"].costNs <= 101'000,
                 std::to_string(three["1a-slots-full"].costNs).c_str());
        QVERIFY(three.explanation.unexplainedNs <= 5'000);
        // With a quarter each there was room: whatever held C, that was not it.
        const std::string quarter = "{grid=20 block=256 registers=32}";
        const Outcome roomy = onTenSms(calls + "s17: A[0,100)#1" + quarter + "\ns18: B[1,101)#2" + quarter +
                                       "\ns19: C[101,201)#3" + quarter);
        QCOMPARE(roomy["1a-slots-full"].certainty, Certainty::notAtPlay);
    }

    void severalGpusThatAreFullAreFullEachForItself()
    {
        const std::string whole = "{grid=160 block=256 registers=32}", half = "{grid=40 block=256 registers=32}";
        const auto certainty = [](const std::string& launch) {
            return onTenSms("s7: A[0,100)" + launch + " B[101,201)" + launch + "\ns7@1: C[0,100)" + launch +
                            " D[101,201)" + launch)["1a-slots-full"]
                .certainty;
        };
        QCOMPARE(certainty(whole), Certainty::proved);
        QCOMPARE(certainty(half), Certainty::notAtPlay);
    }

    void aWaveThatLeavesAHundredthFreeIsFull()
    {
        // 320 slots for blocks of one warp: 318 of them are 99.4 %, 300 are 94 %.
        const auto found = [](const std::string& grid) {
            const std::string launch = "{grid=" + grid + " block=32 registers=32}";
            return onTenSms("s17: A[0,100)#1" + launch + "\ns18: B[99,199)#2" + launch +
                            "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2")["1a-slots-full"];
        };
        QCOMPARE(found("318").explanation.id, std::string("analysis.cause-1a-slots-full-found"));
        QCOMPARE(found("318").explanation.arguments.front(), std::string("100 %"));
        QVERIFY(found("300").explanation.id != found("318").explanation.id);
    }

    void whereFullKernelsBarNobodyItIsNotSaidThatNoneIsFull()
    {
        // A fills the ten SMs; what comes beside it needs none.
        const Outcome outcome = onTenSms("s17: A[0,100)#1{grid=240 block=256 registers=32}\ns18: H2D[0,50)#2{pinned}\n"
                                         "h1: cudaLaunchKernel[-9,-8)#1 cudaMemcpyAsync[-8,-7)#2");
        QCOMPARE(outcome["1a-slots-full"].explanation.id, std::string("analysis.cause-1a-slots-full-absent-otherwise"));
    }

    void aBlockBeyondAWaveTakesAWaveOfItsOwn_data()
    {
        QTest::addColumn<int>("grid");
        QTest::addColumn<qint64>("mostCostNs"); // of 17
        QTest::addColumn<QString>("headline");
        // 80 blocks fit at once. 81: two waves, 81 of 160 slots: 101 % for two, so 402 µs less almost the half.
        QTest::newRow("just over one wave") << 81 << qint64(200'000) << "17-one-stream";
        // 120 of 160: four of 100 µs, at three quarters of the GPU, are 300 µs of work.
        QTest::newRow("one and a half") << 120 << qint64(103'000) << "17-one-stream";
        QTest::newRow("whole waves") << 160 << qint64(3'000) << "full";
        // 810 of 880 slots: 8 % of 400 µs are free.
        QTest::newRow("many waves") << 810 << qint64(36'000) << "nearly-full";
    }

    void aBlockBeyondAWaveTakesAWaveOfItsOwn()
    {
        QFETCH(int, grid);
        QFETCH(qint64, mostCostNs);
        QFETCH(QString, headline);
        const std::string launch = "{grid=" + std::to_string(grid) + " block=256 registers=32}";
        const Outcome outcome = onTenSms(
            "s7: A[0,100)#1" + launch + " B[101,201)#2" + launch + " A[202,302)#3" + launch + " B[303,403)#4" + launch +
            "\nh1: cudaLaunchKernel[-20,-19)#1 cudaLaunchKernel[-18,-17)#2 cudaLaunchKernel[-16,-15)#3 "
            "cudaLaunchKernel[-14,-13)#4\n"
            "notes h1: left[-20,-19) right[-18,-17) left[-16,-15) right[-14,-13)");
        QCOMPARE(QString::fromStdString(outcome.explanation.headline.id), "analysis.headline-" + headline);
        const Ns costNs = outcome["17-one-stream"].costNs;
        QVERIFY2(costNs <= mostCostNs && costNs >= mostCostNs * 9 / 10, qPrintable(QString::number(costNs)));
        const Finding& full = outcome["1a-slots-full"];
        QVERIFY(grid == 81 || full.certainty == (grid == 120 ? Certainty::likely : Certainty::proved));
        // One wave of two is full: 200 of 400 µs.
        if (grid == 120)
            QCOMPARE(full.explanation.arguments[1], std::string("200 µs"));
    }

    void onOneStreamTheEvidenceIsWhatWouldBarOthers()
    {
        // Two branches by turns; A fills every slot, B a quarter of them.
        const Outcome outcome = onTenSms("s7: A[0,100)#1{grid=160 block=256 registers=32} "
                                         "B[101,201)#2{grid=20 block=256 registers=32}\n"
                                         "h1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2\n"
                                         "notes h1: left[-10,-8) right[-8,-5)");
        QCOMPARE(outcome["1a-slots-full"].certainty, Certainty::proved);
        QCOMPARE(outcome.evidence("1a-slots-full"), (Names{"A"}));
    }

    void smallGridsThatFillTheGpuTogetherAreTheEvidence()
    {
        // Three quarters of the slots each.
        const char* launch = "{grid=60 block=256 registers=32}";
        const Outcome outcome = onTenSms(std::string("s7: A[0,100)#1") + launch + " B[101,201)#2" + launch +
                                         "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2\n"
                                         "notes h1: left[-10,-8) right[-8,-5)");
        QCOMPARE(outcome["1a-slots-full"].certainty, Certainty::likely);
        QCOMPARE(outcome.evidence("1a-slots-full"), (Names{"A", "B"}));
    }

    void aKernelThatNeedsSharedMemoryWaitsForSmsThatWereSplitForOthers()
    {
        // A is on all ten SMs with one warp each and no shared memory. B needs 33 KB a block, two a SM by its
        // registers: it has all the room but starts where A ends.
        const char* calls = "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2";
        const std::string alone = "s17: A[0,100)#1{grid=10 block=32 registers=16}\n";
        const Outcome outcome =
            onTenSms(alone + "s18: B[99,149)#2{grid=10 block=256 registers=128 shared=33792}" + calls);
        QCOMPARE(outcome["1a-slots-full"].certainty, Certainty::likely);
        QCOMPARE(outcome.evidence("1a-slots-full"), (Names{"A", "B"}));
        // B begins at −7 instead of 101 and ends beside A: 51 less.
        QVERIFY(outcome["1a-slots-full"].costNs >= 40'000 && outcome["1a-slots-full"].costNs <= 52'000);
        // With 1 KB a block it could have joined: whatever held B, it was not that.
        const Outcome small =
            onTenSms(alone + "s18: B[101,151)#2{grid=10 block=256 registers=128 shared=1024}" + calls);
        QCOMPARE(small["1a-slots-full"].certainty, Certainty::notAtPlay);
        // On nine SMs A leaves one alone.
        const Outcome roomy = onTenSms("s17: A[0,100)#1{grid=9 block=32 registers=16}\n"
                                       "s18: B[101,151)#2{grid=10 block=256 registers=128 shared=33792}" +
                                       std::string(calls));
        QCOMPARE(roomy["1a-slots-full"].certainty, Certainty::notAtPlay);
    }

    void atThePeakFullSlotsAreNotWhatBars()
    {
        // Both fill every slot; 1.9e8 flops in 100 µs are 95 % of the peak: room in the slots would give nothing.
        const char* launch = "{grid=160 block=256 registers=32 flops=1.9e8}";
        const Outcome outcome = onTenSms(std::string("s7: A[0,100)#1") + launch + " B[101,201)#2" + launch +
                                         "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-7,-6)#2\n"
                                         "notes h1: left[-10,-8) right[-8,-5)");
        QCOMPARE(outcome["1b-pipe-full"].certainty, Certainty::proved);
        QCOMPARE(outcome["1a-slots-full"].certainty, Certainty::notAtPlay);
    }

    void kernelsAtThePeakLeaveNoRoom()
    {
        // 2e8 flops in 100 µs are the peak; two at once, each 100 µs of work, in 200.
        const char* calls = "\nh1: cudaLaunchKernel[-9,-8)#1 cudaLaunchKernel[-8,-7)#2";
        const Outcome outcome = onTenSms(std::string("s17: A[0,200)#1{grid=10 block=64 registers=32 flops=3.6e8}\n"
                                                     "s18: B[0,200)#2{grid=10 block=64 registers=32 flops=3.6e8}") +
                                         calls);
        QCOMPARE(outcome["1b-pipe-full"].certainty, Certainty::proved);
        QCOMPARE(outcome.evidence("1b-pipe-full"), (Names{"A", "B"}));
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
};

QTEST_APPLESS_MAIN(CapacityCausesTest)
#include "tst_causes_capacity.moc"
