// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/branch_list.h"
#include "app/branch_summaries.h"
#include "app/dock_title.h"
#include "app/drop_zones.h"
#include "app/file_saver.h"
#include "app/help_page.h"
#include "app/message_bar.h"
#include "app/playhead_scrubber.h"
#include "app/side_folds.h"
#include "app/side_panel.h"
#include "app/slice_table.h"
#include "app/tab_order.h"
#include "app/top_bar.h"
#include "charts/charts_view.h"
#include "compare/verdict_header.h"
#include "editor/editor_panel.h"
#include "language/language.h"
#include "theme/theme.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

#include <QApplication>
#include <QDockWidget>
#include <QEventLoop>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace streamscope::ui {

namespace {

constexpr QSize firstSize(1600, 960);
constexpr int leftWidth = 250, rightWidth = 290; // of the panels at the sides, in type of ordinary size
constexpr int leastChartsHeight = 150;
constexpr int leastToShare = 250;    // below, charts would leave no timeline to speak of
constexpr double chartsShare = 0.22; // of the height, where timelines would take it all
constexpr double presentationScale = 1.35;
constexpr int leastMiddle = 50, leastMiddlePresented = 70; // in characters; a class looks at the timelines

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

} // namespace

MainWindow::MainWindow(Preferences* preferences, QWidget* parent)
    : QMainWindow(parent), m_preferences(preferences), m_bench(new Bench(this)), m_player(new Player(this)),
      m_deviceList(new DeviceList(this)), m_saver(new FileSaver(this)), m_axis(new TimeAxis(this)), m_actions(this)
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
    m_dropZones = new DropZones(this);

    connectBench();
    connectViews();
    connectActions();
    connectSaver();
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

void MainWindow::showWithinScreen()
{
    const QSize room = screen()->availableSize();
    const bool isTooLarge = width() > room.width() || height() > room.height();
    resize(size().boundedTo(room));
    isTooLarge ? showMaximized() : show();
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
    m_progress = new ProgressLine(QStringLiteral("progressLine"), middle);
    m_saving = new ProgressLine(QStringLiteral("savingLine"), middle);
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
    column->addWidget(m_saving);
    column->addWidget(m_verdict);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_footer);
    return middle;
}

void MainWindow::buildDocks()
{
    const auto dock = [this](const char* name, Qt::DockWidgetArea area, QWidget* content) {
        auto* made = new QDockWidget(this);
        made->setObjectName(QLatin1String(name));
        made->setWidget(content);
        made->setTitleBarWidget(new DockTitle(made));
        connect(made, &QDockWidget::windowTitleChanged, content, &QWidget::setAccessibleName);
        addDockWidget(area, made);
        m_actions.panels->addAction(made->toggleViewAction());
        addAction(made->toggleViewAction());
        // It may share its place with another, which is there only once both are laid out.
        const auto raise = [made](bool shown) {
            if (shown)
                made->raise();
        };
        connect(made->toggleViewAction(), &QAction::triggered, made, raise, Qt::QueuedConnection);
        return made;
    };
    m_leftDock = dock("experimentDock", Qt::LeftDockWidgetArea, m_work = new WorkPanel(this));
    m_rightDock = dock("findingsDock", Qt::RightDockWidgetArea, m_answers = new AnswerPanel(this));
    m_editor = new EditorPanel(&m_bench->document());
    auto* editorArea = new QScrollArea(this); // a narrow window scrolls the editor rather than grow with it
    editorArea->setWidgetResizable(true);
    editorArea->setFrameShape(QFrame::NoFrame);
    editorArea->setFocusPolicy(Qt::NoFocus); // what is in it has it
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
    const double scale = scaleOf(*m_preferences);
    m_sideFolds = new SideFolds({{m_rightDock, int(rightWidth * scale)}, {m_leftDock, int(leftWidth * scale)}}, this);
    m_topBar->offerPanels(m_leftDock->toggleViewAction(), m_rightDock->toggleViewAction());
    resizeSides();
    resizeDocks({m_editorDock}, {300}, Qt::Vertical);
}

/// Timelines first: charts take what these leave, within bounds, until the user moves the line between them.
void MainWindow::shareHeight()
{
    const int total = m_splitter->height();
    const auto& lanes = m_bench->lanes();
    const bool grows = std::any_of(lanes.begin(), lanes.end(), [](const Lane& l) { return l.running && !l.opened; });
    if (m_splitterMoved || grows || total <= 0) // rows that come one by one move nothing below them
        return;
    if (total < leastToShare)
        return m_splitter->setSizes({total, 0});
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

bool MainWindow::focusNextPrevChild(bool next)
{
    using Order = TabArea::Order;
    const auto order = tabOrder({{m_topBar, Order::fromTheLeft},
                                 {m_leftDock, Order::fromTheTop},
                                 {centralWidget()},
                                 {m_rightDock, Order::fromTheTop},
                                 {m_editorDock},
                                 {m_tableDock}});
    const qsizetype now = order.indexOf(focusWidget());
    if (now < 0)
        return QMainWindow::focusNextPrevChild(next);
    order[(now + (next ? 1 : order.size() - 1)) % order.size()]->setFocus(next ? Qt::TabFocusReason
                                                                               : Qt::BacktabFocusReason);
    return true;
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    foldSides();
}

/// As their type is large.
void MainWindow::resizeSides()
{
    const double scale = scaleOf(*m_preferences);
    resizeDocks({m_leftDock, m_rightDock}, {int(leftWidth * scale), int(rightWidth * scale)}, Qt::Horizontal);
}

void MainWindow::foldSides()
{
    const int characters = m_preferences->presentation() ? leastMiddlePresented : leastMiddle;
    m_sideFolds->fit(width(), characters * QFontMetrics(qApp->font()).averageCharWidth());
}

void MainWindow::applyAppearance()
{
    applyTheme(*qApp, schemeOf(*m_preferences), scaleOf(*m_preferences));
    adoptAppearance();
}

void MainWindow::adoptAppearance()
{
    if (m_preferences->presentation() != m_timelines->presentation())
        resizeSides();
    m_timelines->setPresentation(m_preferences->presentation());
    m_charts->setPresentation(m_preferences->presentation());
    m_actions.setIcons(themeOf(qApp->palette()));
    m_topBar->setIcons(themeOf(qApp->palette()));
    retranslate();
    foldSides();
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

void MainWindow::retranslate()
{
    m_actions.retranslate();
    showUndo();
    showPlaying();
    m_rightDock->setWindowTitle(tr("What happened"));
    m_editorDock->setWindowTitle(tr("Editor"));
    m_tableDock->setWindowTitle(tr("Table of slices"));
    m_editWork->setText(tr("Edit"));
    const QString language = m_preferences->language();
    (language == QLatin1String("zh_CN") ? m_actions.chinese : m_actions.english)->setChecked(true);
    const QString choice = m_preferences->theme();
    (choice == QLatin1String("dark")    ? m_actions.themeDark
     : choice == QLatin1String("light") ? m_actions.themeLight
                                        : m_actions.themeAuto)
        ->setChecked(true);
    m_actions.presentation->setChecked(m_preferences->presentation());
    m_bench->retranslate();
    m_work->branches->setBranches(branchSummaries(*m_bench));
    explanationChanged();
    inspectSelected();
}

} // namespace streamscope::ui
