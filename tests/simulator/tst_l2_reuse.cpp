// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What of an operation's traffic L2 still holds. L2 of 2²⁰ bytes: what is used again within 0.6 of that is there, after
// 1.2 of it all is gone.
#include "program/l2_reuse.h"
#include "simulator/support_programs.h"

#include <QTest>

using namespace simulatortest;
using program::Index;
using program::TrafficLevel;

class SimulatorL2Reuse : public QObject
{
    Q_OBJECT

private slots:
    void whatIsUsedAgainSoonIsStillThere();
    void whatComesBackAfterMoreThanL2HoldsIsGone();
    void aBufferThatIsReadTwiceMovesOnce();
    void aBufferThatIsReadAndWrittenMovesBothWays();
    void branchesOfAGraphGoSideBySide();
    void withoutBuffersALaunchIsTakenToBeRepeated();

private:
    static Index buffer(program::Program& program, std::int64_t bytes);
    static void use(program::Program& program, const std::vector<Index>& buffers);
    static std::vector<TrafficLevel> levels(const program::Program& program);
};

Index SimulatorL2Reuse::buffer(program::Program& program, std::int64_t bytes)
{
    workload::Buffer buffer;
    buffer.bytes = bytes;
    program.buffers.push_back(buffer);
    return Index(program.buffers.size()) - 1;
}

/// The program's next operation without buffers reads these.
void SimulatorL2Reuse::use(program::Program& program, const std::vector<Index>& buffers)
{
    for (program::Operation& operation : program.operations) {
        if (operation.reads > 0)
            continue;
        operation.firstBufferArgument = std::uint32_t(program.bufferArguments.size());
        operation.reads = std::uint16_t(buffers.size());
        program.bufferArguments.insert(program.bufferArguments.end(), buffers.begin(), buffers.end());
        return;
    }
}

std::vector<TrafficLevel> SimulatorL2Reuse::levels(const program::Program& program)
{
    return program::trafficLevels(program, roundProfile());
}

void SimulatorL2Reuse::whatIsUsedAgainSoonIsStillThere()
{
    program::Program program = ProgramBuilder().spin(0, 100).spin(0, 100).program;
    const Index x = buffer(program, 300'000);
    use(program, {x});
    use(program, {x});
    // 300,000 bytes lie between two uses of each of them: less than 629,145
    for (const TrafficLevel& level : levels(program)) {
        QCOMPARE(level.traffic().missed, 0.0);
        QCOMPARE(level.traffic().unique, 1.0);
    }
}

void SimulatorL2Reuse::whatComesBackAfterMoreThanL2HoldsIsGone()
{
    program::Program program = ProgramBuilder().spin(0, 100).spin(0, 100).spin(0, 100).program;
    const Index x = buffer(program, 200'000), y = buffer(program, 700'000), z = buffer(program, 2'000'000);
    use(program, {x});
    use(program, {y});
    use(program, {x, z});
    const std::vector<TrafficLevel> found = levels(program);
    // x: half of the first, y, half of the third: 100,000 + 700,000 + 1,100,000, more than 1,258,291. z has all others
    // and itself between. For the first it is half of the third and half of itself: 1,200,000, of which
    // (1,200,000 − 629,145) / 629,146 = 0.907 are gone; in steps of 1/32 29.
    QCOMPARE(found[2].traffic().missed, 1.0);
    QCOMPARE(found[0].traffic().missed, 29.0 / 32);
}

void SimulatorL2Reuse::aBufferThatIsReadTwiceMovesOnce()
{
    program::Program program = ProgramBuilder().spin(0, 100).spin(0, 100).program;
    const Index x = buffer(program, 2'000'000), y = buffer(program, 2'000'000);
    use(program, {x, x});
    use(program, {x, y});
    const std::vector<TrafficLevel> found = levels(program);
    QCOMPARE(found[0].traffic().unique, 0.5);
    QCOMPARE(found[1].traffic().unique, 1.0);
}

void SimulatorL2Reuse::aBufferThatIsReadAndWrittenMovesBothWays()
{
    program::Program program = ProgramBuilder().spin(0, 100).program;
    const Index x = buffer(program, 2'000'000);
    use(program, {x, x});
    program.operations[0].reads = program.operations[0].writes = 1;
    // in and out again, and twice as much as L2 holds
    const TrafficLevel found = levels(program)[0];
    QCOMPARE(found.traffic().unique, 1.0);
    QCOMPARE(found.traffic().missed, 1.0);
}

void SimulatorL2Reuse::branchesOfAGraphGoSideBySide()
{
    ProgramBuilder builder(2);
    builder.node(0, 100).node(0, 100, {0}).node(1, 100).node(1, 100, {2}).launchGraph();
    program::Program program = builder.program;
    const Index x = buffer(program, 400'000), y = buffer(program, 400'000);
    use(program, {x});
    use(program, {x});
    use(program, {y});
    use(program, {y});
    // Between the uses of x lie half of the first, all of the other branch's and half of the second: 800,000, of which
    // (800,000 − 629,145) / 629,146 = 0.27 are gone; in steps of 1/32 9. One branch after the other nothing would be.
    QCOMPARE(levels(program)[1].traffic().missed, 9.0 / 32);
}

void SimulatorL2Reuse::withoutBuffersALaunchIsTakenToBeRepeated()
{
    workload::LaunchShape shape = spinShape(100, 1, 32);
    shape.footprintBytes = 10 << 20;
    QCOMPARE(levels(ProgramBuilder().kernel(0, shape).program)[0].traffic().missed, 1.0);
    shape.footprintBytes = 1 << 19;
    QCOMPARE(levels(ProgramBuilder().kernel(0, shape).program)[0].traffic().missed, 0.0);
}

QTEST_APPLESS_MAIN(SimulatorL2Reuse)
#include "tst_l2_reuse.moc"
