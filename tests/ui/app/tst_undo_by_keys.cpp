// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/experiment_document.h"
#include "editor/outline_editor.h"
#include "ui/app/window_under_test.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QSlider>
#include <QToolButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

using namespace streamscope;
using namespace streamscope::ui;

/// Changes made in the editor, taken back and made again by keys, wherever the focus was left.
class TestUndoByKeys : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

    using Change = void (TestUndoByKeys::*)();

private slots:
    void init()
    {
        openWindow();
        QApplication::setActiveWindow(m_window.get());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        child<QDockWidget>("editorDock")->toggleViewAction()->trigger();
        m_window->settle();
    }
    void cleanup() { closeWindow(); }

    void everyKindOfChangeIsTakenBackAndMadeAgain_data()
    {
        QTest::addColumn<Change>("change");
        QTest::newRow("a stream is added") << &TestUndoByKeys::addStream;
        QTest::newRow("a stream is removed") << &TestUndoByKeys::removeStream;
        QTest::newRow("a stream gets a priority") << &TestUndoByKeys::setPriority;
        QTest::newRow("a branch runs on another stream") << &TestUndoByKeys::moveBranch;
        QTest::newRow("an operation is added") << &TestUndoByKeys::addOperation;
        QTest::newRow("an operation is removed") << &TestUndoByKeys::removeOperation;
        QTest::newRow("an operation's field is typed") << &TestUndoByKeys::typeField;
        QTest::newRow("a parameter is moved") << &TestUndoByKeys::moveParameter;
        QTest::newRow("a layout is launched as a graph") << &TestUndoByKeys::launchAsGraph;
        QTest::newRow("a branch is added") << &TestUndoByKeys::addBranch;
    }

    void everyKindOfChangeIsTakenBackAndMadeAgain()
    {
        QFETCH(Change, change);
        const std::string before = document();
        (this->*change)();
        m_window->settle();
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        const std::string after = document();
        const std::vector<Ns> took = times();
        QVERIFY(after != before);
        QVERIFY(m_window->isWindowModified());
        for (int round = 0; round < 2; ++round) {
            press(Qt::Key_Z, Qt::ControlModifier);
            QCOMPARE(document(), before);
            QVERIFY(!m_window->isWindowModified());
            press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(document(), after);
            QCOMPARE(times(), took);
        }
    }

    void whatIsTypedAndNotYetMeantIsTakenBackFirst()
    {
        const std::string before = document();
        addOperation();
        const std::string after = document();
        select("workTree", "#/branches/0/operations/0");
        auto* line = field<QLineEdit>("workTree");
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, "7");
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(document(), after);
        QVERIFY(line->text() != "7");
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(document(), before);
    }

private:
    std::string document() const { return m_window->bench().document().experiment().dump(); }
    std::vector<Ns> times() const
    {
        std::vector<Ns> times;
        for (const Lane& each : m_window->bench().lanes())
            times.push_back(each.makespanNs);
        return times;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QWidget* focus = m_window->focusWidget();
        QTest::keyClick(focus ? focus : m_window.get(), key, modifiers);
        m_window->settle();
    }
    /// The item of that place in the document, as the arrow keys would have it.
    void select(const char* tree, const QString& place)
    {
        auto* view = child<QTreeWidget>(tree);
        for (QTreeWidgetItemIterator it(view); *it; ++it)
            if ((*it)->data(0, OutlineEditor::placeRole).toString() == place) {
                view->setFocus();
                view->setCurrentItem(*it);
                QCoreApplication::processEvents();
                return;
            }
        QFAIL(qPrintable(place));
    }
    /// In the form of that tree; any where no name is given.
    template <class T>
    T* field(const char* tree, const char* name = nullptr) const
    {
        const QString form = QString(tree).replace("Tree", "Form");
        for (T* each : child<QWidget>(qPrintable(form))->findChildren<T*>())
            if (each->isVisible() && (!name || each->objectName() == QLatin1String(name)))
                return each;
        return nullptr;
    }
    void add(const char* button, const char* what)
    {
        QMenu* menu = child<QToolButton>(button)->menu();
        emit menu->aboutToShow();
        auto* action = menu->findChild<QAction*>(QStringLiteral("add-") + QLatin1String(what));
        QVERIFY(action && action->isEnabled());
        child<QToolButton>(button)->setFocus();
        action->trigger();
        m_window->settle();
    }
    void removeBy(const char* button)
    {
        child<QToolButton>(button)->setFocus();
        QTest::keyClick(child<QToolButton>(button), Qt::Key_Space);
    }
    void type(QLineEdit* line, const char* value)
    {
        QVERIFY(line);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, value);
        QTest::keyClick(line, Qt::Key_Return);
    }
    /// By the arrow keys, one entry on.
    void chooseNext(QComboBox* box)
    {
        QVERIFY(box);
        box->setFocus();
        QTest::keyClick(box, box->currentIndex() + 1 < box->count() ? Qt::Key_Down : Qt::Key_Up);
    }

    void addStream()
    {
        select("streamTree", "#/layouts/0/streams/0");
        add("streamAdd", "stream");
    }
    void removeStream()
    {
        showStreams();
        select("streamTree", "#/layouts/1/streams/0#2");
        removeBy("streamRemove");
    }
    void setPriority()
    {
        select("streamTree", "#/layouts/0/streams/0");
        type(field<QLineEdit>("streamTree", "field-priority"), "-2");
    }
    void moveBranch()
    {
        showStreams();
        select("streamTree", "#/branches/1#1");
        chooseNext(field<QComboBox>("streamTree", "field-runsOn"));
    }
    void addOperation()
    {
        select("workTree", "#/branches/0");
        add("workAdd", "memset");
    }
    void removeOperation()
    {
        select("workTree", "#/branches/1/operations/0");
        removeBy("workRemove");
    }
    void typeField()
    {
        select("workTree", "#/branches/0/operations/0");
        type(field<QLineEdit>("workTree"), "42");
    }
    void moveParameter()
    {
        auto* slider = child<QSlider>("parameter-kernel_us");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
    }
    void launchAsGraph()
    {
        select("streamTree", "#/layouts/0");
        chooseNext(field<QComboBox>("streamTree", "field-launch"));
    }
    void addBranch() { add("workAdd", "branch"); }

    /// The editor shows the second layout.
    void showStreams()
    {
        auto* box = child<QComboBox>("layoutBox");
        QVERIFY(box);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        m_window->settle();
    }
};

QTEST_MAIN(TestUndoByKeys)
#include "tst_undo_by_keys.moc"
