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

    void aCounterGetsARowOfItsOwn()
    {
        trace::TraceBuilder builder;
        trace::TrackInfo info;
        info.name = "allocated";
        for (const std::int64_t pid : {3, 4}) { // two of one name are told apart by their process
            info.pid = pid;
            builder.addCounter(builder.addTrack(info), 100, 5);
        }
        info.name = "watts";
        const trace::TrackId watts = builder.addTrack(info);
        for (const auto& [timeNs, value] : {std::pair<Ns, double>{100, 10}, {200, 40}, {250, 20}})
            builder.addCounter(watts, timeNs, value);
        const trace::TracePointer trace = builder.finish();
        QCOMPARE(trace->extent(), (Interval{100, 250})); // there is nothing else
        Timeline timeline;
        timeline.title = "run";
        timeline.trace = trace;
        timeline.originNs = 0;
        rows.build({timeline}, {});
        rows.layOut(RowMetrics::of(QGuiApplication::font(), 1));
        QStringList said;
        for (const Row& row : rows.rows())
            said << row.label;
        QCOMPARE(said, QStringList({"run", "allocated · process 3", "allocated · process 4", "watts"}));
        const CounterSteps& steps = *rows.rows().back().counter;
        // Nothing before the first sample; 10 until 200, then 40, then 20 on, of 0 to 40.
        using Column = CounterSteps::Column;
        QCOMPARE(steps.columns({{0, 400}, 4}, 0),
                 (std::vector<Column>{{}, {0.25f, 0.25f, true}, {0.5f, 1, true}, {0.5f, 0.5f, true}}));
        QCOMPARE(steps.valueAt(99), std::nullopt);
        QCOMPARE(steps.valueAt(249), std::optional(40.0));
        QCOMPARE(steps.valueAt(10'000), std::optional(20.0));
        QCOMPARE(steps.zero(), 0.0f);
        RowChoice some;
        some.filter = "watt";
        rows.build({timeline}, some);
        QCOMPARE(rows.rows().size(), std::size_t(2));
    }

    void columnsOfACounterAreThoseOfItsSamples()
    {
        // However many samples a column holds, it spans what they are: compared with looking at each.
        trace::TraceBuilder builder;
        const trace::TrackId track = builder.addTrack({});
        std::vector<double> values;
        for (int i = 0; i < 1'000; ++i) {
            values.push_back((i * 7'919) % 1'009 - 500);
            builder.addCounter(track, i, values.back());
        }
        const trace::TracePointer trace = builder.finish();
        const CounterSteps steps(trace->counters()[0]);
        const auto columns = steps.columns({{0, 1'000}, 3}, 0);
        const auto [least, greatest] = std::ranges::minmax(values);
        for (int i = 0; i < 3; ++i) {
            double low = 1e9, high = -1e9;
            for (int k = 1'000 * i / 3; k < 1'000 * (i + 1) / 3; ++k) {
                low = std::min(low, values[std::size_t(k)]);
                high = std::max(high, values[std::size_t(k)]);
            }
            const auto height = [&](double value) { return float((value - least) / (greatest - least)); };
            QVERIFY(std::abs(columns[std::size_t(i)].low - height(low)) < 1e-6f);
            QVERIFY(std::abs(columns[std::size_t(i)].high - height(high)) < 1e-6f);
        }
        QVERIFY(std::abs(steps.zero() - float(-least / (greatest - least))) < 1e-6f);
    }

    void whatIsNotKnownGetsNoRow() { QCOMPARE(labels("s: gemm[0,1)"), QStringList({"run", "s"})); }
};

QTEST_MAIN(TestTimelineRows)
#include "tst_timeline_rows.moc"
