// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that does what menus, buttons and shortcuts say.
#include "app/main_window.h"

#include "app/help_page.h"
#include "app/message_bar.h"
#include "app/recording_snippet.h"
#include "app/slice_table.h"
#include "app/top_bar.h"
#include "charts/charts_view.h"
#include "editor/editor_panel.h"
#include "editor/experiment_document.h"
#include "icons/icon.h"
#include "language/language.h"
#include "session/replay.h"
#include "theme/theme.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolButton>

#include <algorithm>

namespace streamscope::ui {

namespace {

/// "Samples 2048": what tells a recording from the others of its experiment.
QString told(const session::RecordingSet& one, const std::vector<session::RecordingSet>& all,
             const workload::Experiment& experiment)
{
    const auto valuesOf = [](const session::RecordingSet& set) {
        return text(set.parameters).split(QStringLiteral(", "), Qt::SkipEmptyParts);
    };
    QStringList parts;
    for (const QString& value : valuesOf(one)) {
        const bool alike = std::all_of(all.begin(), all.end(), [&](const session::RecordingSet& other) {
            return other.experiment != one.experiment || valuesOf(other).contains(value);
        });
        for (const workload::Parameter& parameter : experiment.parameters(language()))
            if (!alike && value.startsWith(text(parameter.name) + QLatin1Char('=')))
                parts += text(parameter.label) + QLatin1Char(' ') + QString(value).section(QLatin1Char('='), 1);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

void MainWindow::connectActions()
{
    const auto on = [this](QAction* action, auto&& slot) {
        connect(action, &QAction::triggered, this, std::forward<decltype(slot)>(slot));
    };
    ExperimentDocument& document = m_bench->document();
    on(m_actions.newExperiment, [this] { newExperiment(); });
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
    connect(m_actions.loop, &QAction::toggled, m_bench, [this](bool looping) {
        if (!looping && (m_bench->isLooping() || m_bench->isSweeping()))
            m_bench->cancel();
    });
    on(m_actions.play, [this] { m_player->toggle(); });
    on(m_actions.stepBack, [this] { m_player->stepBack(); });
    on(m_actions.stepForward, [this] { m_player->stepForward(); });
    on(m_actions.keepRun, [this] {
        if (m_bench->focus() < m_bench->lanes().size())
            m_bench->keepRun(m_bench->lanes()[m_bench->focus()].key);
    });
    on(m_actions.remote, [this] { chooseRemote(); });
    on(m_actions.fit, [this] { m_axis->fit(); });
    on(m_actions.zoomIn, [this] { m_timelines->zoomIn(); });
    on(m_actions.zoomOut, [this] { m_timelines->zoomOut(); });
    on(m_actions.undoZoom, [this] { m_axis->undoZoom(); });
    on(m_actions.redoZoom, [this] { m_axis->redoZoom(); });
    on(m_actions.find, [this] { m_timelines->find(); });
    on(m_actions.filterRows, [this] { m_timelines->filterRows(); });
    on(m_actions.measure, [this] { m_timelines->startMeasuring(); });
    on(m_actions.alignStart, [this] { alignAt({}, {Alignment::By::start, {}, 0, {}}); });
    on(m_actions.alignClock, [this] { alignAt({}, {Alignment::By::wallClock, {}, 0, {}}); });
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
    connect(m_actions.align, &QMenu::aboutToShow, this, &MainWindow::fillAlign);
    connect(m_actions.recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    showUndo();
}

void MainWindow::showUndo()
{
    const QUndoStack& stack = m_bench->document().undoStack();
    m_actions.undo->setEnabled(stack.canUndo());
    m_actions.redo->setEnabled(stack.canRedo());
    m_actions.undo->setText(stack.canUndo() ? tr("&Undo: %1").arg(stack.undoText()) : tr("&Undo"));
    m_actions.redo->setText(stack.canRedo() ? tr("&Redo: %1").arg(stack.redoText()) : tr("&Redo"));
}

/// A playing run can be paused; the same button says so.
void MainWindow::showPlaying()
{
    const Theme& theme = themeOf(qApp->palette());
    m_actions.play->setIcon(icon(m_player->isPlaying() ? "pause" : "play", theme.text, theme.groove));
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
        const QStringList parts{tr("%1 on %2 (recorded)").arg(title, text(recording.deviceName)),
                                experiment ? told(recording, recordings, *experiment) : QString()};
        QAction* action = m_actions.experiments->addAction(parts.last().isEmpty() ? parts.first()
                                                                                  : parts.join(QStringLiteral(" · ")));
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

/// What the shown timelines can be aligned at; the annotations that all of them have follow the two that are always
/// there.
void MainWindow::fillAlign()
{
    const Alignment& now = m_bench->alignment();
    const Alignment::By by = m_bench->effectiveAlignment();
    while (m_actions.align->actions().size() > 2)
        delete m_actions.align->actions().last();
    m_actions.alignStart->setChecked(by == Alignment::By::start && now.pinned.empty());
    m_actions.alignClock->setChecked(by == Alignment::By::wallClock && now.pinned.empty());
    m_actions.alignClock->setEnabled(m_bench->hasWallClocks());
    auto names = m_bench->anchors();
    if (by == Alignment::By::slice && std::find(names.begin(), names.end(), now.name) == names.end())
        names.insert(names.begin(), now.name);
    if (!names.empty())
        m_actions.align->addSeparator();
    for (const std::string& name : names) {
        QAction* action = m_actions.align->addAction(tr("At “%1”").arg(text(name)));
        action->setCheckable(true);
        action->setChecked(by == Alignment::By::slice && now.name == name && now.pinned.empty());
        connect(action, &QAction::triggered, this, [this, name] { alignAt({}, {Alignment::By::slice, name, 0, {}}); });
    }
}

void MainWindow::copyTable()
{
    const std::size_t focus = m_bench->focus();
    if (focus < m_bench->lanes().size())
        m_table->setTrace(m_bench->lanes()[focus].trace, m_bench->lanes()[focus].originNs);
    QApplication::clipboard()->setText(m_table->copyText());
    m_messages->showNotice(tr("The table of slices is on the clipboard."));
}

void MainWindow::copySnippet()
{
    QApplication::clipboard()->setText(recordingSnippet());
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

} // namespace streamscope::ui
