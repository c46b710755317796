// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/window_under_test.h"

#include <QDockWidget>

using namespace streamscope;
using namespace streamscope::ui;

/// The window in the hands of someone without a mouse.
class TestKeyboard : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

    /// What has the focus after each press, until it comes round.
    QStringList passed(Qt::Key key)
    {
        QStringList names;
        const QWidget* first = m_window->focusWidget();
        for (int press = 0; press < 200; ++press) {
            names += m_window->focusWidget()->objectName();
            QTest::keyClick(m_window->focusWidget(), key);
            if (m_window->focusWidget() == first)
                break;
        }
        return names;
    }

private slots:
    void init()
    {
        openWindow();
        QApplication::setActiveWindow(m_window.get());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { closeWindow(); }

    void tabPassesWhatIsSeenFromTheLeftToTheRightAndFromTheTopDown()
    {
        child<QWidget>("menuButton")->setFocus();
        const QStringList forwards = passed(Qt::Key_Tab);
        QStringList found;
        const QStringList expected{
            "menuButton",  "deviceBox",     "runButton",      "experimentButton", "editButton",          "branch-A",
            "branch-C",    "layout-serial", "layout-streams", "addLayoutButton",  "parameter-kernel_us", "timelines",
            "moreFindings"};
        for (const QString& name : forwards)
            if (expected.contains(name) && !found.contains(name))
                found += name;
        QCOMPARE(found, expected);
    }

    void cardsThatComeLaterStandWhereTheyAreSeen()
    {
        open("dcka");
        child<QWidget>("editButton")->setFocus();
        const QStringList names = passed(Qt::Key_Tab);
        QVERIFY(names.indexOf("branch-dcka_mlp") >= 0);
        QVERIFY(names.indexOf("branch-dcka_mlp") < names.indexOf("branch-dcka_resnet"));
        QVERIFY(names.indexOf("branch-dcka_resnet") < names.indexOf("layout-serial"));
        QVERIFY(names.indexOf("layout-graph-streams") < names.indexOf("parameter-samples"));
    }

    void theEditorIsReachedAndLeftAgain()
    {
        child<QDockWidget>("editorDock")->toggleViewAction()->trigger();
        m_window->settle();
        child<QWidget>("menuButton")->setFocus();
        const auto* editor = child<QDockWidget>("editorDock");
        int inside = 0, presses = 0;
        do {
            QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
            inside += editor->isAncestorOf(m_window->focusWidget());
        } while (m_window->focusWidget()->objectName() != "menuButton" && ++presses < 200);
        QVERIFY(presses < 200);
        QVERIFY(inside > 5);
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
