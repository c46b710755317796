// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// How long blocks take beside each other. 4 SMs at 1 GHz, DRAM 1,000 bytes/ns after 500 ns, L2 4,000 bytes/ns after
// 200 ns; calls 1,000 ns, see roundProfile().
#include "simulator/support_programs.h"

#include <QTest>

using namespace simulatortest;

class SimulatorRates : public QObject
{
    Q_OBJECT

private slots:
    void aBlockTakesItsPipeTimeWhenAlone();
    void blocksOfAnSmShareItsPipe();
    void aLatencyBoundBlockLeavesThePipeToOthers();
    void theOldestBlocksOfAnSmRunAtFullSpeed();
    void theOlderKernelHasThePipeFirst();
    void kernelsThatOftenWaitForMemoryGiveUpSomeOfThatRight();
    void blocksThatPollTakeTheirShareOfThePipe();
    void aLatencyBoundBlockStreamsAtItsBytesInFlight();
    void manyBlocksStreamAtTheMemorysRate();
    void sharesOfMemoryFollowTheBytesInFlight();
    void whoAsksForLessThanItsShareGetsWhatItAsksFor();
    void l2IsSharedLikeMemory();
    void dataThatFitsInL2DoesNotGoToMemory();
    void unlikeKernelsOverlapWithoutLoss();
    void theWorkOfTwoFullKernelsAddsUp();
    void blocksThatFillThePipeEndOneAfterTheOther();
    void alternatingKernelsKeepTheirWork();
};

namespace {

workload::LaunchShape computing(double cycles, std::int32_t blocks)
{
    workload::LaunchShape shape = spinShape(0, blocks, 32);
    shape.pipeCycles = cycles;
    return shape;
}

/// `bytes` a block that miss L2 (the footprint is far larger than it: all of L2's traffic is DRAM's).
workload::LaunchShape streaming(double bytes, double inFlight, std::int32_t blocks)
{
    workload::LaunchShape shape = spinShape(0, blocks, 32);
    shape.dramBytes = bytes * blocks;
    shape.bytesInFlight = inFlight;
    shape.footprintBytes = std::int64_t(1) << 50;
    return shape;
}

Ns lengthOf(const workload::LaunchShape& shape)
{
    return run(ProgramBuilder().kernel(0, shape).program).makespanNs - 2000; // call and synchronize
}

bool near(Ns value, Ns expected, Ns tolerance = 2)
{
    return std::abs(value - expected) <= tolerance;
}

} // namespace

void SimulatorRates::aBlockTakesItsPipeTimeWhenAlone()
{
    QCOMPARE(lengthOf(computing(7000, 1)), 7000);
    QCOMPARE(lengthOf(computing(7000, 4)), 7000); // one an SM
}

void SimulatorRates::blocksOfAnSmShareItsPipe()
{
    // 8 blocks, 2 an SM: 2 · 7,000. 16, 4 an SM: 28,000. 5 blocks: one SM has two.
    QCOMPARE(lengthOf(computing(7000, 8)), 14000);
    QCOMPARE(lengthOf(computing(7000, 16)), 28000);
    QCOMPARE(lengthOf(computing(7000, 5)), 14000);
    // 64 blocks in four waves of 16: 16 blocks' worth an SM
    QCOMPARE(lengthOf(computing(7000, 64)), 112000);
}

void SimulatorRates::aLatencyBoundBlockLeavesThePipeToOthers()
{
    // 8,000 ns by latency, 2,000 by the pipe: four fit into an SM's pipe without slowing each other
    workload::LaunchShape shape = computing(2000, 16);
    shape.latencyCycles = 8000;
    QCOMPARE(lengthOf(shape), 8000);
    // 6,000 by latency: three fill the pipe until they end, and only then the fourth begins
    shape.latencyCycles = 6000;
    QCOMPARE(lengthOf(shape), 12000);
}

void SimulatorRates::theOldestBlocksOfAnSmRunAtFullSpeed()
{
    // 8,000 ns by latency, 3,200 by the pipe: 2.5 blocks of an SM can run. Two do for 8,000; a third is half through by
    // then and runs on beside the fourth, which has 4,000 done when that ends at 12,000 and goes on by itself.
    workload::LaunchShape shape = computing(3200, 16);
    shape.latencyCycles = 8000;
    QCOMPARE(lengthOf(shape), 16000);
    // With a second wave to come, 8 · 3,200 of the pipe, none of it is idle until the second wave, alone, leaves some.
    shape.grid[0] = 32;
    QCOMPARE(lengthOf(shape), 4 * 3200 + 16000);
}

void SimulatorRates::theOlderKernelHasThePipeFirst()
{
    const Ran ran = run(ProgramBuilder(2).kernel(0, computing(10000, 4)).kernel(1, computing(10000, 4)).program);
    // B has nothing of the pipe until A ends
    QCOMPARE(ran.recording.stream("s1"), "A[1000,11000)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,21000)");
}

void SimulatorRates::kernelsThatOftenWaitForMemoryGiveUpSomeOfThatRight()
{
    workload::LaunchShape shape = computing(10000, 4);
    // a tenth of a block's time is 5 · 200 ns of waiting
    shape.l2Bytes = 5000;
    shape.bytesInFlight = 1000;
    const Ran ran = run(ProgramBuilder(2).kernel(0, shape).kernel(1, shape).program);
    // Alone until 2,000. Then A has 1 of the pipe by age for three fifths, 1/2 evenly for two: 0.8, and 9,000 / 0.8 =
    // 11,250 to go. B has done 0.2 · 11,250 = 2,250 by then, 7,750 are left.
    QCOMPARE(ran.recording.stream("s1"), "A[1000,13250)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,21000)");
}

void SimulatorRates::blocksThatPollTakeTheirShareOfThePipe()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.pollingWarps = 4;
    profile.model.pollingStallNs = 300;
    // A polls with two warps of an SM: B has half of the pipe for 10,000, and 5,000 of its work are left.
    const Ran ran = run(ProgramBuilder(2).spin(0, 11000, 4, 64).kernel(1, computing(10000, 4)).program, profile);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,12000)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,17000)");
}

void SimulatorRates::aLatencyBoundBlockStreamsAtItsBytesInFlight()
{
    // 1,000 bytes every 500 ns: 100,000 bytes take 50,000 ns
    QCOMPARE(lengthOf(streaming(100000, 1000, 1)), 50000);
}

void SimulatorRates::manyBlocksStreamAtTheMemorysRate()
{
    // 16 blocks with 100,000 bytes in flight each ask for 3,200 bytes/ns and get 1,000: 16 · 1,000,000 bytes in 16,000
    // ns
    QVERIFY(near(lengthOf(streaming(1e6, 1e5, 16)), 16000));
}

void SimulatorRates::sharesOfMemoryFollowTheBytesInFlight()
{
    // A holds 8 · 300,000 bytes in flight, B 8 · 100,000: A gets 750 bytes/ns, B 250, from 2,000 on.
    // A: 8,000,000 bytes: 1,000,000 until 2,000, 7,000,000 at 750: until 11,333. B has then had 2,333,333 and goes on
    // alone with 5,666,667 at 1,000 bytes/ns: until 17,000 (all memory's time: 16,000,000 bytes from 1,000 on).
    const Ran ran = run(ProgramBuilder(2).kernel(0, streaming(1e6, 3e5, 8)).kernel(1, streaming(1e6, 1e5, 8)).program);
    const auto ends = [&](std::size_t stream) {
        for (const auto& [track, slice] : ran.recording.slices)
            if (track == 1 + stream)
                return slice.startNs + slice.durationNs;
        return Ns(0);
    };
    QVERIFY2(near(ends(0), 11333), qPrintable(QString::number(ends(0))));
    QVERIFY2(near(ends(1), 17000), qPrintable(QString::number(ends(1))));
}

void SimulatorRates::whoAsksForLessThanItsShareGetsWhatItAsksFor()
{
    // A: one block, 10,000 ns by the pipe and 1,000 for two trips to memory: 9 bytes/ns, far less than its share. It is
    // not slowed.
    workload::LaunchShape light = streaming(100000, 50000, 1);
    light.pipeCycles = 10000;
    const Ran ran = run(ProgramBuilder(2).kernel(0, light).kernel(1, streaming(1e6, 1e5, 12)).program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,12000)");
}

void SimulatorRates::l2IsSharedLikeMemory()
{
    workload::LaunchShape shape = spinShape(0, 16, 32);
    shape.l2Bytes = 1e6;
    shape.bytesInFlight = 1e5;
    // 16 · 500 bytes/ns asked for, 4,000 there: 16,000,000 bytes in 4,000 ns
    QVERIFY(near(lengthOf(shape), 4000));
    shape.grid = {1, 1, 1};
    QCOMPARE(lengthOf(shape), 2000); // alone: 100,000 bytes every 200 ns
}

void SimulatorRates::dataThatFitsInL2DoesNotGoToMemory()
{
    workload::LaunchShape shape = streaming(10000, 1000, 4);
    shape.footprintBytes = 40000; // of 1 MB
    shape.fixedNs = 100;
    QCOMPARE(lengthOf(shape), 100);
}

void SimulatorRates::unlikeKernelsOverlapWithoutLoss()
{
    // A needs the pipe, B memory: each as if alone
    const Ran ran = run(ProgramBuilder(2).kernel(0, computing(10000, 8)).kernel(1, streaming(1e6, 1e5, 8)).program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,21000)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,10000)");
}

void SimulatorRates::theWorkOfTwoFullKernelsAddsUp()
{
    // 16 blocks each, one wave each: 4 · 10,000 ns of every pipe, twice
    const Ran ran = run(ProgramBuilder(2).kernel(0, computing(10000, 16)).kernel(1, computing(10000, 16)).program);
    QCOMPARE(ran.makespanNs, 1000 + 80000 + 1000);
}

void SimulatorRates::blocksThatFillThePipeEndOneAfterTheOther()
{
    // A has 4 blocks on every SM, 40,000 ns of its pipe. The first of them ends with 1.5 of the four's work done, at
    // 1,000 + 15,000: there B's first block starts, but it gets the pipe when A has ended, at 41,000.
    const Ran ran = run(ProgramBuilder(2).kernel(0, computing(10000, 16)).kernel(1, computing(10000, 16)).program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,41000)");
    QCOMPARE(ran.recording.stream("s2"), "B[16000,81000)");
}

void SimulatorRates::alternatingKernelsKeepTheirWork()
{
    // 60 kernels of 16 blocks over 3 streams, each 4 · 500 ns of every pipe; gaps never let the pipe idle
    ProgramBuilder builder(3);
    for (int i = 0; i < 60; ++i)
        builder.kernel(i % 3, computing(500, 16));
    const Ran ran = run(builder.program);
    QCOMPARE(ran.makespanNs, 1000 + 60 * 2000 + 1000);
}

QTEST_APPLESS_MAIN(SimulatorRates)
#include "tst_rates.moc"
