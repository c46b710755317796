// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// How blocks get to SMs. The device has 4 SMs of 4 blocks, 16 warps; a call costs 1,000 ns, see roundProfile().
#include "program/kernel_model.h"
#include "simulator/support_programs.h"

#include <array>
#include <QTest>

using namespace simulatortest;

class SimulatorBlocks : public QObject
{
    Q_OBJECT

private slots:
    void aKernelOfOneBlockAnSmTakesOneBlocksTime();
    void blocksBeyondWhatFitsComeInWaves();
    void threadsLimitHowManyBlocksFit();
    void sharedMemoryLimitsHowManyBlocksFit();
    void registersLimitHowManyBlocksFit();
    void aBusySmKeepsItsSplitOfL1AndSharedMemory();
    void smallBlocksJoinOneThatBroughtSharedMemory();
    void blocksThatWaitedForAnIdleSmFillItBeforeTheNext();
    void aKernelThatLeavesRoomSharesTheDevice();
    void theNextKernelGetsTheLeftoversOfTheOneBefore();
    void onlyTheHeadOfTheQueueIsEligible();
    void aStreamGoesOnWhenAllBlocksOfItsKernelHaveEnded();
    void aStreamBehindASharedChannelWaitsForTheLastBlockToBeHandedOut();
    void blocksGoToTheSmWithMostRoom();
    void equalSmsGetBlocksInTheProfilesOrder();
    void prioritiesNeverPreempt();
    void theHighestPriorityIsServedFirst();
    void aHigherPriorityComesBeforeTheWavesThatAreStillToCome();
    void blocksThatAreThereComeBeforeTheWavesThatAreStillToCome();
    void whoeverWaitsForRoomSlowsNobody();
    void aLowerPriorityWaitsEvenIfTheHigherHeadDoesNotFit();
    void prioritiesBeyondTheDevicesRangeCountAsItsEnds();
    void prioritiesDoNotTouchCopies();
    void noMoreGridsAreResidentThanTheDeviceHolds();
    void upTo128GridsAreResident();
    void oneBlockOfATrillionIsAsGoodAsAnother();
    void handingOutBlocksTakesItsTime();
    void blocksThatPollStarveThoseThatJoinThem();
    void blocksInStepLeaveTheirSmTogether();
    void whereBlocksInStepLeftTwoCome();
    void sumsWaitTogetherForWhatComesFromMemory();
};

namespace {

/// Eight blocks on each of the four SMs, two of which run at a time.
workload::LaunchShape eightOnEachSm()
{
    workload::LaunchShape shape = spinShape(0, 32, 64);
    shape.latencyCycles = 2000;
    shape.pipeCycles = 1000;
    return shape;
}

workload::LaunchShape shapeOf(Ns ns, std::int32_t blocks, std::int32_t threads, int registers = 16, int shared = 0)
{
    workload::LaunchShape shape = spinShape(ns, blocks, threads);
    shape.registersPerThread = registers;
    shape.dynamicSharedBytes = shared;
    return shape;
}

} // namespace

void SimulatorBlocks::aKernelOfOneBlockAnSmTakesOneBlocksTime()
{
    // 4 blocks on 4 SMs: all at once
    QCOMPARE(run(ProgramBuilder().spin(0, 5000, 4).program).recording.stream("s1"), "A[1000,6000)");
}

// Rule B5
void SimulatorBlocks::blocksBeyondWhatFitsComeInWaves()
{
    // 4 SMs · 4 blocks = 16 at a time: 17 blocks take two waves, 32 as well, 33 three
    QCOMPARE(run(ProgramBuilder().spin(0, 5000, 16).program).recording.stream("s1"), "A[1000,6000)");
    QCOMPARE(run(ProgramBuilder().spin(0, 5000, 17).program).recording.stream("s1"), "A[1000,11000)");
    QCOMPARE(run(ProgramBuilder().spin(0, 5000, 32).program).recording.stream("s1"), "A[1000,11000)");
    QCOMPARE(run(ProgramBuilder().spin(0, 5000, 33).program).recording.stream("s1"), "A[1000,16000)");
}

// Rule B5
void SimulatorBlocks::threadsLimitHowManyBlocksFit()
{
    // 256 threads are 8 of an SM's 16 warps: 2 blocks an SM, 8 at a time
    QCOMPARE(run(ProgramBuilder().spin(0, 5000, 8, 256).program).recording.stream("s1"), "A[1000,6000)");
    QCOMPARE(run(ProgramBuilder().spin(0, 5000, 9, 256).program).recording.stream("s1"), "A[1000,11000)");
}

// Rule B5
void SimulatorBlocks::sharedMemoryLimitsHowManyBlocksFit()
{
    // 20,480 bytes and the system's 1,024: three in 65,536, so 12 at a time
    QCOMPARE(run(ProgramBuilder().kernel(0, shapeOf(5000, 12, 32, 16, 20480)).program).recording.stream("s1"),
             "A[1000,6000)");
    QCOMPARE(run(ProgramBuilder().kernel(0, shapeOf(5000, 13, 32, 16, 20480)).program).recording.stream("s1"),
             "A[1000,11000)");
}

// Rule B5
void SimulatorBlocks::registersLimitHowManyBlocksFit()
{
    // 128 threads of 255 registers: 8,192 a warp, 2 warps a scheduler, 8 warps an SM, 2 blocks of 4 warps: 8 at a time
    QCOMPARE(run(ProgramBuilder().kernel(0, shapeOf(5000, 8, 128, 255)).program).recording.stream("s1"),
             "A[1000,6000)");
    QCOMPARE(run(ProgramBuilder().kernel(0, shapeOf(5000, 9, 128, 255)).program).recording.stream("s1"),
             "A[1000,11000)");
}

// Rule B6
void SimulatorBlocks::aBusySmKeepsItsSplitOfL1AndSharedMemory()
{
    // A's blocks need the system's 1,024 bytes alone: four an SM, a split of 16 KB. Three of B's fit on an idle SM and
    // need 3 · 21,504. There is room for threads and bytes beside A, but the split stays until A has ended.
    const workload::LaunchShape large = shapeOf(1000, 4, 32, 16, 20480);
    QCOMPARE(run(ProgramBuilder(2).spin(0, 5000, 4).kernel(1, large).program).recording.stream("s2"), "B[6000,7000)");
    // With an idle SM left, B goes there.
    QCOMPARE(run(ProgramBuilder(2).spin(0, 5000, 3).kernel(1, large).program).recording.stream("s2"), "B[2000,4000)");
    // Before compute capability 8.0 that is not known of; B has its room.
    device::DeviceProfile older = roundProfile();
    older.computeMajor = 7;
    QCOMPARE(run(ProgramBuilder(2).spin(0, 5000, 4).kernel(1, large).program, older).recording.stream("s2"),
             "B[2000,3000)");
}

// Rule B6
void SimulatorBlocks::smallBlocksJoinOneThatBroughtSharedMemory()
{
    // A brings 3 · 20,480 + 12 KB, more than all: 64 KB. B's four blocks would need 4 KB.
    QCOMPARE(run(ProgramBuilder(2).kernel(0, shapeOf(5000, 4, 32, 16, 20480)).spin(1, 1000, 4).program)
                 .recording.stream("s2"),
             "B[2000,3000)");
}

// Rule B6
void SimulatorBlocks::blocksThatWaitedForAnIdleSmFillItBeforeTheNext()
{
    // Six blocks of B, three an SM: SMs come to rest one after the other, so that two take them all, not four.
    workload::LaunchShape large = shapeOf(0, 6, 32, 16, 20480);
    large.pipeCycles = 1000;
    QCOMPARE(run(ProgramBuilder(2).spin(0, 5000, 4).kernel(1, large).program).recording.stream("s2"), "B[6000,9000)");
    // On an idle device: four SMs with one or two.
    QCOMPARE(run(ProgramBuilder().kernel(0, large).program).recording.stream("s1"), "A[1000,3000)");
}

void SimulatorBlocks::aKernelThatLeavesRoomSharesTheDevice()
{
    // 8 blocks each of 16 that fit
    const Ran ran = run(ProgramBuilder(2).spin(0, 5000, 8).spin(1, 5000, 8).program);
    QCOMPARE(ran.recording.stream("s2"), "B[2000,7000)");
}

// Rule B1
void SimulatorBlocks::theNextKernelGetsTheLeftoversOfTheOneBefore()
{
    // A takes 12 of 16 slots until 11,000. B's 8 blocks: 4 at 2,000, the others at 7,000 in the slots of the first
    // four.
    const Ran ran = run(ProgramBuilder(2).spin(0, 10000, 12).spin(1, 5000, 8).program);
    QCOMPARE(ran.recording.stream("s2"), "B[2000,12000)");
}

// Rule B1
void SimulatorBlocks::onlyTheHeadOfTheQueueIsEligible()
{
    // A leaves no room for B, which needs 8 warps; C would fit anywhere, but waits until B is fully dispatched
    ProgramBuilder builder(3);
    builder.spin(0, 10000, 4, 384).spin(1, 5000, 1, 256).spin(2, 1000, 1, 32);
    const Ran ran = run(builder.program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,11000)");
    QCOMPARE(ran.recording.stream("s2"), "B[11000,16000)");
    QCOMPARE(ran.recording.stream("s3"), "C[11000,12000)");
}

// Rule B1
void SimulatorBlocks::aStreamGoesOnWhenAllBlocksOfItsKernelHaveEnded()
{
    const Ran ran = run(ProgramBuilder(2).spin(0, 5000, 17).spin(0, 1000).spin(1, 1000).program);
    // A: 16 blocks [1,000, 6,000), the 17th [6,000, 11,000). With its last block A leaves the queue of kernels and C,
    // of another stream, takes room that it leaves; but not its own stream, where B waits for its end.
    QCOMPARE(ran.recording.stream("s1"), "A[1000,11000) B[11000,12000)");
    QCOMPARE(ran.recording.stream("s2"), "C[6000,7000)");
}

// Rule B3
void SimulatorBlocks::aStreamBehindASharedChannelWaitsForTheLastBlockToBeHandedOut()
{
    ProgramBuilder builder(2);
    builder.program.streams[1].priority = -5;
    builder.program.connections = 1;
    builder.spin(0, 5000, 32).spin(1, 1000);
    // A: two waves of 16, [1,000, 6,000) and [6,000, 11,000). On a channel of its own B, of higher priority, takes the
    // first room at 6,000; behind A on one channel it is not even seen before A's last block is handed out, and then
    // all room is taken until 11,000.
    QCOMPARE(run(builder.program).recording.stream("s2"), "B[11000,12000)");
    builder.program.connections = 2;
    QCOMPARE(run(builder.program).recording.stream("s2"), "B[6000,7000)");
}

// Rule B2
void SimulatorBlocks::blocksGoToTheSmWithMostRoom()
{
    // A puts one block on each of SM 0 and 1; B's two go to the empty SMs 2 and 3
    const Ran ran = run(ProgramBuilder(2).spin(0, 10000, 2).spin(1, 5000, 2).program, roundProfile(), true);
    QCOMPARE(ran.recording.blocks.size(), std::size_t(2));
    const trace::Blocks& first = ran.recording.blocks[0]; // B ends first
    QCOMPARE(first.sm, (std::vector<std::int32_t>{2, 3}));
    QCOMPARE(ran.recording.blocks[1].sm, (std::vector<std::int32_t>{0, 1}));
}

// Rule B2
void SimulatorBlocks::equalSmsGetBlocksInTheProfilesOrder()
{
    device::DeviceProfile profile = roundProfile();
    profile.smOrder = {2, 0, 3, 1};
    const Ran ran = run(ProgramBuilder().spin(0, 10000, 3).program, profile, true);
    // three blocks, four equal SMs: the first three of the order
    QCOMPARE(ran.recording.blocks.front().sm, (std::vector<std::int32_t>{2, 0, 3}));
}

// Rule S8
void SimulatorBlocks::prioritiesNeverPreempt()
{
    ProgramBuilder builder(2);
    builder.program.streams[1].priority = -5;
    const Ran ran = run(builder.spin(0, 10000, 16).spin(1, 1000, 1).program);
    // A's 16 blocks have all room until 11,000
    QCOMPARE(ran.recording.stream("s2"), "B[11000,12000)");
}

// Rule B1
void SimulatorBlocks::theHighestPriorityIsServedFirst()
{
    ProgramBuilder builder(3);
    builder.program.streams[2].priority = -5;
    const Ran ran = run(builder.spin(0, 10000, 16).spin(1, 10000, 16).spin(2, 10000, 16).program);
    // C was launched after B, but is served before it
    QCOMPARE(ran.recording.stream("s3"), "C[11000,21000)");
    QCOMPARE(ran.recording.stream("s2"), "B[21000,31000)");
}

// Rule B1
void SimulatorBlocks::aHigherPriorityComesBeforeTheWavesThatAreStillToCome()
{
    ProgramBuilder builder(2);
    builder.program.streams[1].priority = -5;
    const Ran ran = run(builder.spin(0, 5000, 40).spin(1, 1000, 16).program);
    // A's first 16 blocks end at 6,000. B's 16 then have all room until 7,000, then A's next 16 until 12,000 and its
    // last 8 until 17,000.
    QCOMPARE(ran.recording.stream("s2"), "B[6000,7000)");
    QCOMPARE(ran.recording.stream("s1"), "A[1000,17000)");
}

// Rule B7
void SimulatorBlocks::blocksThatAreThereComeBeforeTheWavesThatAreStillToCome()
{
    workload::LaunchShape waves = spinShape(0, 40, 256); // its shared memory lets one on an SM: ten waves of four
    waves.pipeCycles = 1500;
    waves.dynamicSharedBytes = 32768;
    workload::LaunchShape guest = spinShape(0, 4, 256);
    guest.pipeCycles = 500;
    ProgramBuilder builder(2);
    builder.program.streams[1].priority = -5;
    const Ran ran = run(builder.kernel(0, waves).kernel(1, guest).program);
    // B comes to A's first wave at 2,000, waits for its end at 2,500 and is then older than the next one, which gets
    // the pipe when B is through with its 500.
    QCOMPARE(ran.recording.stream("s2"), "B[2000,3000)");
    QCOMPARE(ran.recording.stream("s1"), "A[1000,16500)"); // ten times 1,500 and B's 500
}

void SimulatorBlocks::whoeverWaitsForRoomSlowsNobody()
{
    device::DeviceProfile profile = roundProfile();
    profile.blocksPerSm = 8;
    workload::LaunchShape full = eightOnEachSm();
    const std::string alone = run(ProgramBuilder().kernel(0, full).program, profile).recording.stream("s1");
    QCOMPARE(alone, "A[1000,9000)"); // 8 · 1,000 of the pipe
    // B's blocks take a whole SM each, so the last of A's have to go first
    const Ran ran = run(ProgramBuilder(2).kernel(0, full).kernel(1, shapeOf(1000, 4, 512)).program, profile);
    QCOMPARE(ran.recording.stream("s1"), alone);
    QCOMPARE(ran.recording.stream("s2"), "B[9000,10000)");
    // A block that fits where one has ended comes when the first two have: at 1,000 and what one of them takes.
    const Ran small = run(ProgramBuilder(2).kernel(0, full).spin(1, 1000).program, profile);
    QCOMPARE(small.recording.stream("s2"), "B[3000,4000)");
}

// Rule B1
void SimulatorBlocks::aLowerPriorityWaitsEvenIfTheHigherHeadDoesNotFit()
{
    ProgramBuilder builder(3);
    builder.program.streams[1].priority = -1;
    // A leaves 4 warps on each SM; B (priority) needs 8; C needs one and could start at 3,000
    const Ran ran = run(builder.spin(0, 10000, 4, 384).spin(1, 5000, 1, 256).spin(2, 1000, 1, 32).program);
    QCOMPARE(ran.recording.stream("s3"), "C[11000,12000)");
}

// Rule S8
void SimulatorBlocks::prioritiesBeyondTheDevicesRangeCountAsItsEnds()
{
    ProgramBuilder builder(3);
    builder.program.streams[1].priority = -5;
    builder.program.streams[2].priority = -80;
    const Ran ran = run(builder.spin(0, 10000, 16).spin(1, 10000, 16).spin(2, 10000, 16).program);
    // −80 is −5 on this device: B, launched first, is served first, at A's end
    QCOMPARE(ran.recording.stream("s2"), "B[11000,21000)");
    QCOMPARE(ran.recording.stream("s3"), "C[21000,31000)");
}

// Rule S8
void SimulatorBlocks::prioritiesDoNotTouchCopies()
{
    ProgramBuilder builder(3);
    builder.program.streams[2].priority = -5;
    using workload::CopyDirection;
    const Ran ran = run(builder.copy(0, CopyDirection::hostToDevice, 9000)
                            .copy(1, CopyDirection::hostToDevice, 9000)
                            .copy(2, CopyDirection::hostToDevice, 9000)
                            .program);
    // 9,000 bytes at 1 GB/s each, one after the other from 1,000 on, in the order of the calls
    QCOMPARE(ran.recording.stream("s2"), "B[10000,19000)");
    QCOMPARE(ran.recording.stream("s3"), "C[19000,28000)");
}

// Rule S11
void SimulatorBlocks::noMoreGridsAreResidentThanTheDeviceHolds()
{
    device::DeviceProfile profile = roundProfile();
    profile.residentGrids = 2;
    const Ran ran = run(ProgramBuilder(3).spin(0, 10000).spin(1, 10000).spin(2, 10000).program, profile);
    // the third begins when the first ends
    QCOMPARE(ran.recording.stream("s3"), "C[11000,21000)");
}

// Rule S11
void SimulatorBlocks::upTo128GridsAreResident()
{
    device::DeviceProfile profile = roundProfile();
    profile.sms = 64; // room for 256 blocks
    ProgramBuilder builder(129);
    for (int stream = 0; stream < 129; ++stream)
        builder.spin(stream, 1'000'000);
    const Ran ran = run(builder.program, profile);
    // One block each. Stream n's kernel starts with its launch's return at n · 1,000; the 129th finds 128 resident and
    // waits for the first one's end at 1,001,000.
    QCOMPARE(ran.recording.stream("s128"), "127[128000,1128000)");
    QCOMPARE(ran.recording.stream("s129"), "128[1001000,2001000)");
}

void SimulatorBlocks::oneBlockOfATrillionIsAsGoodAsAnother()
{
    workload::LaunchShape shape = spinShape(1000, 1, 32);
    shape.grid = {1000000, 1000, 1000};
    // 10¹² blocks, 16 at a time: 62.5 · 10⁹ waves of 1,000 ns
    const Ran ran = run(ProgramBuilder().kernel(0, shape).program);
    QCOMPARE(ran.makespanNs, Ns(62500000000) * 1000 + 2000);
}

void SimulatorBlocks::handingOutBlocksTakesItsTime()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.dispatchBlockNs = 100;
    // 160 blocks in 10 waves of 16, each of which ends sooner than 16 can be handed out: the last begins after 159 ·
    // 100 ns
    QCOMPARE(run(ProgramBuilder().spin(0, 1000, 160).program, profile).recording.stream("s1"), "A[1000,17900)");
}

void SimulatorBlocks::blocksThatPollStarveThoseThatJoinThem()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.pollingWarps = 4;
    profile.model.pollingStallNs = 300;
    // Four blocks of two warps on each SM: the third finds four warps there. It starts 300 later …
    QCOMPARE(run(ProgramBuilder().spin(0, 1000, 16, 64).program, profile).recording.stream("s1"), "A[1000,2300)");
    // … or when the first ones end.
    QCOMPARE(run(ProgramBuilder().spin(0, 200, 16, 64).program, profile).recording.stream("s1"), "A[1000,1400)");
    // Those that have waited are followed by others that wait: two blocks of an SM end every 200, its eight take 800.
    QCOMPARE(run(ProgramBuilder().spin(0, 200, 32, 64).program, profile).recording.stream("s1"), "A[1000,1800)");
}

/// Products whose tiles fetch element by element; on the H200 dcka_gram of 2000 × 456 beside dcka_centre of 3420.
void SimulatorBlocks::blocksInStepLeaveTheirSmTogether()
{
    device::DeviceProfile profile = roundProfile();
    profile.blocksPerSm = 8;
    workload::LaunchShape full = eightOnEachSm();
    const auto guest = [&] {
        return run(ProgramBuilder(2).kernel(0, full).spin(1, 1000).program, profile).recording.stream("s2");
    };
    QCOMPARE(guest(), "B[3000,4000)"); // the oldest two have ended
    full.inStep = true;
    QCOMPARE(guest(), "B[9000,10000)"); // after 8 · 1,000 of the pipe all have
}

/// On the H200 products of 264, 300, 380 and 400 such tiles, two an SM, take 0.34, 0.66, 0.66 and 0.66 ms.
void SimulatorBlocks::whereBlocksInStepLeftTwoCome()
{
    device::DeviceProfile profile = roundProfile();
    profile.blocksPerSm = 2;
    workload::LaunchShape tiles = spinShape(0, 12, 64); // two on each of four SMs, and four more
    tiles.latencyCycles = 1000;
    tiles.pipeCycles = 800;
    tiles.l2Bytes = 1;
    tiles.bytesInFlight = 1e6;
    const auto slice = [&] { return run(ProgramBuilder().kernel(0, tiles).program, profile).recording.stream("s1"); };
    QCOMPARE(slice(), "A[1000,3750)"); // the older at full speed, the other after 750 more; then, one an SM, 1,000
    tiles.inStep = true;
    QCOMPARE(slice(), "A[1000,4200)"); // on two of the SMs 2 · 800 again
}

void SimulatorBlocks::sumsWaitTogetherForWhatComesFromMemory()
{
    device::DeviceProfile profile = roundProfile();
    profile.dramBytesPerSecond = 1e11;
    profile.l2BytesPerSecond = 4e11;
    const auto memoryNs = [&profile](const char* name, std::int64_t elements) {
        const workload::KernelInfo* kernel = workload::findKernel(name);
        const workload::LaunchShape shape = kernel->shape(std::array<std::int64_t, 1>{elements});
        const double missed = program::kernelModel(kernel, shape, profile, {1, 1}).aloneNs;
        return missed - program::kernelModel(kernel, shape, profile, {1, 0}).aloneNs;
    };
    // Eight blocks of 4,096 elements, two an SM, are all there: 8 · 16,384 bytes come at 100 bytes a ns before any
    // sums, and at 400 where L2 has them.
    QCOMPARE(memoryNs("reduce", 8 * 4096), 1310.72 - 327.68);
    // A ninth has to wait for room, and while it sums others fetch: each waits for one trip of its 16,384 bytes.
    QCOMPARE(memoryNs("reduce", 9 * 4096), 500.0);
    // A pass over memory writes each element as it comes: 24,576 bytes, 16,384 of them under way.
    QCOMPARE(memoryNs("triad", 8 * 2048), 750.0);
}

QTEST_APPLESS_MAIN(SimulatorBlocks)
#include "tst_blocks.moc"
