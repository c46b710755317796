// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/memory_needs.h"

#include <QtTest>

using namespace streamscope;
using program::firstWithoutRoom;
using program::MemoryNeed;

/// What a program's buffers take of a device's memory.
class TstMemoryNeeds : public QObject
{
    Q_OBJECT

private:
    static MemoryNeed need(std::int64_t bytes, bool device, bool midway = false)
    {
        MemoryNeed made;
        made.bytes = bytes;
        made.device = device;
        made.midwayDevice = midway;
        return made;
    }

    static program::Program copying(workload::CopyDirection direction)
    {
        program::Program program;
        program.buffers.emplace_back();
        program.buffers.back().bytes = 100;
        program::Operation copy;
        copy.kind = workload::OperationKind::copy;
        copy.direction = direction;
        copy.buffer = 0;
        copy.bytes = 100;
        program.operations.push_back(copy);
        return program;
    }

private slots:
    void buffersFillTheMemoryOneAfterTheOther()
    {
        // 60 + 40 fill 100; the third byte more does not fit.
        QCOMPARE(firstWithoutRoom({need(60, true), need(40, true)}, 100), -1);
        QCOMPARE(firstWithoutRoom({need(60, true), need(40, true), need(1, true)}, 100), 2);
    }

    void whatStaysOnTheHostTakesNone() { QCOMPARE(firstWithoutRoom({need(60, true), need(1000, false)}, 100), -1); }

    void whatTheProgramAllocatesFitsBesideTheRestEachAlone()
    {
        QCOMPARE(firstWithoutRoom({need(60, true), need(40, true, true), need(40, true, true)}, 100), -1);
        QCOMPARE(firstWithoutRoom({need(60, true), need(41, true, true)}, 100), 1);
    }

    void aCopyWithinTheDeviceNeedsASecondSide()
    {
        const auto within = program::memoryNeeds(copying(workload::CopyDirection::deviceToDevice));
        QCOMPARE(firstWithoutRoom(within, 200), -1);
        QCOMPARE(firstWithoutRoom(within, 199), 0);
        const auto up = program::memoryNeeds(copying(workload::CopyDirection::hostToDevice));
        QCOMPARE(firstWithoutRoom(up, 100), -1);
    }
};

QTEST_APPLESS_MAIN(TstMemoryNeeds)
#include "tst_memory_needs.moc"
