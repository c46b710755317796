// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

namespace streamscope::test {

using namespace streamscope::ui;

/// The editor with three-kernels in it, and hands that type, choose and click.
class EditorUnderTest
{
protected:
    void openEditor()
    {
        test::failOnWarnings();
        m_document = std::make_unique<ExperimentDocument>();
        m_panel = std::make_unique<EditorPanel>(m_document.get());
        QVERIFY(m_document->open("three-kernels"));
        m_panel->resize(1000, 320);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void closeEditor()
    {
        m_panel.reset();
        m_document.reset();
    }

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

    static nlohmann::ordered_json published()
    {
        QFile file(QStringLiteral(STREAMSCOPE_SOURCE_DIR "/docs/experiment.schema.json"));
        return file.open(QIODevice::ReadOnly) ? nlohmann::ordered_json::parse(file.readAll().toStdString())
                                              : nlohmann::ordered_json();
    }

    /// Whether the field keeps Ctrl+Z for itself.
    bool takesUndo(QWidget* line) const
    {
        QKeyEvent event(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
        event.ignore();
        QCoreApplication::sendEvent(line, &event);
        return event.isAccepted();
    }

    void everyLayoutFieldIsWritten()
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
};

} // namespace streamscope::test
