// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_kind.h"
#include "app/launch.h"
#include "app/lines.h"
#include "editor/experiment_document.h"
#include "ui/app/window_under_test.h"
#include "workload/edit.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTreeView>

using namespace streamscope;
using namespace streamscope::ui;

/// What is opened, dropped, saved and written.
class TestWindowFiles : public QObject, private test::WindowUnderTest
{
    Q_OBJECT

    QTemporaryDir m_folder;

private slots:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void aScreenshotThatCannotBeWrittenSaysWhy()
    {
        LaunchOptions options;
        options.files = QStringList{"three-kernels"};
        options.screenshot = QStringLiteral("/nonexistent/x.png");
        const LaunchAnswer answer = drawPictures(*m_window, options);
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.text.contains("/nonexistent/x.png") && answer.text.contains("No such file"),
                 qPrintable(answer.text));
    }

    void aWindowThatTakesMoreThanItsSizeSaysSo()
    {
        QTemporaryDir folder;
        LaunchOptions options;
        options.files = QStringList{"three-kernels"};
        options.screenshot = folder.filePath("a.png");
        options.size = QSize(1280, 720);
        m_window->resize(options.size);
        QVERIFY(drawPictures(*m_window, options).text.isEmpty());
        options.size = QSize(320, 240);
        m_window->resize(options.size);
        const LaunchAnswer answer = drawPictures(*m_window, options);
        QCOMPARE(answer.status, 0);
        const QSize drawn = QImage(options.screenshot).size();
        QCOMPARE(answer.text, QString("streamscope: --size: the window takes %1x%2, more than 320x240\n")
                                  .arg(drawn.width())
                                  .arg(drawn.height()));
    }

    void ofTwoExperimentsTheFirstOpensAndTheOtherIsNamed()
    {
        m_window->openFiles({"dcka", "three-kernels"});
        m_window->settle();
        QCOMPARE(m_window->bench().experiment()->name(), std::string("dcka"));
        QVERIFY2(message().contains("three-kernels is left out"), qPrintable(message()));
        LaunchOptions options;
        options.files = QStringList{"dcka", "three-kernels"};
        const LaunchAnswer answer = drawPictures(*m_window, options);
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.text.contains("three-kernels"), qPrintable(answer.text));
    }

    void whatToLookForIsAlwaysSaid()
    {
        for (const char* name : {"dcka", "launch-bound", "recordings/dcka-512"}) {
            open(name);
            const QString all = lines::reason(m_window->bench());
            const std::string lookFor = m_window->bench().experiment()->description("en");
            QVERIFY2(!lookFor.empty() && all.contains(QString::fromStdString(lookFor)), name);
        }
    }

    void whyThereIsNoMoreIsSaidUnderTheHeadline()
    {
        open("dcka");
        const auto* why = child<QLabel>("why");
        QVERIFY(why->isVisible());
        for (const char* part : {"“Three streams”: the host is the limit", "“CUDA graph, three streams”: the longest"})
            QVERIFY2(lines::why(m_window->bench()).contains(part), qPrintable(lines::why(m_window->bench())));
        m_preferences->setLanguage(QStringLiteral("zh_CN"));
        m_window->settle();
        QVERIFY2(why->text().contains("瓶颈在主机"), qPrintable(why->text()));
        m_preferences->setLanguage(QStringLiteral("en"));
        open("three-kernels"); // the headline claims a gain
        QVERIFY(!lines::why(m_window->bench()).contains("≈"));
        open("launch-bound"); // "≈ 1× eager"
        QVERIFY2(why->text().contains("cannot be told from none"), qPrintable(why->text()));
        open("recordings/dcka-512"); // of what is recorded, not of the model
        QVERIFY2(why->text().contains("the host is the limit. While traced"), qPrintable(why->text()));
        open(qPrintable(writeTraceOf(1, m_folder.filePath("alone.json"))));
        QVERIFY(!why->isVisible());
    }

    void ofManyLayoutsTheHeadlineComparesThoseThatAreShown()
    {
        QByteArray branches, layouts;
        for (int i = 1; i <= 6; ++i) {
            branches +=
                R"({"name": "b%1", "operations": [{"kernel": {"kernel": "spin", "parameters": {"ns": 100000}}}]},)";
            branches.replace("%1", QByteArray::number(i));
            layouts += R"({"name": "n%1", "streams": [{"name": "s", "count": %1}]},)";
            layouts.replace("%1", QByteArray::number(i));
        }
        branches.chop(1);
        layouts.chop(1);
        QFile file(m_folder.filePath("many.streamscope.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"streamscope": 1, "name": "many", "branches": [)" + branches + R"(], "layouts": [)" + layouts +
                   "]}");
        file.close();
        open(qPrintable(file.fileName()));
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(6));
        const QString headline = lines::headline(m_window->bench());
        int named = 0;
        for (const Lane& each : m_window->bench().lanes()) {
            const bool isNamed = headline.contains("“" + each.title + "”");
            QVERIFY2(!isNamed || each.shown, qPrintable(headline));
            named += isNamed;
        }
        QCOMPARE(named, 3); // the first, the second, and the last, which is the fastest
    }

    void everyLayoutThatMayBeWrongIsNamed()
    {
        open("missing-wait");
        const auto twice = [](const auto& experiment) { return workload::duplicateLayout(experiment, "streams"); };
        QVERIFY(m_window->bench().document().edit(QString(), twice));
        m_window->settle();
        QCOMPARE(lines::why(m_window->bench()).count("may compute something wrong"), 2);
    }

    void anExperimentThatCannotRunLeavesTheWorkAsItWas()
    {
        QTemporaryDir folder;
        QFile cycle(folder.filePath("cycle.streamscope.json"));
        QVERIFY(cycle.open(QIODevice::WriteOnly));
        cycle.write(R"({"streamscope": 1, "name": "cycle", "branches": [
            {"name": "A", "operations": [{"wait": {"event": "x"}}, {"record": {"event": "y"}}]},
            {"name": "B", "operations": [{"wait": {"event": "y"}}, {"record": {"event": "x"}}]}],
            "layouts": [{"name": "l", "streams": [{"name": "a"}, {"name": "b"}]}]})");
        cycle.close();
        const auto shown = lane(1).trace;
        const QString title = m_window->bench().title();
        open(qPrintable(cycle.fileName()));
        QVERIFY2(message().contains("cycle.streamscope.json#/branches/0/operations/0"), qPrintable(message()));
        QCOMPARE(m_window->bench().title(), title);
        QCOMPARE(lane(1).trace, shown);
    }

    void aTraceFileOpensWithItsFindings()
    {
        QTemporaryDir folder;
        const QString path = writeTraceOf(1, folder.filePath("run.json"));
        QVERIFY(!path.isEmpty());
        m_window->openFiles({path});
        m_window->settle();
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QVERIFY(m_window->bench().showsTraces());
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(1));
        QVERIFY(m_window->bench().explanation());
        QVERIFY(child<QLineEdit>("unprofiledMs")->isVisible());
    }

    void theFileDialogSpeaksTheLanguageOfTheWindow()
    {
        QVERIFY(QDir(m_folder.path()).mkpath("listed/inner"));
        const QLocale::Language system = QLocale::system().language();
        for (const auto& [language, cancel] : {std::pair("en", "Cancel"), {"zh_CN", "取消"}, {"en", "Cancel"}}) {
            m_preferences->setLanguage(QLatin1String(language));
            m_window->actions().open->trigger();
            auto* dialog = m_window->findChild<QFileDialog*>();
            QVERIFY(dialog);
            QStringList buttons;
            for (const auto* button : dialog->findChildren<QPushButton*>())
                buttons += button->text().remove(QLatin1Char('&'));
            QVERIFY2(buttons.contains(QString::fromUtf8(cancel)), qPrintable(buttons.join(QLatin1Char(' '))));
            const bool desktopsOwn = QLocale(language).language() == system ||
                                     (system == QLocale::C && QLatin1String(language) == QLatin1String("en"));
            QCOMPARE(QApplication::testAttribute(Qt::AA_DontUseNativeDialogs), !desktopsOwn);
            dialog->setDirectory(m_folder.filePath("listed"));
            const auto* list = dialog->findChild<QTreeView*>("treeView");
            QTRY_COMPARE(list->model()->rowCount(list->rootIndex()), 1);
            const auto shown = [list](int column) { return list->model()->index(0, column, list->rootIndex()).data(); };
            QCOMPARE(shown(0).toString(), QString("inner"));
            QCOMPARE(shown(2).toString(),
                     QString::fromUtf8(QLatin1String(language) == QLatin1String("en") ? "folder" : "文件夹"));
            QVERIFY(QLocale(language).toDateTime(shown(3).toString(), QLocale::ShortFormat).isValid());
            delete dialog;
        }
    }

    void twoTracesStandOnOneAxis()
    {
        QTemporaryDir folder;
        const QStringList paths{writeTraceOf(0, folder.filePath("a.json")),
                                writeTraceOf(1, folder.filePath("b.json.gz"))};
        m_window->openFiles(paths);
        m_window->settle();
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(2));
    }

    void aBrokenFileIsToldOfAndNothingIsLost()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("broken.streamscope.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\n  \"streamscope\": 1,\n  \"name\":\n");
        file.close();
        m_window->openFiles({file.fileName()});
        m_window->settle();
        QVERIFY2(message().contains("broken.streamscope.json:"), qPrintable(message()));
        QVERIFY(lane(0).trace);
        m_window->openFiles({folder.filePath("missing.json")});
        m_window->settle();
        QVERIFY2(message().contains("missing.json"), qPrintable(message()));
        QVERIFY(lane(0).trace);
    }

    void anExperimentIsKnownByItsContentWhateverItsName()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("ok.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(workload::Experiment::find("diamond")->dump()));
        file.close();
        m_window->openFiles({file.fileName()});
        m_window->settle();
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QVERIFY(!m_window->bench().showsTraces());
        QCOMPARE(m_window->bench().experiment()->name(), std::string("diamond"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"name": "x", "streamscope": 1, "branches": 7, "layouts": []})");
        file.close();
        m_window->openFiles({file.fileName()});
        m_window->settle();
        QVERIFY2(message().contains("ok.json") && message().contains("#/"), qPrintable(message()));
        QVERIFY(!m_window->bench().showsTraces());
    }

    void onlyAMemberOfTheWholeMakesAnExperiment()
    {
        QVERIFY(saysExperiment("\xEF\xBB\xBF {\"a\": {\"b\": [1, \"}\"]}, \"streamscope\": 1, broken"));
        QVERIFY(!saysExperiment("{\"otherData\": {\"streamscope\": 1}, \"traceEvents\": []}"));
        QVERIFY(!saysExperiment("{\"name\": \"streamscope\", \"traceEvents\": [\"streamscope\"]}"));
        QVERIFY(!saysExperiment("{\"schemaVersion\": 1, \"streamscope\": {\"branches\": []}}"));
        QVERIFY(!saysExperiment("[{\"streamscope\": 1}]"));
        QVERIFY(!saysExperiment("{\"a\": \"streamscope"));
        QVERIFY(!saysExperiment(""));
    }

    void filesCanBeDropped()
    {
        QTemporaryDir folder;
        const QString path = writeTraceOf(0, folder.filePath("run.json"));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({600, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({600, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        m_window->settle();
        QVERIFY(m_window->bench().showsTraces());
    }

    void anEditedExperimentIsSavedAndOpenedAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("mine.streamscope.json");
        m_window->actions().addLayout->trigger();
        QVERIFY(m_window->bench().document().save(path));
        QVERIFY(!m_window->isWindowModified());
        m_window->openFiles({"dcka"});
        m_window->openFiles({path});
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(3));
    }

    void aPictureOfHardwareThatIsNotThereIsRefused()
    {
        QTemporaryDir folder;
        const QByteArray runner = qgetenv("STREAMSCOPE_RUNNER");
        qputenv("STREAMSCOPE_RUNNER", "/nonexistent/streamscope-cli");
        session::Target target;
        target.kind = session::Target::Kind::cuda;
        m_window->bench().setTargetQuietly(target);
        LaunchOptions options;
        options.files = QStringList{"dcka"};
        options.screenshot = folder.filePath("a.png");
        const LaunchAnswer answer = drawPictures(*m_window, options);
        qputenv("STREAMSCOPE_RUNNER", runner);
        QCOMPARE(answer.status, int(ErrorKind::device));
        QVERIFY(answer.text.startsWith("streamscope: "));
        QCOMPARE(answer.text.count('\n'), 1);
        QVERIFY(!QFile::exists(options.screenshot));
        QVERIFY(!message().isEmpty());
        for (const Timeline& timeline : m_window->timelines().timelines())
            QVERIFY(!timeline.trace && timeline.provenanceText.isEmpty());
    }

    void aParameterThatIsNotThereNamesThoseThatAre()
    {
        LaunchOptions options;
        options.files = QStringList{"dcka"};
        options.values["foo"] = 1;
        const LaunchAnswer answer = drawPictures(*m_window, options);
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.text.contains("samples, host_cost_ns") && answer.text.contains("foo"), qPrintable(answer.text));
    }

    void picturesAndNumbersAreWritten()
    {
        QTemporaryDir folder;
        for (const char* ending : {"svg", "pdf", "png"}) {
            const QString path = folder.filePath(QStringLiteral("picture.") + QLatin1String(ending));
            QVERIFY(m_window->exportPicture(path));
            QVERIFY(QFile(path).size() > 1000);
        }
        QCOMPARE(QImage(folder.filePath("picture.png")).isNull(), false);
        // It tells its story alone: the verdict, and where the numbers are from.
        QFile svg(folder.filePath("picture.svg"));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QString drawn = QString::fromUtf8(svg.readAll());
        QVERIFY(drawn.contains(lines::headline(m_window->bench()).section(' ', 0, 1)));
        QVERIFY(drawn.contains(lines::provenance(m_window->bench()).section(',', 0, 0)));
        QVERIFY(!m_window->exportPicture("/nonexistent/picture.svg"));
    }

    void theTableIsCopied()
    {
        m_window->actions().copyTable->trigger();
        const QString table = QApplication::clipboard()->text();
        QVERIFY(table.contains("kernel A"));
        QVERIFY(table.contains('\t'));
    }
};

QTEST_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
