// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editor_panel.h"
#include "editor/experiment_document.h"
#include "editor/stream_tree.h"
#include "ui/warnings.h"
#include "workload/edit.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <memory>

using namespace streamscope;
using namespace streamscope::ui;

/// The editor as its user meets it: trees, buttons, fields.
class TestEditorPanel : public QObject
{
    Q_OBJECT

    std::unique_ptr<ExperimentDocument> m_document;
    std::unique_ptr<EditorPanel> m_panel;

    const nlohmann::ordered_json& json() const { return m_document->experiment().document(); }
    template <class T>
    T* child(const char* name) const
    {
        return m_panel->findChild<T*>(QLatin1String(name));
    }
    void type(const char* field, const QString& text)
    {
        auto* line = child<QLineEdit>(field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    workload::Resolved resolved(const char* layout) const { return *m_document->experiment().resolve(layout); }

private slots:
    void init()
    {
        test::failOnWarnings();
        m_document = std::make_unique<ExperimentDocument>();
        m_panel = std::make_unique<EditorPanel>(m_document.get());
        QVERIFY(m_document->open("three-kernels"));
        m_panel->resize(1000, 320);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void cleanup()
    {
        m_panel.reset();
        m_document.reset();
    }

    void branchesAndOperationsStandInTheTree()
    {
        auto* tree = child<QTreeWidget>("workTree");
        QCOMPARE(tree->topLevelItemCount(), 3);
        QCOMPARE(tree->topLevelItem(0)->text(0), QStringLiteral("A"));
        QCOMPARE(tree->topLevelItem(0)->childCount(), 1);
    }

    void anOperationIsAddedAfterTheSelectedOneAndUndone()
    {
        auto* tree = child<QTreeWidget>("workTree");
        tree->setCurrentItem(tree->topLevelItem(1)->child(0));
        auto* menu = child<QToolButton>("addOperation")->menu();
        for (QAction* action : menu->actions())
            if (action->objectName() == "add-copy")
                action->trigger();
        QCOMPARE(json()["branches"][1]["operations"].size(), std::size_t(2));
        QVERIFY(json()["branches"][1]["operations"][1].contains("copy"));
        QVERIFY(m_document->isModified());
        m_document->undoStack().undo();
        QCOMPARE(json()["branches"][1]["operations"].size(), std::size_t(1));
        QVERIFY(!m_document->isModified());
    }

    void aParameterIsTypedAsANumberOrAnExpression()
    {
        auto* tree = child<QTreeWidget>("workTree");
        tree->setCurrentItem(tree->topLevelItem(0)->child(0));
        type("field-ns", "25000");
        QCOMPARE(json()["branches"][0]["operations"][0]["kernel"]["parameters"]["ns"].get<int>(), 25000);
        type("field-ns", "2 * 1000 * kernel_us");
        QCOMPARE(resolved("serial").workload.branches[0].operations[0].parameters[0], std::int64_t(200'000));
    }

    void whatIsRefusedSaysWhyUnderTheForm()
    {
        auto* tree = child<QTreeWidget>("workTree");
        tree->setCurrentItem(tree->topLevelItem(0)->child(0));
        type("field-ns", "no_such_parameter + 1");
        QLabel* shown = nullptr;
        for (QLabel* label : m_panel->findChildren<QLabel*>("editorError"))
            if (label->isVisible())
                shown = label;
        QVERIFY(shown);
        QVERIFY2(shown->text().contains("/branches/0/operations/0"), qPrintable(shown->text()));
        QVERIFY(!m_document->isModified());
        QCOMPARE(child<QLineEdit>("field-ns")->text(), QStringLiteral("no_such_parameter + 1"));
    }

    void branchesComeAndGo()
    {
        QTest::mouseClick(child<QToolButton>("addBranch"), Qt::LeftButton);
        QCOMPARE(json()["branches"].size(), std::size_t(4));
        QTest::mouseClick(child<QToolButton>("removeWork"), Qt::LeftButton);
        QCOMPARE(json()["branches"].size(), std::size_t(3));
    }

    void streamsComeAndGo()
    {
        m_panel->showLayout("serial");
        QTest::mouseClick(child<QToolButton>("addStream"), Qt::LeftButton);
        QCOMPARE(resolved("serial").layout.streams.size(), std::size_t(2));
        auto* tree = child<StreamTree>("streamTree");
        tree->setCurrentItem(tree->topLevelItem(0)->child(1));
        QTest::mouseClick(child<QToolButton>("removeStream"), Qt::LeftButton);
        QCOMPARE(resolved("serial").layout.streams.size(), std::size_t(1));
    }

    void aDroppedBranchRunsOnItsNewStream()
    {
        m_panel->showLayout("streams");
        auto* tree = child<StreamTree>("streamTree");
        QCOMPARE(resolved("streams").layout.streamOfBranch, (std::vector<workload::Index>{0, 1, 2}));
        emit tree->branchDropped(2, 0);
        QCOMPARE(resolved("streams").layout.streamOfBranch, (std::vector<workload::Index>{0, 1, 0}));
    }

    void theBoxMovesABranchWithoutAMouse()
    {
        m_panel->showLayout("streams");
        auto* tree = child<StreamTree>("streamTree");
        tree->setCurrentItem(tree->topLevelItem(0)->child(1)->child(0));
        auto* box = child<QComboBox>("field-runsOn");
        QCOMPARE(box->count(), 3);
        box->setCurrentIndex(2);
        emit box->activated(2);
        QCOMPARE(resolved("streams").layout.streamOfBranch, (std::vector<workload::Index>{0, 2, 2}));
    }

    void layoutFieldsAreWritten()
    {
        m_panel->showLayout("streams");
        auto* tree = child<StreamTree>("streamTree");
        tree->setCurrentItem(tree->topLevelItem(0));
        auto* launch = child<QComboBox>("field-launch");
        launch->setCurrentIndex(1);
        emit launch->activated(1);
        QCOMPARE(resolved("streams").layout.launch, workload::LaunchMode::graph);
        type("field-connections", "4");
        QCOMPARE(resolved("streams").layout.connections, 4);
        type("field-connections", "99");
        QCOMPARE(resolved("streams").layout.connections, 4);
    }

    void aCopyOfALayoutIsShownAndCanBeRemoved()
    {
        const QString name = m_panel->duplicateLayout("streams");
        QVERIFY(!name.isEmpty());
        QCOMPARE(m_document->experiment().layoutNames().size(), std::size_t(3));
        m_panel->removeLayout(name);
        QCOMPARE(m_document->experiment().layoutNames().size(), std::size_t(2));
    }

    void aSavedDocumentIsTheSameWhenOpenedAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("mine.streamscope.json");
        m_panel->duplicateLayout("streams");
        QVERIFY(m_document->isModified());
        QVERIFY(m_document->save(path));
        QVERIFY(!m_document->isModified());
        const auto saved = json();
        QVERIFY(m_document->open(path.toStdString()));
        QCOMPARE(json() == saved, true);
        QVERIFY(!m_document->save("/nonexistent/mine.streamscope.json"));
    }
};

QTEST_MAIN(TestEditorPanel)
#include "tst_editor_panel.moc"
