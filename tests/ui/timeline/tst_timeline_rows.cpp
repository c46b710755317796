// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/origin.h"
#include "timeline/timeline_rows.h"
#include "ui/text_trace.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::ui;
using streamscope::test::textTrace;

class TestTimelineRows : public QObject
{
    Q_OBJECT

    TimelineRows rows;

    QStringList labels(const char* text, const RowChoice& choice = {})
    {
        Timeline timeline;
        timeline.title = "run";
        timeline.trace = textTrace(text);
        m_timelines = {timeline};
        rows.build(m_timelines, choice);
        rows.layOut(RowMetrics::of(QFont("DejaVu Sans", 10), 1));
        QStringList all;
        for (const Row& row : rows.rows())
            all << row.label;
        return all;
    }

    std::vector<Timeline> m_timelines;

private slots:
    void hostFirstThenStreamsThenTheSms()
    {
        QCOMPARE(labels("s2: gemm[5,6)\nsm0: block[5,6)\nhost: launch[0,1)\nsm1: block[5,6)\ns1: add[6,7)"),
                 QStringList({"run", "host", "s2", "s1", "SMs"}));
    }

    void severalHostThreadsKeepTheirNames()
    {
        QCOMPARE(labels("host A: launch[0,1)\nhost B: launch[0,1)"), QStringList({"run", "host A", "host B"}));
    }

    void aFoldedTimelineIsItsHeadOnly()
    {
        QCOMPARE(labels("host: launch[0,1)\ns: gemm[2,3)", {{0}, {}, {}}), QStringList({"run"}));
    }

    void everythingStartsAtTheFirstHostCallThatMatters()
    {
        // a query at 1 µs asks for nothing; the launch at 100 µs is 0
        labels("host: query[1,2) launch[100,101)#1\ns: gemm[110,120)#1");
        QCOMPARE(rows.originNs(0), Ns(100'000));
        QCOMPARE(rows.extent(), (Interval{0, 20'000}));
    }

    void withoutAHostTheFirstSliceIsZero()
    {
        labels("s: gemm[110,120)#1");
        QCOMPARE(rows.originNs(0), Ns(110'000));
    }

    void theHostRowSaysWhatAsynchronousMeans()
    {
        // the last submitting call ends at 14 µs; waiting does not count; the last kernel ends at 300 µs
        labels("host: launch[0,9) work[9,10) launch[10,14) sync[14,305)\ns: gemm[20,300)");
        QCOMPARE(rows.asynchrony(0), QString("CPU free after 14 µs, GPU done after 300 µs"));
    }

    void anExperimentsRunStandsAtItsFirstCallAndHoldsTheCpuToItsLast()
    {
        // Allocations (here "query", a call of another kind) before the first launch and after the last.
        const char* text = "host: query[10,50) launch[50,60)#1 query[60,400)\ns: gemm[70,300)#1";
        const QByteArray ofRun = QByteArray(text) + "\nmakespan: 390000";
        const trace::TracePointer run = textTrace(ofRun);
        QCOMPARE(originOf(*run), Ns(10'000));
        QCOMPARE(workOf(*run).durationNs(), run->info().makespanNs); // 400 − 10 µs
        labels(ofRun.constData());
        QCOMPARE(rows.asynchrony(0), QString("CPU free after 390 µs, GPU done after 290 µs"));
        // What a profiler has recorded may have looked devices up before, and look after itself later.
        QCOMPARE(originOf(*textTrace(text)), Ns(50'000));
        labels(text);
        QCOMPARE(rows.asynchrony(0), QString("CPU free after 10 µs, GPU done after 250 µs"));
    }

    void withoutAHostNothingIsSaidOfIt()
    {
        labels("s: gemm[20,300)");
        QVERIFY(rows.asynchrony(0).isEmpty());
    }

    void rowsDoNotOverlapAndNoneIsEmpty()
    {
        labels("host: launch[0,9)\ns1: gemm[0,10) add[5,15) add[6,9)\ns2: add[1,2)\nsm0: block[0,10)");
        double y = 0;
        for (const Row& row : rows.rows()) {
            QVERIFY(row.y >= y);
            QVERIFY(row.height > 5);
            for (std::size_t lane = 0; lane < row.lanes.size(); ++lane) {
                const QRectF bar = row.barRect(lane, 0, 10);
                QVERIFY(bar.top() >= row.y && bar.bottom() <= row.y + row.height);
                QCOMPARE(row.laneAt(bar.center().y() - row.y), lane);
                QVERIFY(rows.rowAt(bar.center().y()) == &row);
            }
            y = row.y + row.height;
        }
        QVERIFY(rows.height() >= y);
        QVERIFY(!rows.rowAt(-1));
        QVERIFY(!rows.rowAt(rows.height() + 10));
    }

    void theSmRowIsTheShareOfSmsWithWork()
    {
        // of two SMs one works in [0, 10), both in [10, 20): half, then all
        labels("sm0: block[0,20)\nsm1: block[10,20)");
        const auto shares = rows.rows().back().sms->columns({{0, 40'000}, 4}, 0);
        QVERIFY(!rows.rows().back().sms->estimated());
        QCOMPARE(shares, (std::vector<float>{0.5f, 1.0f, 0.0f, 0.0f}));
    }

    void withoutBlocksTheGridsEstimateIt()
    {
        trace::TraceBuilder builder;
        trace::RecordedDevice device;
        device.sms = 10;
        device.threadsPerSm = 2048;
        builder.info().devices.push_back(device);
        trace::TrackInfo info;
        info.kind = trace::TrackKind::stream;
        const auto a = builder.addTrack(info), b = builder.addTrack(info);
        const auto kernel = [&](trace::TrackId track, int blocks, Ns start, Ns end) {
            trace::OperationDetails details;
            details.grid = {blocks, 1, 1};
            trace::Slice slice;
            slice.kind = trace::SliceKind::kernelOther;
            slice.details = builder.addDetails(details);
            slice.startNs = start;
            slice.durationNs = end - start;
            builder.addSlice(track, slice);
        };
        kernel(a, 3, 0, 200);    // 3 of 10 SMs
        kernel(b, 99, 100, 150); // more than all
        kernel(b, 4, 200, 300);
        const auto trace = builder.finish();
        const auto sms = SmShares::of(*trace);
        QVERIFY(sms && sms->estimated());
        // [0,100): 0.3. [100,200): 0.3 + ½·1.0 = 0.8. [200,300): 0.4
        const auto shares = sms->columns({{0, 300}, 3}, 0);
        QVERIFY(std::abs(shares[0] - 0.3f) < 1e-6f);
        QVERIFY(std::abs(shares[1] - 0.8f) < 1e-6f);
        QVERIFY(std::abs(shares[2] - 0.4f) < 1e-6f);
    }

    void whatIsNotKnownGetsNoRow() { QCOMPARE(labels("s: gemm[0,1)"), QStringList({"run", "s"})); }
};

QTEST_MAIN(TestTimelineRows)
#include "tst_timeline_rows.moc"
