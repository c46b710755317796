// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_under_test.h"

using namespace streamscope;
using namespace streamscope::ui;

/// WHERE and HOW it runs: layouts and their streams, as the editor changes them.
class TestLayoutEditor : public QObject, private test::EditorUnderTest
{
    Q_OBJECT

private slots:
    void init() { openEditor(); }
    void cleanup() { closeEditor(); }

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
        type("field-process", "1");
        QCOMPARE(resolved("serial").layout.streams[1].process, 1);
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

    void layoutFieldsAreWritten() { everyLayoutFieldIsWritten(); }

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
};

QTEST_MAIN(TestLayoutEditor)
#include "tst_layout_editor.moc"
