// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/slice_table_model.h"
#include "trace/trace_builder.h"
#include "ui/text_trace.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::ui;
using streamscope::test::textTrace;

class TestSliceTableModel : public QObject
{
    Q_OBJECT

private slots:
    void itIsASoundModel()
    {
        SliceTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTrace(textTrace("host: launch[0,2)#1\ns: gemm[3,9)#1 add[9,10)"), 0);
        model.setTrace(textTrace("s: gemm[3,9)#1"), 0);
        model.setTrace(nullptr, 0);
        QCOMPARE(model.rowCount(), 0);
    }

    void everySliceIsARow()
    {
        SliceTableModel model;
        model.setTrace(textTrace("host: launch[0,2)#1 launch[2,4)#2\ns: gemm[3,9)#1 add[9,10)#2\nsm0: block[3,9)"), 0);
        QCOMPARE(model.rowCount(), 4); // thread blocks are left out
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.rowOf(*model.sliceAt(row)), row);
        QVERIFY(!model.sliceAt(4));
        QCOMPARE(model.rowOf({2, 0}), -1);
    }

    void ofVeryManySlicesTheRestComesWhenItIsAskedFor()
    {
        trace::TraceBuilder builder;
        const auto track = builder.addTrack({});
        constexpr int slices = 450'000;
        for (int i = 0; i < slices; ++i) {
            trace::Slice slice;
            slice.startNs = i;
            slice.durationNs = 1;
            builder.addSlice(track, slice);
        }
        SliceTableModel model;
        model.setTrace(builder.finish(), 0);
        QVERIFY(model.rowCount() < slices);
        QCOMPARE(model.sliceCount(), slices);
        QVERIFY(model.canFetchMore({}));
        const int before = model.rowCount();
        model.fetchMore({});
        QVERIFY(model.rowCount() > before);
        const int last = model.rowOf({0, slices - 1});
        QCOMPARE(last, slices - 1);
        model.reveal(last);
        QCOMPARE(model.rowCount(), slices);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(model.index(last, SliceTableModel::Start).data(SliceTableModel::valueRole).toLongLong(),
                 qint64(slices - 1));
    }

    void timesCountFromTheOrigin()
    {
        SliceTableModel model;
        model.setTrace(textTrace("host: launch[100,102)#1\ns: gemm[103,109)#1"), 100'000);
        QCOMPARE(model.index(1, SliceTableModel::Start).data().toString(), QString("3 µs"));
        QCOMPARE(model.index(1, SliceTableModel::Start).data(SliceTableModel::valueRole).toLongLong(), 3000);
        QCOMPARE(model.index(1, SliceTableModel::Duration).data().toString(), QString("6 µs"));
        QCOMPARE(model.index(1, SliceTableModel::Name).data().toString(), QString("gemm"));
    }

    void copiedRowsAreTabSeparated()
    {
        SliceTableModel model;
        model.setTrace(textTrace("s: gemm[0,6)#1 add[6,7)#2"), 0);
        const QStringList lines = model.text({1}).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].split('\t').size(), int(SliceTableModel::ColumnCount));
        const QStringList cells = lines[1].split('\t');
        QCOMPARE(cells[SliceTableModel::Name], QString("add"));
        QCOMPARE(cells[SliceTableModel::Start], QString("6000"));
        QCOMPARE(cells[SliceTableModel::Correlation], QString("2"));
    }
};

QTEST_GUILESS_MAIN(TestSliceTableModel)
#include "tst_slice_table_model.moc"
