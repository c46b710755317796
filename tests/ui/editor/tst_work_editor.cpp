// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_under_test.h"

using namespace streamscope;
using namespace streamscope::ui;

/// WHAT runs: parameters, buffers, branches and operations, as the editor changes them.
class TestWorkEditor : public QObject, private test::EditorUnderTest
{
    Q_OBJECT

private slots:
    void init() { openEditor(); }
    void cleanup() { closeEditor(); }

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
        choose("field-programmatic", "earlier (programmatic)");
        QVERIFY(resolved("serial").workload.branches[0].operations[0].programmatic);
        choose("field-programmatic", "after the one before it");
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

    void aBufferIsFilledWithFeaturesAndReadBackAsAResult()
    {
        add("workAdd", "buffer");
        choose("field-fill", "features of samples");
        type("field-samples", "64");
        type("field-depth", "0.25");
        choose("field-result", "are reported as a matrix");
        type("field-columns", "8");
        QCOMPARE(at("/buffers/buffer"),
                 std::string(R"({"bytes":4194304,"fill":{"features":{"samples":64,"depth":0.25,"seed":1}},)"
                             R"("result":{"rows":1,"columns":8}})"));
        choose("field-fill", "random numbers");
        choose("field-result", "are not reported");
        QCOMPARE(at("/buffers/buffer"), std::string(R"({"bytes":4194304})"));
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
};

QTEST_MAIN(TestWorkEditor)
#include "tst_work_editor.moc"
