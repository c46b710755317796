// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that deals with files, menus and pages.
#include "app/main_window.h"

#include "app/dock_title.h"
#include "app/file_kind.h"
#include "app/help_page.h"
#include "app/message_bar.h"
#include "app/picture.h"
#include "app/slice_table.h"
#include "app/top_bar.h"
#include "charts/charts_view.h"
#include "editor/editor_panel.h"
#include "editor/experiment_document.h"
#include "findings/findings_panel.h"
#include "findings/inspector.h"
#include "formats/write_trace.h"
#include "icons/icon.h"
#include "language/language.h"
#include "session/replay.h"
#include "theme/theme.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QToolButton>

namespace streamscope::ui {

namespace {

/// The set of built-in recordings of that name; nothing if there is none.
std::optional<session::RecordingSet> findRecording(const std::string& name)
{
    for (session::RecordingSet& set : session::builtInRecordings())
        if (set.name == name)
            return std::move(set);
    return std::nullopt;
}

} // namespace

void MainWindow::openFiles(const QStringList& files)
{
    QStringList traces;
    for (const QString& file : files) {
        if (isExperiment(file) || file.startsWith(QLatin1String("recordings/")))
            openNamed(file);
        else
            traces += file;
    }
    if (!traces.isEmpty())
        m_bench->openTraces(traces, false);
}

void MainWindow::openNamed(const QString& nameOrPath)
{
    if (!mayDropChanges())
        return;
    std::string name = nameOrPath.toStdString();
    if (nameOrPath.startsWith(QLatin1String("recordings/"))) {
        const auto set = findRecording(name);
        if (!set || set->experiment.empty()) {
            m_bench->openTraces({nameOrPath}, false);
            return;
        }
        session::Target target;
        target.kind = session::Target::Kind::replay;
        target.file = name;
        m_bench->setTargetQuietly(target);
        name = set->experiment;
    } else if (m_bench->target().kind == session::Target::Kind::replay) {
        m_bench->setTargetQuietly({});
    }
    if (const Status status = m_bench->openExperiment(name); !status)
        m_messages->showProblem(sentence(status.error()));
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction* action, auto&& slot) {
        connect(action, &QAction::triggered, this, std::forward<decltype(slot)>(slot));
    };
    ExperimentDocument& document = m_bench->document();
    on(m_actions.newExperiment, [this] { openNamed(QStringLiteral("three-kernels")); });
    on(m_actions.open, [this] { openDialog(false); });
    on(m_actions.addTrace, [this] { openDialog(true); });
    on(m_actions.clearRecent, [this] { m_preferences->clearRecentFiles(); });
    on(m_actions.save, [this] { save(false); });
    on(m_actions.saveAs, [this] { save(true); });
    on(m_actions.saveTrace, [this] { saveTraceDialog(); });
    on(m_actions.exportPicture, [this] { exportPictureDialog(); });
    on(m_actions.exportNumbers, [this] { exportNumbersDialog(); });
    on(m_actions.quit, [this] { close(); });
    on(m_actions.undo, [&document] { document.undoStack().undo(); });
    on(m_actions.redo, [&document] { document.undoStack().redo(); });
    connect(&document.undoStack(), &QUndoStack::canUndoChanged, this, [this] { showUndo(); });
    connect(&document.undoStack(), &QUndoStack::indexChanged, this, [this] { showUndo(); });
    on(m_actions.addLayout, [this] { addLayout(m_bench->lanes().size() - 1); });
    on(m_actions.resetParameters, [this] { m_bench->resetValues(); });
    on(m_actions.copyTable, [this] { copyTable(); });
    on(m_actions.copySnippet, [this] { copySnippet(); });
    on(m_actions.run, [this] { m_bench->run(); });
    on(m_actions.stop, [this] {
        m_bench->cancel();
        m_player->stop();
    });
    connect(m_actions.loop, &QAction::toggled, m_player, &Player::setLooping);
    on(m_actions.play, [this] { m_player->toggle(); });
    on(m_actions.stepBack, [this] { m_player->stepBack(); });
    on(m_actions.stepForward, [this] { m_player->stepForward(); });
    on(m_actions.remote, [this] { chooseRemote(); });
    on(m_actions.fit, [this] { m_axis->fit(); });
    on(m_actions.zoomIn, [this] { m_timelines->zoomIn(); });
    on(m_actions.zoomOut, [this] { m_timelines->zoomOut(); });
    on(m_actions.undoZoom, [this] { m_axis->undoZoom(); });
    on(m_actions.redoZoom, [this] { m_axis->redoZoom(); });
    on(m_actions.find, [this] { m_timelines->find(); });
    on(m_actions.measure, [this] { m_timelines->startMeasuring(); });
    on(m_actions.showAllRows, [this] { m_timelines->showAllRows(); });
    on(m_actions.presentation, [this](bool checked) { m_preferences->setPresentation(checked); });
    on(m_actions.menuBar, [this](bool checked) { menuBar()->setVisible(checked); });
    on(m_actions.fullScreen, [this](bool checked) { checked ? showFullScreen() : showNormal(); });
    on(m_actions.openMenu, [this] { m_topBar->findChild<QToolButton*>(QStringLiteral("menuButton"))->showMenu(); });
    on(m_actions.themeAuto, [this] { m_preferences->setTheme(QStringLiteral("auto")); });
    on(m_actions.themeLight, [this] { m_preferences->setTheme(QStringLiteral("light")); });
    on(m_actions.themeDark, [this] { m_preferences->setTheme(QStringLiteral("dark")); });
    on(m_actions.english, [this] { m_preferences->setLanguage(QStringLiteral("en")); });
    on(m_actions.chinese, [this] { m_preferences->setLanguage(QStringLiteral("zh_CN")); });
    on(m_actions.helpPage, [this] { showHelp(); });
    on(m_actions.about, [this] { showAbout(); });
    on(m_actions.aboutQt, [] { QApplication::aboutQt(); });
    for (QAction* chart : m_actions.chartActions)
        connect(chart, &QAction::toggled, this, [this] {
            std::vector<ChartKind> charts;
            for (QAction* each : m_actions.chartActions)
                if (each->isChecked())
                    charts.push_back(ChartKind(each->data().toInt()));
            m_charts->setCharts(charts);
            m_charts->setVisible(!charts.empty());
        });
    m_charts->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_charts->addActions(m_actions.charts->actions());
    for (QAction* chart : m_actions.chartActions) {
        const auto& shown = m_charts->charts();
        const QSignalBlocker quiet(chart);
        chart->setChecked(std::find(shown.begin(), shown.end(), ChartKind(chart->data().toInt())) != shown.end());
    }
    connect(m_preferences, &Preferences::themeChanged, this, &MainWindow::applyAppearance);
    connect(m_preferences, &Preferences::presentationChanged, this, &MainWindow::applyAppearance);
    connect(m_preferences, &Preferences::languageChanged, this, [this] { setLanguage(m_preferences->language()); });
    connect(m_actions.experiments, &QMenu::aboutToShow, this, &MainWindow::fillExperiments);
    connect(m_actions.recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    showUndo();
}

void MainWindow::showUndo()
{
    const QUndoStack& stack = m_bench->document().undoStack();
    m_actions.undo->setEnabled(stack.canUndo());
    m_actions.redo->setEnabled(stack.canRedo());
}

/// Reading every experiment for its title takes a while: the menu fills when it opens.
void MainWindow::fillExperiments()
{
    m_actions.experiments->clear();
    for (const std::string& name : workload::Experiment::builtInNames()) {
        const auto experiment = workload::Experiment::find(name);
        if (!experiment)
            continue;
        QAction* action = m_actions.experiments->addAction(text(experiment->title(language())));
        action->setObjectName(QStringLiteral("experiment-") + text(name));
        action->setToolTip(text(experiment->description(language())));
        connect(action, &QAction::triggered, this, [this, name] { openNamed(text(name)); });
    }
    const auto recordings = session::builtInRecordings();
    if (!recordings.empty())
        m_actions.experiments->addSection(tr("Recorded on hardware"));
    for (const session::RecordingSet& recording : recordings) {
        const auto experiment = workload::Experiment::find(recording.experiment);
        const QString title = experiment ? text(experiment->title(language())) : text(recording.name);
        QAction* action = m_actions.experiments->addAction(
            tr("%1 on %2 (recorded)").arg(title, text(recording.deviceName)) +
            (recording.parameters.empty() ? QString() : QStringLiteral(" · ") + text(recording.parameters)));
        action->setObjectName(text(recording.name));
        connect(action, &QAction::triggered, this, [this, name = recording.name] { openNamed(text(name)); });
    }
}

void MainWindow::fillRecent()
{
    m_actions.recent->clear();
    for (const QString& path : m_preferences->recentFiles()) {
        QAction* action = m_actions.recent->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { openFiles({path}); });
    }
    m_actions.recent->addSeparator();
    m_actions.recent->addAction(m_actions.clearRecent);
}

void MainWindow::openDialog(bool beside)
{
    auto* dialog = new QFileDialog(this, beside ? tr("Open a trace beside") : tr("Open"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Experiments and traces (*.json *.json.gz *.jsonl *.sqlite)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this, beside](const QStringList& files) {
        if (beside)
            m_bench->openTraces(files, true);
        else
            openFiles(files);
    });
    dialog->open();
}

bool MainWindow::save(bool askForPath)
{
    if (m_bench->document().isEmpty() || m_bench->showsTraces())
        return false;
    QString path = m_bench->document().path();
    if (askForPath || path.isEmpty()) {
        const QString proposed =
            path.isEmpty() ? text(m_bench->experiment()->name()) + QStringLiteral(".streamscope.json") : path;
        path = QFileDialog::getSaveFileName(this, tr("Save the experiment"), proposed,
                                            tr("Experiments (*.streamscope.json)"));
        if (path.isEmpty())
            return false;
    }
    if (const Status status = m_bench->document().save(path); !status) {
        m_messages->showProblem(sentence(status.error()));
        return false;
    }
    m_preferences->addRecentFile(path);
    m_messages->showNotice(tr("Saved as %1.").arg(path));
    return true;
}

/// Asks before edits are lost; the one question that has to be answered.
bool MainWindow::mayDropChanges()
{
    if (m_bench->document().isEmpty() || !m_bench->document().isModified())
        return true;
    const auto answer = QMessageBox::question(this, tr("Unsaved changes"),
                                              tr("“%1” has changes that are not saved.").arg(m_bench->title()),
                                              QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    return answer == QMessageBox::Discard || (answer == QMessageBox::Save && save(false));
}

void MainWindow::exportPictureDialog()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export a picture"), QStringLiteral("streamscope.svg"),
                                                      tr("Pictures (*.svg *.pdf *.png)"));
    if (path.isEmpty())
        return;
    if (const Status status = exportPicture(path); !status)
        m_messages->showProblem(sentence(status.error()));
    else
        m_messages->showNotice(tr("Saved as %1.").arg(path));
}

Status MainWindow::exportPicture(const QString& path) const
{
    return drawPicture(path, *m_timelines, *m_charts);
}

void MainWindow::exportNumbersDialog()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export numbers"), QStringLiteral("streamscope.csv"),
                                                      tr("Numbers (*.csv)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray numbers = comparisonCsv(*m_bench).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(numbers) != numbers.size() || !file.commit())
        m_messages->showProblem(sentence(Error{
            ErrorKind::input, path.toStdString(), {}, {"base.cannot-write", {file.errorString().toStdString()}}}));
    else
        m_messages->showNotice(tr("Saved as %1.").arg(path));
}

void MainWindow::saveTraceDialog()
{
    const std::size_t focus = m_bench->focus();
    if (focus >= m_bench->lanes().size() || !m_bench->lanes()[focus].trace)
        return;
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save the trace of “%1”").arg(m_bench->lanes()[focus].title),
                                     QStringLiteral("trace.json.gz"), tr("Traces (*.json *.json.gz *.csv)"));
    if (path.isEmpty())
        return;
    if (const Status status = formats::writeTrace(*m_bench->lanes()[focus].trace, path.toStdString()); !status)
        m_messages->showProblem(sentence(status.error()));
    else
        m_messages->showNotice(tr("Saved as %1.").arg(path));
}

void MainWindow::copyTable()
{
    const std::size_t focus = m_bench->focus();
    if (focus < m_bench->lanes().size())
        m_table->setTrace(m_bench->lanes()[focus].trace);
    QApplication::clipboard()->setText(m_table->copyText());
    m_messages->showNotice(tr("The table of slices is on the clipboard."));
}

void MainWindow::copySnippet()
{
    QApplication::clipboard()->setText(
        QStringLiteral("import torch\n"
                       "from torch.profiler import ProfilerActivity, profile\n\n"
                       "def work():\n"
                       "    ...  # what you want to look at\n\n"
                       "for _ in range(3):\n"
                       "    work()  # warm up\n"
                       "torch.cuda.synchronize()\n\n"
                       "start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))\n"
                       "start.record()\n"
                       "work()\n"
                       "end.record()\n"
                       "torch.cuda.synchronize()\n"
                       "print(f'unprofiled: {start.elapsed_time(end):.3f} ms')\n\n"
                       "with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA]) as recording:\n"
                       "    work()\n"
                       "    torch.cuda.synchronize()\n"
                       "recording.export_chrome_trace('trace.json.gz')\n"));
    m_messages->showNotice(tr("The lines that record a PyTorch program are on the clipboard."));
}

void MainWindow::chooseRemote()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Where the runner is"));
    dialog->setLabelText(tr("A command that goes before the runner's own, such as “ssh gpubox” or “srun --gres=gpu:1”. "
                            "Empty: this machine."));
    dialog->setTextValue(m_preferences->via());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& via) {
        m_preferences->setVia(via.trimmed());
        m_deviceList->refresh(via.trimmed().toStdString());
    });
    dialog->open();
}

void MainWindow::askForDevices()
{
    m_deviceList->refresh(m_preferences->via().toStdString());
}

void MainWindow::showHelp()
{
    if (!m_help)
        m_help = std::make_unique<HelpPage>(m_actions);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Streamscope"));
    box->setText(QStringLiteral("<h3>Streamscope %1</h3>").arg(QApplication::applicationVersion()));
    box->setInformativeText(
        tr("An oscilloscope for GPU streams. The application is free software under the GNU GPL, version 3 or "
           "later; its core is under the Apache License 2.0."));
    box->open();
}

/// A copy of a layout opens in the editor, ready to be changed.
void MainWindow::addLayout(std::size_t like)
{
    if (m_bench->showsTraces() || like >= m_bench->lanes().size())
        return;
    m_editor->duplicateLayout(text(m_bench->lanes()[like].key));
    m_editorDock->show();
    m_editorDock->raise();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayDropChanges()) {
        event->ignore();
        return;
    }
    m_preferences->storeWindow(saveGeometry(), saveState());
    if (m_help)
        m_help->close();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            files += url.toLocalFile();
    if (!files.isEmpty())
        openFiles(files);
    event->acceptProposedAction();
}

/// A playing run can be paused; the same button says so.
void MainWindow::showPlaying()
{
    const Theme& theme = themeOf(qApp->palette());
    m_actions.play->setIcon(icon(m_player->isPlaying() ? "pause" : "play", theme.text, theme.groove));
}

void MainWindow::retranslate()
{
    m_actions.retranslate();
    showPlaying();
    m_leftDock->setWindowTitle(tr("Experiment"));
    m_rightDock->setWindowTitle(tr("What happened"));
    m_editorDock->setWindowTitle(tr("Editor"));
    m_tableDock->setWindowTitle(tr("Table of slices"));
    setSectionText(m_layoutsHead, tr("Layouts"));
    setSectionText(m_parametersHead, tr("Parameters"));
    setSectionText(m_selectionHead, tr("Selection"));
    setSectionText(m_kindsHead, tr("Kinds"));
    m_addLayout->setText(tr("+ add a layout"));
    m_editWork->setText(tr("Edit"));
    m_snippet->setText(tr("Copy recording snippet"));
    m_unprofiledLabel->setText(tr("Time without the profiler, ms"));
    m_unprofiled->setPlaceholderText(tr("not known"));
    const QString language = m_preferences->language();
    (language == QLatin1String("zh_CN") ? m_actions.chinese : m_actions.english)->setChecked(true);
    const QString choice = m_preferences->theme();
    (choice == QLatin1String("dark")    ? m_actions.themeDark
     : choice == QLatin1String("light") ? m_actions.themeLight
                                        : m_actions.themeAuto)
        ->setChecked(true);
    m_actions.presentation->setChecked(m_preferences->presentation());
    m_bench->retranslate();
    explanationChanged();
}

} // namespace streamscope::ui
