// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editor_panel.h"

#include "editor/layout_editor.h"
#include "editor/work_editor.h"

#include <QFrame>
#include <QHBoxLayout>

namespace streamscope::ui {

EditorPanel::EditorPanel(ExperimentDocument* document, QWidget* parent)
    : QWidget(parent), m_work(new WorkEditor(document, this)), m_layout(new LayoutEditor(document, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 12);
    row->setSpacing(16);
    row->addWidget(m_work, 1);
    auto* line = new QFrame(this);
    line->setFrameShape(QFrame::VLine);
    row->addWidget(line);
    row->addWidget(m_layout, 1);
}

void EditorPanel::showLayout(const QString& name)
{
    m_layout->showLayout(name);
}

void EditorPanel::showBranch(int branch)
{
    m_work->selectBranch(branch);
}

void EditorPanel::removeLayout(const QString& name)
{
    m_layout->remove(name);
}

QString EditorPanel::duplicateLayout(const QString& name)
{
    m_layout->showLayout(name);
    return m_layout->duplicate();
}

} // namespace streamscope::ui
