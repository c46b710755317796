// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/layout_list.h"
#include "compare/verdict_header.h"
#include "findings/inspector.h"
#include "timeline/time_axis.h"
#include "ui/app/window_under_test.h"

#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>

using namespace streamscope;
using namespace streamscope::ui;

/// The window as its user meets it: what is drawn, clicked and chosen.
class TestMainWindow : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

private slots:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void theFirstStartShowsThreeKernelsAlreadyRun()
    {
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(2));
        QVERIFY(lane(0).trace && lane(1).trace);
        // Three kernels of 100 µs: one behind the other at least 300 µs, side by side less than 200.
        QVERIFY(lane(0).makespanNs >= 300'000);
        QVERIFY(lane(1).makespanNs < 200'000);
        QVERIFY(!child<VerdictHeader>()->headline().isEmpty());
    }

    void aClickOnALayoutHidesAndShowsItsTimeline()
    {
        auto* row = child<LayoutRowWidget>("layout-streams");
        QTest::mouseClick(row, Qt::LeftButton);
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(1));
        row->setFocus();
        QTest::keyClick(row, Qt::Key_Space);
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(2));
    }

    void runPlaysInSlowMotionAndStopEndsIt()
    {
        QSignalSpy moved(&m_window->player(), &Player::moved);
        m_window->actions().run->trigger();
        QVERIFY(moved.wait());
        QVERIFY(m_window->player().isPlaying());
        QVERIFY(m_window->timelines().playheadNs().has_value());
        m_window->actions().play->trigger();
        QVERIFY(!m_window->player().isPlaying());
        const auto at = *m_window->timelines().playheadNs();
        m_window->actions().stepForward->trigger();
        QVERIFY(*m_window->timelines().playheadNs() > at);
        m_window->actions().stop->trigger();
        QVERIFY(!m_window->timelines().playheadNs().has_value());
    }

    void layoutsOfDckaAreChosenAsItsStoryNeedsThem()
    {
        open("dcka");
        // serial, streams and graph-streams; graph-serial keeps its time in the list.
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(3));
        QVERIFY(!lane(2).shown);
        QVERIFY(lane(2).makespanNs > 0);
        QVERIFY(m_window->bench().explanation());
        QVERIFY(!m_window->bench().explanation()->findings.empty());
    }

    void aLongTitleHasTwoLines()
    {
        auto* row = child<LayoutRowWidget>("layout-streams");
        const int before = row->height();
        LayoutRow longer = row->row();
        longer.title = QStringLiteral("A stream for each chunk, submitted breadth-first");
        row->setRow(longer, false);
        QTRY_VERIFY(row->height() > before);
        longer.title = QStringLiteral("short");
        row->setRow(longer, false);
        QTRY_COMPARE(row->height(), before);
    }

    void aSelectedSliceIsDescribed()
    {
        const auto& trace = *lane(0).trace;
        for (std::size_t t = 0; t < trace.tracks().size(); ++t)
            if (trace.tracks()[t].info.kind == trace::TrackKind::stream)
                m_window->timelines().select(ShownSlice{0, {trace::TrackId(t), 0}});
        emit m_window->timelines().sliceSelected(0, m_window->timelines().selected()->slice);
        const QString text = child<Inspector>()->text();
        QVERIFY2(text.contains("kernel A"), qPrintable(text));
        QVERIFY(text.contains("16"));
    }

    void theLanguageChangesWhileRunning()
    {
        m_window->actions().chinese->trigger();
        m_window->settle();
        QCOMPARE(m_window->actions().run->text(), QStringLiteral("运行"));
        QCOMPARE(child<QDockWidget>("findingsDock")->windowTitle(), QStringLiteral("发生了什么"));
        QCOMPARE(m_window->timelines().timelines()[0].title, QStringLiteral("一个流"));
        m_window->actions().english->trigger();
        m_window->settle();
        QCOMPARE(m_window->actions().run->text(), QStringLiteral("Run"));
        QCOMPARE(m_window->timelines().timelines()[0].title, QStringLiteral("One stream"));
    }

    void whatIsFoldedHiddenAndChosenOutlivesTheLanguage()
    {
        auto& view = m_window->timelines();
        const ShownSlice chosen{1, {0, 0}};
        view.setFolded(0, true);
        view.setRowHidden(1, 1, true);
        view.select(chosen);
        const int height = view.fullHeight(view.width());
        m_window->actions().chinese->trigger();
        m_window->settle();
        QVERIFY(view.isFolded(0) && !view.isFolded(1));
        QCOMPARE(view.selected(), std::optional(chosen));
        QVERIFY(!child<Inspector>()->isEmpty());
        QCOMPARE(view.accessibleDescription().isEmpty(), false);
        view.setRowHidden(1, 1, false);
        QVERIFY(view.fullHeight(view.width()) > height); // it was hidden until now
        // Another experiment has a layout of the same name, and nothing folded.
        open("dcka");
        for (int i = 0; i < int(view.timelines().size()); ++i)
            QVERIFY(!view.isFolded(i));
    }

    void aTimelineThatIsHiddenLeavesTheChoiceInTheOther()
    {
        auto& view = m_window->timelines();
        view.select(ShownSlice{1, {0, 0}});
        m_window->bench().setShown(m_window->bench().lanes()[0].key, false);
        QCOMPARE(view.selected(), std::optional(ShownSlice{0, {0, 0}}));
        m_window->bench().setShown(m_window->bench().lanes()[1].key, false);
        QVERIFY(!view.selected());
    }

    void theThemeChangesWhileRunning()
    {
        m_window->actions().themeDark->trigger();
        QVERIFY(m_window->grab().toImage().pixelColor(4, 300).lightnessF() < 0.3);
        m_window->actions().themeLight->trigger();
        QVERIFY(m_window->grab().toImage().pixelColor(4, 300).lightnessF() > 0.8);
    }

    void themeTypeSizeAndLanguageChangeInARowWithEveryPanelOpen()
    {
        for (const char* dock : {"editorDock", "tableDock"})
            child<QDockWidget>(dock)->show();
        Actions& actions = m_window->actions();
        for (int round = 0; round < 3; ++round)
            for (QAction* action : {actions.themeDark, actions.presentation, actions.chinese, actions.themeLight,
                                    actions.presentation, actions.english, actions.themeDark, actions.themeLight})
                action->trigger();
        m_window->settle();
        QCOMPARE(actions.run->text(), QStringLiteral("Run"));
        QVERIFY(!m_preferences->presentation());
    }

    void everyActionHasANameAndAShortcutIsGivenOnce()
    {
        QSet<QString> taken;
        for (QAction* action : m_window->findChildren<QAction*>()) {
            if (action->isSeparator() || action->objectName().isEmpty() || action->objectName().startsWith("qt_"))
                continue;
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            const QString keys = action->shortcut().toString();
            QVERIFY2(keys.isEmpty() || !taken.contains(keys), qPrintable(keys));
            taken += keys;
        }
        QVERIFY(taken.contains("F5"));
    }

    void everyExperimentOfTheMenuOpens()
    {
        emit m_window->actions().experiments->aboutToShow();
        const auto entries = m_window->actions().experiments->actions();
        int opened = 0;
        for (QAction* entry : entries) {
            if (!entry->objectName().startsWith("experiment-"))
                continue;
            const QString name = entry->objectName().mid(11);
            open(qPrintable(name));
            QVERIFY2(message().isEmpty(), qPrintable(name + ": " + message()));
            QVERIFY2(lane(0).trace != nullptr, qPrintable(name));
            ++opened;
        }
        QCOMPARE(opened, int(workload::Experiment::builtInNames().size()));
    }

    void anUnavailableRunnerIsToldOfAndTheWindowGoesOn()
    {
        const QByteArray runner = qgetenv("STREAMSCOPE_RUNNER");
        qputenv("STREAMSCOPE_RUNNER", "/nonexistent/streamscope-cli");
        session::Target target;
        target.kind = session::Target::Kind::cuda;
        m_window->bench().setTarget(target);
        m_window->actions().run->trigger();
        m_window->settle();
        QVERIFY(!message().isEmpty());
        qputenv("STREAMSCOPE_RUNNER", runner);
        m_window->bench().setTarget({});
        m_window->settle();
        QVERIFY(lane(0).trace);
    }

    void aSelectedStretchIsSummedUpBesideThePicture()
    {
        auto& view = m_window->timelines();
        view.axis()->setSelection(Interval{0, 1'000'000}); // all of both layouts
        emit view.stretchSelected();
        QTRY_VERIFY(child<Inspector>()->text().contains("stretch")); // summed up elsewhere
        const QString text = child<Inspector>()->text();
        QVERIFY2(text.contains("stretch\t1 ms"), qPrintable(text));
        QCOMPARE(text.count("operations\t3"), 2); // three kernels each
        QVERIFY2(text.contains(lane(0).title) && text.contains(lane(1).title), qPrintable(text));
        view.clearMarks();
        QVERIFY(child<Inspector>()->isEmpty());
    }

    void whatIsSelectedComesIntoView()
    {
        auto* inspector = child<Inspector>();
        const auto isSeen = [&] { return !inspector->visibleRegion().isEmpty(); };
        const auto isWhole = [&] { return inspector->visibleRegion().boundingRect().height() == inspector->height(); };
        m_window->resize(1280, 500);
        QTRY_VERIFY(!isSeen()); // the findings alone fill the panel
        m_window->timelines().select(ShownSlice{0, {0, 0}});
        QTRY_VERIFY(isSeen() && isWhole());
    }

    void theHintOfTheSelectionIsNeverDrawnTwice()
    {
        auto* inspector = m_window->findChild<Inspector*>();
        inspector->clear();
        inspector->clear();
        QApplication::sendPostedEvents(); // layouts show what is new; what is old is deleted only by an event loop
        int shown = 0;
        for (const QLabel* label : inspector->findChildren<QLabel*>())
            shown += !label->isHidden();
        QCOMPARE(shown, 1);
    }

    void theHelpPageNamesEveryShortcutOfTheMenus()
    {
        m_window->actions().helpPage->trigger();
        QStringList names;
        for (const auto& line : m_window->actions().help())
            names += line.name;
        for (const char* expected : {"Run", "Fit", "Measure", "Export a picture…", "Presentation mode"})
            QVERIFY2(names.contains(QString::fromUtf8(expected)), expected);
    }

    void textsWithoutTheirMenuKeysHaveNoTraceOfThem()
    {
        m_window->actions().chinese->trigger();
        m_window->settle();
        QStringList names;
        for (const auto& line : m_window->actions().help())
            names += line.name + line.menu;
        QVERIFY(names.join(QString()).contains(QStringLiteral("打开")));
        QVERIFY2(!names.join(QString()).contains(QLatin1Char('(')), qPrintable(names.join(u' ')));
        QCOMPARE(m_window->actions().run->toolTip(), QStringLiteral("运行 (F5)"));
        m_window->actions().english->trigger();
    }

    void recordingsOfOneExperimentAreToldApartByWhatDiffers()
    {
        emit m_window->actions().experiments->aboutToShow();
        QStringList recorded;
        for (const QAction* action : m_window->actions().experiments->actions())
            if (action->text().contains("(recorded)"))
                recorded += action->text();
        QVERIFY2(recorded.filter("Three dCKA calls").filter("· Samples 2048").size() == 1,
                 qPrintable(recorded.join('\n')));
        QVERIFY(recorded.filter("=").isEmpty());
    }

    void aPanelThatIsOpenedStandsBeforeTheOneItSharesItsPlaceWith()
    {
        auto* editor = child<QDockWidget>("editorDock");
        auto* table = child<QDockWidget>("tableDock");
        editor->toggleViewAction()->trigger();
        table->toggleViewAction()->trigger();
        QTRY_VERIFY(m_window->rect().contains(table->geometry())); // what stands behind lies outside
        editor->close();
        editor->toggleViewAction()->trigger();
        QTRY_VERIFY(m_window->rect().contains(editor->geometry()));
    }

    void panelsFoldAndComeBack()
    {
        auto* dock = child<QDockWidget>("findingsDock");
        dock->close();
        QVERIFY(!dock->isVisible());
        dock->toggleViewAction()->trigger();
        QVERIFY(dock->isVisible());
    }

    void presentationModeEnlargesTheType()
    {
        const int before = QFontMetrics(m_window->font()).height();
        m_window->actions().presentation->trigger();
        QVERIFY(QFontMetrics(m_window->font()).height() > before);
        QVERIFY(m_window->timelines().presentation());
        m_window->actions().presentation->trigger();
        QCOMPARE(QFontMetrics(m_window->font()).height(), before);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
