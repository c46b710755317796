// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that carries what is clicked in one view to the others and to the bench.
#include "app/main_window.h"

#include "app/branch_list.h"
#include "app/layout_list.h"
#include "app/parameter_panel.h"
#include "app/side_panel.h"
#include "app/slice_table.h"
#include "app/top_bar.h"
#include "charts/charts_view.h"
#include "compare/verdict_header.h"
#include "editor/editor_panel.h"
#include "findings/findings_panel.h"
#include "findings/inspector.h"
#include "language/language.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

#include <QDockWidget>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>

#include <cmath>

namespace streamscope::ui {

void MainWindow::connectViews()
{
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_splitterMoved = true; });
    connect(m_timelines, &TimelineView::plotEdgesChanged, m_charts, &ChartsView::setPlotEdges);
    connect(m_charts, &ChartsView::fullHeightChanged, this, &MainWindow::shareHeight);
    connect(m_timelines, &TimelineView::sliceSelected, this, [this](int timeline, trace::SliceRef slice) {
        if (timeline < 0 || std::size_t(timeline) >= m_shown.size())
            return;
        const std::size_t lane = m_shown[std::size_t(timeline)];
        m_answers->inspector->show(m_bench->lanes()[lane].trace, slice, m_bench->lanes()[lane].originNs);
        m_answers->bringSelectionIntoView();
        m_selectionMoves = lane != m_bench->focus(); // findings of another length come above it
        m_bench->setFocus(lane);
        m_table->select(slice);
    });
    connect(m_timelines, &TimelineView::selectionCleared, m_answers->inspector, &Inspector::clear);
    connect(m_timelines, &TimelineView::marksCleared, m_player, &Player::stop);
    connect(m_timelines, &TimelineView::stretchSelected, this, [this] {
        m_footer->setSelection(m_timelines->measureText());
        inspectSelected();
    });
    connect(&m_summer, &StretchSummer::summed, this, &MainWindow::showSums);
    connect(m_timelines, &TimelineView::measured, m_footer, &ProvenanceFooter::setSelection);
    connect(m_timelines, &TimelineView::menuAboutToShow, this, &MainWindow::addAlignEntries);
    connect(m_table, &SliceTable::chosen, this, [this](trace::SliceRef slice) {
        const int timeline = timelineOfLane(m_bench->focus());
        if (timeline >= 0)
            m_timelines->select(ShownSlice{timeline, slice});
    });
    connect(m_player, &Player::moved, this, [this](Ns position) {
        const auto playhead = position < 0 ? std::nullopt : std::optional<Ns>(position);
        m_timelines->setPlayheadNs(playhead);
        m_charts->setPlayheadNs(playhead);
    });
    connect(m_player, &Player::playingChanged, this, &MainWindow::showPlaying);
    connect(m_work->layouts, &LayoutList::shownChanged, m_bench, &Bench::setShown);
    connect(m_work->layouts, &LayoutList::explainWanted, this,
            [this](int row) { m_bench->setFocus(std::size_t(row)); });
    connect(m_work->layouts, &LayoutList::onlyWanted, this,
            [this](int row) { m_bench->showOnly({m_bench->lanes()[std::size_t(row)].key}); });
    connect(m_work->layouts, &LayoutList::keepWanted, this,
            [this](int row) { m_bench->keepRun(m_bench->lanes()[std::size_t(row)].key); });
    connect(m_work->layouts, &LayoutList::duplicateWanted, this, [this](int row) { addLayout(std::size_t(row)); });
    connect(m_work->layouts, &LayoutList::editWanted, this, [this](int row) {
        m_editorDock->show();
        m_editorDock->raise();
        m_editor->showLayout(text(m_bench->lanes()[std::size_t(row)].key));
    });
    connect(m_work->layouts, &LayoutList::removeWanted, this, [this](int row) {
        const std::string key = m_bench->lanes()[std::size_t(row)].key;
        if (m_bench->lanes()[std::size_t(row)].opened || m_bench->lanes()[std::size_t(row)].twin)
            m_bench->removeLane(key);
        else
            m_editor->removeLayout(text(key));
    });
    connect(m_work->branches, &BranchList::editWanted, this, [this](int branch) {
        m_editorDock->show();
        m_editorDock->raise();
        m_editor->showBranch(branch);
    });
    connect(m_work->parameters, &ParameterPanel::valueChanged, this,
            [this](const std::string& name, double value, bool settled) {
                m_bench->setValue(name, value, settled);
                m_axis->setHeld(m_bench->isHoldingAxis());
            });
    connect(m_answers->findings, &FindingsPanel::showMe, this, [this](const std::vector<trace::SliceRef>& evidence) {
        std::vector<trace::SliceRef> ofOne; // of the timeline that the first slice is on
        int timeline = -1;
        for (const trace::SliceRef slice : evidence) {
            const auto place = m_bench->placeOf(slice);
            if (place && timeline < 0)
                timeline = timelineOfLane(place->lane);
            if (place && timeline >= 0 && timeline == timelineOfLane(place->lane))
                ofOne.push_back(place->slice);
        }
        if (!ofOne.empty())
            m_timelines->reveal(timeline, ofOne);
        m_timelines->setFocus(); // its keys go on from there
    });
    connect(m_answers->findings, &FindingsPanel::tryAdvice, this, &MainWindow::tryAdvice);
    connect(m_work->unprofiledMs, &QLineEdit::editingFinished, this, [this] {
        constexpr double mostMs = 1e12;
        bool ok = false;
        const QString typed = m_work->unprofiledMs->text().trimmed();
        const double ms = QLocale().toDouble(typed, &ok);
        if (!typed.isEmpty() && !(ok && ms > 0 && ms < mostMs))
            return m_work->complainOfUnprofiled(tr("A time above zero is expected here."));
        m_work->unprofiledMs->setModified(false);
        m_bench->setUnprofiledNs(typed.isEmpty() ? std::nullopt : std::optional<Ns>(std::llround(ms * 1e6)));
    });
    connect(m_work->addLayout, &QPushButton::clicked, m_actions.addLayout, &QAction::trigger);
    connect(m_work->snippet, &QPushButton::clicked, m_actions.copySnippet, &QAction::trigger);
    connect(m_editWork, &QPushButton::clicked, m_editorDock->toggleViewAction(), &QAction::trigger);
    connect(m_tableDock, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (!visible)
            return;
        explanationChanged();
        if (const auto selected = m_timelines->selected())
            m_table->select(selected->slice);
    });
    connect(m_topBar, &TopBar::deviceChosen, this, &MainWindow::chooseDevice);
    connect(m_topBar, &TopBar::playSecondsChanged, this, [this](int seconds) {
        m_preferences->setPlaySeconds(seconds);
        m_player->setSeconds(seconds);
        m_bench->setPlaySeconds(seconds);
    });
}

/// A right click on a slice may put it at the time 0 that all timelines share.
void MainWindow::addAlignEntries(QMenu* menu, std::optional<ShownSlice> slice)
{
    if (!slice || std::size_t(slice->timeline) >= m_shown.size())
        return;
    const Lane& lane = m_bench->lanes()[m_shown[std::size_t(slice->timeline)]];
    const trace::Track& track = lane.trace->tracks()[slice->slice.track];
    const std::string name(lane.trace->name(track.name[slice->slice.index]));
    menu->addSeparator();
    if (m_shown.size() > 1) {
        const QString shown =
            fontMetrics().elidedText(text(name), Qt::ElideMiddle, fontMetrics().averageCharWidth() * 30);
        QAction* all = menu->addAction(tr("Align all timelines at “%1”").arg(shown), this,
                                       [this, trace = lane.trace, key = lane.key, slice = slice->slice, name] {
                                           alignAt(key, {Alignment::By::slice, name, occurrenceOf(*trace, slice), {}});
                                       });
        all->setObjectName(QStringLiteral("alignAll"));
    }
    QAction* one = menu->addAction(tr("Start this timeline here"), this,
                                   [this, key = lane.key, startNs = track.startNs[slice->slice.index]] {
                                       Alignment alignment = m_bench->alignment();
                                       alignment.pinned[key] = startNs;
                                       alignAt(key, alignment);
                                   });
    one->setObjectName(QStringLiteral("alignOne"));
}

/// Aligns, and moves the axis so that the lane with this key stays where it is on the screen; empty: the axis stays.
void MainWindow::alignAt(const std::string& key, const Alignment& alignment)
{
    const auto originNs = [&]() -> std::optional<Ns> {
        for (const Lane& lane : m_bench->lanes())
            if (lane.key == key)
                return lane.originNs;
        return std::nullopt;
    };
    const bool all = m_axis->showsAll();
    const auto before = originNs();
    m_bench->align(alignment);
    const auto after = originNs();
    if (before && after && !all)
        m_axis->panBy(*before - *after);
}

int MainWindow::timelineOfLane(std::size_t lane) const
{
    const auto found = std::find(m_shown.begin(), m_shown.end(), lane);
    return found == m_shown.end() ? -1 : int(found - m_shown.begin());
}

} // namespace streamscope::ui
