// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/verdict_header.h"

#include "language/language.h"
#include "theme/theme.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace streamscope::ui {

namespace {

QLabel* label(QWidget* parent, const char* role, const char* name)
{
    auto* made = new QLabel(parent);
    made->setObjectName(QLatin1String(name));
    made->setProperty("role", QLatin1String(role));
    made->setTextFormat(Qt::PlainText);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    made->setFocusPolicy(Qt::NoFocus);
    return made;
}

} // namespace

VerdictHeader::VerdictHeader(QWidget* parent)
    : QFrame(parent), m_headline(label(this, "headline", "headline")), m_why(label(this, "text", "why")),
      m_reason(label(this, "muted", "reason"))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 14, 20, 6);
    column->setSpacing(6);
    for (QLabel* line : {m_headline, m_why, m_reason}) {
        line->setWordWrap(true);
        column->addWidget(line);
    }
}

void VerdictHeader::setVerdict(const QString& headline, const QString& why, const QString& reason)
{
    m_headlineText = headline;
    m_whyText = why;
    m_reasonText = reason;
    m_headline->setText(wrappable(headline));
    m_why->setText(wrappable(why));
    m_why->setVisible(!why.isEmpty());
    m_reason->setText(wrappable(reason));
    m_reason->setVisible(!reason.isEmpty());
}

ProvenanceFooter::ProvenanceFooter(QWidget* parent)
    : QFrame(parent), m_line(label(this, "muted", "provenance")), m_warning(label(this, "warning", "trust")),
      m_selection(label(this, "muted", "stretch"))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 6, 20, 8);
    row->setSpacing(12);
    row->addWidget(m_line, 1);
    row->addWidget(m_warning);
    row->addWidget(m_selection);
    m_line->setMinimumWidth(80);
    m_warning->hide();
    m_selection->hide();
}

void ProvenanceFooter::setProvenance(const QString& line, const QString& warning)
{
    m_line->setToolTip(line);
    m_warning->setToolTip(warning);
    m_warning->setVisible(!warning.isEmpty());
    fitLine();
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, themeOf(palette).warning);
    m_warning->setPalette(palette);
}

void ProvenanceFooter::setSelection(const QString& text)
{
    m_selection->setText(text);
    m_selection->setVisible(!text.isEmpty());
    QMetaObject::invokeMethod(this, &ProvenanceFooter::fitLine, Qt::QueuedConnection); // once it has its place
}

void ProvenanceFooter::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fitLine();
}

/// What does not fit is in the tool tips; neither the line nor the warning takes more than half where both are long.
void ProvenanceFooter::fitLine()
{
    const QMargins margins = layout()->contentsMargins();
    int room = width() - margins.left() - margins.right() - 2 * layout()->spacing();
    if (!m_selection->isHidden())
        room -= m_selection->sizeHint().width();
    const int line = std::min(m_line->fontMetrics().horizontalAdvance(m_line->toolTip()) + 2, room / 2);
    m_warning->setText(m_warning->fontMetrics().elidedText(m_warning->toolTip(), Qt::ElideRight, room - line - 8));
    layout()->activate();
    m_line->setText(m_line->fontMetrics().elidedText(m_line->toolTip(), Qt::ElideRight, m_line->width()));
}

} // namespace streamscope::ui
