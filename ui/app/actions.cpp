// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions.h"

#include "charts/charts_view.h"
#include "icons/icon.h"
#include "theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QRegularExpression>

namespace streamscope::ui {

namespace {

constexpr ChartKind chartKinds[] = {ChartKind::kernelsAtOnce, ChartKind::throughput, ChartKind::residentWarps,
                                    ChartKind::smsWithWork,   ChartKind::fp32Share,  ChartKind::dramShare,
                                    ChartKind::copyRate};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::Actions)
};

/// Without the key that a menu underlines; where the language has it no letter, that stands behind: "打开(&O)…".
QString plain(QString text)
{
    static const QRegularExpression key(QStringLiteral("\\(&.\\)|&"));
    return text.remove(key);
}

} // namespace

QAction* Actions::add(QMenu* menu, const char* name, const QString& shortcut)
{
    auto* action = new QAction(m_window);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(QKeySequence(shortcut));
    // The menus may be hidden: shortcuts belong to the window.
    m_window->addAction(action);
    if (menu)
        menu->addAction(action);
    return action;
}

Actions::Actions(QMainWindow* window) : m_window(window)
{
    const auto menu = [this](const char* name, QMenu* parent = nullptr) {
        auto* made = new QMenu(m_window);
        made->setObjectName(QLatin1String(name));
        made->setToolTipsVisible(true);
        if (parent)
            parent->addMenu(made);
        return made;
    };
    file = menu("fileMenu");
    newExperiment = add(file, "newExperiment", "Ctrl+N");
    open = add(file, "open", "Ctrl+O");
    addTrace = add(file, "addTrace", "Ctrl+Shift+O");
    experiments = menu("experimentsMenu", file);
    recordings = menu("recordingsMenu");
    recent = menu("recentMenu", file);
    clearRecent = add(nullptr, "clearRecent", {});
    file->addSeparator();
    save = add(file, "save", "Ctrl+S");
    saveAs = add(file, "saveAs", "Ctrl+Shift+S");
    saveTrace = add(file, "saveTrace", "Ctrl+Alt+S");
    file->addSeparator();
    exportPicture = add(file, "exportPicture", "Ctrl+E");
    exportNumbers = add(file, "exportNumbers", "Ctrl+Shift+E");
    file->addSeparator();
    quit = add(file, "quit", "Ctrl+Q");

    edit = menu("editMenu");
    undo = add(edit, "undo", "Ctrl+Z");
    redo = add(edit, "redo", "Ctrl+Shift+Z");
    edit->addSeparator();
    addLayout = add(edit, "addLayout", "Ctrl+Shift+L");
    resetParameters = add(edit, "resetParameters", "Ctrl+Shift+R");
    edit->addSeparator();
    copyTable = add(edit, "copyTable", "Ctrl+Shift+C");
    copySnippet = add(edit, "copySnippet", "Ctrl+Alt+C");

    run_ = menu("runMenu");
    run = add(run_, "run", "F5");
    stop = add(run_, "stop", "Shift+F5");
    loop = add(run_, "loop", "Ctrl+L");
    loop->setCheckable(true);
    run_->addSeparator();
    play = add(run_, "play", "P");
    stepBack = add(run_, "stepBack", ",");
    stepForward = add(run_, "stepForward", ".");
    run_->addSeparator();
    keepRun = add(run_, "keepRun", "Ctrl+K");
    remote = add(run_, "remote", "Ctrl+Shift+G");

    view = menu("viewMenu");
    fit = add(view, "fit", "Ctrl+0");
    zoomIn = add(view, "zoomIn", "Ctrl++");
    zoomOut = add(view, "zoomOut", "Ctrl+-");
    undoZoom = add(view, "undoZoom", "Alt+Left");
    redoZoom = add(view, "redoZoom", "Alt+Right");
    view->addSeparator();
    find = add(view, "find", "Ctrl+F");
    filterRows = add(view, "filterRows", "Ctrl+Shift+F");
    measure = add(view, "measure", "M");
    showAllRows = add(view, "showAllRows", "Ctrl+Shift+H");
    align = menu("alignMenu", view);
    alignStart = add(align, "alignStart", "Ctrl+Alt+B");
    alignClock = add(align, "alignClock", "Ctrl+Alt+W");
    alignStart->setCheckable(true);
    alignClock->setCheckable(true);
    view->addSeparator();
    panels = menu("panelsMenu", view);
    charts = menu("chartsMenu", view);
    for (int i = 0; i < int(std::size(chartKinds)); ++i) {
        QAction* chart = add(charts, "chart", QStringLiteral("Ctrl+%1").arg(i + 1));
        chart->setCheckable(true);
        chart->setData(int(chartKinds[i]));
        chartActions.push_back(chart);
    }
    view->addSeparator();
    themes = menu("themeMenu", view);
    themeAuto = add(themes, "themeAuto", "Ctrl+Alt+A");
    themeLight = add(themes, "themeLight", "Ctrl+Alt+L");
    themeDark = add(themes, "themeDark", "Ctrl+Alt+D");
    languages = menu("languageMenu", view);
    english = add(languages, "english", "Ctrl+Alt+E");
    chinese = add(languages, "chinese", "Ctrl+Alt+Z");
    for (const auto& group : {std::vector{themeAuto, themeLight, themeDark}, std::vector{english, chinese}}) {
        auto* exclusive = new QActionGroup(m_window);
        for (QAction* action : group) {
            action->setCheckable(true);
            exclusive->addAction(action);
        }
    }
    presentation = add(view, "presentation", "F11");
    presentation->setCheckable(true);
    menuBar = add(view, "menuBar", "Ctrl+M");
    menuBar->setCheckable(true);
    fullScreen = add(view, "fullScreen", "Shift+F11");
    fullScreen->setCheckable(true);

    help_ = menu("helpMenu");
    helpPage = add(help_, "helpPage", "F1");
    helpPage->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)});
    about = add(help_, "about", "Shift+F1");
    aboutQt = add(help_, "aboutQt", {});
    openMenu = add(nullptr, "openMenu", "F10");
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    aboutQt->setMenuRole(QAction::AboutQtRole);
}

void Actions::retranslate()
{
    const auto name = [](QAction* action, const QString& text) {
        action->setText(text);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? plain(text) : QStringLiteral("%1 (%2)").arg(plain(text), keys));
    };
    file->setTitle(Words::tr("&File"));
    edit->setTitle(Words::tr("&Edit"));
    run_->setTitle(Words::tr("&Run"));
    view->setTitle(Words::tr("&View"));
    help_->setTitle(Words::tr("&Help"));
    experiments->setTitle(Words::tr("E&xperiments and recordings"));
    recent->setTitle(Words::tr("&Recent files"));
    charts->setTitle(Words::tr("&Charts"));
    panels->setTitle(Words::tr("&Panels"));
    themes->setTitle(Words::tr("&Theme"));
    languages->setTitle(QStringLiteral("&Language · 语言"));
    name(newExperiment, Words::tr("&New experiment"));
    name(open, Words::tr("&Open…"));
    name(addTrace, Words::tr("Open a trace &beside…"));
    name(clearRecent, Words::tr("Clear this list"));
    name(save, Words::tr("&Save"));
    name(saveAs, Words::tr("Save &as…"));
    name(saveTrace, Words::tr("Save the &trace…"));
    name(exportPicture, Words::tr("Export a &picture…"));
    name(exportNumbers, Words::tr("Export &numbers…"));
    name(quit, Words::tr("&Quit"));
    name(undo, Words::tr("&Undo"));
    name(redo, Words::tr("&Redo"));
    name(addLayout, Words::tr("Add a &layout"));
    name(resetParameters, Words::tr("R&eset parameters"));
    name(copyTable, Words::tr("&Copy table"));
    name(copySnippet, Words::tr("Copy recording &snippet"));
    name(run, Words::tr("Run"));
    name(stop, Words::tr("&Stop"));
    name(loop, Words::tr("&Loop"));
    name(play, Words::tr("&Play or pause"));
    name(stepBack, Words::tr("Step &back"));
    name(stepForward, Words::tr("Step &forward"));
    name(keepRun, Words::tr("&Keep the explained run"));
    name(remote, Words::tr("Where the runner &is…"));
    name(fit, Words::tr("&Fit"));
    name(zoomIn, Words::tr("Zoom &in"));
    name(zoomOut, Words::tr("Zoom &out"));
    name(undoZoom, Words::tr("Undo &zoom"));
    name(redoZoom, Words::tr("Redo z&oom"));
    name(find, Words::tr("Fi&nd…"));
    name(filterRows, Words::tr("Filter &rows…"));
    name(measure, Words::tr("&Measure"));
    align->setTitle(Words::tr("&Align timelines"));
    name(alignStart, Words::tr("At their first &calls"));
    name(alignClock, Words::tr("By the wall cloc&k"));
    name(showAllRows, Words::tr("Show hidden rows"));
    name(presentation, Words::tr("P&resentation mode"));
    name(menuBar, Words::tr("Show the menu bar"));
    name(fullScreen, Words::tr("Full screen"));
    name(themeAuto, Words::tr("As the desktop"));
    name(themeLight, Words::tr("Light"));
    name(themeDark, Words::tr("Dark"));
    name(english, QStringLiteral("English"));
    name(chinese, QStringLiteral("简体中文"));
    name(helpPage, Words::tr("&Help and shortcuts"));
    name(about, Words::tr("&About Streamscope"));
    name(aboutQt, Words::tr("About &Qt"));
    name(openMenu, Words::tr("Open the menu"));
    for (QAction* chart : chartActions)
        name(chart, ChartsView::chartName(ChartKind(chart->data().toInt())));
}

void Actions::setIcons(const Theme& theme)
{
    openMenu->setIcon(icon("menu", theme.text, theme.groove));
    run->setIcon(icon("play", theme.onAccent, theme.mutedText));
    stop->setIcon(icon("stop", theme.text, theme.groove));
    loop->setIcon(icon("loop", theme.text, theme.groove));
    stepBack->setIcon(icon("step-back", theme.text, theme.groove));
    stepForward->setIcon(icon("step-forward", theme.text, theme.groove));
}

std::vector<Actions::HelpLine> Actions::help() const
{
    std::vector<HelpLine> lines;
    const auto add = [&](const QString& title, const QList<QAction*>& actions, const auto& self) -> void {
        for (QAction* action : actions) {
            if (action->menu())
                self(title + QStringLiteral(" › ") + plain(action->menu()->title()), action->menu()->actions(), self);
            else if (!action->shortcut().isEmpty())
                lines.push_back({title, plain(action->text()), action->shortcut().toString(QKeySequence::NativeText)});
        }
    };
    for (const QMenu* menu : topMenus())
        add(plain(menu->title()), menu->actions(), add);
    return lines;
}

} // namespace streamscope::ui
