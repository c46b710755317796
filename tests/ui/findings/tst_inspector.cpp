// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/inspector.h"
#include "theme/elided_label.h"
#include "trace/trace_builder.h"

#include <QTest>

using namespace streamscope;
using namespace streamscope::ui;

/// What is known of the selected slice, beside the picture.
class TestInspector : public QObject
{
    Q_OBJECT

private slots:
    void aLongNameAsksForNoMoreRoomThanAShortOne()
    {
        Inspector inspector;
        inspector.show({{"name", "gemm of a few words"}});
        const int before = inspector.minimumSizeHint().width();
        const QString name(400, QLatin1Char('k'));
        inspector.show({{"name", name}});
        QCOMPARE(inspector.minimumSizeHint().width(), before);
        inspector.resize(200, 60);
        static_cast<QWidget&>(inspector).show();
        const auto labels = inspector.findChildren<ElidedLabel*>();
        QVERIFY(!labels.isEmpty());
        QCOMPARE(labels.last()->wholeText(), name);
        QVERIFY(labels.last()->text().size() < name.size());
        QVERIFY(labels.last()->toolTip() == name);
        QVERIFY(inspector.text().contains(name));
    }

    void whatTheFileSaysOnceMoreIsLeftOut()
    {
        trace::TraceBuilder builder;
        trace::TrackInfo info;
        info.kind = trace::TrackKind::stream;
        trace::OperationDetails details;
        details.grid = {2, 8, 8};
        details.block = {128, 1, 1};
        trace::Slice slice;
        slice.startNs = 5'150'700;
        slice.durationNs = 97'400;
        slice.kind = trace::SliceKind::kernelMatrixProduct;
        slice.name = builder.intern("gemm");
        slice.details = builder.addDetails(details);
        builder.addSlice(builder.addTrack(info), slice);
        const auto rows = Inspector::describe(*builder.finish(), {0, 0}, 0);
        QCOMPARE(std::count_if(rows.begin(), rows.end(),
                               [](const auto& row) { return row.first.contains(QLatin1String("grid")); }),
                 1);
        const auto value = [&](const char* name) {
            const auto row =
                std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.first == QLatin1String(name); });
            return row == rows.end() ? QString() : row->second;
        };
        QCOMPARE(value("start"), QString("5.1507 ms"));
        QCOMPARE(value("duration"), QString("97.4 µs"));
    }

    void aLongValueHasTheWholeWidth()
    {
        Inspector inspector;
        inspector.show({{"grid × block", "2×8×8 × 128 or so"}, {"duration", "97.4 µs"}});
        inspector.resize(260, 120);
        static_cast<QWidget&>(inspector).show();
        const auto label = [&](const char* text) {
            for (auto* const one : inspector.findChildren<ElidedLabel*>())
                if (one->wholeText() == QString::fromUtf8(text))
                    return one;
            return static_cast<ElidedLabel*>(nullptr);
        };
        const ElidedLabel *name = label("grid × block"), *value = label("2×8×8 × 128 or so");
        QVERIFY(name && value && value->y() > name->y() && value->width() > 200);
        QCOMPARE(value->text(), value->wholeText());
        QCOMPARE(label("97.4 µs")->y(), label("duration")->y());
    }
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
