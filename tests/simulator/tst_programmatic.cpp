// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Programmatic dependent launch: kernels of one stream side by side. A call costs 1,000 ns, see roundProfile().
#include "simulator/support_programs.h"

#include <QTest>

using namespace simulatortest;
using program::CallKind;

class SimulatorProgrammatic : public QObject
{
    Q_OBJECT

private slots:
    void aProgrammaticLaunchStartsBeforeTheKernelBeforeItEnds();
    void itStartsOnceAllBlocksOfThatKernelHaveBegun();
    void itEndsNoEarlierThanThatKernel();
    void aChainOfThemEndsInOrder();
    void oneThatTouchesMemoryGainsTheGapAlone();
    void whatAKernelLeavesToBePutInOrderIsWaitedForAllTheSame();
    void anOrdinaryKernelBehindItWaitsForBoth();
    void anEventBetweenThemMakesItAnOrdinaryLaunch();
    void behindACopyItIsAnOrdinaryLaunch();
    void anEventBehindItIsReachedWhenBothHaveEnded();
    void aStreamSynchronizeWaitsForBoth();
    void devicesBeforeComputeCapability9LaunchAsEver();
};

// Rule S12
void SimulatorProgrammatic::aProgrammaticLaunchStartsBeforeTheKernelBeforeItEnds()
{
    const Ran ran = run(ProgramBuilder().spin(0, 5000).spin(0, 5000).programmatic().program);
    // each from the return of its launch, at 1,000 and 2,000; the synchronize returns 1,000 after the later end
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000) B[2000,7000)");
    QCOMPARE(ran.makespanNs, 8000);
}

// Rule S12
void SimulatorProgrammatic::itStartsOnceAllBlocksOfThatKernelHaveBegun()
{
    // 17 blocks of 16 that fit: the last begins at 6,000 and ends at 11,000
    const Ran ran = run(ProgramBuilder().spin(0, 5000, 17).spin(0, 9000).programmatic().program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,11000) B[6000,15000)");
}

// Rule S12
void SimulatorProgrammatic::itEndsNoEarlierThanThatKernel()
{
    const Ran ran = run(ProgramBuilder().spin(0, 9000).spin(0, 1000).programmatic().program);
    // B's 1,000 are over at 3,000; A runs until 10,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000) B[2000,10000)");
}

// Rule S12
void SimulatorProgrammatic::aChainOfThemEndsInOrder()
{
    const Ran ran =
        run(ProgramBuilder().spin(0, 9000).spin(0, 1000).programmatic().spin(0, 2000).programmatic().program);
    // B and C are through at 3,000 and 5,000, and wait for A
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000) B[2000,10000) C[3000,10000)");
}

// Rule S12
void SimulatorProgrammatic::oneThatTouchesMemoryGainsTheGapAlone()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.sameStreamGapNs = 250;
    ProgramBuilder builder;
    builder.spin(0, 5000).spin(0, 5000).programmatic(true).spin(0, 5000);
    // B with A's end at 6,000, C 250 after B's
    QCOMPARE(run(builder.program, profile).recording.stream("s1"), "A[1000,6000) B[6000,11000) C[11250,16250)");
}

// Rule S12
void SimulatorProgrammatic::whatAKernelLeavesToBePutInOrderIsWaitedForAllTheSame()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.sameStreamGapNs = 250;
    profile.model.flushNs = 100;
    workload::LaunchShape shape = spinShape(5000, 1, 32);
    shape.l2Bytes = 1;
    shape.bytesInFlight = 1000;
    ProgramBuilder builder;
    builder.kernel(0, shape).kernel(0, shape).programmatic(true);
    // A touches memory: what it wrote is in order 100 after its end at 6,000
    QCOMPARE(run(builder.program, profile).recording.stream("s1"), "A[1000,6000) B[6100,11100)");
}

// Rule S12
void SimulatorProgrammatic::anOrdinaryKernelBehindItWaitsForBoth()
{
    const Ran ran = run(ProgramBuilder().spin(0, 9000).spin(0, 1000).programmatic().spin(0, 1000).program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000) B[2000,10000) C[10000,11000)");
}

// Rule S12
void SimulatorProgrammatic::anEventBetweenThemMakesItAnOrdinaryLaunch()
{
    const Ran ran = run(ProgramBuilder().spin(0, 9000).record(0, 0).spin(0, 1000).programmatic().program);
    // not behind a kernel but behind a record, which is reached with A's end at 10,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000) B[10000,11000)");
}

// Rule S12
void SimulatorProgrammatic::behindACopyItIsAnOrdinaryLaunch()
{
    const Ran ran =
        run(ProgramBuilder().copy(0, workload::CopyDirection::hostToDevice, 9000).spin(0, 1000).programmatic().program);
    // 9,000 bytes at 1 GB/s
    QCOMPARE(ran.recording.stream("s1"), "A[1000,10000) B[10000,11000)");
}

// Rule S12
void SimulatorProgrammatic::anEventBehindItIsReachedWhenBothHaveEnded()
{
    const Ran ran =
        run(ProgramBuilder(2).spin(0, 9000).spin(0, 1000).programmatic().record(0, 0).wait(1, 0).spin(1, 1000).program);
    // B is through at 3,000, but ends with A at 10,000
    QCOMPARE(ran.recording.stream("s2"), "C[10000,11000)");
}

// Rule S12
void SimulatorProgrammatic::aStreamSynchronizeWaitsForBoth()
{
    const Ran ran =
        run(ProgramBuilder(1).spin(0, 9000).spin(0, 1000).programmatic().call(CallKind::streamSynchronize, 0).program);
    QCOMPARE(ran.recording.host(), "cudaLaunchKernel[0,1000) cudaLaunchKernel[1000,2000) "
                                   "cudaStreamSynchronize[2000,11000) cudaDeviceSynchronize[11000,12000)");
}

// Rule S12
void SimulatorProgrammatic::devicesBeforeComputeCapability9LaunchAsEver()
{
    device::DeviceProfile profile = roundProfile();
    profile.computeMajor = 8;
    const Ran ran = run(ProgramBuilder().spin(0, 5000).spin(0, 5000).programmatic().program, profile);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000) B[6000,11000)");
}

QTEST_APPLESS_MAIN(SimulatorProgrammatic)
#include "tst_programmatic.moc"
