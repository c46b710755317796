// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Kernels whose blocks have SMs to themselves are not looked at SM by SM, unless their blocks are to be told: both ways
// must give the same run. 4 SMs at 1 GHz, see roundProfile().
#include "simulator/support_programs.h"

#include <QTest>

#include <random>

using namespace simulatortest;

class SimulatorAlone : public QObject
{
    Q_OBJECT

private slots:
    void itIsAllTheSameWhetherBlocksAreTold();
    void aKernelThatJoinsFindsWhatIsLeftOfTheOthers();
    void memoryThatBecomesShortIsSharedFromThenOn();
};

namespace {

/// Kernels of one block in four streams, a third of which stream from memory: now and then more than it gives. Every SM
/// has less room for one of them once it holds another, so that it does not matter in which order SMs are asked.
program::Program drawn(std::mt19937& random)
{
    const auto upTo = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    ProgramBuilder builder(4);
    for (int i = 0; i < 40; ++i) {
        workload::LaunchShape shape = spinShape(upTo(1) * upTo(6000), 1, 32 << upTo(2));
        shape.pipeCycles = upTo(1) * upTo(4000);
        shape.latencyCycles = upTo(6000);
        if (upTo(2) == 0) {
            shape.dramBytes = 100.0 * upTo(4000);
            shape.bytesInFlight = 250'000; // 500 bytes/ns: three are too many
            shape.footprintBytes = std::int64_t(1) << 50;
        }
        builder.kernel(upTo(3), shape);
    }
    return builder.program;
}

} // namespace

void SimulatorAlone::itIsAllTheSameWhetherBlocksAreTold()
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        const program::Program program = drawn(random);
        const Ran plain = run(program);
        const Ran told = run(program, roundProfile(), true);
        for (const char* stream : {"s1", "s2", "s3", "s4"})
            QCOMPARE(plain.recording.stream(stream), told.recording.stream(stream));
    }
}

void SimulatorAlone::aKernelThatJoinsFindsWhatIsLeftOfTheOthers()
{
    // A, on all four SMs for 10,000 from 1,000, is alone until B wants the pipes too, at 2,000, which A has first.
    workload::LaunchShape shape = spinShape(0, 4, 32);
    shape.pipeCycles = 10000;
    const Ran ran = run(ProgramBuilder(2).kernel(0, shape).kernel(1, shape).program);
    QCOMPARE(ran.recording.stream("s1"), "A[1000,11000)");
    QCOMPARE(ran.recording.stream("s2"), "B[2000,21000)");
}

void SimulatorAlone::memoryThatBecomesShortIsSharedFromThenOn()
{
    // Each streams 800,000 bytes at 800 bytes/ns (400,000 in flight come back after 500 ns): 1,000 ns. B comes at
    // 1,000, when A, which came at 500, has 400,000 left; from then on each gets 500 bytes/ns, A for 800 ns, in which B
    // has had 400,000 too. That then has the memory to itself: 500 ns more.
    workload::LaunchShape shape = spinShape(0, 1, 32);
    shape.dramBytes = 800'000;
    shape.bytesInFlight = 400'000;
    shape.footprintBytes = std::int64_t(1) << 50;
    device::DeviceProfile profile = roundProfile();
    profile.calls.launchKernelNs = 500;
    const Ran ran = run(ProgramBuilder(2).kernel(0, shape).kernel(1, shape).program, profile);
    QCOMPARE(ran.recording.stream("s1"), "A[500,1800)");
    QCOMPARE(ran.recording.stream("s2"), "B[1000,2300)");
}

QTEST_APPLESS_MAIN(SimulatorAlone)
#include "tst_alone.moc"
