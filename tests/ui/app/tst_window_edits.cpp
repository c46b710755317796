// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/experiment_document.h"
#include "ui/app/window_under_test.h"

#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>

using namespace streamscope;
using namespace streamscope::ui;

/// Experiments that are changed in the window, and what it offers to try.
class TestWindowEdits : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

private slots:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void anEditRunsAtOnceAndCanBeUndone()
    {
        const Ns before = lane(1).makespanNs;
        m_window->actions().addLayout->trigger();
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(3));
        QVERIFY(lane(2).trace);
        QCOMPARE(lane(2).makespanNs, before);
        QVERIFY(m_window->isWindowModified());
        QVERIFY(child<QDockWidget>("editorDock")->isVisible());
        m_window->actions().undo->trigger();
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(2));
        QVERIFY(!m_window->isWindowModified());
    }

    void aNewExperimentIsSmallUnnamedAndRunsAtOnce()
    {
        m_window->actions().newExperiment->trigger();
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(1));
        QVERIFY(lane(0).trace);
        QVERIFY(m_window->bench().document().path().isEmpty());
        QVERIFY(!m_window->isWindowModified());
        QVERIFY(child<QDockWidget>("editorDock")->isVisible());
    }

    void theEditorsFieldsAreWhollyInSight()
    {
        open("dcka");
        child<QDockWidget>("editorDock")->show();
        m_window->settle();
        QVERIFY(m_window->timelines().viewport()->height() > 150); // beside it there are timelines left
        int seen = 0;
        for (const QWidget* field : child<QDockWidget>("editorDock")->findChildren<QWidget*>()) {
            if (!field->objectName().startsWith("field-") || !field->isVisible())
                continue;
            const QWidget* page = field;
            while (page && !qobject_cast<const QScrollArea*>(page->parentWidget()->parentWidget()))
                page = page->parentWidget();
            QVERIFY(page);
            const int right = field->mapTo(page, field->rect().topRight()).x();
            QVERIFY2(right < page->parentWidget()->width(), qPrintable(field->objectName()));
            ++seen;
        }
        QVERIFY(seen > 10);
        child<QDockWidget>("editorDock")->hide();
    }

    void undoSaysWhatItTakesBack()
    {
        m_window->actions().addLayout->trigger();
        QVERIFY2(m_window->actions().undo->text().endsWith("add a layout"),
                 qPrintable(m_window->actions().undo->text()));
    }

    void tryingAStreamForEachBranchMakesALayoutThatIsFaster()
    {
        // three-kernels: one stream is the slowest, so its findings are shown
        QPushButton* attempt = nullptr;
        for (QPushButton* button : m_window->findChildren<QPushButton*>())
            if (button->text() == "Try it: a stream for each branch")
                attempt = button;
        QVERIFY(attempt);
        const Ns before = lane(0).makespanNs;
        attempt->click();
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(3));
        QCOMPARE(lane(1).title, QStringLiteral("One stream · a stream for each branch"));
        QVERIFY(lane(1).makespanNs * 2 < before);
        m_window->actions().undo->trigger();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(2));
    }

    void whereStreamsGainOnlyInAGraphTheyAreTriedInOne()
    {
        open("dcka"); // the host is the limit: 2.68 ms, 2.62 with streams, 1.1 in a graph of three streams
        QPushButton* attempt = nullptr;
        for (QPushButton* button : m_window->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == "Try it: streams in a CUDA graph")
                attempt = button;
        QVERIFY(attempt);
        attempt->click();
        m_window->settle();
        QCOMPARE(lane(1).title, QStringLiteral("One stream · streams in a CUDA graph"));
        QVERIFY(lane(1).makespanNs * 2 < lane(0).makespanNs);
        m_window->actions().undo->trigger();
    }

    void whereOneOperationFillsTheGpuNoStreamsAreOffered()
    {
        open("full-gpu");
        for (const QPushButton* button : m_window->findChildren<QPushButton*>())
            QVERIFY2(!button->text().contains("a stream for each branch"), qPrintable(button->text()));
    }

    void everyOfferToTryMakesALayoutThatRuns()
    {
        const auto offers = [this] {
            QList<QPushButton*> found;
            for (QPushButton* button : m_window->findChildren<QPushButton*>())
                if (button->isVisible() && button->text().startsWith("Try it: "))
                    found += button;
            return found;
        };
        const auto refused = [this] { // what the card itself says is of no use
            const auto* explanation = m_window->bench().explanation();
            return explanation &&
                   std::any_of(explanation->findings.begin(), explanation->findings.end(), [](const auto& finding) {
                       return finding.cause == 2 && !finding.advice.id.ends_with("-try") &&
                              !finding.advice.id.ends_with("-try-beside");
                   });
        };
        int tried = 0, refusals = 0;
        for (const std::string& name : workload::Experiment::builtInNames()) {
            m_window->openFiles({QString::fromStdString(name)});
            m_window->settle();
            const std::size_t layouts = m_window->bench().lanes().size();
            for (std::size_t focus = 0; focus < layouts; ++focus) {
                m_window->bench().setShown(m_window->bench().lanes()[focus].key, true);
                m_window->bench().setFocus(focus);
                m_window->settle();
                refusals += refused();
                for (const QPushButton* offer : offers())
                    QVERIFY2(!refused() || !offer->text().endsWith("CUDA graph"), name.c_str());
                for (int i = 0; i < offers().size(); ++i, ++tried) {
                    const QString what =
                        QString::fromStdString(name) + ": " + lane(focus).title + ": " + offers()[i]->text();
                    offers()[i]->click();
                    m_window->settle();
                    if (what.endsWith("CUDA graph") && message().contains("capture")) {
                        QCOMPARE(m_window->bench().lanes().size(), layouts); // it says why it cannot be tried
                        m_window->settle();
                        continue;
                    }
                    QVERIFY2(message().isEmpty(), qPrintable(what + ": " + message()));
                    QVERIFY2(m_window->bench().lanes().size() == layouts + 1, qPrintable(what));
                    for (const Lane& each : m_window->bench().lanes())
                        QVERIFY2(each.trace, qPrintable(what));
                    m_window->actions().undo->trigger();
                    m_window->bench().setFocus(focus);
                    m_window->settle();
                }
            }
        }
        QVERIFY(tried > 10);
        QVERIFY(refusals > 0);
    }

    void whatMayBeWrongIsSaidAboveAndExplainedFirst()
    {
        m_window->openFiles({"missing-wait"});
        m_window->settle();
        QCOMPARE(m_window->bench().focus(), std::size_t(1));
        const QString why = child<QLabel>("why")->text();
        QVERIFY2(why.contains("may compute something wrong"), qPrintable(why));
        QVERIFY2(why.contains("Two streams, no wait"), "layouts are called as the window calls them");
    }
};

QTEST_MAIN(TestWindowEdits)
#include "tst_window_edits.moc"
