// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/read_trace.h"
#include "formats/support_full_disk.h"
#include "ui/app/window_under_test.h"

#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <sys/stat.h>

using namespace streamscope;
using namespace streamscope::ui;

/// What the window saves in the background, from the dialog to the message.
class TestSavedFiles : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

    QTemporaryDir m_folder;

private slots:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void theNumbersOfAComparisonAreOneLineALayout()
    {
        const QString path = m_folder.filePath("numbers.csv");
        save(m_window->actions().exportNumbers, path);
        QTRY_VERIFY2(message().contains("Saved as"), qPrintable(message()));
        const QList<QByteArray> lines = contentOf(path).split('\n');
        const auto& layouts = m_window->bench().comparison()->layouts;
        QCOMPARE(std::size_t(lines.size()), layouts.size() + 2); // the names before, nothing behind the last break
        QVERIFY(lines[0].startsWith("layout,streams,launch,makespan_ns,"));
        for (std::size_t i = 0; i < layouts.size(); ++i) {
            const QList<QByteArray> fields = lines[qsizetype(i) + 1].split(',');
            QCOMPARE(fields.size(), lines[0].count(',') + 1);
            QCOMPARE(fields[0], '"' + QByteArray::fromStdString(layouts[i].name) + '"');
            QCOMPARE(fields[3].toLongLong(), layouts[i].makespanNs);
            QCOMPARE(fields[7].toLongLong(), layouts[i].metrics.gpuBusyNs);
        }
    }

    void theNumbersOfAFileAreComputedFromItsTrace()
    {
        const Ns busyNs = m_window->bench().comparison()->layouts[1].metrics.gpuBusyNs;
        open(qPrintable(writeTraceOf(1, m_folder.filePath("opened.json"))));
        const QString path = m_folder.filePath("of-file.csv");
        save(m_window->actions().exportNumbers, path);
        QTRY_VERIFY2(message().contains("Saved as"), qPrintable(message()));
        const QList<QByteArray> lines = contentOf(path).split('\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[1].split(',')[7].toLongLong(), busyNs);
    }

    void aNameWithoutAnEndingGetsOne()
    {
        save(m_window->actions().exportNumbers, m_folder.filePath("unended"));
        QTRY_VERIFY2(message().contains("unended.csv"), qPrintable(message()));
        save(m_window->actions().saveTrace, m_folder.filePath("unended"));
        QTRY_VERIFY2(message().contains("unended.json.gz"), qPrintable(message()));
        save(m_window->actions().exportPicture, m_folder.filePath("unended"));
        QTRY_VERIFY2(message().contains("unended.svg"), qPrintable(message()));
    }

    void aTraceIsSavedAsItIs()
    {
        const QString path = m_folder.filePath("trace.json.gz");
        save(m_window->actions().saveTrace, path);
        QTRY_VERIFY2(message().contains("Saved as"), qPrintable(message()));
        const auto read = formats::readTrace(path.toStdString());
        QVERIFY(bool(read));
        QCOMPARE((*read)->sliceCount(), lane(m_window->bench().focus()).trace->sliceCount());
    }

    void aFullDiskIsSaidAndNothingIsLeft()
    {
        const QString path = m_folder.filePath("full.csv");
        const tests::FullDisk full(16); // not room for the names of the columns
        for (QAction* action : {m_window->actions().exportNumbers, m_window->actions().saveTrace}) {
            child<MessageBar>("messageBar")->dismiss();
            save(action, path);
            QTRY_VERIFY2(message().contains("full.csv: cannot be written"), qPrintable(message()));
        }
        QVERIFY(QDir(m_folder.path()).entryList({"full*"}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void theWindowClosesWhenAllIsSaved()
    {
        const QString path = m_folder.filePath("closing.json");
        save(m_window->actions().saveTrace, path);
        m_window->close();
        QVERIFY(m_window->isVisible());
        QVERIFY2(message().contains("as soon as"), qPrintable(message()));
        QTRY_VERIFY(!m_window->isVisible());
        QVERIFY(QFile::exists(path));
    }

    void whatIsCancelledIsSaidAndTheWindowStays()
    {
        // A pipe that nobody reads holds the writer up.
        const QString path = m_folder.filePath("pipe.csv");
        QCOMPARE(::mkfifo(qPrintable(path), 0600), 0);
        save(m_window->actions().saveTrace, path);
        auto* line = child<ProgressLine>("savingLine");
        QTRY_VERIFY(line->isVisible());
        m_window->close();
        line->findChild<QPushButton*>("cancelJob")->click();
        QVERIFY(!line->isVisible());
        QFile reader(path);
        QVERIFY(reader.open(QIODevice::ReadOnly));
        QTRY_VERIFY2(message().contains("pipe.csv is not saved"), qPrintable(message()));
        QVERIFY(m_window->isVisible());
    }

private:
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Asks for it, and answers what is asked in turn.
    static void save(QAction* action, const QString& path)
    {
        QTimer answers;
        connect(&answers, &QTimer::timeout, [&path] {
            QWidget* asked = QApplication::activeModalWidget();
            if (auto* box = qobject_cast<QMessageBox*>(asked)) { // to replace it?
                box->button(QMessageBox::Yes)->click();
            } else if (auto* dialog = qobject_cast<QFileDialog*>(asked)) {
                dialog->findChild<QLineEdit*>("fileNameEdit")->setText(path);
                // Out of this call: the dialog may ask in its turn.
                QTimer::singleShot(0, dialog, [dialog] { QTest::keyClick(dialog, Qt::Key_Return); });
            }
        });
        answers.start(10);
        action->trigger();
    }
};

QTEST_MAIN(TestSavedFiles)
#include "tst_saved_files.moc"
