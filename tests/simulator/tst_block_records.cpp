// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/profiles.h"
#include "simulator/support_programs.h"

#include <algorithm>
#include <array>
#include <map>
#include <QTest>

using namespace streamscope;
using namespace simulatortest;

class SimulatorBlockRecords : public QObject
{
    Q_OBJECT

private slots:
    void blockRecordsHaveEveryBlockOnceAndNoneTooManyOnAnSm();
    void noSmHoldsMoreThanItHasRoomForAtAnyTime_data();
    void noSmHoldsMoreThanItHasRoomForAtAnyTime();
    void blockRecordsDoNotChangeTheRun();
    void aCrowdKeepsItsWorkAndItsBlocks();
};

void SimulatorBlockRecords::blockRecordsHaveEveryBlockOnceAndNoneTooManyOnAnSm()
{
    const Ran ran = run(ProgramBuilder(2).spin(0, 700, 50).spin(1, 900, 77).program, roundProfile(), true);
    std::size_t total = 0;
    std::vector<std::array<Ns, 3>> all; // sm, start, end
    for (const trace::Blocks& blocks : ran.recording.blocks) {
        total += blocks.sm.size();
        for (std::size_t i = 0; i < blocks.sm.size(); ++i)
            all.push_back({blocks.sm[i], blocks.startNs[i], blocks.startNs[i] + blocks.durationNs[i]});
    }
    QCOMPARE(total, std::size_t(127));
    for (const auto& [sm, start, end] : all) {
        QVERIFY(sm >= 0 && sm < 4);
        const Ns time = start;
        const Ns where = sm;
        const auto together = std::count_if(all.begin(), all.end(), [&](const std::array<Ns, 3>& other) {
            return other[0] == where && other[1] <= time && time < other[2];
        });
        QVERIFY(together <= 4);
    }
}

void SimulatorBlockRecords::noSmHoldsMoreThanItHasRoomForAtAnyTime_data()
{
    QTest::addColumn<int>("branches");
    QTest::addColumn<int>("kernels");
    QTest::newRow("SMs that come to hold the same blocks at different times") << 12 << 2;
    QTest::newRow("a crowd, whose SMs are not told apart") << 40 << 60;
}

// Rule B5
void SimulatorBlockRecords::noSmHoldsMoreThanItHasRoomForAtAnyTime()
{
    QFETCH(int, branches);
    QFETCH(int, kernels);
    device::DeviceProfile profile = *device::findProfile("h200");
    ProgramBuilder builder(branches);
    for (int kernel = 0; kernel < kernels; ++kernel)
        for (int branch = 0; branch < branches; ++branch) {
            workload::LaunchShape shape = spinShape(0, kernels > 2 ? 70 + 9 * (branch % 5) : 100, 256);
            shape.pipeCycles = 1500 + 40 * (branch % 4);
            const int before = (kernel - 1) * branches + branch;
            builder.node(branch, shape, kernel > 0 ? std::vector<int>{before} : std::vector<int>{});
        }
    const Ran ran = run(builder.launchGraph().program, profile, true);
    // Blocks of 8 warps on SMs of 64 warps: eight.
    std::map<std::int32_t, std::vector<std::pair<Ns, int>>> changes; // by SM; an end comes before a start at its time
    std::size_t recorded = 0;
    for (const trace::Blocks& of : ran.recording.blocks)
        for (std::size_t i = 0; i < of.sm.size(); ++i, ++recorded) {
            changes[of.sm[i]].emplace_back(of.startNs[i], 1);
            changes[of.sm[i]].emplace_back(of.startNs[i] + of.durationNs[i], -1);
        }
    QVERIFY(recorded > 2000);
    for (auto& [sm, ofSm] : changes) {
        std::sort(ofSm.begin(), ofSm.end());
        int resident = 0;
        for (const auto& [timeNs, change] : ofSm) {
            resident += change;
            QVERIFY2(resident <= 8, qPrintable(QString("SM %1 at %2 ns").arg(sm).arg(timeNs)));
        }
    }
}

void SimulatorBlockRecords::blockRecordsDoNotChangeTheRun()
{
    ProgramBuilder builder(3);
    for (int i = 0; i < 60; ++i) {
        workload::LaunchShape shape = spinShape(0, 1 + i * 7, 32 + 32 * (i % 5));
        shape.fixedNs = 300 + 10 * i;
        shape.pipeCycles = 40 * (i % 4);
        shape.l2Bytes = 5000 * (i % 3);
        shape.bytesInFlight = 1000;
        builder.kernel(i % 3, shape);
    }
    const Ran without = run(builder.program, roundProfile(), false);
    Ran with = run(builder.program, roundProfile(), true);
    QVERIFY(!with.recording.blocks.empty());
    with.recording.blocks.clear();
    QCOMPARE(with.recording.all(), without.recording.all());
}

void SimulatorBlockRecords::aCrowdKeepsItsWorkAndItsBlocks()
{
    ProgramBuilder builder(6, 6);
    std::size_t blocks = 0;
    double work = 0;
    for (int i = 0; i < 6000; ++i) {
        workload::LaunchShape shape = spinShape(0, 1 + i * 7 % 23, 32 + 32 * (i % 5));
        shape.pipeCycles = 1500 + 100 * (i % 7);
        blocks += std::size_t(shape.grid[0]);
        work += shape.pipeCycles * shape.grid[0];
        builder.thread = i % 6;
        builder.kernel(i % 6, shape);
    }
    const Ran without = run(builder.program);
    Ran with = run(builder.program, roundProfile(), true);
    std::size_t recorded = 0;
    for (const trace::Blocks& of : with.recording.blocks)
        recorded += of.sm.size();
    QCOMPARE(recorded, blocks);
    with.recording.blocks.clear();
    QCOMPARE(with.recording.all(), without.recording.all());
    // A pipe cycle is a nanosecond on one of four SMs; no more is lost than where SMs wait for a kernel's last block.
    QVERIFY(static_cast<double>(without.makespanNs) >= work / 4);
    QVERIFY(static_cast<double>(without.makespanNs) <= 1.05 * work / 4);
}

QTEST_APPLESS_MAIN(SimulatorBlockRecords)
#include "tst_block_records.moc"
