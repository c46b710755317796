// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dock_title.h"

#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace streamscope::ui {

QLabel* sectionLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setProperty("role", QStringLiteral("section"));
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setSectionText(QLabel* label, const QString& text)
{
    label->setText(text.toUpper());
    label->setAccessibleName(text);
}

DockTitle::DockTitle(QDockWidget* dock) : QWidget(dock), m_label(sectionLabel(this)), m_fold(new QToolButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 10, 4);
    row->addWidget(m_label);
    row->addStretch(1);
    row->addWidget(m_fold);
    m_fold->setText(QStringLiteral("✕"));
    m_fold->setProperty("bare", true);
    m_fold->setFocusPolicy(Qt::TabFocus);
    connect(m_fold, &QToolButton::clicked, dock, &QDockWidget::close);
    connect(dock, &QDockWidget::windowTitleChanged, this,
            [this](const QString& title) { setSectionText(m_label, title); });
    setSectionText(m_label, dock->windowTitle());
    retranslate();
}

void DockTitle::setActionWidget(QWidget* widget)
{
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->insertWidget(row->count() - 1, widget);
}

void DockTitle::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DockTitle::retranslate()
{
    m_fold->setToolTip(tr("Fold this panel away; the View menu brings it back"));
    m_fold->setAccessibleName(tr("Fold this panel away"));
}

} // namespace streamscope::ui
