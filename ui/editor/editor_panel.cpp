// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editor_panel.h"

#include "editor/layout_editor.h"
#include "editor/work_editor.h"

#include <QHBoxLayout>
#include <QSplitter>

namespace streamscope::ui {

EditorPanel::EditorPanel(ExperimentDocument* document, QWidget* parent)
    : QWidget(parent), m_work(new WorkEditor(document, this)), m_layout(new LayoutEditor(document, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 12);
    auto* halves = new QSplitter(Qt::Horizontal, this);
    halves->setHandleWidth(1);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_work);
    halves->addWidget(m_layout);
    halves->setSizes({500, 600}); // a layout's choices are long words
    halves->setStretchFactor(0, 5);
    halves->setStretchFactor(1, 6);
    row->addWidget(halves);
    m_work->layout()->setContentsMargins(0, 0, 16, 0);
    m_layout->layout()->setContentsMargins(16, 0, 0, 0);
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
