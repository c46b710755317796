// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/occupancy.h"
#include "device/profiles.h"

#include <algorithm>
#include <iterator>
#include <QTest>

using namespace streamscope;
using device::Occupancy;
using device::OccupancyLimit;

namespace {

struct Limits
{
    int major, minor;
    int warps, blocks; ///< an SM
    int smKb, blockKb; ///< shared memory of an SM, and of it a block's most
};

/// NVIDIA's table of technical specifications per compute capability. 64 K registers an SM everywhere.
constexpr Limits table[] = {
    {6, 0, 64, 32, 64, 48},   {6, 1, 64, 32, 96, 48},    {7, 0, 64, 32, 96, 96},    {7, 5, 32, 16, 64, 64},
    {8, 0, 64, 32, 164, 163}, {8, 6, 48, 16, 100, 99},   {8, 7, 48, 16, 164, 163},  {8, 9, 48, 24, 100, 99},
    {9, 0, 64, 32, 228, 227}, {10, 0, 64, 32, 228, 227}, {11, 0, 48, 24, 228, 227}, {12, 0, 48, 24, 100, 99},
};

device::DeviceProfile profileOf(const Limits& limits)
{
    device::DeviceProfile profile;
    profile.computeMajor = limits.major;
    profile.computeMinor = limits.minor;
    profile.warpsPerSm = limits.warps;
    profile.blocksPerSm = limits.blocks;
    profile.sharedBytesPerSm = limits.smKb * 1024;
    profile.sharedBytesPerBlock = limits.blockKb * 1024;
    return profile;
}

} // namespace

class DeviceOccupancy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void threadsLimit();
    void blockSlotsLimit();
    void registersLimitByScheduler();
    void sharedMemoryLimitsWithTheSystemsKilobyte();
    void theSplitAnSmGetsFollowsWhatFits_data();
    void theSplitAnSmGetsFollowsWhatFits();
    void beforeComputeCapability8ThereIsNoSystemsKilobyte();
    void oddNumbersOfThreadsCountWholeWarps();
    void everyComputeCapabilityHasItsLimits_data();
    void everyComputeCapabilityHasItsLimits();
    void builtInProfilesHaveTheLimitsOfTheirComputeCapability();
    void whatNoBlockMayHaveDoesNotRun();

private:
    device::DeviceProfile m_h200, m_t4;
};

void DeviceOccupancy::initTestCase()
{
    m_h200 = *device::findProfile("h200");
    m_t4 = *device::findProfile("t4");
}

// Rule B5
void DeviceOccupancy::threadsLimit()
{
    // 256 threads: 8 warps of 64
    const Occupancy occupancy = device::occupancy(m_h200, 256, 32, 0);
    QCOMPARE(occupancy.blocksPerSm, 8);
    QCOMPARE(occupancy.limit, OccupancyLimit::warps);
    QCOMPARE(occupancy.warpsPerBlock, 8);
    QCOMPARE(occupancy.registersPerBlock, 8 * 1024);
}

// Rule B5
void DeviceOccupancy::blockSlotsLimit()
{
    // 32 threads: 64 warps would do, but an SM holds 32 blocks
    QCOMPARE(device::occupancy(m_h200, 32, 16, 0).blocksPerSm, 32);
    QCOMPARE(device::occupancy(m_h200, 32, 16, 0).limit, OccupancyLimit::blocks);
    QCOMPARE(device::occupancy(m_t4, 32, 16, 0).blocksPerSm, 16);
}

// Rule B5
void DeviceOccupancy::registersLimitByScheduler()
{
    // 33 registers: roundup(1,056, 256) = 1,280 a warp; 16,384 / 1,280 = 12 warps a scheduler, 48 an SM; 48 / 8 = 6
    const Occupancy occupancy = device::occupancy(m_h200, 256, 33, 0);
    QCOMPARE(occupancy.blocksPerSm, 6);
    QCOMPARE(occupancy.limit, OccupancyLimit::registers);
    // 128 registers: 4,096 a warp, 4 a scheduler, 16 an SM, two blocks
    QCOMPARE(device::occupancy(m_h200, 256, 128, 33792).blocksPerSm, 2);
}

// Rule B5
void DeviceOccupancy::sharedMemoryLimitsWithTheSystemsKilobyte()
{
    // 33,792 + 1,024 = 34,816: six in 233,472
    const Occupancy occupancy = device::occupancy(m_h200, 32, 16, 33792);
    QCOMPARE(occupancy.blocksPerSm, 6);
    QCOMPARE(occupancy.limit, OccupancyLimit::sharedMemory);
    QCOMPARE(occupancy.sharedBytesPerBlock, 34816);
}

void DeviceOccupancy::theSplitAnSmGetsFollowsWhatFits_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("registers");
    QTest::addColumn<int>("sharedBytes");
    QTest::addColumn<int>("kilobytes");
    // As measured: a kernel of 1,024 threads lets none join whose blocks could take more than 8 KB, one of 512 none
    // above 16, one of 384 all that have none of their own; registers do not matter.
    QTest::newRow("1,024 threads") << 1024 << 16 << 0 << 8;
    QTest::newRow("512 threads") << 512 << 16 << 0 << 16;
    QTest::newRow("384 threads") << 384 << 16 << 0 << 32;
    QTest::newRow("32 threads") << 32 << 16 << 0 << 32;
    QTest::newRow("3 fit by registers") << 256 << 72 << 0 << 32;
    // With shared memory of their own, as many as fit: 5 · (0.125 + 2) = 10.6; 7 → 14.9; 3 → 6.4; 8 → 17
    QTest::newRow("5 fit") << 256 << 48 << 33 << 16;
    QTest::newRow("7 fit") << 128 << 72 << 33 << 16;
    QTest::newRow("3 fit") << 256 << 72 << 33 << 8;
    QTest::newRow("8 fit") << 256 << 16 << 33 << 32;
    // 4 · (2 + 2) = 16, 2 · (2 + 2) = 8, 4 · (4 + 2) = 24, 2 · (4 + 2) = 12
    QTest::newRow("512 threads, 2 KB") << 512 << 16 << 2048 << 16;
    QTest::newRow("1,024 threads, 2 KB") << 1024 << 16 << 2048 << 8;
    QTest::newRow("512 threads, 4 KB") << 512 << 16 << 4096 << 32;
    QTest::newRow("1,024 threads, 4 KB") << 1024 << 16 << 4096 << 16;
    // 2 · (33 + 2) = 70
    QTest::newRow("gemm") << 256 << 128 << 33792 << 100;
    // 1 · (200 + 2) = 202
    QTest::newRow("nearly all") << 256 << 16 << 204800 << 228;
    // 5 · (38 + 2) = 200
    QTest::newRow("five of 38 KB") << 256 << 16 << 38912 << 228;
}

// Rule B6
void DeviceOccupancy::theSplitAnSmGetsFollowsWhatFits()
{
    QFETCH(int, threads);
    QFETCH(int, registers);
    QFETCH(int, sharedBytes);
    QFETCH(int, kilobytes);
    const Occupancy fit = device::occupancy(m_h200, threads, registers, sharedBytes);
    QVERIFY(fit.blocksPerSm > 0);
    QCOMPARE(device::sharedSplitBytes(m_h200, fit.blocksPerSm, fit.warpsPerBlock, fit.sharedBytesPerBlock),
             kilobytes * 1024);
    device::DeviceProfile older = m_h200;
    older.computeMajor = 7;
    QCOMPARE(device::sharedSplitBytes(older, fit.blocksPerSm, fit.warpsPerBlock, sharedBytes), m_h200.sharedBytesPerSm);
}

// Rule B5
void DeviceOccupancy::beforeComputeCapability8ThereIsNoSystemsKilobyte()
{
    // in steps of 256: 32,700 rounds to 32,768, two in 65,536
    QCOMPARE(device::occupancy(m_t4, 32, 16, 32700).blocksPerSm, 2);
}

// Rule B5
void DeviceOccupancy::oddNumbersOfThreadsCountWholeWarps()
{
    // 33 threads: one warp and one thread of another
    QCOMPARE(device::occupancy(m_h200, 33, 16, 0).warpsPerBlock, 2);
}

void DeviceOccupancy::everyComputeCapabilityHasItsLimits_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("blocksOf1024Threads");
    QTest::addColumn<int>("blocksOf96Registers");
    QTest::addColumn<int>("blocksOf20Kb");
    int rows = 0;
    const auto row = [&](const char* name, int threads, int registers, int shared) {
        QTest::newRow(name) << rows++ << threads << registers << shared;
    };
    // 1,024 threads are 32 warps: 64 / 32, 48 / 32 rounded down, 32 / 32.
    // 256 threads of 96 registers: 3,072 a warp, 16,384 / 3,072 = 5 warps a scheduler, 20 an SM, 20 / 8 = 2 blocks.
    // 20 KB a block, from cc 8.0 on with the system's 1 KB 21 KB: shared memory of an SM / 20 or 21 KB.
    row("6.0", 2, 2, 64 / 20);
    row("6.1", 2, 2, 96 / 20);
    row("7.0", 2, 2, 96 / 20);
    row("7.5", 1, 2, 64 / 20);
    row("8.0", 2, 2, 164 / 21);
    row("8.6", 1, 2, 100 / 21);
    row("8.7", 1, 2, 164 / 21);
    row("8.9", 1, 2, 100 / 21);
    row("9.0", 2, 2, 228 / 21);
    row("10.0", 2, 2, 228 / 21);
    row("11.0", 1, 2, 228 / 21);
    row("12.0", 1, 2, 100 / 21);
}

// Rule B5
void DeviceOccupancy::everyComputeCapabilityHasItsLimits()
{
    QFETCH(int, row);
    const Limits& limits = table[row];
    const device::DeviceProfile profile = profileOf(limits);
    QTEST(device::occupancy(profile, 1024, 32, 0).blocksPerSm, "blocksOf1024Threads");
    QTEST(device::occupancy(profile, 256, 96, 0).blocksPerSm, "blocksOf96Registers");
    QTEST(device::occupancy(profile, 32, 16, 20 * 1024).blocksPerSm, "blocksOf20Kb");
    // one warp a block: as many blocks as an SM has places for
    QCOMPARE(device::occupancy(profile, 32, 16, 0).blocksPerSm, limits.blocks);
    QVERIFY(device::occupancy(profile, 32, 16, limits.blockKb * 1024).blocksPerSm >= 1);
    QCOMPARE(device::occupancy(profile, 32, 16, limits.blockKb * 1024 + 1).blocksPerSm, 0);
}

// Rule B5
void DeviceOccupancy::builtInProfilesHaveTheLimitsOfTheirComputeCapability()
{
    for (const std::string& name : device::profileNames()) {
        const device::DeviceProfile profile = *device::findProfile(name);
        const auto row = std::find_if(std::begin(table), std::end(table), [&](const Limits& limits) {
            return limits.major == profile.computeMajor && limits.minor == profile.computeMinor;
        });
        QVERIFY2(row != std::end(table), name.c_str());
        QCOMPARE(profile.warpsPerSm, row->warps);
        QCOMPARE(profile.blocksPerSm, row->blocks);
        QCOMPARE(profile.registersPerSm, 65536);
        QCOMPARE(profile.sharedBytesPerSm, row->smKb * 1024);
        QCOMPARE(profile.sharedBytesPerBlock, row->blockKb * 1024);
    }
}

// Rule B5
void DeviceOccupancy::whatNoBlockMayHaveDoesNotRun()
{
    QCOMPARE(device::occupancy(m_h200, 1025, 16, 0).blocksPerSm, 0);
    QCOMPARE(device::occupancy(m_h200, 0, 16, 0).blocksPerSm, 0);
    QCOMPARE(device::occupancy(m_h200, 32, 256, 0).blocksPerSm, 0);
    QCOMPARE(device::occupancy(m_h200, 32, 16, 232449).blocksPerSm, 0);
    QCOMPARE(device::occupancy(m_h200, 1024, 65, 0).blocksPerSm, 0); // 32 warps of 2,304: 7 a scheduler, 28 in all
}

QTEST_APPLESS_MAIN(DeviceOccupancy)
#include "tst_occupancy.moc"
