// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/support_timeline_hands.h"

#include <QScrollBar>

using namespace streamscope;
using namespace streamscope::ui;
using namespace streamscope::ui::test;

/// What is drawn, and how it follows traces, rows and marks.
class TestTimelineView : public QObject, private TimelineHands
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }

    void allOfTheTimeIsShownAtFirst()
    {
        QVERIFY(axis->range().startNs <= 0);
        QVERIFY(axis->range().endNs >= 100'000);
    }

    void aSelectedStretchIsSummedUp()
    {
        // serial, [30, 80) µs: gemm 10 + add 20 + reduce 10 = 40 µs, nothing twice; the host waits for all 50.
        axis->setSelection(Interval{30'000, 80'000});
        const auto stretches = view->selectedStretches();
        QCOMPARE(stretches.size(), std::size_t(2));
        const StretchSums sums[] = {sumsOf(stretches[0]), sumsOf(stretches[1])};
        QCOMPARE(sums[0].operations, 3);
        QCOMPARE(sums[0].gpuBusyNs, Ns(40'000));
        QCOMPARE(sums[0].operationNs, Ns(40'000));
        QCOMPARE(sums[0].hostWaitingNs, Ns(50'000));
        // parallel: gemm 10, add 20, copy 15 = 45 µs of operations in [30, 50) = 20 µs of busy time
        QCOMPARE(sums[1].operations, 3);
        QCOMPARE(sums[1].operationNs, Ns(45'000));
        QCOMPARE(sums[1].gpuBusyNs, Ns(20'000));
    }

    void everythingDrawnCanBeHit()
    {
        for (int t = 0; t < 2; ++t) {
            const auto tracks = view->timelines()[std::size_t(t)].trace->tracks();
            for (trace::TrackId track = 0; track < tracks.size(); ++track) {
                for (std::uint32_t i = 0; i < tracks[track].size(); ++i) {
                    const ShownSlice slice{t, {track, i}};
                    QVERIFY2(!view->rectOf(slice).isEmpty(), tracks[track].info.name.c_str());
                    QCOMPARE(view->sliceAt(view->rectOf(slice).center()), std::optional(slice));
                }
            }
        }
    }

    void everyColouredPixelOfALaneIsASlice()
    {
        const QImage picture = view->viewport()->grab().toImage();
        const Theme& theme = lightTheme();
        const QRectF lane = view->rectOf({0, {1, 0}});
        int coloured = 0;
        for (int x = view->plotLeft() + 1; x < view->plotRight() - 1; ++x) {
            const QColor pixel = picture.pixelColor(x, int(lane.center().y()));
            if (contrast(pixel, theme.lane) < 1.25)
                continue;
            ++coloured;
            QVERIFY2(view->sliceAt(QPointF(x + 0.5, lane.center().y())), qPrintable(QString("x = %1").arg(x)));
        }
        QVERIFY(coloured > 100);
    }

    void overlappingSlicesDoNotHideOneAnother()
    {
        const QRectF add = view->rectOf({1, {2, 0}}), copy = view->rectOf({1, {2, 1}});
        QVERIFY(!add.intersects(copy));
        QVERIFY(copy.height() >= 3);
    }

    void hiddenRowsComeBack()
    {
        view->setRowHidden(0, 1, true);
        QVERIFY(view->rectOf({0, {1, 0}}).isEmpty());
        view->showAllRows();
        QVERIFY(!view->rectOf({0, {1, 0}}).isEmpty());
    }

    void marksOfNoThreadGetARowOnlyWhenAllRowsAreAskedFor()
    {
        trace::TraceBuilder builder;
        trace::Slice slice;
        slice.name = builder.intern("x");
        trace::TrackInfo info;
        info.kind = trace::TrackKind::stream;
        info.device = 0;
        slice.durationNs = 10'000;
        builder.addSlice(builder.addTrack(info), slice);
        info = {};
        info.kind = trace::TrackKind::other;
        info.tid = -1;
        slice.durationNs = 0;
        builder.addSlice(builder.addTrack(info), slice);
        info.tid = 7; // a thread's own marks stay
        builder.addSlice(builder.addTrack(info), slice);
        Timeline timeline;
        timeline.trace = builder.finish();
        view->setTimelines({timeline});
        QVERIFY(!view->rectOf({0, {0, 0}}).isEmpty());
        QVERIFY(view->rectOf({0, {1, 0}}).isEmpty());
        QVERIFY(!view->rectOf({0, {2, 0}}).isEmpty());
        view->showAllRows();
        QVERIFY(!view->rectOf({0, {1, 0}}).isEmpty());
    }

    void theFilterKeepsRowsByTheirLabel()
    {
        view->setRowFilter("S2");
        QVERIFY(view->rectOf({0, {1, 0}}).isEmpty());
        QVERIFY(view->rectOf({1, {1, 0}}).isEmpty());
        QVERIFY(!view->rectOf({1, {2, 0}}).isEmpty());
    }

    void presentationMakesLanesThicker()
    {
        const double before = view->rectOf({0, {1, 0}}).height();
        view->setPresentation(true);
        QVERIFY(view->rectOf({0, {1, 0}}).height() > before * 1.3);
    }

    void aNewerSnapshotKeepsSelectionAndZoom()
    {
        axis->setRange({20'000, 45'000});
        view->select(ShownSlice{0, {1, 1}});
        view->updateTrace(
            0, textTrace(
                   "host: launch[0,5)#1\ndefault stream: gemm[20,40)#1 add[40,60)#2 reduce[70,90)#3 gemm[95,300)#4"));
        QCOMPARE(view->selected(), std::optional(ShownSlice{0, {1, 1}}));
        QCOMPARE(axis->range(), (Interval{20'000, 45'000}));
        QCOMPARE(axis->extent().endNs, Ns(300'000));
    }

    void aSnapshotWithoutTheSelectedSliceClearsIt()
    {
        view->select(ShownSlice{0, {1, 2}});
        QSignalSpy cleared(view.get(), &TimelineView::selectionCleared);
        view->updateTrace(0, textTrace("host: launch[0,5)#1\ndefault stream: gemm[20,40)#1"));
        QVERIFY(!view->selected());
        QCOMPARE(cleared.count(), 1);
    }

    void showMeZoomsToTheEvidence()
    {
        view->reveal(0, {{1, 1}, {1, 2}});
        // [40, 90) µs with a twentieth of room on each side
        QCOMPARE(axis->range(), (Interval{37'500, 92'500}));
    }

    void showMeZoomsToATypicalStretchOfEvidenceThatIsFarApart()
    {
        QString text = QStringLiteral("s: ");
        for (int i = 0; i < 9; ++i)
            text += QStringLiteral("gemm[%1,%2) ").arg(1000 * i).arg(1000 * i + 10);
        view->setTimelines({timeline("far apart", qPrintable(text))});
        view->reveal(0, {{0, 8}, {0, 0}, {0, 2}, {0, 4}, {0, 6}});
        // The middle one starts at 4,000 µs: 50 µs before and after that, and a twentieth of room on each side.
        QCOMPARE(axis->range(), (Interval{3'945'000, 4'055'000}));
    }

    void showMeShowsWhatCameBeforeALongOperation()
    {
        QString text = QStringLiteral("s: ");
        for (int i = 0; i < 9; ++i)
            text += QStringLiteral("gemm[%1,%2) ").arg(1000 * i).arg(1000 * i + 350);
        view->setTimelines({timeline("far apart", qPrintable(text))});
        view->reveal(0, {{0, 8}, {0, 0}, {0, 2}, {0, 4}, {0, 6}});
        // From 50 µs before its start to its end at 4,350 µs, and a twentieth of that on each side.
        QCOMPARE(axis->range(), (Interval{3'930'000, 4'370'000}));
    }

    void thePlayheadMasksTheFuture()
    {
        view->setPlayheadNs(65'000);
        const QImage picture = view->viewport()->grab().toImage();
        const QPoint past = centre(0, 1, 1).toPoint(),
                     future = centre(0, 1, 2).toPoint() + QPoint(5, 0); // beside a line of the grid
        QVERIFY(contrast(picture.pixelColor(past), lightTheme().lane) > 1.5);
        QVERIFY(contrast(picture.pixelColor(future), lightTheme().lane) < 1.1);
        view->setPlayheadNs(std::nullopt);
        const QImage whole = view->viewport()->grab().toImage();
        QVERIFY(contrast(whole.pixelColor(future), lightTheme().lane) > 1.5);
    }

    void theGhostShowsWhereTheOldResultWas()
    {
        view->setGhost(0, textTrace("default stream: gemm[62,68)#1"));
        const QRectF lane = view->rectOf({0, {1, 0}});
        const double x =
            view->plotLeft() + 65'000.0 / double(axis->range().durationNs()) * (view->plotRight() - view->plotLeft());
        const QImage picture = view->viewport()->grab().toImage();
        QVERIFY(contrast(picture.pixelColor(int(x), int(lane.center().y())), lightTheme().lane) > 1.3);
        QVERIFY(!view->sliceAt({x, lane.center().y()})); // a ghost is no slice
    }

    void arrowsRunFromTheLaunchToTheKernel()
    {
        const QImage before = view->viewport()->grab().toImage();
        view->select(ShownSlice{0, {1, 2}});
        const QImage after = view->viewport()->grab().toImage();
        // Ground between the host's row and the stream's, on the arrow's way from x of launch 3 down to the kernel
        const QRectF launch = view->rectOf({0, {0, 2}}), kernel = view->rectOf({0, {1, 2}});
        int changed = 0;
        for (int x = int(launch.left()); x < int(kernel.left()) - 4; ++x) {
            for (int y = int(launch.bottom()) + 2; y < int(kernel.bottom()); ++y)
                changed += before.pixel(x, y) != after.pixel(x, y);
        }
        QVERIFY(changed > 30);
    }

    void theSchemeFollowsThePalette()
    {
        applyTheme(*qApp, ColourScheme::dark);
        const QImage picture = view->viewport()->grab().toImage();
        QCOMPARE(picture.pixelColor(picture.width() / 2, picture.height() - 4), darkTheme().surface);
    }

    void aDoublePixelRatioIsDrawnSharp()
    {
        view->setPixelRatio(2);
        QImage picture(view->viewport()->size() * 2, QImage::Format_ARGB32_Premultiplied);
        picture.setDevicePixelRatio(2);
        view->viewport()->render(&picture);
        const QRectF gemm = view->rectOf({0, {1, 0}});
        const int y = int(gemm.top() + 3) * 2; // above the label
        const QColor fill = lightTheme().kind(KindGroup::matrixProduct).fill;
        QCOMPARE(picture.pixelColor(int(std::ceil(gemm.left() * 2)) + 1, y), fill);
        QVERIFY(picture.pixelColor(int(std::floor(gemm.left() * 2)) - 1, y) != fill);
    }

    void axisEdgesAreToldToTheCharts()
    {
        QSignalSpy edges(view.get(), &TimelineView::plotEdgesChanged);
        view->resize(1100, 500);
        QVERIFY(edges.count() > 0);
        QCOMPARE(edges.last()[0].toInt(), view->plotLeft());
        QCOMPARE(edges.last()[1].toInt(), view->plotRight());
    }

    void foldedTimelinesStayFoldedWhenOthersCome()
    {
        view->setFolded(1, true);
        view->setTimelines({timeline("parallel", parallel), timeline("another", serial)});
        QVERIFY(view->isFolded(0));
        QVERIFY(!view->isFolded(1));
    }

    void slicesThatAreNotThereAreNotSelected()
    {
        view->select(ShownSlice{0, {1, 99}});
        view->select(ShownSlice{0, {99, 0}});
        view->select(ShownSlice{7, {0, 0}});
        view->select(ShownSlice{-1, {0, 0}});
        QVERIFY(!view->selected());
        const Interval before = axis->range();
        view->reveal(3, {{0, 0}});
        view->reveal(0, {{50, 0}});
        QCOMPARE(axis->range(), before);
    }

    void noTimelinesAreNoTrouble()
    {
        view->select(ShownSlice{0, {1, 1}});
        view->setTimelines({});
        view->viewport()->grab();
        wheel({400, 100}, 1);
        click({400, 100});
        key(Qt::Key_F);
        key(Qt::Key_Return);
        QVERIFY(!view->selected());
        Timeline empty;
        empty.title = "not run yet";
        view->setTimelines({empty});
        view->viewport()->grab();
        QVERIFY(view->selectedStretches().empty());
    }
};

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
