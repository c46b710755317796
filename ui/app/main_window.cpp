// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/branch_list.h"
#include "app/branch_summaries.h"
#include "app/dock_title.h"
#include "app/help_page.h"
#include "app/layout_list.h"
#include "app/lines.h"
#include "app/message_bar.h"
#include "app/parameter_panel.h"
#include "app/playhead_scrubber.h"
#include "app/slice_table.h"
#include "app/top_bar.h"
#include "charts/charts_view.h"
#include "compare/verdict_header.h"
#include "device/profiles.h"
#include "editor/editor_panel.h"
#include "editor/experiment_document.h"
#include "findings/findings_panel.h"
#include "findings/inspector.h"
#include "findings/legend.h"
#include "language/language.h"
#include "theme/theme.h"
#include "timeline/origin.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QEventLoop>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <set>

namespace streamscope::ui {

namespace {

constexpr QSize firstSize(1600, 960);
constexpr int leastChartsHeight = 150;
constexpr double chartsShare = 0.22; // of the height, where timelines would take it all
constexpr double presentationScale = 1.35;

ColourScheme schemeOf(const Preferences& preferences)
{
    const QString theme = preferences.theme();
    return theme == QLatin1String("dark")    ? ColourScheme::dark
           : theme == QLatin1String("light") ? ColourScheme::light
                                             : ColourScheme::system;
}

double scaleOf(const Preferences& preferences)
{
    return preferences.presentation() ? presentationScale : 1;
}

/// A panel that scrolls up and down only: never narrower than what it holds.
class Panel : public QScrollArea
{
public:
    Panel(QWidget* content, QWidget* parent) : QScrollArea(parent)
    {
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFrameShape(QFrame::NoFrame);
        setWidget(content);
        content->installEventFilter(this);
    }

    QSize minimumSizeHint() const override
    {
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), 100};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

QPushButton* linkButton(const char* name, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setProperty("role", QStringLiteral("link"));
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

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

MainWindow::MainWindow(Preferences* preferences, QWidget* parent)
    : QMainWindow(parent), m_preferences(preferences), m_bench(new Bench(this)), m_player(new Player(this)),
      m_deviceList(new DeviceList(this)), m_axis(new TimeAxis(this)), m_actions(this)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    applyTheme(*qApp, schemeOf(*m_preferences), scaleOf(*m_preferences)); // children take their fonts from it
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    resize(firstSize);

    auto* menu = new QMenu(this);
    for (QMenu* top : m_actions.topMenus()) {
        menu->addMenu(top);
        menuBar()->addMenu(top);
    }
    menuBar()->hide();
    m_topBar = new TopBar(m_actions, menu, m_actions.experiments, this);
    addToolBar(Qt::TopToolBarArea, m_topBar);
    setCentralWidget(buildMiddle());
    buildDocks();

    connectBench();
    connectViews();
    connectActions();
    m_topBar->setPlaySeconds(m_preferences->playSeconds());
    m_player->setSeconds(m_preferences->playSeconds());
    m_bench->setPlaySeconds(m_preferences->playSeconds());
    m_topBar->setDevices(m_deviceList->entries(), m_bench->target());
    adoptAppearance();

    m_timelines->setFocus();

    const QByteArray geometry = m_preferences->windowGeometry();
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
    const QByteArray state = m_preferences->windowState();
    if (!state.isEmpty())
        restoreState(state);
}

MainWindow::~MainWindow()
{
    // Children go before members: nothing may call back on the way.
    m_bench->disconnect(this);
    m_player->disconnect(this);
}

QWidget* MainWindow::buildMiddle()
{
    auto* middle = new QWidget(this);
    middle->setObjectName(QStringLiteral("middle"));
    middle->setBackgroundRole(QPalette::Base);
    middle->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_messages = new MessageBar(middle);
    m_progress = new ProgressLine(middle);
    m_verdict = new VerdictHeader(middle);
    m_timelines = new TimelineView(m_axis, middle);
    m_timelines->setObjectName(QStringLiteral("timelines"));
    m_charts = new ChartsView(m_axis, middle);
    m_charts->setObjectName(QStringLiteral("charts"));
    m_footer = new ProvenanceFooter(middle);
    m_splitter = new QSplitter(Qt::Vertical, middle);
    m_splitter->setObjectName(QStringLiteral("splitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(true);
    m_splitter->addWidget(m_timelines);
    m_splitter->addWidget(m_charts);
    m_splitter->installEventFilter(this);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    new PlayheadScrubber(m_timelines, m_axis, m_player);
    column->addWidget(m_messages);
    column->addWidget(m_progress);
    column->addWidget(m_verdict);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_footer);
    return middle;
}

QWidget* MainWindow::buildLeft()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 4, 12, 16);
    column->setSpacing(8);
    m_branches = new BranchList(content);
    column->addWidget(m_branches);
    m_layoutsHead = sectionLabel(content);
    column->addSpacing(6);
    column->addWidget(m_layoutsHead);
    m_layouts = new LayoutList(content);
    column->addWidget(m_layouts);
    m_addLayout = linkButton("addLayoutButton", content);
    column->addWidget(m_addLayout, 0, Qt::AlignLeft);
    m_parametersHead = sectionLabel(content);
    column->addSpacing(4);
    column->addWidget(m_parametersHead);
    m_parameters = new ParameterPanel(content);
    column->addWidget(m_parameters);
    m_traceFields = new QWidget(content);
    auto* fields = new QVBoxLayout(m_traceFields);
    fields->setContentsMargins(4, 0, 4, 0);
    fields->setSpacing(6);
    m_unprofiledLabel = new QLabel(m_traceFields);
    m_unprofiledLabel->setWordWrap(true);
    m_unprofiled = new QLineEdit(m_traceFields);
    m_unprofiled->setObjectName(QStringLiteral("unprofiledMs"));
    m_unprofiledLabel->setBuddy(m_unprofiled);
    m_snippet = linkButton("snippetButton", m_traceFields);
    fields->addWidget(m_unprofiledLabel);
    fields->addWidget(m_unprofiled);
    fields->addWidget(m_snippet, 0, Qt::AlignLeft);
    column->addWidget(m_traceFields);
    column->addStretch(1);
    return new Panel(content, this);
}

QWidget* MainWindow::buildRight()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 4, 12, 16);
    column->setSpacing(8);
    m_findings = new FindingsPanel(content);
    m_inspector = new Inspector(content);
    m_legend = new Legend(content);
    m_selectionHead = sectionLabel(content);
    m_kindsHead = sectionLabel(content);
    column->addWidget(m_findings);
    column->addSpacing(8);
    column->addWidget(m_selectionHead);
    column->addWidget(m_inspector);
    column->addSpacing(8);
    column->addWidget(m_kindsHead);
    column->addWidget(m_legend);
    column->addStretch(1);
    return new Panel(content, this);
}

void MainWindow::buildDocks()
{
    const auto dock = [this](const char* name, Qt::DockWidgetArea area, QWidget* content) {
        auto* made = new QDockWidget(this);
        made->setObjectName(QLatin1String(name));
        made->setWidget(content);
        made->setTitleBarWidget(new DockTitle(made));
        addDockWidget(area, made);
        m_actions.panels->addAction(made->toggleViewAction());
        addAction(made->toggleViewAction());
        return made;
    };
    m_leftDock = dock("experimentDock", Qt::LeftDockWidgetArea, buildLeft());
    m_rightDock = dock("findingsDock", Qt::RightDockWidgetArea, buildRight());
    m_editor = new EditorPanel(&m_bench->document());
    auto* editorArea = new QScrollArea(this); // a narrow window scrolls the editor rather than grow with it
    editorArea->setWidgetResizable(true);
    editorArea->setFrameShape(QFrame::NoFrame);
    editorArea->setWidget(m_editor);
    m_editorDock = dock("editorDock", Qt::BottomDockWidgetArea, editorArea);
    m_table = new SliceTable;
    m_tableDock = dock("tableDock", Qt::BottomDockWidgetArea, m_table);
    tabifyDockWidget(m_editorDock, m_tableDock);
    m_editWork = linkButton("editButton", m_leftDock);
    static_cast<DockTitle*>(m_leftDock->titleBarWidget())->setActionWidget(m_editWork);
    m_leftDock->toggleViewAction()->setShortcut(QKeySequence("F6"));
    m_rightDock->toggleViewAction()->setShortcut(QKeySequence("F7"));
    m_editorDock->toggleViewAction()->setShortcut(QKeySequence("F4"));
    m_tableDock->toggleViewAction()->setShortcut(QKeySequence("F8"));
    m_editorDock->hide();
    m_tableDock->hide();
    resizeDocks({m_leftDock, m_rightDock}, {250, 290}, Qt::Horizontal);
    resizeDocks({m_editorDock}, {300}, Qt::Vertical);
}

void MainWindow::connectBench()
{
    connect(m_bench, &Bench::contentChanged, this, &MainWindow::contentChanged);
    connect(m_bench, &Bench::lanesChanged, this, &MainWindow::lanesChanged);
    connect(m_bench, &Bench::tracesChanged, this, &MainWindow::tracesChanged);
    connect(m_bench, &Bench::explanationChanged, this, &MainWindow::explanationChanged);
    connect(m_bench, &Bench::parametersChanged, this, [this] {
        m_parameters->setParameters(m_bench->parameters());
        m_parametersHead->setVisible(!m_parameters->isEmpty());
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
    });
    connect(m_bench, &Bench::fileOpened, m_preferences, &Preferences::addRecentFile);
    connect(m_progress, &ProgressLine::cancelled, m_bench, &Bench::cancel);
    connect(&m_bench->document(), &ExperimentDocument::modifiedChanged, this, &MainWindow::updateTexts);
}

void MainWindow::connectViews()
{
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_splitterMoved = true; });
    connect(m_timelines, &TimelineView::plotEdgesChanged, m_charts, &ChartsView::setPlotEdges);
    connect(m_charts, &ChartsView::fullHeightChanged, this, &MainWindow::shareHeight);
    connect(m_timelines, &TimelineView::sliceSelected, this, [this](int timeline, trace::SliceRef slice) {
        if (timeline < 0 || std::size_t(timeline) >= m_shown.size())
            return;
        const std::size_t lane = m_shown[std::size_t(timeline)];
        const auto& shown = m_bench->lanes()[lane].trace;
        m_inspector->show(shown, slice, shown ? originOf(*shown) : 0);
        m_bench->setFocus(lane);
        m_table->select(slice);
    });
    connect(m_timelines, &TimelineView::selectionCleared, m_inspector, &Inspector::clear);
    connect(m_timelines, &TimelineView::stretchSelected, this,
            [this] { m_footer->setSelection(m_timelines->measureText()); });
    connect(m_timelines, &TimelineView::measured, m_footer, &ProvenanceFooter::setSelection);
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
    connect(m_layouts, &LayoutList::shownChanged, m_bench, &Bench::setShown);
    connect(m_layouts, &LayoutList::explainWanted, this, [this](int row) { m_bench->setFocus(std::size_t(row)); });
    connect(m_layouts, &LayoutList::onlyWanted, this,
            [this](int row) { m_bench->showOnly({m_bench->lanes()[std::size_t(row)].key}); });
    connect(m_layouts, &LayoutList::duplicateWanted, this, [this](int row) { addLayout(std::size_t(row)); });
    connect(m_layouts, &LayoutList::editWanted, this, [this](int row) {
        m_editorDock->show();
        m_editorDock->raise();
        m_editor->showLayout(text(m_bench->lanes()[std::size_t(row)].key));
    });
    connect(m_layouts, &LayoutList::removeWanted, this, [this](int row) {
        const std::string key = m_bench->lanes()[std::size_t(row)].key;
        if (m_bench->showsTraces() || m_bench->lanes()[std::size_t(row)].twin)
            m_bench->removeLane(key);
        else
            m_editor->removeLayout(text(key));
    });
    connect(m_branches, &BranchList::editWanted, this, [this](int branch) {
        m_editorDock->show();
        m_editorDock->raise();
        m_editor->showBranch(branch);
    });
    connect(m_parameters, &ParameterPanel::valueChanged, this,
            [this](const std::string& name, double value, bool settled) {
                m_bench->setValue(name, value, settled);
                m_axis->setHeld(m_bench->isHoldingAxis());
            });
    connect(m_findings, &FindingsPanel::showMe, this, [this](const std::vector<trace::SliceRef>& evidence) {
        const int timeline = timelineOfLane(m_bench->focus());
        if (timeline >= 0)
            m_timelines->reveal(timeline, evidence);
    });
    connect(m_findings, &FindingsPanel::tryAdvice, this, [this](int cause, const QString&) { tryAdvice(cause); });
    connect(m_unprofiled, &QLineEdit::editingFinished, this, [this] {
        bool ok = false;
        const double ms = m_unprofiled->text().trimmed().toDouble(&ok);
        m_bench->setUnprofiledNs(ok && ms > 0 ? std::optional<Ns>(Ns(ms * 1e6)) : std::nullopt);
    });
    connect(m_addLayout, &QPushButton::clicked, m_actions.addLayout, &QAction::trigger);
    connect(m_snippet, &QPushButton::clicked, m_actions.copySnippet, &QAction::trigger);
    connect(m_editWork, &QPushButton::clicked, m_editorDock->toggleViewAction(), &QAction::trigger);
    connect(m_tableDock, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible)
            explanationChanged();
    });
    connect(m_topBar, &TopBar::deviceChosen, m_bench, &Bench::setTarget);
    connect(m_topBar, &TopBar::playSecondsChanged, this, [this](int seconds) {
        m_preferences->setPlaySeconds(seconds);
        m_player->setSeconds(seconds);
        m_bench->setPlaySeconds(seconds);
    });
}

int MainWindow::timelineOfLane(std::size_t lane) const
{
    const auto found = std::find(m_shown.begin(), m_shown.end(), lane);
    return found == m_shown.end() ? -1 : int(found - m_shown.begin());
}

void MainWindow::contentChanged()
{
    m_player->stop();
    m_inspector->clear();
    m_axis->setHeld(false);
    m_messages->dismiss();
    m_branches->setBranches(branchSummaries(*m_bench));
    m_parameters->setParameters(m_bench->parameters());
    m_parametersHead->setVisible(!m_parameters->isEmpty());
    m_traceFields->setVisible(m_bench->showsTraces());
    m_unprofiled->clear();
    m_addLayout->setVisible(!m_bench->showsTraces());
    m_editWork->setVisible(!m_bench->showsTraces());
    for (QAction* action : {m_actions.save, m_actions.saveAs, m_actions.addLayout})
        action->setEnabled(!m_bench->showsTraces());
    m_editorDock->toggleViewAction()->setEnabled(!m_bench->showsTraces());
    if (m_bench->showsTraces())
        m_editorDock->hide();
    m_findings->setCanTry(!m_bench->showsTraces());
    lanesChanged();
    m_axis->fit();
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
        timelines.push_back(
            {lane.title, lines::laneNote(lane), lane.trace, lane.ghost, lane.provenance, lines::laneProvenance(lane)});
        layouts.push_back({lane.title, lane.trace, lane.trace ? profileOf(*lane.trace) : nullptr});
    }
    m_timelines->setTimelines(std::move(timelines));
    m_charts->setLayouts(std::move(layouts));
    m_charts->setPlotEdges(m_timelines->plotLeft(), m_timelines->plotRight());
    shareHeight();
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
                                         return t.title == m_bench->lanes()[lane].title &&
                                                bool(t.trace) == bool(m_bench->lanes()[lane].trace);
                                     });
    if (!sameRows) {
        lanesChanged();
        return;
    }
    for (std::size_t t = 0; t < shown.size(); ++t) {
        const Lane& lane = m_bench->lanes()[shown[t]];
        m_timelines->setGhost(int(t), lane.ghost);
        if (lane.trace != m_timelines->timelines()[t].trace) {
            m_timelines->updateTrace(int(t), lane.trace);
            m_charts->updateTrace(int(t), lane.trace);
        }
        m_timelines->setTitle(int(t), lane.title, lines::laneNote(lane));
    }
    inspectSelected();
    loadPlayer();
    updateLists();
    updateTexts();
}

/// The selected slice as the newest trace has it.
void MainWindow::inspectSelected()
{
    const auto selected = m_timelines->selected();
    const bool shown = selected && selected->timeline >= 0 && std::size_t(selected->timeline) < m_shown.size();
    const auto trace = shown ? m_bench->lanes()[m_shown[std::size_t(selected->timeline)]].trace : nullptr;
    if (trace)
        m_inspector->show(trace, selected->slice, originOf(*trace));
    else
        m_inspector->clear();
}

/// Timelines first: charts take what these leave, within bounds, until the user moves the line between them.
void MainWindow::shareHeight()
{
    const int total = m_splitter->height();
    if (m_splitterMoved || total <= 0)
        return;
    const int spare = total - m_timelines->fullHeight(m_timelines->width()) - fontMetrics().height();
    const int most = m_charts->fullHeight();
    const int least = std::min(std::max(leastChartsHeight, int(chartsShare * total)), total / 3);
    const int lower = std::clamp(spare, std::min(least, most), most);
    m_splitter->setSizes({total - lower, lower});
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_splitter && event->type() == QEvent::Resize)
        shareHeight();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::updateLists()
{
    std::vector<LayoutRow> rows;
    for (const Lane& lane : m_bench->lanes())
        rows.push_back(
            {lane.key, lane.title, lines::laneTime(lane), lane.shown, lane.twin || m_bench->lanes().size() > 1});
    m_layouts->setRows(rows, int(m_bench->focus()));

    std::set<KindGroup> kinds;
    for (const std::size_t lane : m_shown)
        if (const auto& trace = m_bench->lanes()[lane].trace)
            for (const trace::Track& track : trace->tracks())
                if (track.info.kind == trace::TrackKind::stream || track.info.kind == trace::TrackKind::hostThread ||
                    track.info.kind == trace::TrackKind::copyEngine)
                    for (const trace::SliceKind kind : track.kind)
                        kinds.insert(groupOf(kind));
    m_legend->setKinds({kinds.begin(), kinds.end()});
    m_kindsHead->setVisible(!kinds.empty());
}

void MainWindow::loadPlayer()
{
    std::vector<Ns> steps;
    for (const std::size_t lane : m_shown)
        if (const auto& trace = m_bench->lanes()[lane].trace) {
            const Ns origin = originOf(*trace);
            for (const trace::Track& track : trace->tracks())
                for (std::size_t i = 0; i < track.size(); ++i)
                    if (trace::isGpuOperation(track.kind[i])) {
                        steps.push_back(track.startNs[i] - origin);
                        steps.push_back(track.endNs(i) - origin);
                    }
        }
    m_player->load(m_axis->extent().endNs, std::move(steps));
}

void MainWindow::explanationChanged()
{
    const std::size_t focus = m_bench->focus();
    const bool any = focus < m_bench->lanes().size();
    // One timeline needs no name; several do.
    m_findings->show(m_bench->explanation(), any && m_shown.size() > 1 ? m_bench->lanes()[focus].title : QString());
    if (m_tableDock->isVisible())
        m_table->setTrace(any ? m_bench->lanes()[focus].trace : nullptr);
    updateLists();
    updateTexts();
}

void MainWindow::updateTexts()
{
    m_verdict->setVerdict(lines::headline(*m_bench), lines::reason(*m_bench));
    m_footer->setProvenance(lines::provenance(*m_bench), lines::trust(*m_bench));
    m_topBar->setTitle(m_bench->title());
    const bool modified = m_bench->document().isModified() && !m_bench->showsTraces();
    setWindowModified(modified);
    setWindowTitle(m_bench->title() + QStringLiteral("[*] — Streamscope"));
}

void MainWindow::runFinished(bool ok)
{
    m_progress->finish();
    const bool live = m_bench->target().kind != session::Target::Kind::simulator && !m_bench->showsTraces();
    if (!ok)
        return;
    if (live && m_actions.loop->isChecked())
        m_bench->run();
    else if (!live) {
        m_player->stop();
        m_player->play();
    }
}

void MainWindow::applyAppearance()
{
    applyTheme(*qApp, schemeOf(*m_preferences), scaleOf(*m_preferences));
    adoptAppearance();
}

void MainWindow::adoptAppearance()
{
    m_timelines->setPresentation(m_preferences->presentation());
    m_charts->setPresentation(m_preferences->presentation());
    m_actions.setIcons(themeOf(qApp->palette()));
    retranslate();
}

void MainWindow::settle()
{
    QEventLoop loop;
    connect(m_bench, &Bench::becameIdle, &loop, &QEventLoop::quit);
    for (int round = 0; round < 3; ++round) { // an answer may ask for more
        if (m_bench->isBusy())
            loop.exec();
        QApplication::sendPostedEvents();
        QApplication::processEvents();
    }
    while (!m_charts->isUpToDate())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

} // namespace streamscope::ui
