// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/occupancy.h"
#include "device/profiles.h"

#include <QTest>

using namespace streamscope;
using device::Occupancy;
using device::OccupancyLimit;

class DeviceOccupancy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void threadsLimit();
    void blockSlotsLimit();
    void registersLimitByScheduler();
    void sharedMemoryLimitsWithTheSystemsKilobyte();
    void beforeComputeCapability8ThereIsNoSystemsKilobyte();
    void oddNumbersOfThreadsCountWholeWarps();
    void whatNoBlockMayHaveDoesNotRun();

private:
    device::DeviceProfile m_h200, m_t4;
};

void DeviceOccupancy::initTestCase()
{
    m_h200 = *device::findProfile("h200");
    m_t4 = *device::findProfile("t4");
}

void DeviceOccupancy::threadsLimit()
{
    // 256 threads: 8 warps of 64
    const Occupancy occupancy = device::occupancy(m_h200, 256, 32, 0);
    QCOMPARE(occupancy.blocksPerSm, 8);
    QCOMPARE(occupancy.limit, OccupancyLimit::warps);
    QCOMPARE(occupancy.warpsPerBlock, 8);
    QCOMPARE(occupancy.registersPerBlock, 8 * 1024);
}

void DeviceOccupancy::blockSlotsLimit()
{
    // 32 threads: 64 warps would do, but an SM holds 32 blocks
    QCOMPARE(device::occupancy(m_h200, 32, 16, 0).blocksPerSm, 32);
    QCOMPARE(device::occupancy(m_h200, 32, 16, 0).limit, OccupancyLimit::blocks);
    QCOMPARE(device::occupancy(m_t4, 32, 16, 0).blocksPerSm, 16);
}

void DeviceOccupancy::registersLimitByScheduler()
{
    // 33 registers: roundup(1,056, 256) = 1,280 a warp; 16,384 / 1,280 = 12 warps a scheduler, 48 an SM; 48 / 8 = 6
    const Occupancy occupancy = device::occupancy(m_h200, 256, 33, 0);
    QCOMPARE(occupancy.blocksPerSm, 6);
    QCOMPARE(occupancy.limit, OccupancyLimit::registers);
    // 128 registers: 4,096 a warp, 4 a scheduler, 16 an SM, two blocks
    QCOMPARE(device::occupancy(m_h200, 256, 128, 33792).blocksPerSm, 2);
}

void DeviceOccupancy::sharedMemoryLimitsWithTheSystemsKilobyte()
{
    // 33,792 + 1,024 = 34,816: six in 233,472
    const Occupancy occupancy = device::occupancy(m_h200, 32, 16, 33792);
    QCOMPARE(occupancy.blocksPerSm, 6);
    QCOMPARE(occupancy.limit, OccupancyLimit::sharedMemory);
    QCOMPARE(occupancy.sharedBytesPerBlock, 34816);
}

void DeviceOccupancy::beforeComputeCapability8ThereIsNoSystemsKilobyte()
{
    // 32,700 rounds to 32,768: two in 65,536
    QCOMPARE(device::occupancy(m_t4, 32, 16, 32700).blocksPerSm, 2);
}

void DeviceOccupancy::oddNumbersOfThreadsCountWholeWarps()
{
    QCOMPARE(device::occupancy(m_h200, 33, 16, 0).warpsPerBlock, 2);
}

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
