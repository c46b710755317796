// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace streamscope::ui {

/// The command line of the desktop application (`--help` prints it).
struct LaunchOptions
{
    QStringList files; ///< experiments by name or path, traces by path
    QStringList layouts;
    QMap<QString, double> values; ///< --set NAME=VALUE
    QString target;               ///< --on
    QString theme;                ///< "light", "dark", "auto"; empty: as in the settings
    QString language;             ///< "en", "zh_CN"; empty: as in the settings
    QString screenshot;           ///< draw the window there and exit
    QString exportFile;           ///< draw the timelines there and exit
    QSize size;                   ///< invalid: the window's own
    double scale = 0;             ///< device pixel ratio; 0: the display's
    bool presentation = false;
    bool measureFirstPaint = false;

    /// No display is needed, and the user's settings neither count nor change.
    bool headless() const { return !screenshot.isEmpty() || !exportFile.isEmpty() || measureFirstPaint; }
};

/// Something to print and the status to exit with, instead of opening a window.
struct LaunchAnswer
{
    QString text;
    int status = 0;
};

/// `arguments` as in argv. Needs no application object, so that the platform can be chosen before there is one.
std::variant<LaunchOptions, LaunchAnswer> parseLaunchOptions(const QStringList& arguments);

/// The refusal to open a window where the environment names no display; nothing where a window can be opened, or where
/// none is asked for.
std::optional<LaunchAnswer> refusalWithoutDisplay(const LaunchOptions& options);

} // namespace streamscope::ui
