// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/side_by_side.h"
#include "ui/text_trace.h"

#include <QTest>

using namespace streamscope;
using namespace streamscope::ui;
using test::textTrace;
using By = Alignment::By;
using Measure = SideBySide::Measure;

/// What opened timelines come to when they are set side by side.
class TestSideBySide : public QObject
{
    Q_OBJECT

    Lane opened(Ns makespanNs, std::optional<Ns> tracedNs = std::nullopt) const
    {
        Lane lane;
        lane.opened = true;
        lane.trace = textTrace("host: launch[0,1)#1 step[10,30)\ns: gemm[2,50)#1");
        lane.makespanNs = makespanNs;
        lane.tracedNs = tracedNs;
        return lane;
    }

private slots:
    void twoTracesAreSetAgainstTheFirst()
    {
        const auto sides = sideBySide({opened(6'000), opened(4'000)}, By::start);
        QVERIFY(sides.has_value());
        QVERIFY(sides->measure == Measure::traced);
        QCOMPARE(sides->speedup(1), 1.5); // 6 / 4
        QVERIFY(sides->isMeasurable(1));
        QCOMPARE(sides->told, std::size_t(1));
    }

    void ofSeveralTracesTheFastestIsToldOfOrTheSlowest()
    {
        QCOMPARE(sideBySide({opened(6'000), opened(4'000), opened(2'000)}, By::start)->told, std::size_t(2));
        QCOMPARE(sideBySide({opened(2'000), opened(4'000), opened(3'000)}, By::start)->told, std::size_t(1));
    }

    void besideRunsTheTraceIsToldOf()
    {
        Lane run = opened(5'000);
        run.opened = false;
        QCOMPARE(sideBySide({run, run, opened(9'000)}, By::start)->told, std::size_t(2));
    }

    void lessThanATenthIsNotCalledADifference()
    {
        const auto sides = sideBySide({opened(10'000), opened(9'200)}, By::start); // 1.087×
        QVERIFY(!sides->isMeasurable(1));
    }

    void timesWithoutTheProfilerAreComparedWhereAllAreKnown()
    {
        const auto both = sideBySide({opened(4'000, 6'000), opened(2'000, 5'000)}, By::start);
        QVERIFY(both->measure == Measure::unprofiled);
        QCOMPARE(both->speedup(1), 2.0); // 4 / 2
        const auto one = sideBySide({opened(4'000, 6'000), opened(3'000)}, By::start);
        QVERIFY(one->measure == Measure::traced);
        QCOMPARE(one->speedup(1), 2.0); // 6 / 3
    }

    void atAnAnnotationItsLengthIsCompared()
    {
        Lane a = opened(6'000), b = opened(4'000);
        a.anchor = b.anchor = trace::SliceRef{0, 1}; // step, 20 µs
        b.trace = textTrace("host: launch[0,1)#1 step[10,15)\ns: gemm[2,50)#1");
        const auto sides = sideBySide({a, b}, By::slice);
        QVERIFY(sides->measure == Measure::anchor);
        QCOMPARE(sides->speedup(1), 4.0); // 20 / 5
    }

    void byTheWallClockStartsAndEndsCount()
    {
        Lane a = opened(6'000), b = opened(4'000);
        b.originNs = -3'000; // 3 µs later on the axis
        const auto sides = sideBySide({a, b}, By::wallClock);
        QVERIFY(sides->measure == Measure::clocks);
        QCOMPARE(sides->sides[1].startNs - sides->sides[0].startNs, Ns(3'000));
    }

    void thereIsNothingToCompareWithoutTwoWholeTimelinesOneOfThemOpened()
    {
        Lane run = opened(5'000), growing = opened(5'000), hidden = opened(5'000);
        run.opened = false;
        growing.running = true;
        hidden.shown = false;
        QVERIFY(!sideBySide({opened(6'000)}, By::start));
        QVERIFY(!sideBySide({run, run}, By::start));
        QVERIFY(!sideBySide({opened(6'000), growing}, By::start));
        QVERIFY(!sideBySide({opened(6'000), hidden}, By::start));
        QVERIFY(sideBySide({run, opened(6'000)}, By::start).has_value());
    }

    void aTracedTimeBesideARunThatWasNotTracedIsTold()
    {
        Lane run = opened(5'000), untraced = opened(6'000);
        run.opened = false;
        untraced.tracedNs = 7'000; // and 6 without the profiler
        const auto mixed = [](const std::vector<Lane>& lanes) {
            return sideBySide(lanes, By::start)->onlySomeTraced(lanes);
        };
        QVERIFY(mixed({run, opened(6'000)}));
        QVERIFY(!mixed({run, untraced}));
        QVERIFY(!mixed({opened(5'000), opened(6'000)}));
    }

    void aModelsErrorIsAllowedFor()
    {
        Lane run = opened(10'000);
        run.opened = false;
        run.modelError = 0.3;
        const auto sides = sideBySide({run, opened(8'000)}, By::start); // 1.25×
        QVERIFY(!sides->isMeasurable(1));
    }
};

QTEST_GUILESS_MAIN(TestSideBySide)
#include "tst_side_by_side.moc"
