// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_kind.h"
#include "app/launch.h"
#include "app/layout_list.h"
#include "app/main_window.h"
#include "app/message_bar.h"
#include "app/parameter_panel.h"
#include "app/top_bar.h"
#include "charts/charts_view.h"
#include "compare/verdict_header.h"
#include "editor/experiment_document.h"
#include "findings/findings_panel.h"
#include "findings/inspector.h"
#include "formats/write_trace.h"
#include "language/language.h"
#include "session/replay.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"
#include "ui/warnings.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <memory>

using namespace streamscope;
using namespace streamscope::ui;

/// The window as its user meets it: what is drawn, clicked, typed and dragged.
class TestMainWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<MainWindow> m_window;

    template <class T>
    T* child(const char* name = "") const
    {
        auto* found = m_window->findChild<T*>(QLatin1String(name));
        return found;
    }

    void open(const char* experiment)
    {
        m_window->openFiles({QLatin1String(experiment)});
        m_window->settle();
    }

    QString message() const
    {
        return child<MessageBar>("messageBar")->isVisible() ? child<MessageBar>("messageBar")->text() : QString();
    }
    const Lane& lane(std::size_t i) const { return m_window->bench().lanes().at(i); }

    QString writeTraceOf(std::size_t index, const QString& path) const
    {
        const auto written = formats::writeTrace(*lane(index).trace, path.toStdString());
        return written ? path : QString();
    }

private slots:
    void init()
    {
        test::failOnWarnings();
        setLanguage(QStringLiteral("en"));
        m_preferences = std::make_unique<Preferences>(false);
        m_window = std::make_unique<MainWindow>(m_preferences.get());
        m_window->resize(1280, 720);
        QVERIFY(m_window->bench().openExperiment("three-kernels"));
        QVERIFY(m_window->bench().runNow());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->settle();
    }

    void cleanup() { m_window.reset(); }

    void theFirstStartShowsThreeKernelsAlreadyRun()
    {
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(2));
        QVERIFY(lane(0).trace && lane(1).trace);
        // Three kernels of 100 µs: one behind the other at least 300 µs, side by side less than 200.
        QVERIFY(lane(0).makespanNs >= 300'000);
        QVERIFY(lane(1).makespanNs < 200'000);
        QVERIFY(!child<VerdictHeader>()->headline().isEmpty());
    }

    void aClickOnALayoutHidesAndShowsItsTimeline()
    {
        auto* row = child<LayoutRowWidget>("layout-streams");
        QTest::mouseClick(row, Qt::LeftButton);
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(1));
        row->setFocus();
        QTest::keyClick(row, Qt::Key_Space);
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(2));
    }

    void aSliderRunsAgainWhileItMovesAndKeepsTheOldResultAsAGhost()
    {
        auto* panel = child<ParameterPanel>();
        QSlider* slider = panel->slider("kernel_us")->slider();
        const Ns before = lane(0).makespanNs;
        slider->setSliderDown(true);
        slider->setValue(slider->maximum());
        m_window->settle();
        // Ten times the time of a kernel: at least 3 ms one behind the other.
        QVERIFY(lane(0).makespanNs >= 3'000'000);
        QVERIFY(lane(0).ghost);
        QVERIFY(m_window->bench().isHoldingAxis());
        slider->setSliderDown(false);
        m_window->settle();
        QVERIFY(!lane(0).ghost);
        QVERIFY(!m_window->bench().isHoldingAxis());
        m_window->actions().resetParameters->trigger();
        m_window->settle();
        QCOMPARE(lane(0).makespanNs, before);
    }

    void aSliderLetGoIsAStepOfUndoThatTheEditorAndTheFileShow()
    {
        child<QDockWidget>("editorDock")->show();
        ExperimentDocument& document = m_window->bench().document();
        QSlider* slider = child<ParameterPanel>()->slider("kernel_us")->slider();
        const double before = document.experiment().parameters("en").front().value;
        for (const int step : {300, 350}) { // twice in a row: one step
            slider->setSliderDown(true);
            slider->setValue(step);
            QCOMPARE(document.undoStack().index(), step == 300 ? 0 : 1);
            slider->setSliderDown(false);
            m_window->settle();
        }
        const double set = child<ParameterPanel>()->slider("kernel_us")->parameter().value;
        QVERIFY(set > before);
        QCOMPARE(document.experiment().parameters("en").front().value, set);
        QCOMPARE(document.undoStack().count(), 1);
        QVERIFY(m_window->isWindowModified());

        QTemporaryDir folder;
        const QString path = folder.filePath("a.streamscope.json");
        m_window->bench().keepValues();
        QVERIFY(document.save(path));
        const auto saved = workload::Experiment::fromFile(path.toStdString());
        QVERIFY(saved);
        QCOMPARE(saved->parameters("en").front().value, set);

        m_window->actions().undo->trigger();
        m_window->settle();
        QCOMPARE(child<ParameterPanel>()->slider("kernel_us")->parameter().value, before);
        // Three kernels of `before` µs, one behind the other, and what launching them takes.
        QVERIFY(lane(0).makespanNs >= Ns(3000 * before) && lane(0).makespanNs < Ns(3000 * set));
    }

    void aSliderLetGoLeavesTheZoomAsItIs()
    {
        auto* axis = m_window->findChild<TimeAxis*>();
        axis->setRange({100'000, 200'000});
        m_window->bench().setValue("kernel_us", 120, true);
        m_window->settle();
        QCOMPARE(axis->range().startNs, Ns(100'000));
    }

    void whatASliderWasSetToBesideARecordingIsSaved()
    {
        open("recordings/three-kernels");
        m_window->bench().setValue("kernel_us", 500, true);
        QCOMPARE(m_window->bench().document().undoStack().count(), 0);
        m_window->bench().keepValues();
        QCOMPARE(m_window->bench().document().experiment().parameters("en").front().value, 500.0);
    }

    void aRecordingOfAnotherExperimentOpensThatOne()
    {
        session::Target recording;
        recording.kind = session::Target::Kind::replay;
        for (const session::RecordingSet& set : session::builtInRecordings())
            if (set.experiment == "dcka")
                recording.file = set.name;
        QVERIFY(!recording.file.empty());
        emit child<TopBar>("topBar")->deviceChosen(recording);
        m_window->settle();
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QCOMPARE(m_window->bench().experiment()->name(), std::string("dcka"));
        QVERIFY(lane(0).trace);
        QCOMPARE(lane(0).provenance, trace::Provenance::recorded);
    }

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

    void runPlaysInSlowMotionAndStopEndsIt()
    {
        QSignalSpy moved(&m_window->player(), &Player::moved);
        m_window->actions().run->trigger();
        QVERIFY(moved.wait());
        QVERIFY(m_window->player().isPlaying());
        QVERIFY(m_window->timelines().playheadNs().has_value());
        m_window->actions().play->trigger();
        QVERIFY(!m_window->player().isPlaying());
        const auto at = *m_window->timelines().playheadNs();
        m_window->actions().stepForward->trigger();
        QVERIFY(*m_window->timelines().playheadNs() > at);
        m_window->actions().stop->trigger();
        QVERIFY(!m_window->timelines().playheadNs().has_value());
    }

    void layoutsOfDckaAreChosenAsItsStoryNeedsThem()
    {
        open("dcka");
        // serial, streams and graph-streams; graph-serial keeps its time in the list.
        QCOMPARE(m_window->timelines().timelines().size(), std::size_t(3));
        QVERIFY(!lane(2).shown);
        QVERIFY(lane(2).makespanNs > 0);
        QVERIFY(m_window->bench().explanation());
        QVERIFY(!m_window->bench().explanation()->findings.empty());
    }

    void aSelectedSliceIsDescribed()
    {
        const auto& trace = *lane(0).trace;
        for (std::size_t t = 0; t < trace.tracks().size(); ++t)
            if (trace.tracks()[t].info.kind == trace::TrackKind::stream)
                m_window->timelines().select(ShownSlice{0, {trace::TrackId(t), 0}});
        emit m_window->timelines().sliceSelected(0, m_window->timelines().selected()->slice);
        const QString text = child<Inspector>()->text();
        QVERIFY2(text.contains("kernel A"), qPrintable(text));
        QVERIFY(text.contains("16"));
    }

    void theLanguageChangesWhileRunning()
    {
        m_window->actions().chinese->trigger();
        m_window->settle();
        QCOMPARE(m_window->actions().run->text(), QStringLiteral("运行"));
        QCOMPARE(child<QDockWidget>("findingsDock")->windowTitle(), QStringLiteral("发生了什么"));
        QCOMPARE(m_window->timelines().timelines()[0].title, QStringLiteral("一个流"));
        m_window->actions().english->trigger();
        m_window->settle();
        QCOMPARE(m_window->actions().run->text(), QStringLiteral("Run"));
        QCOMPARE(m_window->timelines().timelines()[0].title, QStringLiteral("One stream"));
    }

    void theThemeChangesWhileRunning()
    {
        m_window->actions().themeDark->trigger();
        QVERIFY(m_window->grab().toImage().pixelColor(4, 300).lightnessF() < 0.3);
        m_window->actions().themeLight->trigger();
        QVERIFY(m_window->grab().toImage().pixelColor(4, 300).lightnessF() > 0.8);
    }

    void aSliderOnARecordingOpensASimulatedTwinBesideIt()
    {
        open("recordings/three-kernels");
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QCOMPARE(lane(0).provenance, trace::Provenance::recorded);
        const std::size_t before = m_window->bench().lanes().size();
        const Ns recorded = lane(0).makespanNs;
        m_window->bench().setValue("kernel_us", 500, true);
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), 2 * before);
        QCOMPARE(lane(0).makespanNs, recorded);
        QVERIFY(lane(1).twin);
        // Three kernels of 500 µs one behind the other.
        QVERIFY(lane(1).makespanNs >= 1'500'000);
    }

    void aLayoutAddedToARecordingIsSimulatedBesideIt()
    {
        open("recordings/three-kernels");
        const Ns recorded = lane(0).makespanNs;
        m_window->actions().addLayout->trigger();
        m_window->settle();
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        QCOMPARE(lane(0).makespanNs, recorded);
        const auto& lanes = m_window->bench().lanes();
        QVERIFY(std::all_of(lanes.begin(), lanes.end(), [](const Lane& each) { return bool(each.trace); }));
        QCOMPARE(lanes.back().provenance, trace::Provenance::simulatedChecked);
        m_window->actions().undo->trigger();
        m_window->settle();
        QCOMPARE(m_window->bench().lanes().size(), std::size_t(2));
    }

    void themeTypeSizeAndLanguageChangeInARowWithEveryPanelOpen()
    {
        for (const char* dock : {"editorDock", "tableDock"})
            child<QDockWidget>(dock)->show();
        Actions& actions = m_window->actions();
        for (int round = 0; round < 3; ++round)
            for (QAction* action : {actions.themeDark, actions.presentation, actions.chinese, actions.themeLight,
                                    actions.presentation, actions.english, actions.themeDark, actions.themeLight})
                action->trigger();
        m_window->settle();
        QCOMPARE(actions.run->text(), QStringLiteral("Run"));
        QVERIFY(!m_preferences->presentation());
    }

    void everyActionHasANameAndAShortcutIsGivenOnce()
    {
        QSet<QString> taken;
        for (QAction* action : m_window->findChildren<QAction*>()) {
            if (action->isSeparator() || action->objectName().isEmpty() || action->objectName().startsWith("qt_"))
                continue;
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            const QString keys = action->shortcut().toString();
            QVERIFY2(keys.isEmpty() || !taken.contains(keys), qPrintable(keys));
            taken += keys;
        }
        QVERIFY(taken.contains("F5"));
    }

    void everyExperimentOfTheMenuOpens()
    {
        emit m_window->actions().experiments->aboutToShow();
        const auto entries = m_window->actions().experiments->actions();
        int opened = 0;
        for (QAction* entry : entries) {
            if (!entry->objectName().startsWith("experiment-"))
                continue;
            const QString name = entry->objectName().mid(11);
            open(qPrintable(name));
            QVERIFY2(message().isEmpty(), qPrintable(name + ": " + message()));
            QVERIFY2(lane(0).trace != nullptr, qPrintable(name));
            ++opened;
        }
        QCOMPARE(opened, int(workload::Experiment::builtInNames().size()));
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

    void everyOfferToTryMakesALayoutThatRuns()
    {
        const auto offers = [this] {
            QList<QPushButton*> found;
            for (QPushButton* button : m_window->findChildren<QPushButton*>())
                if (button->isVisible() && button->text().startsWith("Try it: "))
                    found += button;
            return found;
        };
        int tried = 0;
        for (const std::string& name : workload::Experiment::builtInNames()) {
            m_window->openFiles({QString::fromStdString(name)});
            m_window->settle();
            const std::size_t layouts = m_window->bench().lanes().size();
            for (std::size_t focus = 0; focus < layouts; ++focus) {
                m_window->bench().setShown(m_window->bench().lanes()[focus].key, true);
                m_window->bench().setFocus(focus);
                m_window->settle();
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
    }

    void whatMayBeWrongIsSaidAboveAndExplainedFirst()
    {
        m_window->openFiles({"missing-wait"});
        m_window->settle();
        QCOMPARE(m_window->bench().focus(), std::size_t(1));
        const QString reason = child<QLabel>("reason")->text();
        QVERIFY2(reason.contains("may compute something wrong"), qPrintable(reason));
        QVERIFY2(reason.contains("Two streams, no wait"), "layouts are called as the window calls them");
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

    void anUnavailableRunnerIsToldOfAndTheWindowGoesOn()
    {
        const QByteArray runner = qgetenv("STREAMSCOPE_RUNNER");
        qputenv("STREAMSCOPE_RUNNER", "/nonexistent/streamscope-cli");
        session::Target target;
        target.kind = session::Target::Kind::cuda;
        m_window->bench().setTarget(target);
        m_window->actions().run->trigger();
        m_window->settle();
        QVERIFY(!message().isEmpty());
        qputenv("STREAMSCOPE_RUNNER", runner);
        m_window->bench().setTarget({});
        m_window->settle();
        QVERIFY(lane(0).trace);
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

    void aSelectedStretchIsSummedUpBesideThePicture()
    {
        auto& view = m_window->timelines();
        view.axis()->setSelection(Interval{0, 1'000'000}); // all of both layouts
        emit view.stretchSelected();
        const QString text = child<Inspector>()->text();
        QVERIFY2(text.contains("stretch\t1 ms"), qPrintable(text));
        QCOMPARE(text.count("operations\t3"), 2); // three kernels each
        QVERIFY2(text.contains(lane(0).title) && text.contains(lane(1).title), qPrintable(text));
        view.clearMarks();
        QVERIFY(child<Inspector>()->isEmpty());
    }

    void theHintOfTheSelectionIsNeverDrawnTwice()
    {
        auto* inspector = m_window->findChild<Inspector*>();
        inspector->clear();
        inspector->clear();
        QApplication::sendPostedEvents(); // layouts show what is new; what is old is deleted only by an event loop
        int shown = 0;
        for (const QLabel* label : inspector->findChildren<QLabel*>())
            shown += !label->isHidden();
        QCOMPARE(shown, 1);
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
        QVERIFY(!m_window->exportPicture("/nonexistent/picture.svg"));
    }

    void theTableIsCopied()
    {
        m_window->actions().copyTable->trigger();
        const QString table = QApplication::clipboard()->text();
        QVERIFY(table.contains("kernel A"));
        QVERIFY(table.contains('\t'));
    }

    void theHelpPageNamesEveryShortcutOfTheMenus()
    {
        m_window->actions().helpPage->trigger();
        QStringList names;
        for (const auto& line : m_window->actions().help())
            names += line.name;
        for (const char* expected : {"Run", "Fit", "Measure", "Export a picture…", "Presentation mode"})
            QVERIFY2(names.contains(QString::fromUtf8(expected)), expected);
    }

    void panelsFoldAndComeBack()
    {
        auto* dock = child<QDockWidget>("findingsDock");
        dock->close();
        QVERIFY(!dock->isVisible());
        dock->toggleViewAction()->trigger();
        QVERIFY(dock->isVisible());
    }

    void presentationModeEnlargesTheType()
    {
        const int before = QFontMetrics(m_window->font()).height();
        m_window->actions().presentation->trigger();
        QVERIFY(QFontMetrics(m_window->font()).height() > before);
        QVERIFY(m_window->timelines().presentation());
        m_window->actions().presentation->trigger();
        QCOMPARE(QFontMetrics(m_window->font()).height(), before);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
