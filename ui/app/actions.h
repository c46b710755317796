// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QMenuBar;

namespace streamscope::ui {

struct Theme;

/// Every action of the window, each with a name and a shortcut, and the menus they stand in.
struct Actions
{
    explicit Actions(QMainWindow* window);

    /// Texts in the application's language.
    void retranslate();
    void setIcons(const Theme& theme);
    /// "Run<TAB>F5" of every action that has a shortcut, by menu, for the help page.
    struct HelpLine
    {
        QString menu, name, shortcut;
    };
    std::vector<HelpLine> help() const;

    QMenu *file, *edit, *run_, *view, *help_;
    QMenu *experiments, *recordings, *recent, *charts, *themes, *languages, *panels, *align;

    QAction *newExperiment, *open, *addTrace, *save, *saveAs, *exportPicture, *exportNumbers, *saveTrace, *quit,
        *clearRecent;
    QAction *undo, *redo, *copyTable, *copySnippet, *addLayout, *resetParameters;
    QAction *run, *stop, *loop, *play, *stepBack, *stepForward, *keepRun, *remote;
    QAction *fit, *zoomIn, *zoomOut, *undoZoom, *redoZoom, *find, *filterRows, *measure, *alignStart, *alignClock,
        *showAllRows, *presentation, *menuBar, *fullScreen;
    QAction *themeAuto, *themeLight, *themeDark, *english, *chinese;
    QAction *helpPage, *about, *aboutQt;
    QAction* openMenu; ///< the menu button by key
    std::vector<QAction*> chartActions;

    std::vector<QMenu*> topMenus() const { return {file, edit, run_, view, help_}; }

private:
    QAction* add(QMenu* menu, const char* name, const QString& shortcut);
    QMainWindow* m_window;
};

} // namespace streamscope::ui
