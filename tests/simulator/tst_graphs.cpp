// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What a graph costs, and when its nodes start. Every call costs 1,000 ns and nothing else takes time, see
// roundProfile().
#include "device/part.h"
#include "simulator/support_programs.h"

#include <QTest>

using namespace simulatortest;
using workload::CopyDirection;

class SimulatorGraphs : public QObject
{
    Q_OBJECT

private slots:
    void aGraphsLaunchCostsAFixedPartAndAPartForEveryNode();
    void branchesOfAGraphRunInParallel();
    void graphNodesWaitForTheirEdgesAndTheGap();
    void nodesThatOneNodeReleasesStartInTheirOrder();
    void inAGraphAnEventPassesBetweenSmsAndCopyEngines();
    void copiesOfOneDirectionFollowEachOtherInAGraph();
    void nodesStartNoCloserThanTheDeviceBringsThem();
    void whoWaitsForOneNodeStartsOneAfterTheOther();
    void aWideForkStartsFromItsLastNode();
    void withoutGapsAForkStartsAtOnce();
    void memoryIsInOrderLaterBesideOthersThatUseIt();
    void aSmallMemsetIsNoKernel();
    void smallMemsetsOfBranchesTakeTurns();
    void nodesOfAGraphWithCopiesAreBroughtBranchByBranch();
};

namespace {

/// A and, once it has ended, B in its stream and C and D in two others; 1,000 ns each.
program::Program threeAfterOne()
{
    return ProgramBuilder(3)
        .node(0, 1000)
        .node(0, 1000, {0})
        .node(1, 1000, {0})
        .node(2, 1000, {0})
        .launchGraph()
        .program;
}

} // namespace

// Rule S14
void SimulatorGraphs::aGraphsLaunchCostsAFixedPartAndAPartForEveryNode()
{
    device::DeviceProfile profile = roundProfile();
    profile.calls.graphLaunchNs = 3000;
    profile.calls.graphLaunchPerNodeNs = 100;
    profile.latencies.graphStartNs = 700;
    const Ran ran = run(ProgramBuilder(1).node(0, 5000).node(0, 5000, {0}).launchGraph().program, profile);
    // call 3,000 + 2 · 100; the first node 700 later
    QCOMPARE(ran.recording.stream("s1"), "A[3900,8900) B[8900,13900)");
    QCOMPARE(ran.makespanNs, 14900);
}

// Rule S14
void SimulatorGraphs::branchesOfAGraphRunInParallel()
{
    const Ran ran =
        run(ProgramBuilder(2).node(0, 5000).node(0, 5000, {0}).node(1, 5000).node(1, 5000, {2}).launchGraph().program);
    // one call of 1,000, then two chains of 5,000 + 5,000 side by side
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000) B[6000,11000)");
    QCOMPARE(ran.recording.stream("s2"), "C[1000,6000) D[6000,11000)");
}

// Rule S14
void SimulatorGraphs::graphNodesWaitForTheirEdgesAndTheGap()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.graphNodeGapNs = 300;
    const Ran ran =
        run(ProgramBuilder(2).node(0, 5000).node(1, 9000).node(0, 1000, {0, 1}).launchGraph().program, profile);
    // both edges: B ends at 10,000, plus 300
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000) C[10300,11300)");
}

// Rule S14
void SimulatorGraphs::nodesThatOneNodeReleasesStartInTheirOrder()
{
    device::DeviceProfile profile = roundProfile();
    profile.residentGrids = 1;
    const Ran ran = run(
        ProgramBuilder(3).node(0, 5000).node(1, 1000, {0}).node(2, 1000, {0}).node(0, 1000, {0}).launchGraph().program,
        profile);
    // all three wait for A; one grid at a time
    QCOMPARE(ran.recording.stream("s2"), "B[6000,7000)");
    QCOMPARE(ran.recording.stream("s3"), "C[7000,8000)");
    QCOMPARE(ran.recording.stream("s1"), "A[1000,6000) D[8000,9000)");
}

// Rule S14
void SimulatorGraphs::inAGraphAnEventPassesBetweenSmsAndCopyEngines()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.graphNodeGapNs = 30;
    profile.latencies.copyGapNs = 200;
    profile.latencies.eventGapNs = 400;
    profile.model.directionGapNs = 300;
    profile.model.l2KeepsShare = profile.model.l2LosesShare = 0; // 10,000 bytes within the device at 10 GB/s
    const Ran ran = run(ProgramBuilder()
                            .copyNode(0, CopyDirection::hostToDevice, 1000)
                            .node(0, 1000, {0})
                            .copyNode(0, CopyDirection::deviceToHost, 1000, {1})
                            .copyNode(0, CopyDirection::hostToDevice, 1000, {2})
                            .copyNode(0, CopyDirection::deviceToDevice, 10000, {3})
                            .node(0, 1000, {4})
                            .launchGraph()
                            .program,
                        profile);
    // To the kernel and back 200 + 30, from a copy to one of the other direction 300; a copy within the device is the
    // SMs' work.
    QCOMPARE(ran.recording.stream("s1"),
             "A[1000,2000) B[2230,3230) C[3460,4460) D[4760,5760) E[5990,6990) F[7020,8020)");
}

// Rule S14
void SimulatorGraphs::copiesOfOneDirectionFollowEachOtherInAGraph()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.copyGapNs = 200;
    profile.model.directionGapNs = 300;
    const Ran ran = run(ProgramBuilder()
                            .copyNode(0, CopyDirection::hostToDevice, 1000)
                            .copyNode(0, CopyDirection::hostToDevice, 1000, {0})
                            .launchGraph()
                            .program,
                        profile);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,2000) B[2000,3000)");
}

// Rule S14
void SimulatorGraphs::nodesStartNoCloserThanTheDeviceBringsThem()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.graphNodeIntervalNs = 100;
    const Ran ran = run(threeAfterOne(), profile);
    // A ends at 2,000, and all three others could start
    QCOMPARE(ran.recording.stream("s1"), "A[1000,2000) B[2000,3000)");
    QCOMPARE(ran.recording.stream("s2"), "C[2100,3100)");
    QCOMPARE(ran.recording.stream("s3"), "D[2200,3200)");
}

// On the H200, up to six edges: 256 ns each
// Rule S14
void SimulatorGraphs::whoWaitsForOneNodeStartsOneAfterTheOther()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.graphForkStepNs = 250;
    const Ran ran = run(threeAfterOne(), profile);
    // A ends at 2,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,2000) B[2000,3000)");
    QCOMPARE(ran.recording.stream("s2"), "C[2250,3250)");
    QCOMPARE(ran.recording.stream("s3"), "D[2500,3500)");
}

// On the H200, from seven edges on: the last one after 1.0 µs more, the others 175 ns each after it
// Rule S14
void SimulatorGraphs::aWideForkStartsFromItsLastNode()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.graphForkStepNs = 250;
    profile.model.graphForkEdges = 3;
    profile.model.graphWideForkNs = 900;
    profile.model.graphWideForkStepNs = 100;
    const Ran ran = run(threeAfterOne(), profile);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,2000) B[3100,4100)");
    QCOMPARE(ran.recording.stream("s2"), "C[3000,4000)");
    QCOMPARE(ran.recording.stream("s3"), "D[2900,3900)");
}

void SimulatorGraphs::withoutGapsAForkStartsAtOnce()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.graphNodeGapNs = 700;
    profile.model.graphBranchNs = 300;
    profile.model.graphForkStepNs = 250;
    for (const double edges : {3.0, 1e9}) {
        profile.model.graphForkEdges = edges;
        profile.model.graphWideForkNs = 900;
        profile.model.graphWideForkStepNs = 100;
        const Ran ran = run(threeAfterOne(), device::without(device::Part::gaps, profile));
        for (const char* stream : {"s2", "s3"})
            QCOMPARE(ran.recording.stream(stream).substr(1), std::string("[2000,3000)"));
    }
}

// On the H200 twelve triads that follow each other take 29 µs, in each of five branches 40
// Rule S14
void SimulatorGraphs::memoryIsInOrderLaterBesideOthersThatUseIt()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.flushNs = 100;
    profile.model.flushBesideNs = 40;
    profile.model.flushBesideMost = 2;
    workload::LaunchShape shape = spinShape(1000, 1, 32);
    shape.l2Bytes = 1;
    // Alone 100 after the first one's end at 2,000.
    QCOMPARE(
        run(ProgramBuilder().node(0, shape).node(0, shape, {0}).launchGraph().program, profile).recording.stream("s1"),
        "A[1000,2000) B[2100,3100)");
    ProgramBuilder beside(5);
    workload::LaunchShape longer = spinShape(5000, 1, 32);
    longer.l2Bytes = 1;
    beside.node(0, shape).node(0, shape, {0}).node(1, longer).node(2, longer).node(3, longer).node(4, 5000);
    // Beside three, of which two count, and one that leaves memory alone.
    QCOMPARE(run(beside.launchGraph().program, profile).recording.stream("s1"), "A[1000,2000) B[2180,3180)");
}

// On the H200 two branches of eight small memsets and kernels take 80 µs, four 118, one 65
// Rule S14
void SimulatorGraphs::smallMemsetsOfBranchesTakeTurns()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.smallMemsetBytes = 4096;
    profile.model.smallMemsetNs = 500;
    profile.model.smallMemsetTurnNs = 300;
    const Ran ran = run(ProgramBuilder(2)
                            .memsetNode(0, 4096)
                            .node(0, 1000, {0})
                            .memsetNode(1, 4096)
                            .node(1, 1000, {2})
                            .launchGraph()
                            .program,
                        profile);
    // From 1,000 on 300 for each; then both kernels follow their memsets.
    QCOMPARE(ran.recording.stream("s1"), "A[1300,1800) B[1800,2800)");
    QCOMPARE(ran.recording.stream("s2"), "C[1600,2100) D[2100,3100)");
}

// Rule S14
void SimulatorGraphs::aSmallMemsetIsNoKernel()
{
    device::DeviceProfile profile = roundProfile();
    profile.model.smallMemsetBytes = 4096;
    profile.model.smallMemsetNs = 90.4;
    profile.model.smallMemsetNsPerByte = 0.1;
    profile.model.smallMemsetGapNs = 70;
    profile.latencies.graphNodeGapNs = 30;
    const Ran ran = run(ProgramBuilder()
                            .memsetNode(0, 4096)
                            .memsetNode(0, 4096, {0})
                            .node(0, 1000, {1})
                            .memsetNode(0, 10000, {2})
                            .launchGraph()
                            .program,
                        profile);
    // 90.4 + 4,096 · 0.1 each, at once after each other, 30 + 70 before the kernel; 10,000 bytes at 10 GB/s are
    // 1,000
    QCOMPARE(ran.recording.stream("s1"), "A[1000,1500) B[1500,2000) C[2100,3100) D[3130,4130)");
}

// Rule S14
void SimulatorGraphs::nodesOfAGraphWithCopiesAreBroughtBranchByBranch()
{
    device::DeviceProfile profile = roundProfile();
    profile.latencies.eventGapNs = 400;
    profile.model.graphBranchNs = 100;
    ProgramBuilder copies(3), kernels(3);
    copies.copyNode(0, CopyDirection::hostToDevice, 1000).copyNode(0, CopyDirection::hostToDevice, 1000, {0});
    kernels.node(0, 1000).node(0, 1000, {0});
    for (ProgramBuilder* builder : {&copies, &kernels})
        builder->node(1, 5000).node(2, 5000).launchGraph();
    const Ran withCopies = run(copies.program, profile);
    // After the call of 1,000 two copies of 400 each are brought first, then C, which takes 100, and D.
    QCOMPARE(withCopies.recording.stream("s2"), "C[1800,6800)");
    QCOMPARE(withCopies.recording.stream("s3"), "D[1900,6900)");
    // Without copies only roots wait for the roots before them: A, C, D.
    const Ran withKernels = run(kernels.program, profile);
    QCOMPARE(withKernels.recording.stream("s2"), "C[1100,6100)");
    QCOMPARE(withKernels.recording.stream("s3"), "D[1200,6200)");
}

QTEST_APPLESS_MAIN(SimulatorGraphs)
#include "tst_graphs.moc"
