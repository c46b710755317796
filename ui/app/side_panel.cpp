// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/side_panel.h"

#include "app/branch_list.h"
#include "app/dock_title.h"
#include "app/layout_list.h"
#include "app/parameter_panel.h"
#include "findings/findings_panel.h"
#include "findings/inspector.h"
#include "findings/legend.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace streamscope::ui {

namespace {

QVBoxLayout* columnOf(SidePanel* panel)
{
    auto* column = new QVBoxLayout(panel->widget());
    column->setContentsMargins(12, 4, 12, 16);
    column->setSpacing(8);
    return column;
}

} // namespace

QPushButton* linkButton(const char* name, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setProperty("role", QStringLiteral("link"));
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

SidePanel::SidePanel(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setWidget(new QWidget);
    widget()->installEventFilter(this);
}

QSize SidePanel::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), 100};
}

bool SidePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

void SidePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QScrollArea::changeEvent(event);
}

WorkPanel::WorkPanel(QWidget* parent) : SidePanel(parent)
{
    QVBoxLayout* column = columnOf(this);
    branches = new BranchList(widget());
    column->addWidget(branches);
    m_layoutsHead = sectionLabel(widget());
    column->addSpacing(6);
    column->addWidget(m_layoutsHead);
    layouts = new LayoutList(widget());
    column->addWidget(layouts);
    addLayout = linkButton("addLayoutButton", widget());
    column->addWidget(addLayout, 0, Qt::AlignLeft);
    m_parametersHead = sectionLabel(widget());
    column->addSpacing(4);
    column->addWidget(m_parametersHead);
    parameters = new ParameterPanel(widget());
    column->addWidget(parameters);
    m_traceFields = new QWidget(widget());
    auto* fields = new QVBoxLayout(m_traceFields);
    fields->setContentsMargins(4, 0, 4, 0);
    fields->setSpacing(6);
    m_unprofiledLabel = new QLabel(m_traceFields);
    m_unprofiledLabel->setWordWrap(true);
    unprofiledMs = new QLineEdit(m_traceFields);
    unprofiledMs->setObjectName(QStringLiteral("unprofiledMs"));
    m_unprofiledLabel->setBuddy(unprofiledMs);
    m_complaint = new QLabel(m_traceFields);
    m_complaint->setObjectName(QStringLiteral("unprofiledComplaint"));
    m_complaint->setProperty("role", QStringLiteral("muted"));
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    snippet = linkButton("snippetButton", m_traceFields);
    fields->addWidget(m_unprofiledLabel);
    fields->addWidget(unprofiledMs);
    fields->addWidget(m_complaint);
    fields->addWidget(snippet, 0, Qt::AlignLeft);
    column->addWidget(m_traceFields);
    column->addStretch(1);
    retranslate();
}

void WorkPanel::showParametersHead(bool shown)
{
    m_parametersHead->setVisible(shown);
}

void WorkPanel::complainOfUnprofiled(const QString& why)
{
    m_complaint->setText(why);
    m_complaint->setVisible(!why.isEmpty());
    unprofiledMs->setProperty("invalid", !why.isEmpty());
    unprofiledMs->style()->unpolish(unprofiledMs);
    unprofiledMs->style()->polish(unprofiledMs);
}

void WorkPanel::listTraces(bool traces)
{
    m_listsTraces = traces;
    retranslate();
}

void WorkPanel::showTraceFields(bool shown)
{
    m_traceFields->setVisible(shown);
}

void WorkPanel::retranslate()
{
    setSectionText(m_layoutsHead, m_listsTraces ? tr("Traces") : tr("Layouts"));
    setSectionText(m_parametersHead, tr("Parameters"));
    addLayout->setText(tr("+ add a layout"));
    snippet->setText(tr("Copy recording snippet"));
    m_unprofiledLabel->setText(tr("Time without the profiler, ms"));
    unprofiledMs->setPlaceholderText(tr("not known"));
}

AnswerPanel::AnswerPanel(QWidget* parent) : SidePanel(parent)
{
    QVBoxLayout* column = columnOf(this);
    findings = new FindingsPanel(widget());
    inspector = new Inspector(widget());
    legend = new Legend(widget());
    m_selectionHead = sectionLabel(widget());
    m_kindsHead = sectionLabel(widget());
    column->addWidget(findings);
    column->addSpacing(8);
    column->addWidget(m_selectionHead);
    column->addWidget(inspector);
    column->addSpacing(8);
    column->addWidget(m_kindsHead);
    column->addWidget(legend);
    column->addStretch(1);
    retranslate();
}

void AnswerPanel::showKindsHead(bool shown)
{
    m_kindsHead->setVisible(shown);
}

void AnswerPanel::bringSelectionIntoView()
{
    const auto bring = [this] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // all have their places after that
        const int top = m_selectionHead->y(), bottom = inspector->y() + inspector->height(),
                  view = viewport()->height();
        QScrollBar* bar = verticalScrollBar();
        const int least = std::min(top, bottom - view); // rather its head than its end
        bar->setValue(std::clamp(bar->value(), least, top));
    };
    QMetaObject::invokeMethod(this, bring, Qt::QueuedConnection);
}

void AnswerPanel::retranslate()
{
    setSectionText(m_selectionHead, tr("Selection"));
    setSectionText(m_kindsHead, tr("Kinds"));
}

} // namespace streamscope::ui
