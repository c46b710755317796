// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "language/language.h"
#include "ui/warnings.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace streamscope;
using namespace streamscope::ui;

/// The loop button where a runner does the work; the runner's GPU is the model.
class TestLoop : public QObject
{
    Q_OBJECT

    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<MainWindow> m_window;

    Bench& bench() { return m_window->bench(); }

private slots:
    void init()
    {
        test::failOnWarnings();
        setLanguage(QStringLiteral("en"));
        qputenv("STREAMSCOPE_REMOTE_RUNNER", qgetenv("STREAMSCOPE_RUNNER"));
        m_preferences = std::make_unique<Preferences>(false);
        m_window = std::make_unique<MainWindow>(m_preferences.get());
        m_window->resize(1280, 720);
        QVERIFY(bench().openExperiment("dcka"));
        QVERIFY(bench().runNow());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->settle();
        session::Target target;
        target.via = "env A=b"; // elsewhere, as far as the window knows
        bench().setTarget(target);
    }

    void cleanup() { m_window.reset(); }

    void itRunsTheLayoutInFocusUntilItIsSwitchedOff()
    {
        m_window->actions().loop->setChecked(true);
        m_window->actions().run->trigger();
        QTRY_VERIFY(bench().isLooping());
        const std::size_t focus = bench().focus();
        const trace::TracePointer before = bench().lanes().at(focus).trace;
        QSignalSpy changed(&bench(), &Bench::tracesChanged);
        QTRY_VERIFY(changed.size() >= 3);
        QVERIFY(bench().isLooping());
        const Lane& lane = bench().lanes().at(focus);
        QVERIFY(lane.trace != before);
        QCOMPARE(lane.trace->sliceCount(), before->sliceCount()); // a whole round
        QVERIFY(lane.makespanNs > 0);

        m_window->actions().loop->setChecked(false);
        m_window->settle();
        QVERIFY(!bench().isRunning());
        QVERIFY(bench().lanes().at(focus).makespanNs > 0); // what had arrived is kept
    }

    void aSliderReachesTheRoundsWhileTheyGoOn()
    {
        m_window->actions().loop->setChecked(true);
        m_window->actions().run->trigger();
        QTRY_VERIFY(bench().isLooping());
        const std::size_t focus = bench().focus();
        const Ns before = bench().lanes().at(focus).trace->info().makespanNs;
        bench().setValue("samples", 4096, true);
        QTRY_VERIFY(bench().lanes().at(focus).trace->info().makespanNs > 2 * before);
        QVERIFY(bench().isLooping());
        m_window->actions().stop->trigger();
        m_window->settle();
        QVERIFY(!bench().isRunning());
    }
};

QTEST_MAIN(TestLoop)
#include "tst_loop.moc"
