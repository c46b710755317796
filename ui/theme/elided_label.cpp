// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/elided_label.h"

#include <QEvent>

#include <algorithm>

namespace streamscope::ui {

namespace {
constexpr int fewLetters = 8;
}

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QLabel(parent), m_text(text)
{
    setTextFormat(Qt::PlainText);
    fit();
}

void ElidedLabel::setWholeText(const QString& text)
{
    m_text = text;
    updateGeometry();
    fit();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, QLabel::sizeHint().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fewLetters * fontMetrics().averageCharWidth()), sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    fit();
}

void ElidedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void ElidedLabel::fit()
{
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideMiddle, width());
    if (shown != text())
        setText(shown);
    setToolTip(shown == m_text ? QString() : m_text.toHtmlEscaped());
}

} // namespace streamscope::ui
