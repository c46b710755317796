// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/support_timeline_hands.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>

#include <random>

using namespace streamscope;
using namespace streamscope::ui;
using namespace streamscope::ui::test;

/// Mouse and keyboard.
class TestTimelineViewInput : public QObject, private TimelineHands
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }

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

    void rowsAreFilteredAsOneTypesAndComeBackOnEscape()
    {
        view->filterRows();
        auto* field = view->findChild<QLineEdit*>();
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, "S2");
        QVERIFY(view->rectOf({1, {1, 0}}).isEmpty());
        QVERIFY(!view->rectOf({1, {2, 0}}).isEmpty());
        QTest::keyClick(field, Qt::Key_Return); // there is nothing to jump to
        QVERIFY(!view->selected());
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QVERIFY(!view->rectOf({1, {1, 0}}).isEmpty());
        view->find(); // of slices again: all rows stay
        QTest::keyClicks(field, "add");
        QVERIFY(!view->rectOf({1, {1, 0}}).isEmpty());
    }

    void ctrlAndWheelZoomsShiftAndWheelPans()
    {
        const Interval all = axis->range();
        wheel({450, 200}, 1, Qt::ControlModifier);
        QVERIFY(axis->range().durationNs() < all.durationNs());
        const Interval before = axis->range();
        wheel({450, 200}, -1, Qt::ShiftModifier, 5000);
        QCOMPARE(axis->range().durationNs(), before.durationNs());
        QVERIFY(axis->range().startNs > before.startNs);
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
};

QTEST_MAIN(TestTimelineViewInput)
#include "tst_timeline_view_input.moc"
