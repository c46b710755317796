// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_geometry.h"
#include "ui/text_trace.h"

#include <QtTest>

#include <random>

using namespace streamscope;
using namespace streamscope::ui;
using streamscope::test::textTrace;

namespace {

/// Random slices that do not overlap, some of no length, some abutting.
trace::TracePointer randomLane(unsigned seed, int slices)
{
    std::mt19937 random(seed);
    trace::TraceBuilder builder;
    trace::TrackInfo info;
    info.kind = trace::TrackKind::stream;
    const auto track = builder.addTrack(info);
    Ns time = Ns(random() % 50);
    for (int i = 0; i < slices; ++i) {
        trace::Slice slice;
        slice.startNs = time;
        slice.durationNs = random() % 5 == 0 ? 0 : Ns(random() % 200);
        slice.kind = trace::SliceKind(random() % 9);
        slice.name = builder.intern("k");
        builder.addSlice(track, slice);
        time += slice.durationNs + (random() % 3 == 0 ? 1 : Ns(1 + random() % 300));
    }
    return builder.finish();
}

/// Random slices that overlap as they like.
trace::TracePointer randomOverlaps(unsigned seed, int slices)
{
    std::mt19937 random(seed);
    trace::TraceBuilder builder;
    trace::TrackInfo info;
    info.kind = trace::TrackKind::stream;
    const auto track = builder.addTrack(info);
    for (int i = 0; i < slices; ++i) {
        trace::Slice slice;
        slice.startNs = Ns(random() % 5000);
        slice.durationNs = Ns(random() % 400);
        slice.kind = trace::SliceKind(random() % 9);
        slice.name = builder.intern("k");
        builder.addSlice(track, slice);
    }
    return builder.finish();
}

/// Time in [from, to) with a slice of the lane running, by counting every nanosecond's slices.
Ns bruteBusy(const SliceLane& lane, Ns from, Ns to)
{
    std::vector<Interval> parts;
    for (std::size_t i = 0; i < lane.size(); ++i)
        parts.push_back({std::max(from, lane.startNs(i)), std::min(to, std::max(from, lane.endNs(i)))});
    Ns sum = 0;
    for (const Interval& part : unite(parts))
        sum += part.durationNs();
    return sum;
}

} // namespace

class TestLaneGeometry : public QObject
{
    Q_OBJECT

private slots:
    void columnEdgesDivideTheSpanExactly()
    {
        // 10 ns in 4 columns: floor(10·i/4) = 0, 2, 5, 7, 10
        const PixelGrid grid{{100, 110}, 4};
        QCOMPARE(grid.edgeNs(0), Ns(100));
        QCOMPARE(grid.edgeNs(1), Ns(102));
        QCOMPARE(grid.edgeNs(2), Ns(105));
        QCOMPARE(grid.edgeNs(3), Ns(107));
        QCOMPARE(grid.edgeNs(4), Ns(110));
    }

    void timesBeyondFloatingPointKeepTheirColumns()
    {
        // 2⁶⁰ ns after 1970 and a span of 1000 ns: column 500 starts 500 ns later, to the nanosecond.
        const Ns base = Ns(1) << 60;
        const PixelGrid grid{{base, base + 1000}, 1000};
        QCOMPARE(grid.edgeNs(500), base + 500);
        QCOMPARE(grid.column(base + 500), 500.0);
        QCOMPARE(grid.timeNs(500), base + 500);
    }

    void aColumnHalfBusyIsShadedByHalf()
    {
        // 10 columns of 1 µs; the slice covers [2.5, 4) µs: half of column 2, all of column 3.
        const auto trace = textTrace("s: gemm[2.5,4)");
        const auto lanes = lanesOf(trace->tracks()[0]);
        const auto shades = shapeOf(lanes[0], {{0, 10'000}, 10}, 0).columns;
        QCOMPARE(shades[1].any, false);
        QCOMPARE(shades[2].share, 0.5f);
        QCOMPARE(shades[3].share, 1.0f);
        QCOMPARE(shades[4].any, false);
        QVERIFY(shades[2].kind == trace::SliceKind::kernelMatrixProduct);
    }

    void theKindWithMostTimeGivesAColumnItsColour()
    {
        // In the only column gemm runs 3 µs, reduce 2 + 2 = 4 µs.
        const auto trace = textTrace("s: reduce[0,2) gemm[2,5) reduce[5,7)");
        const auto shades = shapeOf(lanesOf(trace->tracks()[0])[0], {{0, 10'000}, 1}, 0).columns;
        QVERIFY(shades[0].kind == trace::SliceKind::kernelReduction);
        QCOMPARE(shades[0].share, 0.7f);
    }

    void aSliceWithoutLengthIsStillSeen()
    {
        const auto trace = textTrace("s: record[5,5)");
        const auto shades = shapeOf(lanesOf(trace->tracks()[0])[0], {{0, 10'000}, 10}, 0).columns;
        QVERIFY(shades[5].any);
        QCOMPARE(shades[5].share, 0.0f);
        QVERIFY(!shades[4].any && !shades[6].any);
    }

    void theOriginShiftsTheTrace()
    {
        const auto trace = textTrace("s: gemm[7,8)");
        const auto shades = shapeOf(lanesOf(trace->tracks()[0])[0], {{0, 10'000}, 10}, 5'000).columns;
        QVERIFY(shades[2].any && !shades[7].any); // 7 µs − 5 µs
    }

    void coverageEqualsBruteForce()
    {
        for (unsigned seed = 0; seed < 60; ++seed) {
            const auto trace = seed % 2 ? randomLane(seed, 200) : randomOverlaps(seed, 60);
            std::mt19937 random(seed);
            for (const SliceLane& lane : lanesOf(trace->tracks()[0])) {
                const Ns from = Ns(random() % 3000) - 500, span = 1 + Ns(random() % 8000);
                const PixelGrid grid{{from, from + span}, int(1 + random() % 300)};
                const auto shades = shapeOf(lane, grid, 0).columns;
                for (int i = 0; i < grid.columns; ++i) {
                    const Ns a = grid.edgeNs(i), b = grid.edgeNs(i + 1);
                    if (a == b)
                        continue;
                    const float expected = float(double(bruteBusy(lane, a, b)) / double(b - a));
                    QVERIFY2(std::abs(shades[std::size_t(i)].share - expected) < 1e-6f,
                             qPrintable(QString("seed %1 column %2").arg(seed).arg(i)));
                }
            }
        }
    }

    void busyTimeOfAllColumnsIsThatOfTheTrack()
    {
        const auto trace = randomLane(7, 500);
        const SliceLane lane = lanesOf(trace->tracks()[0])[0];
        const Interval all = trace->extent();
        const PixelGrid grid{{all.startNs, all.endNs + 13}, 77};
        const auto shades = shapeOf(lane, grid, 0).columns;
        double sum = 0;
        for (int i = 0; i < grid.columns; ++i)
            sum += double(shades[std::size_t(i)].share) * double(grid.edgeNs(i + 1) - grid.edgeNs(i));
        QVERIFY(std::abs(sum - double(bruteBusy(lane, all.startNs, all.endNs))) < 1);
    }

    void overlappingSlicesGetLanesOfTheirOwn()
    {
        const auto trace = textTrace("s: gemm[0,10) add[5,15) reduce[12,20)");
        const auto lanes = lanesOf(trace->tracks()[0]);
        QCOMPARE(lanes.size(), std::size_t(2));
        QCOMPARE(lanes[0].size() + lanes[1].size(), std::size_t(3));
        for (const SliceLane& lane : lanes) {
            for (std::size_t i = 1; i < lane.size(); ++i)
                QVERIFY(lane.startNs(i) >= lane.endNs(i - 1));
        }
    }

    void everySliceHasAPlaceInExactlyOneLane()
    {
        const auto trace = randomOverlaps(3, 300);
        const trace::Track& track = trace->tracks()[0];
        const auto lanes = lanesOf(track);
        for (std::size_t i = 0; i < track.size(); ++i) {
            int found = 0;
            for (const SliceLane& lane : lanes) {
                if (const auto place = lane.place(i)) {
                    ++found;
                    QCOMPARE(lane.slice(*place), i);
                }
            }
            QCOMPARE(found, 1);
        }
    }

    void boxesAreTheSlicesWideEnough()
    {
        // 10 columns of 1 µs: 2.9 columns is too narrow, 3 is wide enough.
        const auto trace = textTrace("s: gemm[0,2.9) add[3,6) reduce[7,8)");
        const auto boxes = shapeOf(lanesOf(trace->tracks()[0])[0], {{0, 10'000}, 10}, 0).boxes;
        QCOMPARE(boxes.size(), std::size_t(1));
        QCOMPARE(boxes[0].place, std::size_t(1));
        QCOMPARE(boxes[0].left, 3.0);
        QCOMPARE(boxes[0].right, 6.0);
    }

    void boxesAreCutAtTheEdges()
    {
        const auto trace = textTrace("s: gemm[0,100)");
        const auto boxes = shapeOf(lanesOf(trace->tracks()[0])[0], {{40'000, 50'000}, 10}, 0).boxes;
        QCOMPARE(boxes.size(), std::size_t(1));
        QCOMPARE(boxes[0].left, 0.0);
        QCOMPARE(boxes[0].right, 10.0);
    }

    void boxesEqualBruteForce()
    {
        for (unsigned seed = 0; seed < 60; ++seed) {
            const auto trace = randomLane(seed, 300);
            const SliceLane lane = lanesOf(trace->tracks()[0])[0];
            std::mt19937 random(seed);
            const Ns from = Ns(random() % 20000), span = 100 + Ns(random() % 4000);
            const PixelGrid grid{{from, from + span}, int(span / (1 + random() % 40) + 1)};
            std::vector<std::size_t> expected, found;
            for (std::size_t i = 0; i < lane.size(); ++i) {
                const double left = grid.column(lane.startNs(i)), right = grid.column(lane.endNs(i));
                if (right - left >= minBoxColumns && right > 0 && left < grid.columns)
                    expected.push_back(i);
            }
            for (const SliceBox& box : shapeOf(lane, grid, 0).boxes)
                found.push_back(box.place);
            QCOMPARE(found, expected);
        }
    }

    void everythingDrawnCanBeHit()
    {
        for (unsigned seed = 0; seed < 40; ++seed) {
            const auto trace = randomLane(seed, 150);
            const SliceLane lane = lanesOf(trace->tracks()[0])[0];
            const Interval all = trace->extent();
            const PixelGrid grid{{all.startNs - 100, all.endNs + 100}, int(20 + seed * 37)};
            const auto shades = shapeOf(lane, grid, 0).columns;
            for (int i = 0; i < grid.columns; ++i) {
                if (!shades[std::size_t(i)].any)
                    continue;
                const auto hit = sliceAt(lane, grid, 0, i + 0.5, 0);
                QVERIFY2(hit, qPrintable(QString("seed %1 column %2").arg(seed).arg(i)));
                // What is hit touches the column, bar a nanosecond of rounding.
                QVERIFY(lane.startNs(*hit) <= grid.edgeNs(i + 1) + 1);
                QVERIFY(lane.endNs(*hit) >= grid.edgeNs(i) - 1);
            }
        }
    }

    void emptyGroundHitsNothingButWhatIsNear()
    {
        // 100 columns of 1 µs; gemm ends at 10, add starts at 20.
        const auto trace = textTrace("s: gemm[0,10) add[20,30)");
        const SliceLane lane = lanesOf(trace->tracks()[0])[0];
        const PixelGrid grid{{0, 100'000}, 100};
        QVERIFY(!sliceAt(lane, grid, 0, 15.5, 3));
        QCOMPARE(sliceAt(lane, grid, 0, 12.5, 3), std::optional<std::size_t>(0));
        QCOMPARE(sliceAt(lane, grid, 0, 18.5, 3), std::optional<std::size_t>(1));
        QVERIFY(!sliceAt(lane, grid, 0, 50, 3));
    }

    void edgesAttractWithinReach()
    {
        const auto trace = textTrace("s: gemm[10,20) add[22,30)");
        const SliceLane lane = lanesOf(trace->tracks()[0])[0];
        QCOMPARE(nearestEdge(lane, 11'000, 2'000), std::optional<Ns>(10'000));
        QCOMPARE(nearestEdge(lane, 20'900, 2'000), std::optional<Ns>(20'000));
        QCOMPARE(nearestEdge(lane, 21'100, 2'000), std::optional<Ns>(22'000));
        QCOMPARE(nearestEdge(lane, 15'000, 2'000), std::nullopt);
        QCOMPARE(nearestEdge(lane, 31'000, 2'000), std::optional<Ns>(30'000));
    }

    void aHintDoesNotChangeWhatASearchFinds()
    {
        const auto trace = randomLane(11, 400);
        const SliceLane lane = lanesOf(trace->tracks()[0])[0];
        for (Ns time = -10; time < trace->extent().endNs + 20; time += 97) {
            const std::size_t plain = lane.startedBefore(time);
            for (std::size_t hint : {std::size_t(0), std::size_t(1), std::size_t(200), lane.size(), lane.size() + 5})
                QCOMPARE(lane.startedBefore(time, hint), plain);
        }
    }
};

QTEST_APPLESS_MAIN(TestLaneGeometry)
#include "tst_lane_geometry.moc"
