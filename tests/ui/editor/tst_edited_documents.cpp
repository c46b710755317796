// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_under_test.h"

using namespace streamscope;
using namespace streamscope::ui;

/// The documents that the editor leaves.
class TestEditedDocuments : public QObject, private test::EditorUnderTest
{
    Q_OBJECT

private slots:
    void init() { openEditor(); }
    void cleanup() { closeEditor(); }

    void everyKeyOfTheSchemaHasAField_data()
    {
        QTest::addColumn<QString>("definition"); // in the schema
        QTest::addColumn<QString>("tree");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QStringList>("elsewhere"); // in the tree, or under names of their own
        const auto row = [](const char* definition, const char* tree, const char* place, QStringList elsewhere = {}) {
            QTest::newRow(definition) << QString(definition) << QString(tree) << QString(place) << elsewhere;
        };
        row("", "workTree", "#", {"$schema", "streamscope", "parameters", "buffers", "branches", "layouts"});
        row("/properties/parameters/additionalProperties", "workTree", "#/parameters/kernel_us");
        row("/properties/buffers/additionalProperties", "workTree", "#/buffers/buffer");
        row("/properties/branches/items", "workTree", "#/branches/0", {"operations"});
        row("/properties/layouts/items", "streamTree", "#/layouts/0", {"streams", "assign", "set"});
        row("/$defs/stream", "streamTree", "#/layouts/0/streams/0");
    }
    void everyKeyOfTheSchemaHasAField()
    {
        QFETCH(QString, definition);
        QFETCH(QString, tree);
        QFETCH(QString, place);
        QFETCH(QStringList, elsewhere);
        add("workAdd", "buffer");
        m_panel->showLayout("serial");
        selectIn(qPrintable(tree), place);
        using Pointer = nlohmann::ordered_json::json_pointer;
        const auto schema = published();
        const auto* section = &schema.at(Pointer(definition.toStdString()));
        while (section->contains("$ref"))
            section = &schema.at(Pointer(section->at("$ref").get<std::string>().substr(1)));
        for (const auto& [key, rule] : section->at("properties").items())
            if (!elsewhere.contains(QString::fromStdString(key)))
                QVERIFY2(field<QWidget>(("field-" + key).c_str()), key.c_str());
    }

    void whatTheEditorSavesIsValidAgainstThePublishedSchema()
    {
        everyKindOfOperationIsPutIn();
        everyLayoutFieldIsWritten();
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

QTEST_MAIN(TestEditedDocuments)
#include "tst_edited_documents.moc"
