// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/time_axis.h"
#include "timeline/time_ticks.h"

#include <QtTest>

using namespace streamscope;
using namespace streamscope::ui;

class TestTimeAxis : public QObject
{
    Q_OBJECT

private slots:
    void newDataIsShownWhole()
    {
        TimeAxis axis;
        axis.setExtent({0, 1'000'000});
        QVERIFY(axis.range().startNs <= 0 && axis.range().endNs >= 1'000'000);
        axis.setExtent({0, 5'000'000});
        QVERIFY(axis.range().endNs >= 5'000'000);
    }

    void aChosenZoomStaysWhenDataGrows()
    {
        TimeAxis axis;
        axis.setExtent({0, 1'000'000});
        axis.setRange({100, 5'000});
        axis.setExtent({0, 9'000'000});
        QCOMPARE(axis.range(), (Interval{100, 5'000}));
    }

    void heldItStandsStill()
    {
        TimeAxis axis;
        axis.setExtent({0, 1'000'000});
        const Interval before = axis.range();
        axis.setHeld(true);
        axis.setExtent({0, 3'000'000});
        QCOMPARE(axis.range(), before);
        axis.setHeld(false);
        QVERIFY(axis.range().endNs >= 3'000'000);
    }

    void followingShowsTheNewest()
    {
        TimeAxis axis;
        axis.setFollowing(1'000);
        axis.setExtent({0, 10'000});
        QCOMPARE(axis.range(), (Interval{9'000, 10'000}));
        axis.setExtent({0, 12'000});
        QCOMPARE(axis.range(), (Interval{11'000, 12'000}));
    }

    void zoomingKeepsTheAnchorInPlace()
    {
        // 250 is a quarter along [0, 1000); after halving it is a quarter along [125, 625).
        TimeAxis axis;
        axis.setRange({0, 1000});
        axis.zoomAt(250, 0.5);
        QCOMPARE(axis.range(), (Interval{125, 625}));
    }

    void everyZoomCanBeUndone()
    {
        TimeAxis axis;
        axis.setExtent({0, 1'000'000});
        std::vector<Interval> seen{axis.range()};
        axis.zoomAt(500'000, 0.5);
        seen.push_back(axis.range());
        axis.panBy(10'000);
        seen.push_back(axis.range());
        axis.fit();
        axis.show({40'000, 50'000});
        axis.undoZoom();
        axis.undoZoom();
        QCOMPARE(axis.range(), seen[2]);
        axis.undoZoom();
        QCOMPARE(axis.range(), seen[1]);
        axis.undoZoom();
        QCOMPARE(axis.range(), seen[0]);
        QVERIFY(!axis.canUndo());
        axis.redoZoom();
        QCOMPARE(axis.range(), seen[1]);
    }

    void oneGestureIsOneStep()
    {
        TimeAxis axis;
        axis.setExtent({0, 1'000'000});
        const Interval before = axis.range();
        for (int i = 0; i < 10; ++i)
            axis.zoomAt(500'000, 0.9, 7);
        axis.zoomAt(500'000, 0.9, 8);
        axis.undoZoom();
        axis.undoZoom();
        QCOMPARE(axis.range(), before);
    }

    void undoingTheLastZoomShowsAllAgainWhenDataGrows()
    {
        TimeAxis axis;
        axis.setExtent({0, 1'000'000});
        axis.zoomAt(500'000, 0.5);
        axis.undoZoom();
        QVERIFY(axis.showsAll());
        axis.setExtent({0, 2'000'000});
        QVERIFY(axis.range().endNs >= 2'000'000);
    }

    void absurdZoomsStopAtTheirLimits()
    {
        TimeAxis axis;
        axis.setRange({0, 100});
        for (int i = 0; i < 100; ++i)
            axis.zoomAt(50, 0.1);
        QVERIFY(axis.range().durationNs() >= 20);
        for (int i = 0; i < 200; ++i)
            axis.zoomAt(50, 10);
        QVERIFY(axis.range().durationNs() <= Ns(1) << 53);
        axis.zoomAt(50, -1);
        axis.setRange({90, 10});
        QVERIFY(axis.range().durationNs() > 0);
    }

    void stepsAreOneTwoOrFive_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<int>("most");
        QTest::addColumn<qint64>("step");
        QTest::newRow("7 ms, 8 ticks") << qint64(7'000'000) << 8 << qint64(1'000'000);
        QTest::newRow("1 ms, 6 ticks") << qint64(1'000'000) << 6 << qint64(200'000);
        QTest::newRow("10 ns, 3 ticks") << qint64(10) << 3 << qint64(5);
        QTest::newRow("a year") << qint64(31'557'600'000'000'000) << 4 << qint64(10'000'000'000'000'000);
    }

    void stepsAreOneTwoOrFive()
    {
        QFETCH(qint64, span);
        QFETCH(int, most);
        QTEST(qint64(niceStepNs(span, most)), "step");
    }

    void ticksShareUnitAndDecimals()
    {
        const auto ticks = timeTicks({0, 1'000'000}, 6);
        QCOMPARE(ticks.size(), std::size_t(6));
        QCOMPARE(ticks[0].label, QString("0 ms"));
        QCOMPARE(ticks[1].label, QString("0.2 ms"));
        QCOMPARE(ticks[5].label, QString("1.0 ms"));
    }

    void wholeStepsHaveNoDecimals()
    {
        const auto ticks = timeTicks({0, 7'100'000}, 9);
        QCOMPARE(ticks.front().label, QString("0 ms"));
        QCOMPARE(ticks.back().label, QString("7 ms"));
    }

    void deepZoomsStayExact()
    {
        // 100 ns around 2.314 ms
        const auto ticks = timeTicks({2'314'000, 2'314'100}, 6);
        QCOMPARE(ticks[0].label, QString("2.31400 ms"));
        QCOMPARE(ticks[1].label, QString("2.31402 ms"));
        QCOMPARE(timeText(2'314'057, {2'314'000, 2'314'100}), QString("2.314057 ms"));
    }

    void ticksBeforeZeroAreMultiplesToo()
    {
        const auto ticks = timeTicks({-2'500, 2'500}, 6);
        QCOMPARE(ticks.front().timeNs, Ns(-2'000));
        QCOMPARE(ticks.front().label, QString("-2 µs"));
    }
};

QTEST_APPLESS_MAIN(TestTimeAxis)
#include "tst_time_axis.moc"
