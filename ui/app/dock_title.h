// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;
class QToolButton;

namespace streamscope::ui {

/// A dock's title as a quiet section heading. Dragging it moves the dock, a double click floats it; one button folds it
/// away.
class DockTitle : public QWidget
{
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget* dock);
    void setActionWidget(QWidget* widget); ///< a link at the right end

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_label;
    QToolButton* m_fold;
};

/// "EXPERIMENT": a heading inside a panel.
QLabel* sectionLabel(QWidget* parent);
/// Section headings are set in capitals, where the script has them.
void setSectionText(QLabel* label, const QString& text);

} // namespace streamscope::ui
