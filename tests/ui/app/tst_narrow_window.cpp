// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/top_bar.h"
#include "compare/verdict_header.h"
#include "findings/findings_panel.h"
#include "ui/app/window_under_test.h"

#include <QComboBox>
#include <QDockWidget>
#include <QScreen>
#include <QSplitter>
#include <QToolBar>
#include <QToolButton>

using namespace streamscope;
using namespace streamscope::ui;

/// Where there is no room for everything, the timelines have it.
class TestNarrowWindow : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

    bool isShown(const char* dock) const { return child<QDockWidget>(dock)->isVisible(); }

    void resizeTo(int width, int height)
    {
        m_window->resize(width, height);
        m_window->settle();
    }

private slots:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void panelsFoldWhenTheWindowGetsNarrowAndComeBack()
    {
        QVERIFY(isShown("experimentDock") && isShown("findingsDock"));
        resizeTo(800, 600);
        QVERIFY(isShown("experimentDock") && !isShown("findingsDock"));
        resizeTo(500, 600);
        QVERIFY(!isShown("experimentDock") && !isShown("findingsDock"));
        resizeTo(1280, 720);
        QVERIFY(isShown("experimentDock") && isShown("findingsDock"));
    }

    void whatTheUserFoldsStaysFoldedAndWhatTheUserOpensStaysOpen()
    {
        child<QDockWidget>("experimentDock")->toggleViewAction()->trigger();
        resizeTo(500, 600);
        child<QDockWidget>("findingsDock")->toggleViewAction()->trigger();
        resizeTo(490, 600);
        QVERIFY(isShown("findingsDock"));
        resizeTo(1280, 720);
        QVERIFY(isShown("findingsDock"));
        QVERIFY(!isShown("experimentDock"));
    }

    void aButtonBringsAFoldedPanelBack()
    {
        auto* button = child<QToolButton>("panel-right");
        QVERIFY(!button->isVisible());
        resizeTo(800, 600);
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(isShown("findingsDock"));
        QVERIFY(!isShown("experimentDock")); // there is room for one
        QTRY_VERIFY(!button->isVisible());
    }

    void aTitleThatIsCutHasRoom()
    {
        auto* bar = m_window->findChild<TopBar*>();
        const QString title(80, QLatin1Char('W'));
        bar->setTitle(title);
        for (int width = 1240; width < 1280; ++width) { // where it is cut, some of the room stays empty
            m_window->resize(width, 720);
            QTest::qWait(0);
            QVERIFY2(bar->sizeHint().width() <= bar->width(), qPrintable(QString::number(width)));
        }
    }

    void theToolBarHoldsAllThatItShows_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("presented");
        for (const int width : {800, 1024, 1280, 1920})
            for (const bool presented : {false, true})
                QTest::addRow("%d %s", width, presented ? "presented" : "ordinary") << width << presented;
    }

    void theToolBarHoldsAllThatItShows()
    {
        QFETCH(int, width);
        QFETCH(bool, presented);
        open("dcka");
        if (presented)
            m_window->actions().presentation->trigger();
        resizeTo(width, 720);
        const QRect bar = child<QToolBar>("topBar")->rect();
        for (const char* name : {"menuButton", "runButton", "stopButton", "playButton", "experimentButton"}) {
            const auto* button = child<QToolButton>(name);
            QVERIFY2(button->isVisible() && bar.contains(button->geometry()), name);
            QVERIFY2(button->width() >= button->minimumSizeHint().width(), name);
        }
        if (presented)
            m_window->actions().presentation->trigger();
    }

    void aNameWithoutAnEndWidensNothing()
    {
        const QString endless(4000, QLatin1Char('x'));
        child<VerdictHeader>()->setVerdict(endless, endless, endless);
        child<MessageBar>("messageBar")->showProblem(endless);
        analysis::Finding finding;
        finding.certainty = analysis::Certainty::proved;
        finding.title = {"analysis.cause-2-launch-bound", {}};
        finding.explanation = {"analysis.headline-2-launch-bound-elsewhere",
                               {"1 ms", "2 ms", "1 ms", endless.toStdString()}};
        analysis::Explanation explanation;
        explanation.findings = {finding};
        child<FindingsPanel>()->show(&explanation, endless);
        QTest::qWait(0);
        QVERIFY2(m_window->minimumSizeHint().width() <= 800, // a small window's
                 qPrintable(QString::number(m_window->minimumSizeHint().width())));
        QCOMPARE(message(), endless); // what is said is whole
        QVERIFY(child<FindingsPanel>()->minimumSizeHint().width() < 400);
    }

    void whereThereIsRoomForOneTheTimelinesHaveIt()
    {
        resizeTo(900, 600);
        const auto chartsHeight = [this] { return child<QSplitter>("splitter")->sizes().at(1); };
        QVERIFY(chartsHeight() > 0);
        child<QDockWidget>("editorDock")->toggleViewAction()->trigger();
        m_window->resize(900, 480);
        m_window->settle();
        QTRY_COMPARE(chartsHeight(), 0);
        QVERIFY(m_window->timelines().height() > 60);
        child<QDockWidget>("editorDock")->close();
        QTRY_VERIFY(chartsHeight() > 0);
    }

    void aWindowLargerThanTheScreenFillsIt()
    {
        const QSize room = m_window->screen()->availableSize();
        m_window->hide();
        m_window->resize(room + QSize(100, 0));
        m_window->showWithinScreen();
        QVERIFY(m_window->isMaximized());
        QVERIFY(m_window->width() <= room.width());
        m_window->showNormal();
        m_window->hide();
        m_window->resize(room - QSize(0, 100));
        m_window->showWithinScreen();
        QVERIFY(!m_window->isMaximized());
    }

    void aSmallPresentationKeepsTheTimelinesLarge()
    {
        m_window->actions().presentation->trigger();
        resizeTo(800, 600);
        // The lanes have most of the width, and more of the height than the sentence above them.
        const auto& view = m_window->timelines();
        QVERIFY(view.plotRight() - view.plotLeft() > 400);
        QVERIFY(view.height() > 200);
        // Of the device only the maker is missing.
        const auto* devices = child<QComboBox>("deviceBox");
        const int arrow = devices->height(), name = devices->fontMetrics().horizontalAdvance("H200 · simulated");
        QVERIFY2(devices->width() - arrow >= name, qPrintable(QString::number(devices->width())));
        m_window->actions().presentation->trigger();
    }
};

QTEST_MAIN(TestNarrowWindow)
#include "tst_narrow_window.moc"
