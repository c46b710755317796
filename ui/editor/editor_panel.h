// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace streamscope::ui {

class ExperimentDocument;
class LayoutEditor;
class WorkEditor;

/// Everything that an experiment file holds: what runs, and beside it where and how.
class EditorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit EditorPanel(ExperimentDocument* document, QWidget* parent = nullptr);

    void showLayout(const QString& name);
    void showBranch(int branch);
    void removeLayout(const QString& name);
    /// A copy of a layout, to be changed; its name.
    QString duplicateLayout(const QString& name);

private:
    WorkEditor* m_work;
    LayoutEditor* m_layout;
};

} // namespace streamscope::ui
