// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// When copies start, how long they take beside each other, and whom they hold. Every call costs 1,000 ns and nothing
// else takes time, see roundProfile().
#include "simulator/support_programs.h"

#include <QTest>

using namespace simulatortest;
using workload::CopyDirection;
using workload::HostMemory;

class SimulatorCopies : public QObject
{
    Q_OBJECT

private slots:
    void aPinnedCopyReturnsAtOnce();
    void aPageableUploadHoldsItsCaller();
    void aPageableDownloadReturnsOnCompletion();
    void uploadsThatTravelWithTheirCommandStartAtOnce();
    void nothingOverlapsWithTheFirstPieceOfAPageableDownload();
    void smallPageableUploadsReturnAtOnce();
    void smallPageableUploadsAreStagedAtTheirRate();
    void pageableUploadsAboveSixtyFourKilobytesWait();
    void whatFitsInL2IsCopiedThere();
    void betweenCopiesOfOppositeDirectionsOneEngineTellsTheOther();
    void copiesWithinTheDeviceDoNotHoldTheHost();
    void oppositeCopiesRunAtOnce();
    void oppositeCopiesShareTheLinkByTheProfilesFactor();
    void copiesOfOneDirectionAreFirstInFirstOut();
    void aDeviceWithOneCopyEngineCopiesOneWayAtATime();
};

// Rule S4
void SimulatorCopies::aPinnedCopyReturnsAtOnce()
{
    const Ran ran = run(ProgramBuilder(2).copy(0, CopyDirection::hostToDevice, 9000).spin(1, 1000).program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000)"); // 9,000 bytes at 1 GB/s
    QCOMPARE(ran.recording.host(),
             "cudaMemcpyAsync[0,1000) cudaLaunchKernel[1000,2000) cudaDeviceSynchronize[2000,11000)");
}

// Rule S4
void SimulatorCopies::aPageableUploadHoldsItsCaller()
{
    const Ran ran =
        run(ProgramBuilder(2).copy(0, CopyDirection::hostToDevice, 100000, HostMemory::pageable).spin(1, 1000).program);
    // 100,000 bytes at 0.5 GB/s take 200,000 ns, and the call as long, plus its own 1,000 at each end
    QCOMPARE(ran.recording.stream("s1"), "A[1000,201000)");
    QCOMPARE(ran.recording.stream("s2"), "B[203000,204000)");
}

// Rule S4
void SimulatorCopies::aPageableDownloadReturnsOnCompletion()
{
    const Ran ran =
        run(ProgramBuilder(2).copy(0, CopyDirection::deviceToHost, 500, HostMemory::pageable).spin(1, 1000).program);
    // also a small one: 500 bytes at 0.5 GB/s, [1,000, 2,000); back at 3,000; the launch returns at 4,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,2000)");
    QCOMPARE(ran.recording.stream("s2"), "B[4000,5000)");
}

void SimulatorCopies::uploadsThatTravelWithTheirCommandStartAtOnce()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.copyToStartNs = 700;
    profile.model.withCommandBytes = 9000;
    // The call puts 9,000 bytes into the command at 0.5 GB/s, 18,000 ns more than its 1,000; one more goes the long
    // way.
    QCOMPARE(run(ProgramBuilder().copy(0, CopyDirection::hostToDevice, 9000).program, profile).recording.stream("s1"),
             "A[19000,28000)");
    QCOMPARE(run(ProgramBuilder().copy(0, CopyDirection::hostToDevice, 9001).program, profile).recording.stream("s1"),
             "A[1700,10701)");
}

void SimulatorCopies::nothingOverlapsWithTheFirstPieceOfAPageableDownload()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.pageableD2H = {1e6, 1e9};
    profile.model.pageablePieceBytes = 2000;
    profile.model.pageablePieceShare = 0.5;
    // 3,000 bytes that the host's caches hold at 1 GB/s; half as long again for the first 2,000: 3,000 + 1,000 ns
    QCOMPARE(run(ProgramBuilder().copy(0, CopyDirection::deviceToHost, 3000, HostMemory::pageable).program, profile)
                 .recording.stream("s1"),
             "A[1000,5000)");
}

// Rule S4
void SimulatorCopies::smallPageableUploadsReturnAtOnce()
{
    const Ran ran = run(ProgramBuilder(2)
                            .spin(0, 500000)
                            .copy(0, CopyDirection::hostToDevice, 65536, HostMemory::pageable)
                            .spin(1, 1000)
                            .program);
    // The call stages 65,536 bytes at 0.5 GB/s, 131,072 ns, but does not wait for the kernel before it: launched at
    // 1,000 + (1,000 + 131,072) + 1,000.
    QCOMPARE(ran.recording.stream("s2"), "C[134072,135072)");
}

void SimulatorCopies::smallPageableUploadsAreStagedAtTheirRate()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.stagedBytesPerSecond = 4e9;
    const Ran ran =
        run(ProgramBuilder().copy(0, CopyDirection::hostToDevice, 40000, HostMemory::pageable).spin(0, 1000).program,
            profile);
    // The call: 1,000 and 40,000 bytes at 4 GB/s
    QVERIFY2(ran.recording.host().starts_with("cudaMemcpyAsync[0,11000) "), ran.recording.host().c_str());
}

// Rule S4
void SimulatorCopies::pageableUploadsAboveSixtyFourKilobytesWait()
{
    const Ran ran = run(ProgramBuilder(2)
                            .spin(0, 500000)
                            .copy(0, CopyDirection::hostToDevice, 65537, HostMemory::pageable)
                            .spin(1, 1000)
                            .program);
    // One byte more waits: A ends at 501,000, the copy takes 65,537 bytes at 0.5 GB/s, 131,074 ns; the copy's call
    // returns 1,000 after its end at 632,074, the launch 1,000 later.
    QCOMPARE(ran.recording.stream("s1"), "A[1000,501000) B[501000,632074)");
    QCOMPARE(ran.recording.stream("s2"), "C[634074,635074)");
}

// Rule S4
void SimulatorCopies::whatFitsInL2IsCopiedThere()
{
    device::DeviceProfile profile = roundProfile();
    profile.l2BytesPerSecond = 40e9;
    const Ran ran = run(ProgramBuilder().copy(0, CopyDirection::deviceToDevice, 90000).program, profile);
    // of 180,000 bytes read and written all are in an L2 of a megabyte, at 40 GB/s
    QCOMPARE(ran.recording.stream("s1"), "A[1000,5500)");
}

// Rule S4
void SimulatorCopies::betweenCopiesOfOppositeDirectionsOneEngineTellsTheOther()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.directionGapNs = 300;
    const Ran ran = run(ProgramBuilder()
                            .copy(0, CopyDirection::hostToDevice, 5000)
                            .copy(0, CopyDirection::hostToDevice, 5000)
                            .copy(0, CopyDirection::deviceToHost, 5000)
                            .program,
                        profile);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000) B[6000,11000) C[11300,16300)");
}

// Rule S4
void SimulatorCopies::copiesWithinTheDeviceDoNotHoldTheHost()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.l2KeepsShare = profile.model.l2LosesShare = 0;
    const Ran ran = run(ProgramBuilder(2).copy(0, CopyDirection::deviceToDevice, 90000).spin(1, 1000).program, profile);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000)"); // 90,000 bytes at 10 GB/s
    QCOMPARE(ran.recording.host(),
             "cudaMemcpyAsync[0,1000) cudaLaunchKernel[1000,2000) cudaDeviceSynchronize[2000,12000)");
    // SMs do it, all four of them: the kernel waits for their room
    QCOMPARE(ran.recording.stream("s2"), "B[10000,11000)");
}

// Rule B4
void SimulatorCopies::oppositeCopiesRunAtOnce()
{
    const Ran ran = run(ProgramBuilder(2)
                            .copy(0, CopyDirection::hostToDevice, 9000)
                            .copy(1, CopyDirection::deviceToHost, 9000)
                            .program);
    // 9,000 bytes at 1 GB/s each way, each from its call's return
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,11000)");
}

// Rule B4
void SimulatorCopies::oppositeCopiesShareTheLinkByTheProfilesFactor()
{
    device::DeviceProfile profile = roundProfile();
    profile.bothWaysFactor = 0.5;
    const Ran ran = run(
        ProgramBuilder(2).copy(0, CopyDirection::hostToDevice, 9000).copy(1, CopyDirection::deviceToHost, 9000).program,
        profile);
    // A: 1,000 bytes alone, 8,000 at half rate: until 18,000. B has then done 8,000 and has 1,000 left.
    QCOMPARE(ran.recording.stream("s1"), "A[1000,18000)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,19000)");
}

// Rule B4
void SimulatorCopies::copiesOfOneDirectionAreFirstInFirstOut()
{
    const Ran ran = run(ProgramBuilder(2)
                            .copy(0, CopyDirection::hostToDevice, 9000)
                            .copy(1, CopyDirection::hostToDevice, 9000)
                            .program);
    // A has the engine [1,000, 10,000), then B has it for 9,000
    QCOMPARE(ran.recording.stream("s2"), "B[10000,19000)");
}

// Rule B4
void SimulatorCopies::aDeviceWithOneCopyEngineCopiesOneWayAtATime()
{
    device::DeviceProfile profile = roundProfile();
    profile.copyEngines = 1;
    const Ran ran = run(
        ProgramBuilder(2).copy(0, CopyDirection::hostToDevice, 9000).copy(1, CopyDirection::deviceToHost, 9000).program,
        profile);
    // one engine: the copy back waits for the other's end at 10,000
    QCOMPARE(ran.recording.stream("s2"), "B[10000,19000)");
}

QTEST_APPLESS_MAIN(SimulatorCopies)
#include "tst_copies.moc"
