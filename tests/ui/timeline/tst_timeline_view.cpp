// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"
#include "ui/text_trace.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QtTest>

#include <random>

using namespace streamscope;
using namespace streamscope::ui;
using streamscope::test::textTrace;

namespace {

const char* const serial = "host: launch[0,5)#1 launch[5,10)#2 launch[10,15)#3 sync[15,100)\n"
                           "default stream: gemm[20,40)#1 add[40,60)#2 reduce[70,90)#3\n"
                           "1 > 2";
const char* const parallel = "host: launch[0,5)#1 launch[5,10)#2 sync[10,60)\n"
                             "s1: gemm[20,40)#1\n"
                             "s2: add[22,50)#2 copy[30,45)#3";

Timeline timeline(const QString& title, const char* text)
{
    Timeline t;
    t.title = title;
    t.trace = textTrace(text);
    return t;
}

} // namespace

/// A window with two timelines, and hands to use it.
class TestTimelineView : public QObject
{
    Q_OBJECT

    std::unique_ptr<TimeAxis> axis;
    std::unique_ptr<TimelineView> view;

    QPointF centre(int timeline, trace::TrackId track, std::uint32_t index)
    {
        return view->rectOf({timeline, {track, index}}).center();
    }

    void wheel(QPointF at, int notches, Qt::KeyboardModifiers modifiers = {}, ulong timestamp = 1000)
    {
        QWheelEvent event(at, view->viewport()->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        event.setTimestamp(timestamp);
        QCoreApplication::sendEvent(view->viewport(), &event);
    }

    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(view->viewport(), Qt::LeftButton, modifiers, from);
        for (const QPoint& at : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, at, view->viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                             modifiers);
            QCoreApplication::sendEvent(view->viewport(), &move);
        }
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, modifiers, to);
    }

    void click(QPointF at) { QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at.toPoint()); }
    void hover(QPointF at)
    {
        QMouseEvent move(QEvent::MouseMove, at, view->viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(view->viewport(), &move);
    }
    void key(int code, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view.get(), Qt::Key(code), modifiers); }
    double timeAt(double x) const
    {
        const Interval range = axis->range();
        return double(range.startNs) +
               (x - view->plotLeft()) / (view->plotRight() - view->plotLeft()) * double(range.durationNs());
    }

private slots:
    void init()
    {
        applyTheme(*qApp, ColourScheme::light);
        axis = std::make_unique<TimeAxis>();
        view = std::make_unique<TimelineView>(axis.get());
        view->resize(900, 500);
        view->setTimelines({timeline("serial", serial), timeline("parallel", parallel)});
        view->show();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
    }

    void cleanup()
    {
        view.reset();
        axis.reset();
    }

    void allOfTheTimeIsShownAtFirst()
    {
        QVERIFY(axis->range().startNs <= 0);
        QVERIFY(axis->range().endNs >= 100'000);
    }

    void theWheelZoomsAtThePointer()
    {
        const QPointF at(400, 100);
        const double before = timeAt(at.x()), span = double(axis->range().durationNs());
        wheel(at, 2);
        QVERIFY(double(axis->range().durationNs()) < span * 0.8);
        QVERIFY(std::abs(timeAt(at.x()) - before) < 2);
        wheel(at, -4);
        QVERIFY(double(axis->range().durationNs()) > span);
    }

    void oneTurnOfTheWheelIsOneStepBack()
    {
        const Interval before = axis->range();
        wheel({400, 100}, 1, {}, 1000);
        wheel({400, 100}, 1, {}, 1100);
        wheel({400, 100}, 1, {}, 1200);
        const Interval first = axis->range();
        wheel({400, 100}, 1, {}, 9000); // after a pause
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(axis->range(), first);
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(axis->range(), before);
    }

    void shiftWheelPans()
    {
        const Interval before = axis->range();
        wheel({400, 100}, 1, Qt::ShiftModifier);
        QCOMPARE(axis->range().durationNs(), before.durationNs());
        QVERIFY(axis->range().startNs < before.startNs);
    }

    void altWheelMakesRowsTaller()
    {
        const double before = view->rectOf({0, {1, 0}}).height();
        QWheelEvent event({400, 100}, view->viewport()->mapToGlobal(QPointF(400, 100)), {}, QPoint(480, 0),
                          Qt::NoButton, Qt::AltModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view->viewport(), &event);
        QVERIFY(view->rectOf({0, {1, 0}}).height() > before * 1.5);
    }

    void draggingPansByThePointersWay()
    {
        const double grabbed = timeAt(500);
        drag({500, 300}, {400, 300});
        QVERIFY(std::abs(timeAt(400) - grabbed) < 2);
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(std::abs(timeAt(500) - grabbed) < 2); // the whole drag is one step
    }

    void shiftDragSelectsAStretch()
    {
        QSignalSpy chosen(view.get(), &TimelineView::stretchSelected);
        const double from = timeAt(300), to = timeAt(600);
        drag({600, 300}, {300, 300}, Qt::ShiftModifier);
        QVERIFY(axis->selection());
        QVERIFY(std::abs(double(axis->selection()->startNs) - from) < 2);
        QVERIFY(std::abs(double(axis->selection()->endNs) - to) < 2);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(!view->measureText().isEmpty());
    }

    void aSelectedStretchIsSummedUp()
    {
        // serial, [30, 80) µs: gemm 10 + add 20 + reduce 10 = 40 µs, nothing twice; the host waits for all 50.
        axis->setSelection(Interval{30'000, 80'000});
        const auto sums = view->stretchSums();
        QCOMPARE(sums.size(), std::size_t(2));
        QCOMPARE(sums[0].operations, 3);
        QCOMPARE(sums[0].gpuBusyNs, Ns(40'000));
        QCOMPARE(sums[0].operationNs, Ns(40'000));
        QCOMPARE(sums[0].hostWaitingNs, Ns(50'000));
        // parallel: gemm 10, add 20, copy 15 = 45 µs of operations in [30, 50) = 20 µs of busy time
        QCOMPARE(sums[1].operations, 3);
        QCOMPARE(sums[1].operationNs, Ns(45'000));
        QCOMPARE(sums[1].gpuBusyNs, Ns(20'000));
    }

    void clickingASliceSelectsIt()
    {
        QSignalSpy selected(view.get(), &TimelineView::sliceSelected);
        click(centre(0, 1, 1));
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][0].toInt(), 0);
        QCOMPARE(selected[0][1].value<trace::SliceRef>(), (trace::SliceRef{1, 1}));
        QVERIFY(view->accessibleDescription().contains("add"));
    }

    void clickingEmptyGroundClearsTheSelection()
    {
        click(centre(0, 1, 1));
        QSignalSpy cleared(view.get(), &TimelineView::selectionCleared);
        click({centre(0, 1, 2).x() - 40 * 1.0, 480});
        QCOMPARE(cleared.count(), 1);
        QVERIFY(!view->selected());
    }

    void hoveringTellsTheSliceOnce()
    {
        QSignalSpy hovered(view.get(), &TimelineView::sliceHovered);
        QSignalSpy left(view.get(), &TimelineView::hoverLeft);
        hover(centre(1, 1, 0));
        hover(centre(1, 1, 0) + QPointF(1, 0));
        QCOMPARE(hovered.count(), 1);
        QCOMPARE(hovered[0][0].toInt(), 1);
        QVERIFY(axis->cursorNs());
        hover({centre(1, 1, 0).x(), 495});
        QCOMPARE(left.count(), 1);
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

    void doubleClickFitsTheSlice()
    {
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, centre(0, 1, 2).toPoint());
        // reduce is [70, 90) µs from the first launch at 0: shown with a quarter of room on each side
        QCOMPARE(axis->range(), (Interval{65'000, 95'000}));
    }

    void doubleClickOnEmptyGroundFitsAll()
    {
        axis->setRange({40'000, 41'000});
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, QPoint(500, 490));
        QVERIFY(axis->showsAll());
    }

    void wAndSZoomAndAAndDPan()
    {
        const Interval before = axis->range();
        key(Qt::Key_W);
        QVERIFY(axis->range().durationNs() < before.durationNs());
        key(Qt::Key_S);
        QVERIFY(std::abs(axis->range().durationNs() - before.durationNs()) < 5);
        key(Qt::Key_D);
        QVERIFY(axis->range().startNs > before.startNs);
        key(Qt::Key_A);
        key(Qt::Key_A);
        QVERIFY(axis->range().startNs < before.startNs);
    }

    void arrowsPanWithoutASelectionAndWalkWithOne()
    {
        const Interval before = axis->range();
        key(Qt::Key_Right);
        QVERIFY(axis->range().startNs > before.startNs);
        key(Qt::Key_Z, Qt::ControlModifier);
        view->select(ShownSlice{0, {1, 0}});
        key(Qt::Key_Right);
        QCOMPARE(view->selected(), std::optional(ShownSlice{0, {1, 1}}));
        key(Qt::Key_Left);
        QCOMPARE(view->selected(), std::optional(ShownSlice{0, {1, 0}}));
        QCOMPARE(axis->range(), before);
    }

    void upAndDownWalkFromRowToRow()
    {
        view->select(ShownSlice{0, {1, 0}});
        key(Qt::Key_Up);
        QCOMPARE(view->selected()->slice.track, trace::TrackId(0));
        key(Qt::Key_Down);
        key(Qt::Key_Down);
        QCOMPARE(view->selected()->timeline, 1); // past the head of the next timeline
    }

    void tabWalksAlongTheLaneAndThenLeaves()
    {
        view->setFocus();
        view->select(ShownSlice{0, {1, 0}});
        key(Qt::Key_Tab);
        key(Qt::Key_Tab);
        QCOMPARE(view->selected(), std::optional(ShownSlice{0, {1, 2}}));
        key(Qt::Key_Backtab);
        QCOMPARE(view->selected(), std::optional(ShownSlice{0, {1, 1}}));
    }

    void walkingToASliceOutOfSightBringsItIntoView()
    {
        axis->setRange({20'000, 45'000});
        view->select(ShownSlice{0, {1, 1}});
        key(Qt::Key_Right);
        QVERIFY(axis->range().startNs <= 70'000 && axis->range().endNs >= 90'000);
    }

    void fFindsByName()
    {
        key(Qt::Key_F);
        auto* field = view->findChild<QLineEdit*>();
        QVERIFY(field && field->isVisible());
        QTest::keyClicks(field, "ADD");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(view->selected(), std::optional(ShownSlice{0, {1, 1}}));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(view->selected(), std::optional(ShownSlice{1, {2, 0}}));
        QTest::keyClick(field, Qt::Key_Return); // round the corner
        QCOMPARE(view->selected(), std::optional(ShownSlice{0, {1, 1}}));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(view->selected(), std::optional(ShownSlice{1, {2, 0}}));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
    }

    void findingNothingChangesNothing()
    {
        key(Qt::Key_F);
        auto* field = view->findChild<QLineEdit*>();
        QTest::keyClicks(field, "no such kernel");
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!view->selected());
    }

    void aFoundSliceInAFoldedTimelineIsUnfolded()
    {
        view->setFolded(1, true);
        key(Qt::Key_F);
        auto* field = view->findChild<QLineEdit*>();
        QTest::keyClicks(field, "copy");
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!view->isFolded(1));
    }

    void mMeasuresBetweenEdgesWithSnapping()
    {
        QSignalSpy measured(view.get(), &TimelineView::measured);
        const QRectF gemm = view->rectOf({0, {1, 0}}), reduce = view->rectOf({0, {1, 2}});
        key(Qt::Key_M);
        click({gemm.right() + 3, gemm.center().y()}); // near the end of gemm at 40 µs
        hover(reduce.center());
        click({reduce.left() - 4, reduce.center().y()}); // near the start of reduce at 70 µs
        QCOMPARE(measured.count(), 1);
        QCOMPARE(view->measureText(), QString("30 µs"));
        QVERIFY(!view->selected()); // the clicks measured and chose nothing
    }

    void escapeClearsEverythingMarked()
    {
        view->select(ShownSlice{0, {1, 0}});
        axis->setSelection(Interval{0, 10});
        key(Qt::Key_M);
        key(Qt::Key_Escape);
        QVERIFY(!view->selected());
        QVERIFY(!axis->selection());
        QVERIFY(view->measureText().isEmpty());
        click(centre(0, 1, 1)); // measuring is over: a click selects again
        QVERIFY(view->selected());
    }

    void clickingAHeadFoldsItsTimeline()
    {
        const QRectF before = view->rectOf({1, {1, 0}});
        QSignalSpy folded(view.get(), &TimelineView::foldedChanged);
        click({60, view->rectOf({0, {0, 0}}).top() - 20});
        QVERIFY(view->isFolded(0));
        QCOMPARE(folded.count(), 1);
        QVERIFY(view->rectOf({0, {1, 0}}).isEmpty());
        QVERIFY(view->rectOf({1, {1, 0}}).top() < before.top());
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

    void theMenuOffersWhatTheMouseCanDo()
    {
        QMenu* shown = nullptr;
        connect(view.get(), &TimelineView::menuAboutToShow, this, [&](QMenu* menu, std::optional<ShownSlice> slice) {
            shown = menu;
            QCOMPARE(slice, std::optional(ShownSlice{0, {1, 1}}));
        });
        const QPoint at = centre(0, 1, 1).toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(view->viewport(), &event);
        QVERIFY(shown);
        const auto actions = shown->actions();
        const auto hide = std::find_if(actions.begin(), actions.end(),
                                       [](QAction* a) { return a->text().contains("default stream"); });
        QVERIFY(hide != actions.end());
        (*hide)->trigger();
        QVERIFY(view->rectOf({0, {1, 1}}).isEmpty());
        shown->close();
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

    void anyHandsAtAllLeaveItWhole()
    {
        // Keys, clicks, drags and wheels in any order: the axis stays sound and every frame is drawn.
        const int keys[] = {Qt::Key_W,     Qt::Key_S,      Qt::Key_A,    Qt::Key_D, Qt::Key_Left,
                            Qt::Key_Right, Qt::Key_Up,     Qt::Key_Down, Qt::Key_M, Qt::Key_Escape,
                            Qt::Key_Home,  Qt::Key_Return, Qt::Key_Tab,  Qt::Key_N};
        std::mt19937 random(5);
        for (int i = 0; i < 400; ++i) {
            const QPoint a(int(random() % 900), int(random() % 500)), b(int(random() % 900), int(random() % 500));
            switch (random() % 7) {
            case 0:
                click(a);
                break;
            case 1:
                drag(a, b, random() % 2 ? Qt::ShiftModifier : Qt::NoModifier);
                break;
            case 2:
                wheel(a, int(random() % 21) - 10, {}, i * 1000ul);
                break;
            case 3:
                hover(a);
                break;
            case 4:
                QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, a);
                break;
            case 5:
                view->updateTrace(int(random() % 2), textTrace(random() % 2 ? serial : parallel));
                break;
            default:
                key(keys[random() % std::size(keys)]);
                break;
            }
            QVERIFY(axis->range().durationNs() > 0);
            if (i % 20 == 0)
                QVERIFY(!view->viewport()->grab().isNull());
        }
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
        QVERIFY(view->stretchSums().empty());
    }
};

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
