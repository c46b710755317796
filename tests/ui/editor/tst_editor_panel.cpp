// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editor_panel.h"
#include "editor/experiment_document.h"
#include "editor/outline_editor.h"
#include "editor/stream_tree.h"
#include "ui/warnings.h"
#include "workload/edit.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

#include <memory>
#include <nlohmann/json.hpp>

using namespace streamscope;
using namespace streamscope::ui;

/// The editor as its user meets it: trees, buttons, fields.
class TestEditorPanel : public QObject
{
    Q_OBJECT

    std::unique_ptr<ExperimentDocument> m_document;
    std::unique_ptr<EditorPanel> m_panel;
    QString m_form;

    const nlohmann::ordered_json& json() const { return m_document->experiment().document(); }
    template <class T>
    T* child(const char* name) const
    {
        return m_panel->findChild<T*>(QLatin1String(name));
    }
    /// In the form beside the tree or button that was used last.
    template <class T>
    T* field(const char* name) const
    {
        return m_panel->findChild<QWidget*>(m_form)->findChild<T*>(QLatin1String(name));
    }
    void type(const char* name, const QString& text)
    {
        auto* line = field<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        if (text.isEmpty())
            QTest::keyClick(line, Qt::Key_Backspace);
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::processEvents();
    }
    void choose(const char* name, const QString& shown)
    {
        auto* box = field<QComboBox>(name);
        const int row = box->findText(shown);
        QVERIFY2(row >= 0, qPrintable(shown));
        box->setCurrentIndex(row);
        emit box->activated(row);
    }
    /// Selects the item of that place in the document.
    void selectIn(const char* tree, const QString& place)
    {
        m_form = QString(tree).replace("Tree", "Form");
        for (QTreeWidgetItemIterator it(child<QTreeWidget>(tree)); *it; ++it)
            if ((*it)->data(0, OutlineEditor::placeRole).toString() == place) {
                child<QTreeWidget>(tree)->setCurrentItem(*it);
                QCoreApplication::processEvents();
                return;
            }
        QFAIL(qPrintable(place));
    }
    void add(const char* button, const char* what)
    {
        m_form = QString(button).replace("Add", "Form");
        QMenu* menu = child<QToolButton>(button)->menu();
        emit menu->aboutToShow();
        auto* action = menu->findChild<QAction*>(QStringLiteral("add-") + QLatin1String(what));
        QVERIFY(action);
        QVERIFY2(action->isEnabled(), what);
        action->trigger();
        QCoreApplication::processEvents();
    }
    void click(const char* button) { QTest::mouseClick(child<QToolButton>(button), Qt::LeftButton); }
    QString errorAt(const char* key) const
    {
        auto* label = field<QLabel>(qPrintable(QStringLiteral("error-") + QLatin1String(key)));
        return label && label->isVisible() ? label->text() : QString();
    }
    /// The JSON text of what stands there.
    std::string at(const char* pointer) const
    {
        return json().at(nlohmann::ordered_json::json_pointer(pointer)).dump();
    }
    workload::Resolved resolved(const char* layout) const { return *m_document->experiment().resolve(layout); }

    void everyKindOfOperationIsPutIn()
    {
        for (const char* kind :
             {"kernel", "copy", "memset", "record", "wait", "host", "cpu", "sync", "alloc", "free", "repeat"}) {
            selectIn("workTree", "#/branches/0");
            add("workAdd", kind);
            QCOMPARE(json()["branches"][0]["operations"].back().begin().key(), std::string(kind));
        }
    }

    /// Whether the field keeps Ctrl+Z for itself.
    bool takesUndo(QWidget* line) const
    {
        QKeyEvent event(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
        event.ignore();
        QCoreApplication::sendEvent(line, &event);
        return event.isAccepted();
    }

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

    void undoRightAfterReturnIsTheDocuments()
    {
        selectIn("workTree", "#/parameters/kernel_us");
        auto* line = field<QLineEdit>("field-value");
        QVERIFY(line);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, "250");
        QVERIFY(takesUndo(line)); // what is being typed is taken back first
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(m_document->experiment().parameters("en").front().value, 250.0);
        QVERIFY(!takesUndo(line));
        m_document->undoStack().undo();
        QCOMPARE(line->text(), QStringLiteral("100"));
    }

    void parametersBuffersAndBranchesStandInTheTree()
    {
        auto* tree = child<QTreeWidget>("workTree");
        QStringList top;
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            top += tree->topLevelItem(i)->text(0);
        QCOMPARE(top.mid(1), (QStringList{"Parameters", "Buffers", "A", "B", "C"}));
        QCOMPARE(tree->topLevelItem(3)->childCount(), 1);
        QCOMPARE(tree->topLevelItem(1)->child(0)->text(0).section(' ', 0, 0), QStringLiteral("kernel_us"));
    }

    void anOperationIsAddedAfterTheSelectedOneAndUndone()
    {
        selectIn("workTree", "#/branches/1/operations/0");
        add("workAdd", "copy");
        QCOMPARE(json()["branches"][1]["operations"].size(), std::size_t(2));
        QVERIFY(json()["branches"][1]["operations"][1].contains("copy"));
        QVERIFY(m_document->isModified());
        QCOMPARE(m_document->undoStack().undoText(), QStringLiteral("add an operation"));
        m_document->undoStack().undo();
        QCOMPARE(json()["branches"][1]["operations"].size(), std::size_t(1));
        QVERIFY(!m_document->isModified());
    }

    void everyKindOfOperationCanBeAdded()
    {
        everyKindOfOperationIsPutIn();
        // alloc needs a buffer, so one was made, and is undone together with it
        QCOMPARE(json()["buffers"].size(), std::size_t(1));
        while (m_document->undoStack().canUndo())
            m_document->undoStack().undo();
        QVERIFY(!json().contains("buffers"));
    }

    void aWaitNeedsAnEventThatIsRecorded()
    {
        QMenu* menu = child<QToolButton>("workAdd")->menu();
        emit menu->aboutToShow();
        QVERIFY(!menu->findChild<QAction*>("add-wait")->isEnabled());
        selectIn("workTree", "#/branches/0");
        add("workAdd", "record");
        type("field-event", "done");
        selectIn("workTree", "#/branches/1/operations/0");
        add("workAdd", "wait");
        QCOMPARE(at("/branches/1/operations/1/wait/event"), std::string(R"("done")"));
        selectIn("workTree", "#/branches/0/operations/1");
        type("field-event", "ready");
        QCOMPARE(at("/branches/1/operations/1/wait/event"), std::string(R"("ready")"));
    }

    void operationsAreAddedAndMovedInsideARepeat()
    {
        selectIn("workTree", "#/branches/0");
        add("workAdd", "repeat");
        add("workAdd", "cpu"); // the repeat is selected: into it
        QCOMPARE(json()["branches"][0]["operations"].size(), std::size_t(2));
        QVERIFY(QByteArray::fromStdString(at("/branches/0/operations/1/repeat/operations/1")).startsWith("{\"cpu\""));
        click("workUp");
        QVERIFY(QByteArray::fromStdString(at("/branches/0/operations/1/repeat/operations/0")).startsWith("{\"cpu\""));
        add("workAdd", "repeat"); // and one inside it
        QVERIFY(
            QByteArray::fromStdString(at("/branches/0/operations/1/repeat/operations/1")).startsWith("{\"repeat\""));
        type("field-count", "2 * 3");
        // A: its kernel, then 2 rounds of a cpu, a repeat of 6 kernels and a kernel: 1 + 2 * (1 + 6 + 1)
        QCOMPARE(resolved("serial").workload.branches[0].operations.size(), std::size_t(17));
    }

    void branchesAreMoved()
    {
        selectIn("workTree", "#/branches/0");
        click("workDown");
        QCOMPARE(at("/branches/1/name"), std::string(R"("A")"));
        QCOMPARE(child<QTreeWidget>("workTree")->currentItem()->text(0), QStringLiteral("A"));
        click("workDown");
        QVERIFY(!child<QToolButton>("workDown")->isEnabled());
        QVERIFY(child<QToolButton>("workUp")->isEnabled());
    }

    void aParameterIsTypedAsANumberOrAnExpression()
    {
        selectIn("workTree", "#/branches/0/operations/0");
        type("field-ns", "25000");
        QCOMPARE(json()["branches"][0]["operations"][0]["kernel"]["parameters"]["ns"].get<int>(), 25000);
        type("field-ns", "2 * 1000 * kernel_us");
        QCOMPARE(resolved("serial").workload.branches[0].operations[0].parameters[0], std::int64_t(200'000));
    }

    void aKernelIsMarkedProgrammatic()
    {
        selectIn("workTree", "#/branches/0/operations/0");
        choose("field-programmatic", "earlier (programmatic launch)");
        QVERIFY(resolved("serial").workload.branches[0].operations[0].programmatic);
        choose("field-programmatic", "when the one before it has ended");
        QVERIFY(!json()["branches"][0]["operations"][0]["kernel"].contains("programmatic"));
    }

    void whatIsRefusedSaysWhyUnderItsField()
    {
        selectIn("workTree", "#/branches/0/operations/0");
        type("field-ns", "no_such_parameter + 1");
        QVERIFY2(errorAt("ns").contains("no_such_parameter"), qPrintable(errorAt("ns")));
        QVERIFY2(!errorAt("ns").contains('#'), "the field is the place");
        QVERIFY(!m_document->isModified());
        QCOMPARE(field<QLineEdit>("field-ns")->text(), QStringLiteral("no_such_parameter + 1"));
        type("field-ns", "5");
        QVERIFY(errorAt("ns").isEmpty());
    }

    void anErrorElsewhereNamesItsPlace()
    {
        selectIn("workTree", "#/parameters/kernel_us");
        click("workRemove"); // the kernels' expressions speak of it
        auto shown = m_panel->findChildren<QLabel*>("editorError");
        erase_if(shown, [](const QLabel* label) { return !label->isVisible(); });
        QCOMPARE(shown.size(), 1);
        QVERIFY2(shown.front()->text().contains("#/branches/0/operations/0"), qPrintable(shown.front()->text()));
    }

    void parametersComeGoAndAreRenamedInExpressions()
    {
        selectIn("workTree", "#/parameters/kernel_us");
        type("field-name", "time_us");
        QCOMPARE(at("/branches/0/operations/0/kernel/parameters/ns"), std::string(R"("1000 * time_us")"));
        type("field-value", "250");
        QCOMPARE(resolved("serial").workload.branches[0].operations[0].parameters[0], std::int64_t(250'000));
        type("field-min", "9999999");
        QVERIFY(!errorAt("min").isEmpty());
        add("workAdd", "parameter");
        type("field-name", "n");
        type("field-max", "64.5");
        choose("field-scale", "logarithmic");
        type("field-unit", "things");
        type("field-label", "How many");
        const auto parameter = m_document->experiment().parameters("en").back();
        QCOMPARE(parameter.name, std::string("n"));
        QCOMPARE(parameter.maximum, 64.5);
        QVERIFY(parameter.logarithmic);
        QCOMPARE(parameter.unit, std::string("things"));
        QCOMPARE(parameter.label, std::string("How many"));
        click("workRemove");
        QCOMPARE(json()["parameters"].size(), std::size_t(1));
    }

    void buffersComeGoAndAreUsed()
    {
        add("workAdd", "buffer");
        type("field-name", "x/y");
        type("field-bytes", "4 * 1024 * kernel_us");
        choose("field-fill", "zeros");
        selectIn("workTree", "#/branches/0");
        add("workAdd", "copy");
        choose("field-buffer", "x/y");
        QCOMPARE(at("/branches/0/operations/1/copy"), std::string(R"({"from":"host","to":"device","buffer":"x/y"})"));
        choose("field-buffer", "one of its own");
        QCOMPARE(at("/branches/0/operations/1/copy/bytes"), std::string(R"("4 * 1024 * kernel_us")"));
        selectIn("workTree", "#/buffers/x~1y");
        click("workRemove");
        QVERIFY(!json().contains("buffers"));
    }

    void branchesComeAndGo()
    {
        add("workAdd", "branch");
        QCOMPARE(json()["branches"].size(), std::size_t(4));
        type("field-after", "A, B");
        QCOMPARE(at("/branches/3/after"), std::string(R"(["A","B"])"));
        type("field-after", "nobody");
        QVERIFY(!errorAt("after").isEmpty());
        click("workRemove");
        QCOMPARE(json()["branches"].size(), std::size_t(3));
    }

    void streamsComeAndGo()
    {
        m_panel->showLayout("serial");
        add("streamAdd", "stream");
        QCOMPARE(resolved("serial").layout.streams.size(), std::size_t(2));
        selectIn("streamTree", "#/layouts/0/streams/1");
        type("field-priority", "-2");
        choose("field-flags", "does not block it");
        QCOMPARE(resolved("serial").layout.streams[1].priority, -2);
        QVERIFY(resolved("serial").layout.streams[1].nonBlocking);
        click("streamRemove");
        QCOMPARE(resolved("serial").layout.streams.size(), std::size_t(1));
    }

    void severalStreamsOfAKindAreOneEntryAndEachCanStandAlone()
    {
        m_panel->showLayout("streams");
        selectIn("streamTree", "#/layouts/1/streams/0");
        type("field-count", "2");
        QCOMPARE(resolved("streams").layout.streams.size(), std::size_t(2));
        type("field-priority", "-1");
        QCOMPARE(json()["layouts"][1]["streams"].size(), std::size_t(1));
        selectIn("streamTree", "#/layouts/1/streams/0#1");
        type("field-priority", "-3");
        QCOMPARE(resolved("streams").layout.streams[0].priority, -1);
        QCOMPARE(resolved("streams").layout.streams[1].priority, -3);
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
        selectIn("streamTree", "#/branches/1#1");
        auto* box = field<QComboBox>("field-runsOn");
        QCOMPARE(box->count(), 3);
        box->setCurrentIndex(2);
        emit box->activated(2);
        QCOMPARE(resolved("streams").layout.streamOfBranch, (std::vector<workload::Index>{0, 2, 2}));
    }

    void layoutFieldsAreWritten()
    {
        m_panel->showLayout("streams");
        selectIn("streamTree", "#/layouts/1");
        choose("field-launch", "as a CUDA graph");
        QCOMPARE(resolved("streams").layout.launch, workload::LaunchMode::graph);
        type("field-connections", "4");
        QCOMPARE(resolved("streams").layout.connections, 4);
        type("field-connections", "99");
        QVERIFY(!errorAt("connections").isEmpty());
        QCOMPARE(resolved("streams").layout.connections, 4);
        type("field-threads", "3");
        type("field-host_cost_ns", "10 * kernel_us");
        choose("field-issue", "breadth-first");
        choose("field-default_stream", "per thread");
        QCOMPARE(resolved("streams").layout.hostCostNs, std::int64_t(1000));
        QCOMPARE(resolved("streams").layout.threads, 3);
        type("field-set-kernel_us", "50");
        QCOMPARE(at("/layouts/1/set"), std::string(R"({"kernel_us":50})"));
        type("field-set-kernel_us", "");
        QVERIFY(!json()["layouts"][1].contains("set"));
        type("field-title", "Mine");
        QCOMPARE(m_document->experiment().layoutTitle("streams", "zh_CN"), std::string("三个流"));
        QCOMPARE(m_document->experiment().layoutTitle("streams", "en"), std::string("Mine"));
        type("field-name", "mine");
        QCOMPARE(m_document->experiment().layoutNames()[1], std::string("mine"));
        click("streamUp");
        QCOMPARE(m_document->experiment().layoutNames()[0], std::string("mine"));
    }

    void hostMemoryIsOneKindWithExceptions()
    {
        add("workAdd", "buffer");
        type("field-name", "x");
        m_panel->showLayout("serial");
        selectIn("streamTree", "#/layouts/0");
        type("field-memoryExceptions", "x");
        QCOMPARE(at("/layouts/0/memory"), std::string(R"({"x":"pageable"})"));
        choose("field-memory", "pageable");
        QCOMPARE(at("/layouts/0/memory"), std::string(R"({"x":"pinned","*":"pageable"})"));
        type("field-memoryExceptions", "photo");
        QVERIFY(!errorAt("memoryExceptions").isEmpty());
    }

    void aCopyOfALayoutIsShownAndCanBeRemoved()
    {
        const QString name = m_panel->duplicateLayout("streams");
        QVERIFY(!name.isEmpty());
        QCOMPARE(m_document->experiment().layoutNames().size(), std::size_t(3));
        m_panel->removeLayout(name);
        QCOMPARE(m_document->experiment().layoutNames().size(), std::size_t(2));
    }

    void whatTheEditorSavesIsValidAgainstThePublishedSchema()
    {
        everyKindOfOperationIsPutIn();
        layoutFieldsAreWritten();
        QTemporaryDir folder;
        const QString path = folder.filePath("mine.streamscope.json");
        QVERIFY(m_document->save(path));
        QProcess python;
        python.start("python3",
                     {STREAMSCOPE_SOURCE_DIR "/tests/workload/validate_schema.py", STREAMSCOPE_SOURCE_DIR, path});
        QVERIFY2(python.waitForFinished(), qPrintable(python.errorString()));
        QVERIFY2(python.exitCode() == 0, python.readAllStandardOutput() + python.readAllStandardError());
        const auto saved = json();
        QVERIFY(m_document->open(path.toStdString()));
        QVERIFY(json() == saved);
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
