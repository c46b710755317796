// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The rules of streams, one case each. Every call costs 1,000 ns and nothing else takes time, see roundProfile().
#include "simulator/support_programs.h"

#include <QTest>

using namespace simulatortest;
using program::CallKind;
using workload::CopyDirection;
using workload::HostMemory;

class SimulatorStreams : public QObject
{
    Q_OBJECT

private slots:
    void aGapIsLongerWhileMoreConnectionsHaveWorkThanTheDeviceLooksAfter();
    void anOperationStartsWhenTheOneBeforeItInItsStreamIsComplete();
    void differentStreamsOverlap();
    void theMakespanEndsWithTheReturnOfTheLastSynchronize();
    void anEmptyProgramIsOneSynchronize();
    void theGapBetweenKernelsOfAStreamIsTheProfiles();
    void theLegacyDefaultStreamWaitsForBlockingStreamsAndHoldsThem();
    void nonBlockingStreamsAreExemptFromTheLegacyDefaultStream();
    void aPerThreadDefaultStreamIsAnOrdinaryStream();
    void aDeviceMemsetIsABarrierUnderTheOlderGuidesRules();
    void aCopyWithinTheDeviceIsABarrierUnderTheOlderGuidesRules();
    void anAllocationWaitsForTheDeviceUnderTheOlderGuidesRules();
    void pinningHostMemoryWaitsForTheDeviceUnderTheOlderGuidesRules();
    void withoutTheOlderGuidesRulesTheyDoNot();
    void freeSynchronisesAndFreeAsyncDoesNot();
    void anAsynchronousAllocationSynchronisesNothing();
    void aWaitTakesTheMostRecentRecordAtCallTime();
    void aNeverRecordedEventIsNotWaitedFor();
    void anEventSynchronizeReturnsWhenTheRecordIsReached();
    void aHostFunctionBlocksItsStream();
    void hostFunctionsAreSerialised();
    void betweenHostFunctionsOfAStreamTheirThreadGoesOnByItself();
    void aHostFunctionThatWaitedLongForTheDeviceStartsLater();
    void aStreamSynchronizeWaitsForItsStreamAlone();
    void aSynchronizeOfTheLegacyDefaultStreamWaitsForBlockingStreams();
    void streamsThatShareAConnectionWaitForEachOther();
    void theNinthStreamSharesTheFirstOnesConnection();
    void oneKernelAStreamNeedsNoConnectionOfItsOwn();
    void theHostBlocksWhenTheLaunchQueueIsFull();
    void theLaunchQueueHolds1022Launches();
    void aFrameworkTakesItsTimeBeforeEveryCall();
    void threadsShareTheDriver();
    void threadsSubmitSideBySideWhileTheDriversLockIsFree();
    void launchesTakeLongerWhileOtherThreadsSubmit();
    void aWaitForAnotherThreadsEventComesAfterItsRecord();
    void theGapIsLongerAfterAKernelThatTouchedMemory();
    void recordAndWaitAreJoinedByADependency();
};

// Rule S1
void SimulatorStreams::anOperationStartsWhenTheOneBeforeItInItsStreamIsComplete()
{
    const Ran ran = run(ProgramBuilder().spin(0, 5000).spin(0, 5000).program);
    // launched at 1,000; the second waits for the first
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000) B[6000,11000)");
}

// Rule S1
void SimulatorStreams::differentStreamsOverlap()
{
    const Ran ran = run(ProgramBuilder(2).spin(0, 5000).spin(1, 5000).program);
    // each 5,000 from the return of its launch, at 1,000 and 2,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,7000)");
}

void SimulatorStreams::theMakespanEndsWithTheReturnOfTheLastSynchronize()
{
    const Ran ran = run(ProgramBuilder().spin(0, 5000).program);
    // call 1,000 + kernel 5,000 + synchronize's return 1,000
    QCOMPARE(ran.makespanNs, 7000);
    QCOMPARE(ran.recording.host(), "cudaLaunchKernel[0,1000) cudaDeviceSynchronize[1000,7000)");
}

void SimulatorStreams::anEmptyProgramIsOneSynchronize()
{
    QCOMPARE(run(ProgramBuilder().program).makespanNs, 1000);
}

// Rule S1
void SimulatorStreams::theGapBetweenKernelsOfAStreamIsTheProfiles()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.sameStreamGapNs = 250;
    profile.latencies.launchToStartNs = 500;
    profile.latencies.emptyKernelNs = 100;
    const Ran ran = run(ProgramBuilder().spin(0, 5000).spin(0, 5000).program, profile);
    // start 1,000 + 500; duration 5,000 + 100; then 250 of gap
    QCOMPARE(ran.recording.stream("s1"), "A[1500,6600) B[6850,11950)");
}

// Rule S2
void SimulatorStreams::theLegacyDefaultStreamWaitsForBlockingStreamsAndHoldsThem()
{
    ProgramBuilder builder(3);
    builder.program.streams[2].isDefault = true;
    const Ran ran = run(builder.spin(0, 9000).spin(2, 5000).spin(1, 5000).program);
    // A ends at 10,000; the default stream's B then runs to 15,000; C, submitted at 3,000, waits for B
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000)");
    QCOMPARE(ran.recording.stream("default stream"), "B[10000,15000)");
    QCOMPARE(ran.recording.stream("s2"), "C[15000,20000)");
}

// Rule S2
void SimulatorStreams::nonBlockingStreamsAreExemptFromTheLegacyDefaultStream()
{
    ProgramBuilder builder(3);
    builder.program.streams[0].nonBlocking = builder.program.streams[1].nonBlocking = true;
    builder.program.streams[2].isDefault = true;
    const Ran ran = run(builder.spin(0, 9000).spin(2, 5000).spin(1, 5000).program);
    // A runs [1,000, 10,000); nobody waits for it: B from its launch at 2,000, C from 3,000
    QCOMPARE(ran.recording.stream("default stream"), "B[2000,7000)");
    QCOMPARE(ran.recording.stream("s2"), "C[3000,8000)");
}

// Rule S2
void SimulatorStreams::aPerThreadDefaultStreamIsAnOrdinaryStream()
{
    ProgramBuilder builder(2);
    builder.program.streams[1].isDefault = true;
    builder.program.defaultStream = workload::DefaultStreamMode::perThread;
    const Ran ran = run(builder.spin(0, 9000).spin(1, 5000).program);
    // A runs [1,000, 10,000); B starts with its launch's return at 2,000
    QCOMPARE(ran.recording.stream("default stream"), "B[2000,7000)");
}

// Rule S3
void SimulatorStreams::aDeviceMemsetIsABarrierUnderTheOlderGuidesRules()
{
    device::DeviceProfile profile = roundProfile();
    profile.implicitSyncRules = true;
    const Ran ran = run(ProgramBuilder(3).spin(0, 9000).memset(1, 10000).spin(2, 5000).program, profile);
    // the memset (10,000 bytes at 10 GB/s: 1,000 ns) waits for A, and C for the memset
    QCOMPARE(ran.recording.stream("s2"), "B[10000,11000)");
    QCOMPARE(ran.recording.stream("s3"), "C[11000,16000)");
}

// Rule S3
void SimulatorStreams::aCopyWithinTheDeviceIsABarrierUnderTheOlderGuidesRules()
{
    device::DeviceProfile profile = roundProfile();
    profile.implicitSyncRules = true;
    profile.model.l2KeepsShare = profile.model.l2LosesShare = 0;
    const Ran ran = run(
        ProgramBuilder(3).spin(0, 9000).copy(1, CopyDirection::deviceToDevice, 10000).spin(2, 5000).program, profile);
    // A ends at 10,000; 10,000 bytes at 10 GB/s take 1,000; C waits for the copy
    QCOMPARE(ran.recording.stream("s2"), "B[10000,11000)");
    QCOMPARE(ran.recording.stream("s3"), "C[11000,16000)");
}

// Rule S3
void SimulatorStreams::anAllocationWaitsForTheDeviceUnderTheOlderGuidesRules()
{
    device::DeviceProfile profile = roundProfile();
    profile.implicitSyncRules = true;
    const Ran ran = run(ProgramBuilder(2).spin(0, 9000).call(CallKind::malloc).spin(1, 5000).program, profile);
    // A ends at 10,000; cudaMalloc returns 1,000 later; then the launch's 1,000
    QCOMPARE(ran.recording.stream("s2"), "B[12000,17000)");
}

// Rule S3
void SimulatorStreams::pinningHostMemoryWaitsForTheDeviceUnderTheOlderGuidesRules()
{
    device::DeviceProfile profile = roundProfile();
    profile.implicitSyncRules = true;
    const Ran ran = run(ProgramBuilder(2).spin(0, 9000).call(CallKind::mallocHost).spin(1, 5000).program, profile);
    // as above: 10,000 + 1,000 of the call + 1,000 of the launch
    QCOMPARE(ran.recording.stream("s2"), "B[12000,17000)");
}

// Rule S3
void SimulatorStreams::withoutTheOlderGuidesRulesTheyDoNot()
{
    const Ran ran = run(ProgramBuilder(3)
                            .spin(0, 9000)
                            .memset(1, 10000)
                            .call(CallKind::malloc)
                            .call(CallKind::mallocHost)
                            .spin(2, 5000)
                            .program);
    // memset submitted at 2,000; malloc and mallocHost return at 3,000 and 4,000, the launch at 5,000
    QCOMPARE(ran.recording.stream("s2"), "B[2000,3000)");
    QCOMPARE(ran.recording.stream("s3"), "C[5000,10000)");
}

// Rule S5
void SimulatorStreams::freeSynchronisesAndFreeAsyncDoesNot()
{
    const Ran sync = run(ProgramBuilder(2).spin(0, 9000).call(CallKind::free).spin(1, 5000).program);
    // free returns at 10,000 + 1,000
    QCOMPARE(sync.recording.stream("s2"), "B[12000,17000)");
    const Ran async = run(ProgramBuilder(2).spin(0, 9000).call(CallKind::freeAsync, 0).spin(1, 5000).program);
    // three calls of 1,000: the second launch returns at 3,000
    QCOMPARE(async.recording.stream("s2"), "B[3000,8000)");
}

// Rule S5
void SimulatorStreams::anAsynchronousAllocationSynchronisesNothing()
{
    device::DeviceProfile profile = roundProfile();
    profile.implicitSyncRules = true; // not even then
    const Ran ran = run(ProgramBuilder(2).spin(0, 9000).call(CallKind::mallocAsync, 1).spin(1, 5000).program, profile);
    // three calls of 1,000, and no wait for A's end at 10,000
    QCOMPARE(ran.recording.stream("s2"), "B[3000,8000)");
}

// Rule S6
void SimulatorStreams::aWaitTakesTheMostRecentRecordAtCallTime()
{
    const Ran ran = run(ProgramBuilder(2)
                            .spin(0, 5000)
                            .record(0, 0)
                            .spin(0, 5000)
                            .record(0, 0)
                            .wait(1, 0)
                            .spin(0, 5000)
                            .record(0, 0) // after the wait: does not count
                            .spin(1, 1000)
                            .program);
    // A [1,000, 6,000), B [6,000, 11,000): the second record; C [11,000, 16,000) is not waited for
    QCOMPARE(ran.recording.stream("s2"), "D[11000,12000)");
}

// Rule S6
void SimulatorStreams::aNeverRecordedEventIsNotWaitedFor()
{
    const Ran ran = run(ProgramBuilder(2).spin(0, 5000).wait(1, 0).spin(1, 1000).program);
    // three calls of 1,000: B starts with its launch's return, A runs until 6,000
    QCOMPARE(ran.recording.stream("s2"), "B[3000,4000)");
}

// Rule S6
void SimulatorStreams::anEventSynchronizeReturnsWhenTheRecordIsReached()
{
    const Ran ran =
        run(ProgramBuilder(1).spin(0, 5000).record(0, 0).spin(0, 9000).call(CallKind::eventSynchronize, -1, 0).program);
    // A ends at 6,000: the call that began at 3,000 returns at 7,000
    QCOMPARE(ran.recording.host(), "cudaLaunchKernel[0,1000) cudaEventRecord[1000,2000) cudaLaunchKernel[2000,3000) "
                                   "cudaEventSynchronize[3000,7000) cudaDeviceSynchronize[7000,16000)");
}

// Rule S7
void SimulatorStreams::aHostFunctionBlocksItsStream()
{
    const Ran ran = run(ProgramBuilder(2).hostFunction(0, 5000).spin(0, 1000).spin(1, 1000).program);
    // B waits for the function's end at 1,000 + 5,000; C, on another stream, starts when launched, at 3,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000) B[6000,7000)");
    QCOMPARE(ran.recording.stream("s2"), "C[3000,4000)");
}

// Rule S7
void SimulatorStreams::hostFunctionsAreSerialised()
{
    const Ran ran = run(ProgramBuilder(2).hostFunction(0, 5000).hostFunction(1, 5000).program);
    // B could start at 2,000, but one thread runs both: from A's end at 6,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000)");
    QCOMPARE(ran.recording.stream("s2"), "B[6000,11000)");
}

// Rule S7
void SimulatorStreams::betweenHostFunctionsOfAStreamTheirThreadGoesOnByItself()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.hostFunctionNs = 4000;
    // A is called at 1,000 and starts 4,000 later; B, called at 2,000, waits for its end at 6,000 and a quarter of
    // that.
    const Ran row = run(ProgramBuilder().hostFunction(0, 1000).hostFunction(0, 1000).program, profile);
    QCOMPARE(row.recording.stream("s1"), "A[5000,6000) B[7000,8000)");
    // Called at 52,000, B takes as long as A.
    const Ran late = run(ProgramBuilder().hostFunction(0, 1000).cpu(50000).hostFunction(0, 1000).program, profile);
    QCOMPARE(late.recording.stream("s1"), "A[5000,6000) C[56000,57000)");
}

void SimulatorStreams::aHostFunctionThatWaitedLongForTheDeviceStartsLater()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.hostWakeNs = 7000;
    // The thread waits from 0 to 26,000, more than 9 µs: asleep, it starts B at 26,000 + 7,000; from B's end at 34,000
    // to 37,000 it stays awake, and D starts right away.
    const Ran late =
        run(ProgramBuilder().spin(0, 25000).hostFunction(0, 1000).spin(0, 3000).hostFunction(0, 1000).program, profile);
    QCOMPARE(late.recording.stream("s1"), "A[1000,26000) B[33000,34000) C[34000,37000) D[37000,38000)");
    // So it is in a graph.
    const Ran graph = run(ProgramBuilder()
                              .node(0, 25000)
                              .hostNode(0, 1000, {0})
                              .node(0, 3000, {1})
                              .hostNode(0, 1000, {2})
                              .launchGraph()
                              .program,
                          profile);
    QCOMPARE(graph.recording.stream("s1"), "A[1000,26000) B[33000,34000) C[34000,37000) D[37000,38000)");
    // Nor does it sleep after 9,000; nor is it woken by the device where the call itself starts it.
    const Ran soon = run(ProgramBuilder().spin(0, 7000).hostFunction(0, 1000).spin(0, 1000).program, profile);
    QCOMPARE(soon.recording.stream("s1"), "A[1000,8000) B[8000,9000) C[9000,10000)");
    const Ran idle = run(ProgramBuilder().spin(0, 1000).cpu(50000).hostFunction(0, 1000).program, profile);
    QCOMPARE(idle.recording.stream("s1"), "A[1000,2000) C[52000,53000)"); // B is the CPU's
}

void SimulatorStreams::aStreamSynchronizeWaitsForItsStreamAlone()
{
    const Ran ran =
        run(ProgramBuilder(2).spin(0, 50000).spin(1, 5000).call(CallKind::streamSynchronize, 1).spin(1, 1000).program);
    // B ends at 7,000, the call returns at 8,000
    QCOMPARE(ran.recording.stream("s2"), "B[2000,7000) C[9000,10000)");
}

// On the H200: 100 ms behind a host function of 100 ms in a blocking stream, at once behind a non-blocking one's
// Rule S2
void SimulatorStreams::aSynchronizeOfTheLegacyDefaultStreamWaitsForBlockingStreams()
{
    ProgramBuilder builder(3);
    builder.program.streams[2].isDefault = true;
    builder.spin(0, 50000).call(CallKind::streamSynchronize, 2).spin(1, 1000);
    // A ends at 51,000, the call returns at 52,000
    QCOMPARE(run(builder.program).recording.stream("s2"), "B[53000,54000)");
    builder.program.streams[0].nonBlocking = true;
    // nothing to wait for: the call at 1,000 returns at 2,000
    QCOMPARE(run(builder.program).recording.stream("s2"), "B[3000,4000)");
}

// Rules S9, B3
void SimulatorStreams::streamsThatShareAConnectionWaitForEachOther()
{
    ProgramBuilder builder(2);
    builder.program.connections = 1;
    const Ran ran = run(builder.spin(0, 10000).spin(0, 10000).spin(1, 10000).program);
    // B stands before C in the queue and waits for A: C starts with B instead of at 3,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,11000) B[11000,21000)");
    QCOMPARE(ran.recording.stream("s2"), "C[11000,21000)");
    builder.program.connections = 2;
    QCOMPARE(run(builder.program).recording.stream("s2"), "C[3000,13000)");
}

// Rule S9
void SimulatorStreams::theNinthStreamSharesTheFirstOnesConnection()
{
    ProgramBuilder builder(9);
    for (int stream = 0; stream < 9; ++stream)
        builder.spin(stream, 100000).spin(stream, 100000);
    // 8 connections unless asked for otherwise. The first stream runs its two kernels [1,000, 101,000) and [101,000,
    // 201,000); the second of them stands before the ninth stream's, launched at 17,000.
    QCOMPARE(roundProfile().connections, 8);
    QCOMPARE(run(builder.program).recording.stream("s9"), "Q[101000,201000) R[201000,301000)");
    builder.program.connections = 9;
    QCOMPARE(run(builder.program).recording.stream("s9"), "Q[17000,117000) R[117000,217000)");
}

// Rule S9
void SimulatorStreams::oneKernelAStreamNeedsNoConnectionOfItsOwn()
{
    ProgramBuilder builder(4);
    builder.program.connections = 1;
    const Ran ran = run(builder.spin(0, 10000).spin(1, 10000).spin(2, 10000).spin(3, 10000).program);
    // each is dispatched at once and leaves the queue: the last ends at 4,000 + 10,000
    QCOMPARE(ran.recording.stream("s4"), "D[4000,14000)");
}

// Rule S10
void SimulatorStreams::theHostBlocksWhenTheLaunchQueueIsFull()
{
    device::DeviceProfile profile = roundProfile();
    profile.launchQueueDepth = 3;
    const Ran ran = run(ProgramBuilder(1).spin(0, 9000).spin(0, 9000).spin(0, 9000).spin(0, 9000).program, profile);
    // the fourth launch begins at 3,000 with three pending; A ends at 10,000 and the call takes its 1,000 from there
    QCOMPARE(ran.recording.host(), "cudaLaunchKernel[0,1000) cudaLaunchKernel[1000,2000) cudaLaunchKernel[2000,3000) "
                                   "cudaLaunchKernel[3000,11000) cudaDeviceSynchronize[11000,38000)");
}

// Rule S10
void SimulatorStreams::theLaunchQueueHolds1022Launches()
{
    ProgramBuilder builder;
    builder.spin(0, 10'000'000);
    for (int i = 1; i < 1024; ++i)
        builder.spin(0, 0);
    const Ran ran = run(builder.program);
    std::vector<Ns> ends;
    for (const auto& [track, slice] : ran.recording.slices)
        if (slice.kind == trace::SliceKind::hostSubmit)
            ends.push_back(slice.startNs + slice.durationNs);
    QCOMPARE(ends.size(), std::size_t(1024));
    // The first kernel runs [1,000, 10,001,000). Call 1,022 begins with 1,021 pending and returns at 1,022 · 1,000; the
    // next one finds 1,022 pending and takes its 1,000 when the first kernel has made room.
    QCOMPARE(ends[1021], 1'022'000);
    QCOMPARE(ends[1022], 10'002'000);
}

void SimulatorStreams::aFrameworkTakesItsTimeBeforeEveryCall()
{
    ProgramBuilder builder(1);
    builder.program.hostCostNs = 4000;
    const Ran ran = run(builder.spin(0, 1000).spin(0, 1000).program);
    // launches return every 4,000 + 1,000
    QCOMPARE(ran.recording.stream("s1"), "A[5000,6000) B[10000,11000)");
    QCOMPARE(ran.recording.host(), "framework[0,4000) cudaLaunchKernel[4000,5000) framework[5000,9000) "
                                   "cudaLaunchKernel[9000,10000) cudaDeviceSynchronize[10000,12000)");
}

void SimulatorStreams::threadsShareTheDriver()
{
    ProgramBuilder builder(2, 2);
    builder.spin(0, 5000);
    builder.thread = 1;
    const Ran ran = run(builder.cpu(500).spin(1, 5000).program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000)");
    // thread 1 calls at 500 and is let in when thread 0's call is through
    QCOMPARE(ran.recording.stream("s2"), "C[2000,7000)");
    // thread 0 waits for both: 7,000 + 1,000
    QCOMPARE(ran.makespanNs, 8000);
}

void SimulatorStreams::threadsSubmitSideBySideWhileTheDriversLockIsFree()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.launchLockShare = 0.25;
    ProgramBuilder builder(2, 2);
    builder.spin(0, 5000);
    builder.thread = 1;
    const Ran ran = run(builder.spin(1, 5000).program, profile);
    // Both prepare their launches for 750 ns; thread 0 holds the lock until 1,000, thread 1 then for 250 ns.
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000)");
    QCOMPARE(ran.recording.stream("s2"), "B[1250,6250)");
}

void SimulatorStreams::launchesTakeLongerWhileOtherThreadsSubmit()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.launchLockShare = 0;
    profile.model.launchTurnShare = 0.5;
    profile.model.launchTurnThreadShare = 0.25;
    ProgramBuilder builder(2, 2);
    builder.spin(0, 100).spin(0, 100);
    builder.thread = 1;
    builder.spin(1, 100).spin(1, 100).spin(1, 100);
    const Ran ran = run(builder.program, profile);
    // Thread 0's first launch takes 1,000; then each finds one other thread's since its own last: 1,000 · (1 + 0.5 +
    // 0.25) = 1,750. Thread 1's third finds none, thread 0 has ended: 3,500 + 1,000.
    QCOMPARE(ran.recording.stream("s1"), "A[1000,1100) B[2750,2850)");
    QCOMPARE(ran.recording.stream("s2"), "C[1750,1850) D[3500,3600) E[4500,4600)");
}

// Rule S6
void SimulatorStreams::aWaitForAnotherThreadsEventComesAfterItsRecord()
{
    ProgramBuilder builder(2, 2);
    builder.spin(0, 5000).record(0, 0);
    builder.thread = 1;
    const Ran ran = run(builder.wait(1, 0).spin(1, 1000).program);
    // thread 0 has recorded at 2,000; thread 1 then waits for A's end at 6,000
    QCOMPARE(ran.recording.stream("s2"), "B[6000,7000)");
}

void SimulatorStreams::theGapIsLongerAfterAKernelThatTouchedMemory()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.sameStreamGapNs = 200;
    profile.latencies.graphNodeGapNs = 30;
    profile.model.flushNs = 100;
    workload::LaunchShape touching = spinShape(5000, 1, 32);
    touching.l2Bytes = 1;
    // In a stream 200 and, after B, 100 more …
    QCOMPARE(
        run(ProgramBuilder().spin(0, 5000).kernel(0, touching).spin(0, 1000).program, profile).recording.stream("s1"),
        "A[1000,6000) B[6200,11200) C[11500,12500)");
    // … in a graph 30 and 100 more.
    QCOMPARE(
        run(ProgramBuilder().node(0, 5000).node(0, touching, {0}).node(0, 1000, {1}).launchGraph().program, profile)
            .recording.stream("s1"),
        "A[1000,6000) B[6030,11030) C[11160,12160)");
}

void SimulatorStreams::recordAndWaitAreJoinedByADependency()
{
    const Ran ran = run(ProgramBuilder(2).spin(0, 5000).record(0, 0).wait(1, 0).spin(1, 1000).program);
    QCOMPARE(ran.recording.dependencies.size(), std::size_t(1));
    const auto [from, to] = ran.recording.dependencies.front();
    // calls are numbered from 1: the record is the second, the wait the third
    QCOMPARE(from, 2);
    QCOMPARE(to, 3);
}

void SimulatorStreams::aGapIsLongerWhileMoreConnectionsHaveWorkThanTheDeviceLooksAfter()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.sameStreamGapNs = 100;
    profile.model.channelSwitchNs = 500;
    const program::Program program = ProgramBuilder(2).spin(0, 5000).spin(0, 1000).spin(1, 9000).program;
    // When A ends both streams have work: 100 + 500 pass.
    profile.model.channelsAtOnce = 1;
    QCOMPARE(run(program, profile).recording.stream("s1"), "A[1000,6000) B[6600,7600)");
    profile.model.channelsAtOnce = 2;
    QCOMPARE(run(program, profile).recording.stream("s1"), "A[1000,6000) B[6100,7100)");
}

QTEST_APPLESS_MAIN(SimulatorStreams)
#include "tst_streams.moc"
