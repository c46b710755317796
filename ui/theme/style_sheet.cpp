// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/style_sheet.h"

#include "theme/theme.h"

namespace streamscope::ui {
namespace {

// @name is a colour of the theme, %N% a length of N pixels at scale 1.
const char* const sheet = R"(
QMainWindow, QDialog { background: @window; }
QMainWindow::separator { background: @separator; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QToolBar { background: @window; border: 0; border-bottom: 1px solid @separator; padding: %6% %10%; spacing: %8%; }
QToolBar::separator { background: transparent; width: %12%; }
QStatusBar { background: @surface; border-top: 1px solid @separator; color: @muted; }
QStatusBar::item { border: 0; }
QDockWidget { border: 0; }
QDockWidget::title { background: @window; padding: %8% %12%; }
QMenuBar { background: @window; }
QMenuBar::item { background: transparent; padding: %4% %8%; border-radius: 4px; }
QMenuBar::item:selected { background: @selected; }
QMenu { background: @surface; border: 1px solid @separator; padding: %4%; }
QMenu::item { padding: %5% %22%; border-radius: 4px; }
QMenu::item:selected { background: @selected; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @separator; margin: %4% %8%; }
QToolTip { background: @surface; color: @text; border: 1px solid @separator; padding: %5%; }
QFrame[card="true"] { background: @surface; border: 1px solid @separator; border-radius: %6%; }
QLabel { background: transparent; }
QLabel[role="section"] { color: @muted; font-weight: 600; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="headline"] { color: @text; font-weight: 700; font-size: %17%; }
QLabel[role="link"] { color: @accent; }
QPushButton, QToolButton, QComboBox { background: @surface; color: @text; border: 1px solid @separator;
    border-radius: %5%; padding: %4% %12%; min-height: %18%; }
QToolButton { padding: %4% %8%; }
QPushButton:hover, QToolButton:hover, QComboBox:hover { background: @selected; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: @selected; border-color: @accent; }
QPushButton:focus, QToolButton:focus, QComboBox:focus { border: 1px solid @accent; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled { color: @muted; }
QPushButton[primary="true"], QToolButton[primary="true"] { background: @accent; color: @onAccent; border-color: @accent;
    font-weight: 600; }
QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover { background: @accentHover; }
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled { background: @groove; color: @muted;
    border-color: @groove; }
QPushButton[role="link"], QToolButton[role="link"] { background: transparent; border: 1px solid transparent; color: @accent;
    padding: %2% %4%; text-align: left; min-height: %14%; }
QPushButton[role="link"]:hover, QToolButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus { border-color: @accent; }
QToolButton[bare="true"] { background: transparent; border: 1px solid transparent; padding: %3% %5%; min-height: %14%; }
QToolButton[bare="true"]:hover { background: @selected; }
QToolButton[bare="true"]:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QFrame#findBox QToolButton { border: 0; padding: 0; min-height: 0; min-width: %18%; color: @muted; }
QFrame#findBox QToolButton:hover, QFrame#findBox QToolButton:focus { color: @text; background: @selected; }
QComboBox::drop-down { border: 0; width: %20%; }
QComboBox::down-arrow { image: url(:/icons/chevron.svg); width: %10%; height: %10%; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @separator; selection-background-color: @selected;
    selection-color: @text; outline: 0; }
QLineEdit, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit { background: @surface; color: @text;
    border: 1px solid @separator; border-radius: %5%; padding: %3% %6%; selection-background-color: @accent;
    selection-color: @onAccent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: @accent; }
QLineEdit[invalid="true"], QLineEdit[invalid="true"]:focus, QComboBox[invalid="true"] { border-color: @warning; }
QListView, QTreeView, QTableView { background: transparent; border: 0; outline: 0; }
QTableView { background: @surface; gridline-color: @separator; }
QListView::item, QTreeView::item { border-radius: 4px; padding: %4%; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: @selected; color: @text; }
QListView::item:focus { border: 1px solid @accent; }
QTreeView { border: 1px solid transparent; border-radius: 4px; }
QTreeView:focus { border-color: @accent; }
QHeaderView::section { background: @window; color: @muted; border: 0; border-bottom: 1px solid @separator;
    padding: %4% %8%; }
QSlider:horizontal { min-height: %16%; }
QSlider::groove:horizontal { background: @groove; height: 3px; border-radius: 1px; }
QSlider::sub-page:horizontal { background: @accent; height: 3px; border-radius: 1px; }
QSlider::handle:horizontal { background: @accent; width: %14%; height: %14%; margin: -%6% 0; border-radius: %7%; }
QSlider::handle:horizontal:hover { background: @accentHover; }
QSlider::handle:horizontal:focus { border: 2px solid @text; }
QSlider::handle:horizontal:disabled { background: @muted; }
QSlider::sub-page:horizontal:disabled { background: @muted; }
QProgressBar { background: @groove; border: 0; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: %10%; margin: 0; }
QScrollBar:horizontal { background: transparent; height: %10%; margin: 0; }
QScrollBar::handle { background: @groove; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: %24%; }
QScrollBar::handle:horizontal { min-width: %24%; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar::tab { background: transparent; color: @muted; padding: %5% %10%; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabWidget::pane { border: 0; border-top: 1px solid @separator; }
QSplitter::handle { background: @separator; }
)";

} // namespace

QString styleSheet(const Theme& theme, double scale)
{
    const std::pair<const char*, QColor> colours[] = {
        {"@accentHover", theme.dark ? theme.accent.lighter(115) : theme.accent.darker(115)},
        {"@onAccent", theme.onAccent},
        {"@accent", theme.accent},
        {"@window", theme.window},
        {"@surface", theme.surface},
        {"@separator", theme.separator},
        {"@selected", theme.selected},
        {"@groove", theme.groove},
        {"@muted", theme.mutedText},
        {"@warning", theme.warning},
        {"@text", theme.text}};
    QString text = QString::fromLatin1(sheet);
    for (const auto& [name, colour] : colours)
        text.replace(QLatin1String(name), colour.name());
    for (int length = 1; length <= 24; ++length)
        text.replace(QString("%%1%").arg(length), QString("%1px").arg(qRound(length * scale)));
    return text;
}

} // namespace streamscope::ui
