// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What was measured on an H200 comes out of its profile.
#include "device/profiles.h"
#include "simulator/support_programs.h"

#include <QTest>

using namespace simulatortest;
using workload::CopyDirection;
using workload::HostMemory;

class SimulatorH200 : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theLimitsAreThoseTheDeviceReports();
    void blocksLandWhereTheyLanded();
    void gridsOfFmaBlocksTakeWhatTheyTook_data();
    void gridsOfFmaBlocksTakeWhatTheyTook();
    void twinsOnTwoStreamsEndWhenTheyEnded_data();
    void twinsOnTwoStreamsEndWhenTheyEnded();
    void streamsThatShareAQueueAreSlowedAsMeasured_data();
    void streamsThatShareAQueueAreSlowedAsMeasured();
    void sixtyFourStreamsWithOneSpinEachTakeOneSpinsTime();
    void aLaunchAndASynchronizeTakeTenMicroseconds();
    void aSpinFollowsItsPredecessorAfterTheMeasuredGap();
    void largeCopiesTakeWhatTheyTook_data();
    void largeCopiesTakeWhatTheyTook();
    void bothDirectionsAtOnceTakeWhatTheyTook();

private:
    /// The blocks of facts: 256 threads, 46.73 µs of an SM's pipe each, and once a kernel 8.1 µs that nothing shares.
    static workload::LaunchShape fmaShape(std::int32_t blocks);
    void near(double foundUs, double measuredUs, double tolerance);

    device::DeviceProfile m_profile;
    workload::KernelInfo m_fma;
};

void SimulatorH200::initTestCase()
{
    const auto profile = device::findProfile("h200");
    QVERIFY(profile);
    m_profile = *profile;
    m_fma.name = "fma of facts";
    device::KernelFit fit;
    fit.baseNs = 8100;
    m_profile.kernels[m_fma.name] = fit;
}

workload::LaunchShape SimulatorH200::fmaShape(std::int32_t blocks)
{
    workload::LaunchShape shape = spinShape(0, blocks, 256);
    shape.pipeCycles = 46.73e3 * 1.98;
    return shape;
}

void SimulatorH200::near(double foundUs, double measuredUs, double tolerance)
{
    const QString text = QString("found %1 µs, measured %2 µs").arg(foundUs).arg(measuredUs);
    QVERIFY2(std::abs(foundUs - measuredUs) <= tolerance * measuredUs, qPrintable(text));
}

// Rules S3, S8, S10, B4
void SimulatorH200::theLimitsAreThoseTheDeviceReports()
{
    // priorities 0 … −5, three copy engines, eight connections unless asked for otherwise, 128 grids at once
    QCOMPARE(m_profile.leastPriority, 0);
    QCOMPARE(m_profile.greatestPriority, -5);
    QCOMPARE(m_profile.copyEngines, 3);
    QCOMPARE(m_profile.connections, 8);
    QCOMPARE(m_profile.residentGrids, 128);
    // 1,021 launches behind a running one were counted before the host blocked
    QCOMPARE(m_profile.launchQueueDepth, 1 + 1021);
    // a memset of one blocking stream did not wait for another one's kernel
    QVERIFY(!m_profile.implicitSyncRules);
}

// Rule B2
void SimulatorH200::blocksLandWhereTheyLanded()
{
    // one block of 1,024 threads for each of the 132 SMs, as calibrated: eight SMs of one kind first, then in pairs
    const Ran ran = run(ProgramBuilder().spin(0, 50000, 132, 1024).program, m_profile, true);
    const std::vector<std::int32_t>& sm = ran.recording.blocks.front().sm;
    QCOMPARE(sm.size(), std::size_t(132));
    const std::vector<std::int32_t> first(sm.begin(), sm.begin() + 12);
    QCOMPARE(first, (std::vector<std::int32_t>{128, 129, 130, 131, 124, 125, 126, 127, 10, 11, 26, 27}));
    QCOMPARE(sm.back(), 113);
}

void SimulatorH200::gridsOfFmaBlocksTakeWhatTheyTook_data()
{
    QTest::addColumn<int>("blocks");
    QTest::addColumn<double>("measuredUs");
    const std::pair<int, double> measured[] = {{1, 55.391},    {66, 56.607},    {132, 56.639},   {264, 102.047},
                                               {528, 195.516}, {1056, 382.363}, {2112, 756.117}, {8448, 2997.907}};
    for (const auto& [blocks, us] : measured)
        QTest::addRow("%d blocks", blocks) << blocks << us;
}

void SimulatorH200::gridsOfFmaBlocksTakeWhatTheyTook()
{
    QFETCH(int, blocks);
    QFETCH(double, measuredUs);
    ProgramBuilder builder;
    builder.kernel(0, fmaShape(blocks));
    builder.program.launches[0].kernel = &m_fma;
    const Ran ran = run(builder.program, m_profile);
    for (const auto& [track, slice] : ran.recording.slices)
        if (slice.kind == trace::SliceKind::kernelOther)
            near(double(slice.durationNs) / 1e3, measuredUs, 0.03);
}

void SimulatorH200::twinsOnTwoStreamsEndWhenTheyEnded_data()
{
    QTest::addColumn<int>("blocks");
    QTest::addColumn<int>("secondStartsUs"); // the second launch came this much later
    QTest::addColumn<double>("firstEndsUs");
    QTest::addColumn<double>("secondEndsUs");
    QTest::newRow("132 blocks") << 132 << 11 << 58.815 << 103.934;
    QTest::newRow("264 blocks") << 264 << 9 << 104.479 << 195.485;
    QTest::newRow("1056 blocks") << 1056 << 10 << 385.146 << 755.924;
}

void SimulatorH200::twinsOnTwoStreamsEndWhenTheyEnded()
{
    QFETCH(int, blocks);
    QFETCH(int, secondStartsUs);
    QFETCH(double, firstEndsUs);
    QFETCH(double, secondEndsUs);
    ProgramBuilder builder(2);
    builder.kernel(0, fmaShape(blocks));
    builder.cpu(std::max<Ns>(secondStartsUs * 1000 - Ns(m_profile.calls.launchKernelNs), 0))
        .kernel(1, fmaShape(blocks));
    builder.program.launches[0].kernel = &m_fma;
    const Ran ran = run(builder.program, m_profile);
    Ns start = -1;
    std::vector<double> endsUs;
    for (const auto& [track, slice] : ran.recording.slices)
        if (slice.kind == trace::SliceKind::kernelOther) {
            start = start < 0 ? slice.startNs : start;
            endsUs.push_back(double(slice.startNs + slice.durationNs - start) / 1e3);
        }
    QCOMPARE(endsUs.size(), std::size_t(2));
    near(endsUs[0], firstEndsUs, 0.06);
    near(endsUs[1], secondEndsUs, 0.03);
}

void SimulatorH200::streamsThatShareAQueueAreSlowedAsMeasured_data()
{
    QTest::addColumn<int>("streams");
    QTest::addColumn<double>("measuredUs");
    QTest::newRow("8 streams") << 8 << 8270.0;
    QTest::newRow("9 streams") << 9 << 14170.0;
    QTest::newRow("16 streams") << 16 << 14380.0;
    QTest::newRow("32 streams") << 32 << 26470.0;
}

// Rule S9
void SimulatorH200::streamsThatShareAQueueAreSlowedAsMeasured()
{
    QFETCH(int, streams);
    QFETCH(double, measuredUs);
    // four spins of 4,000,000 cycles at 1.98 GHz a stream, depth-first
    ProgramBuilder builder(streams);
    for (int stream = 0; stream < streams; ++stream)
        for (int i = 0; i < 4; ++i)
            builder.spin(stream, 2020202);
    near(double(run(builder.program, m_profile).makespanNs) / 1e3, measuredUs, 0.03);
}

// Rule S9
void SimulatorH200::sixtyFourStreamsWithOneSpinEachTakeOneSpinsTime()
{
    ProgramBuilder builder(64);
    for (int stream = 0; stream < 64; ++stream)
        builder.spin(stream, 10101010); // 20,000,000 cycles
    near(double(run(builder.program, m_profile).makespanNs) / 1e3, 10590, 0.03);
}

void SimulatorH200::aLaunchAndASynchronizeTakeTenMicroseconds()
{
    near(double(run(ProgramBuilder().spin(0, 0).program, m_profile).makespanNs) / 1e3, 9.88,
         0.15); // 10.9 in the fidelity suite
}

void SimulatorH200::aSpinFollowsItsPredecessorAfterTheMeasuredGap()
{
    ProgramBuilder builder;
    for (int i = 0; i < 2; ++i)
        builder.spin(0, 20000);
    const Ran ran = run(builder.program, m_profile);
    std::vector<trace::Slice> spins;
    for (const auto& [track, slice] : ran.recording.slices)
        if (slice.kind == trace::SliceKind::kernelOther)
            spins.push_back(slice);
    near(double(spins[1].startNs - spins[0].startNs - spins[0].durationNs) / 1e3, 1.252, 0.1);
}

void SimulatorH200::largeCopiesTakeWhatTheyTook_data()
{
    QTest::addColumn<int>("direction");
    QTest::addColumn<bool>("pinned");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<double>("measuredUs");
    const int h2d = int(CopyDirection::hostToDevice), d2h = int(CopyDirection::deviceToHost),
              d2d = int(CopyDirection::deviceToDevice);
    QTest::newRow("64 MB up, pinned") << h2d << true << qint64(67108864) << 1232.3;
    QTest::newRow("256 MB up, pinned") << h2d << true << qint64(268435456) << 4869.9;
    QTest::newRow("64 MB down, pinned") << d2h << true << qint64(67108864) << 1219.9;
    QTest::newRow("1 MB up, pinned") << h2d << true << qint64(1048576) << 27.9;
    QTest::newRow("1 MB down, pinned") << d2h << true << qint64(1048576) << 26.8;
    QTest::newRow("64 MB up, pageable") << h2d << false << qint64(67108864) << 10732.5;
    QTest::newRow("256 MB up, pageable") << h2d << false << qint64(268435456) << 42704.2;
    QTest::newRow("64 MB down, pageable") << d2h << false << qint64(67108864) << 6361.8;
    QTest::newRow("64 MB within") << d2d << true << qint64(67108864) << 43.4;
    QTest::newRow("256 MB within") << d2d << true << qint64(268435456) << 137.5;
}

void SimulatorH200::largeCopiesTakeWhatTheyTook()
{
    QFETCH(int, direction);
    QFETCH(bool, pinned);
    QFETCH(qint64, bytes);
    QFETCH(double, measuredUs);
    ProgramBuilder builder;
    builder.copy(0, CopyDirection(direction), bytes, pinned ? HostMemory::pinned : HostMemory::pageable);
    near(double(run(builder.program, m_profile).makespanNs) / 1e3, measuredUs, pinned ? 0.07 : 0.12);
}

// Rule B4
void SimulatorH200::bothDirectionsAtOnceTakeWhatTheyTook()
{
    ProgramBuilder both(2);
    both.copy(0, CopyDirection::hostToDevice, 134217728).copy(1, CopyDirection::deviceToHost, 134217728);
    near(double(run(both.program, m_profile).makespanNs) / 1e3, 2666.2, 0.03);
    ProgramBuilder same(2);
    same.copy(0, CopyDirection::hostToDevice, 134217728).copy(1, CopyDirection::hostToDevice, 134217728);
    near(double(run(same.program, m_profile).makespanNs) / 1e3, 4852.6, 0.03);
}

QTEST_APPLESS_MAIN(SimulatorH200)
#include "tst_h200.moc"
