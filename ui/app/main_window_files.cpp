// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that opens, saves and drops files.
#include "app/main_window.h"

#include "app/drop_zones.h"
#include "app/file_dialog.h"
#include "app/file_kind.h"
#include "app/file_saver.h"
#include "app/help_page.h"
#include "app/lines.h"
#include "app/message_bar.h"
#include "app/numbers.h"
#include "app/picture.h"
#include "app/side_folds.h"
#include "app/top_bar.h"
#include "base/file.h"
#include "compare/verdict_header.h"
#include "editor/experiment_document.h"
#include "formats/write_trace.h"
#include "language/language.h"
#include "session/replay.h"

#include <QApplication>
#include <QCloseEvent>
#include <QCollator>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>

#include <algorithm>
#include <utility>

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

/// Ranks by their numbers: file managers hand files over in any order.
QStringList inNaturalOrder(QStringList files)
{
    QCollator order;
    order.setNumericMode(true);
    std::sort(files.begin(), files.end(), order);
    return files;
}

} // namespace

void MainWindow::openFiles(const QStringList& files, bool beside)
{
    QStringList traces, leftOut;
    bool opened = false;
    for (const QString& file : files) {
        if (isExperiment(file) || file.startsWith(QLatin1String("recordings/"))) {
            if (std::exchange(opened, true)) {
                leftOut += file;
                continue;
            }
            openNamed(file);
            beside = true;
        } else {
            traces += file;
        }
    }
    if (!traces.isEmpty())
        m_bench->openTraces(traces, beside);
    if (!leftOut.isEmpty() && !m_messages->isVisible()) // an error of the first weighs more
        m_messages->showProblem(tr("One experiment lies on the bench at a time: %1 is left out.")
                                    .arg(QLocale().createSeparatedList(leftOut)));
}

void MainWindow::openFirst()
{
    if (m_bench->isRunning() || m_bench->experiment() || m_bench->showsTraces())
        return;
    const QString problem = m_messages->isHidden() ? QString() : m_messages->text();
    if (const Status status = m_bench->openExperiment(firstExperiment); !status)
        m_messages->showProblem(sentence(status.error()));
    else if (m_bench->runsAtOnce())
        static_cast<void>(m_bench->runNow());
    if (!problem.isEmpty())
        m_messages->showProblem(problem);
}

/// From scratch: one kernel in one stream, and the editor to go on from there.
void MainWindow::newExperiment()
{
    if (!mayDropChanges())
        return;
    if (m_bench->target().kind == session::Target::Kind::replay)
        m_bench->setTargetQuietly({});
    m_bench->startNew();
    m_editorDock->show();
    m_editorDock->raise();
}

/// A recording of another experiment opens that one; of the experiment on the bench it is one more place to run.
void MainWindow::chooseDevice(const session::Target& target)
{
    const auto recording = target.kind == session::Target::Kind::replay ? findRecording(target.file)
                                                                        : std::optional<session::RecordingSet>();
    const bool fits = !m_bench->showsTraces() && m_bench->experiment() &&
                      (!recording || m_bench->experiment()->name() == recording->experiment);
    if (fits || !recording)
        m_bench->setTarget(target);
    else
        openNamed(text(target.file));
    m_topBar->setDevices(m_deviceList->entries(), m_bench->target()); // it may have been refused
}

void MainWindow::openNamed(const QString& nameOrPath)
{
    if (!mayDropChanges())
        return;
    std::string name = nameOrPath.toStdString();
    const session::Target before = m_bench->target();
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
    if (const Status status = m_bench->openExperiment(name); !status) {
        m_bench->setTargetQuietly(before);
        m_messages->showProblem(sentence(status.error()));
    }
}

void MainWindow::openDialog(bool beside)
{
    auto* dialog = new FileDialog(this, beside ? tr("Open a trace beside") : tr("Open"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(FileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Experiments and traces (*.json *.json.gz *.jsonl *.sqlite)"), tr("All files (*)")});
    connect(dialog, &FileDialog::filesSelected, this,
            [this, beside](const QStringList& files) { openFiles(inNaturalOrder(files), beside); });
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
        path = FileDialog::whereToSave(this, tr("Save the experiment"), proposed,
                                       tr("Experiments (*.streamscope.json)"), QStringLiteral("streamscope.json"));
        if (path.isEmpty())
            return false;
    }
    m_bench->keepValues();
    if (const Status status = m_bench->document().save(path); !status) {
        m_messages->showProblem(sentence(status.error()));
        return false;
    }
    m_preferences->addRecentFile(path);
    m_messages->showNotice(tr("Saved as %1.").arg(path));
    return true;
}

/// Asks before edits are lost; the one question that has to be answered. Sliders of what has no file are played with:
/// where they stood is no loss.
bool MainWindow::mayDropChanges()
{
    const ExperimentDocument& document = m_bench->document();
    if (document.isEmpty() || !document.isModified() ||
        (document.path().isEmpty() && document.isModifiedInValuesOnly()))
        return true;
    const auto answer = QMessageBox::question(this, tr("Unsaved changes"),
                                              tr("“%1” has changes that are not saved.").arg(m_bench->title()),
                                              QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    return answer == QMessageBox::Discard || (answer == QMessageBox::Save && save(false));
}

void MainWindow::exportPictureDialog()
{
    const QString path = FileDialog::whereToSave(this, tr("Export a picture"), QStringLiteral("streamscope.svg"),
                                                 tr("Pictures (*.svg *.pdf *.png)"), QStringLiteral("svg"));
    if (path.isEmpty())
        return;
    if (const Status status = exportPicture(path); !status)
        m_messages->showProblem(sentence(status.error()));
    else
        m_messages->showNotice(tr("Saved as %1.").arg(path));
}

Status MainWindow::exportPicture(const QString& path) const
{
    QStringList source{lines::provenance(*m_bench), lines::trust(*m_bench)};
    source.removeAll(QString());
    const PictureWords words{wrappable(m_verdict->headline()), wrappable(m_verdict->why()),
                             wrappable(m_verdict->reason()), source.join(QStringLiteral(" · "))};
    return drawPicture(path, words, *m_timelines, *m_charts);
}

void MainWindow::exportNumbersDialog()
{
    const QString path = FileDialog::whereToSave(this, tr("Export numbers"), QStringLiteral("streamscope.csv"),
                                                 tr("Numbers (*.csv)"), QStringLiteral("csv"));
    if (path.isEmpty())
        return;
    saveNumbers(path);
}

void MainWindow::saveNumbers(const QString& path)
{
    m_saver->save(path, [numbers = Numbers(*m_bench)](const QString& to, const std::stop_token& stop,
                                                      const FileSaver::Progress& onProgress) {
        const std::string csv = numbers.csv(stop, onProgress);
        if (stop.stop_requested())
            return Status(Error{ErrorKind::cancelled, to.toStdString(), {}, {"base.cancelled", {}}});
        return writeFile(to.toStdString(), csv);
    });
}

void MainWindow::saveTraceDialog()
{
    const std::size_t focus = m_bench->focus();
    if (focus >= m_bench->lanes().size() || !m_bench->lanes()[focus].trace)
        return;
    const QString path = FileDialog::whereToSave(this, tr("Save the trace of “%1”").arg(m_bench->lanes()[focus].title),
                                                 QStringLiteral("trace.json.gz"), tr("Traces (*.json *.json.gz *.csv)"),
                                                 QStringLiteral("json.gz"));
    if (path.isEmpty())
        return;
    saveTrace(m_bench->lanes()[focus].trace, m_bench->saidUnprofiledNs(), path);
}

void MainWindow::saveTrace(const trace::TracePointer& trace, std::optional<Ns> unprofiledNs, const QString& path)
{
    m_saver->save(path, [trace, unprofiledNs](const QString& to, const std::stop_token& stop,
                                              const FileSaver::Progress& onProgress) {
        return formats::writeTrace(*trace, to.toStdString(), {onProgress, stop, unprofiledNs});
    });
}

void MainWindow::connectSaver()
{
    connect(m_saver, &FileSaver::progressed, this, [this](double share, const QString& path) {
        m_saving->setProgress(share, tr("Saving %1…").arg(QFileInfo(path).fileName()));
    });
    connect(m_saver, &FileSaver::saved, this,
            [this](const QString& path) { m_messages->showNotice(tr("Saved as %1.").arg(path)); });
    connect(m_saver, &FileSaver::failed, this, [this](const QString& path, const Error& error) {
        if (error.kind == ErrorKind::cancelled)
            m_messages->showNotice(tr("Cancelled: %1 is not saved.").arg(path));
        else
            m_messages->showProblem(sentence(error));
        m_closing = false; // its user will want to know
    });
    connect(m_saver, &FileSaver::idle, this, [this] {
        m_saving->finish();
        if (m_closing)
            close();
    });
    connect(m_saving, &ProgressLine::cancelled, this, [this] {
        m_saving->finish();
        m_saver->cancel();
    });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_closing = m_saver->isBusy();
    if (m_closing) {
        m_messages->showNotice(tr("The window closes as soon as the file is saved."));
        event->ignore();
        return;
    }
    if (!mayDropChanges()) {
        event->ignore();
        return;
    }
    m_sideFolds->unfold();
    m_preferences->storeWindow(saveGeometry(), saveState());
    if (m_help)
        m_help->close();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    m_dropZones->follow(event->position().toPoint());
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event)
{
    m_dropZones->follow(event->position().toPoint());
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*)
{
    m_dropZones->hide();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_dropZones->hide();
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            files += url.toLocalFile();
    if (!files.isEmpty())
        openFiles(inNaturalOrder(files), DropZones::isBeside(*this, event->position().toPoint()));
    event->acceptProposedAction();
}

} // namespace streamscope::ui
