// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that follows the bench: what lies on it is shown.
#include "app/main_window.h"

#include "analysis/steps.h"
#include "app/branch_list.h"
#include "app/branch_summaries.h"
#include "app/layout_list.h"
#include "app/lines.h"
#include "app/message_bar.h"
#include "app/parameter_panel.h"
#include "app/side_panel.h"
#include "app/slice_table.h"
#include "app/top_bar.h"
#include "charts/charts_view.h"
#include "compare/verdict_header.h"
#include "device/profiles.h"
#include "editor/experiment_document.h"
#include "findings/findings_panel.h"
#include "findings/inspector.h"
#include "findings/legend.h"
#include "language/language.h"
#include "timeline/operation_edges.h"
#include "timeline/origin.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

#include <QDockWidget>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>
#include <set>
#include <utility>

namespace streamscope::ui {

namespace {

/// The profile of the device that a trace names, where there is one: limits and peaks for the charts.
std::shared_ptr<const device::DeviceProfile> profileOf(const trace::Trace& trace)
{
    static const auto profiles = [] {
        std::vector<std::shared_ptr<const device::DeviceProfile>> all;
        for (const std::string& name : device::profileNames())
            if (auto found = device::findProfile(name))
                all.push_back(std::make_shared<const device::DeviceProfile>(std::move(*found)));
        return all;
    }();
    const auto found = std::find_if(profiles.begin(), profiles.end(), [&](const auto& profile) {
        return profile->deviceName == trace.info().deviceName;
    });
    return found == profiles.end() ? nullptr : *found;
}

} // namespace

void MainWindow::connectBench()
{
    connect(m_bench, &Bench::contentChanged, this, &MainWindow::contentChanged);
    connect(m_bench, &Bench::traceCompleted, this, &MainWindow::traceCompleted);
    connect(m_bench, &Bench::lanesChanged, this, &MainWindow::lanesChanged);
    connect(m_bench, &Bench::tracesChanged, this, &MainWindow::tracesChanged);
    connect(m_bench, &Bench::explanationChanged, this, &MainWindow::explanationChanged);
    connect(m_bench, &Bench::parametersChanged, this, [this] {
        m_work->parameters->setParameters(m_bench->parameters());
        m_work->showParametersHead(!m_work->parameters->isEmpty());
        if (!m_bench->isHoldingAxis())
            m_work->branches->setBranches(branchSummaries(*m_bench));
        updateTexts();
    });
    connect(m_bench, &Bench::targetChanged, this,
            [this] { m_topBar->setDevices(m_deviceList->entries(), m_bench->target()); });
    connect(m_deviceList, &DeviceList::changed, this,
            [this] { m_topBar->setDevices(m_deviceList->entries(), m_bench->target()); });
    connect(m_bench, &Bench::problem, m_messages, &MessageBar::showProblem);
    connect(m_bench, &Bench::notice, m_messages, &MessageBar::showNotice);
    connect(m_bench, &Bench::progressed, this,
            [this](double share, const QString& phase) { m_progress->setProgress(share, phase); });
    connect(m_bench, &Bench::runStarted, this, [this] {
        m_messages->dismiss();
        m_player->stop();
        m_actions.stop->setEnabled(true);
    });
    connect(m_bench, &Bench::runFinished, this, &MainWindow::runFinished);
    connect(m_bench, &Bench::becameIdle, this, [this] {
        if (!m_bench->isRunning())
            m_progress->finish();
        // What has just come to its end must return first.
        QMetaObject::invokeMethod(this, &MainWindow::openFirst, Qt::QueuedConnection);
    });
    connect(m_bench, &Bench::fileOpened, m_preferences, &Preferences::addRecentFile);
    connect(m_progress, &ProgressLine::cancelled, m_bench, &Bench::cancel);
    connect(&m_bench->document(), &ExperimentDocument::modifiedChanged, this, &MainWindow::updateTexts);
}

void MainWindow::contentChanged()
{
    m_player->stop();
    m_answers->inspector->clear();
    m_axis->setHeld(false);
    m_messages->dismiss();
    m_work->branches->setBranches(branchSummaries(*m_bench));
    m_work->parameters->setParameters(m_bench->parameters());
    m_work->showParametersHead(!m_work->parameters->isEmpty());
    m_work->showTraceFields(m_bench->hasOpened());
    m_work->listTraces(m_bench->showsTraces());
    m_work->addLayout->setVisible(!m_bench->showsTraces());
    m_editWork->setVisible(!m_bench->showsTraces());
    for (QAction* action : {m_actions.save, m_actions.saveAs, m_actions.addLayout})
        action->setEnabled(!m_bench->showsTraces());
    m_editorDock->toggleViewAction()->setEnabled(!m_bench->showsTraces());
    if (m_bench->showsTraces())
        m_editorDock->hide();
    lanesChanged();
    m_axis->fit();
    showStep();
}

/// What was drawn while the file was read stays as the user has it meanwhile.
void MainWindow::traceCompleted()
{
    m_work->branches->setBranches(branchSummaries(*m_bench));
    m_work->parameters->setParameters(m_bench->parameters());
    m_work->showParametersHead(!m_work->parameters->isEmpty());
    if (m_axis->showsAll())
        showStep();
}

/// Whether every timeline but that one has work in that interval of the axis. Of a run beside the files nobody knows
/// yet.
bool MainWindow::othersWorkIn(Interval interval, std::size_t one) const
{
    return std::all_of(m_shown.begin(), m_shown.end(), [&](std::size_t shown) {
        const Lane& lane = m_bench->lanes()[shown];
        if (!lane.opened || !lane.trace || shown == one)
            return lane.opened;
        const Interval work = workOf(*lane.trace);
        return work.startNs - lane.originNs < interval.endNs && work.endNs - lane.originNs > interval.startNs;
    });
}

/// A profile of many steps opens on the one of median length with all its work, unless another timeline has nothing
/// there; of several profiles the first one's counts.
void MainWindow::showStep()
{
    for (const std::size_t lane : m_shown) {
        const Lane& one = m_bench->lanes()[lane];
        if (!one.opened)
            continue;
        if (one.running || !one.trace)
            return;
        if (const auto step = analysis::medianStep(*one.trace)) {
            const Interval work = analysis::withItsWork(*one.trace, step->interval);
            const Interval placed{work.startNs - one.originNs, work.endNs - one.originNs};
            if (!othersWorkIn(placed, lane))
                break;
            m_axis->show(placed);
            return;
        }
    }
    showWork();
}

/// Where a profiler's own rows begin long before the work of all traces, or end long after it, they are out of sight.
void MainWindow::showWork()
{
    constexpr double mostRoom = 1.5; // of the work's own length
    std::optional<Interval> work;
    for (const std::size_t shown : m_shown) {
        const Lane& lane = m_bench->lanes()[shown];
        if (lane.running || !lane.trace)
            return;
        const Interval own = lane.opened ? workOf(*lane.trace) : lane.trace->extent(); // a run has no such rows
        const Interval placed{own.startNs - lane.originNs, own.endNs - lane.originNs};
        work = !work ? placed : Interval{std::min(work->startNs, placed.startNs), std::max(work->endNs, placed.endNs)};
    }
    if (work && double(m_axis->extent().durationNs()) > mostRoom * double(work->durationNs()))
        m_axis->show(*work);
}

/// Experiments call their layouts alike.
QString MainWindow::keyOf(const Lane& lane) const
{
    const auto* experiment = m_bench->experiment();
    return text((lane.opened || !experiment ? std::string() : experiment->name()) + "/" + lane.key);
}

/// Timelines and charts anew, one for each shown lane.
void MainWindow::lanesChanged()
{
    m_shown.clear();
    std::vector<Timeline> timelines;
    std::vector<ChartLayout> layouts;
    for (std::size_t i = 0; i < m_bench->lanes().size(); ++i) {
        const Lane& lane = m_bench->lanes()[i];
        if (!lane.shown)
            continue;
        m_shown.push_back(i);
        timelines.push_back({lane.title, lines::laneNote(lane), lane.trace, lane.ghost, lane.provenance, lane.originNs,
                             lines::laneProvenance(lane), lane.running || lane.brokenOff, lane.earlier, keyOf(lane)});
        layouts.push_back({lane.title, lane.trace, lane.trace ? profileOf(*lane.trace) : nullptr, lane.originNs});
    }
    m_timelines->setTimelines(std::move(timelines));
    m_charts->setLayouts(std::move(layouts));
    m_charts->setPlotEdges(m_timelines->plotLeft(), m_timelines->plotRight());
    shareHeight();
    if (m_bench->showsTraces())
        m_work->branches->setBranches(branchSummaries(*m_bench)); // of what is shown
    loadPlayer();
    updateLists();
    updateTexts();
}

/// The same rows with newer traces: selection, zoom and scroll stay.
void MainWindow::tracesChanged()
{
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < m_bench->lanes().size(); ++i)
        if (m_bench->lanes()[i].shown)
            shown.push_back(i);
    const bool sameRows = shown == m_shown && m_timelines->timelines().size() == shown.size() &&
                          std::equal(shown.begin(), shown.end(), m_timelines->timelines().begin(),
                                     [this](std::size_t lane, const Timeline& t) {
                                         return t.key == keyOf(m_bench->lanes()[lane]) &&
                                                t.title == m_bench->lanes()[lane].title &&
                                                bool(t.trace) == bool(m_bench->lanes()[lane].trace);
                                     });
    if (!sameRows) {
        lanesChanged();
        return;
    }
    for (std::size_t t = 0; t < shown.size(); ++t) {
        const Lane& lane = m_bench->lanes()[shown[t]];
        m_timelines->setGhost(int(t), lane.ghost);
        const Timeline& drawn = m_timelines->timelines()[t];
        if (lane.trace != drawn.trace || lane.originNs != drawn.originNs)
            m_charts->updateTrace(int(t), lane.trace, lane.originNs);
        if (lane.trace != drawn.trace)
            m_timelines->updateTrace(int(t), lane.trace);
        m_timelines->setOrigin(int(t), lane.originNs);
        m_timelines->setTitle(int(t), lane.title, lines::laneNote(lane), lines::laneProvenance(lane),
                              lane.running || lane.brokenOff, lane.earlier);
    }
    shareHeight();
    inspectSelected();
    loadPlayer();
    updateLists();
    updateTexts();
}

/// What lies in the selected stretch, of each timeline.
void MainWindow::showSums(const std::vector<StretchSums>& sums)
{
    Inspector::Rows rows{{tr("stretch"), m_timelines->measureText()}};
    for (const StretchSums& sum : sums) {
        if (sums.size() > 1)
            rows.emplace_back(m_timelines->timelines()[std::size_t(sum.timeline)].title, QString());
        const Ns length = sum.stretch.durationNs();
        const QString busyShare =
            QLocale().toString(length > 0 ? 100 * double(sum.gpuBusyNs) / double(length) : 0, 'f', 0);
        rows.emplace_back(tr("operations"), QLocale().toString(qlonglong(sum.operations)));
        rows.emplace_back(tr("their times together"), duration(sum.operationNs));
        rows.emplace_back(tr("GPU busy"), tr("%1 · %2 %").arg(duration(sum.gpuBusyNs), busyShare));
        rows.emplace_back(tr("host waiting"), duration(sum.hostWaitingNs));
    }
    m_answers->inspector->show(std::move(rows));
    m_answers->bringSelectionIntoView();
}

/// The selected slice as the newest trace has it, or the selected stretch.
void MainWindow::inspectSelected()
{
    m_summer.drop();
    if (auto stretches = m_timelines->selectedStretches(); !stretches.empty())
        return m_summer.ask(std::move(stretches));
    const auto selected = m_timelines->selected();
    const bool shown = selected && selected->timeline >= 0 && std::size_t(selected->timeline) < m_shown.size();
    const Lane* lane = shown ? &m_bench->lanes()[m_shown[std::size_t(selected->timeline)]] : nullptr;
    if (lane && lane->trace)
        m_answers->inspector->show(lane->trace, selected->slice, lane->originNs);
    else
        m_answers->inspector->clear();
}

void MainWindow::updateLists()
{
    std::vector<LayoutRow> rows;
    for (const Lane& lane : m_bench->lanes())
        rows.push_back({lane.key, lane.title, lines::laneTime(lane), lane.shown, m_bench->mayRemove(lane),
                        !lane.opened && !lane.twin, m_bench->mayKeep(lane), lane.earlier});
    m_work->layouts->setRows(rows, int(m_bench->focus()));
    m_actions.keepRun->setEnabled(m_bench->focus() < rows.size() && rows[m_bench->focus()].keepable);

    std::set<KindGroup> kinds;
    for (const std::size_t lane : m_shown)
        if (const auto& trace = m_bench->lanes()[lane].trace)
            for (const KindGroup group : m_kinds.of(trace))
                kinds.insert(group);
    m_answers->legend->setKinds({kinds.begin(), kinds.end()});
    m_answers->showKindsHead(!kinds.empty());
}

void MainWindow::loadPlayer()
{
    std::vector<std::pair<trace::TracePointer, Ns>> shown;
    for (const std::size_t lane : m_shown)
        if (const Lane& one = m_bench->lanes()[lane]; one.trace)
            shown.emplace_back(one.trace, one.originNs);
    const auto nearest = [shown](auto&& edgeOf, auto&& nearer) {
        return [=](Ns from) {
            std::optional<Ns> best;
            for (const auto& [trace, originNs] : shown)
                if (const auto edge = edgeOf(*trace, from + originNs))
                    best = best ? nearer(*best, *edge - originNs) : *edge - originNs;
            return best;
        };
    };
    m_player->load(m_axis->extent().endNs, {nearest(edgeAfter, [](Ns a, Ns b) { return std::min(a, b); }),
                                            nearest(edgeBefore, [](Ns a, Ns b) { return std::max(a, b); })});
}

void MainWindow::explanationChanged()
{
    const std::size_t focus = m_bench->focus();
    const bool any = focus < m_bench->lanes().size();
    offerRemedies();
    // One timeline needs no name; several do.
    const QString subject = !any || m_shown.size() < 2    ? QString()
                            : m_bench->explainsTogether() ? tr("All timelines, as one trace")
                                                          : m_bench->lanes()[focus].title;
    if (const auto* explanation = m_bench->explanation())
        m_answers->findings->show(explanation, subject);
    else
        m_answers->findings->showNothing(m_bench->isBusy());
    if (std::exchange(m_selectionMoves, false))
        m_answers->bringSelectionIntoView();
    if (m_tableDock->isVisible())
        any ? m_table->setTrace(m_bench->lanes()[focus].trace, m_bench->lanes()[focus].originNs)
            : m_table->setTrace(nullptr, 0);
    showUnprofiled();
    updateLists();
    updateTexts();
}

/// The field speaks of the trace in focus.
void MainWindow::showUnprofiled()
{
    const std::size_t focus = m_bench->focus();
    const bool opened = focus < m_bench->lanes().size() && m_bench->lanes()[focus].opened;
    m_work->unprofiledMs->setEnabled(opened);
    if (m_work->unprofiledMs->hasFocus() && m_work->unprofiledMs->isModified())
        return;
    const auto known = opened ? m_bench->unprofiledNs() : std::nullopt;
    const auto* explanation = m_bench->explanation();
    const bool impossible = known && explanation && explanation->untraced == analysis::Untraced::contradicts;
    m_work->complainOfUnprofiled(impossible ? tr("That cannot be the time of this work.") : QString());
    m_work->unprofiledMs->setText(known ? QLocale().toString(double(*known) / 1e6, 'g', 6) : QString());
}

void MainWindow::updateTexts()
{
    m_verdict->setVerdict(lines::headline(*m_bench), lines::why(*m_bench), lines::reason(*m_bench));
    m_footer->setProvenance(lines::provenance(*m_bench), lines::trust(*m_bench));
    m_topBar->setTitle(m_bench->title());
    m_leftDock->setWindowTitle(m_bench->showsTraces() ? tr("Streams") : tr("Experiment"));
    const bool modified = m_bench->document().isModified() && !m_bench->showsTraces();
    setWindowModified(modified);
    const QString title = m_bench->title();
    setWindowTitle(title.isEmpty() ? QStringLiteral("Streamscope[*]") : title + QStringLiteral("[*] — Streamscope"));
}

void MainWindow::runFinished(bool ok)
{
    m_progress->finish();
    const bool live = !m_bench->runsAtOnce() && !m_bench->showsTraces();
    if (!ok)
        return;
    if (live && m_actions.loop->isChecked())
        m_bench->runAgain();
    else if (!live) {
        m_player->stop();
        m_player->play();
    }
}

} // namespace streamscope::ui
