// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/legend.h"

#include <QEvent>
#include <QPainter>

namespace streamscope::ui {

namespace {
constexpr int sampleGap = 8;
}

Legend::Legend(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Legend::setKinds(std::vector<KindGroup> kinds)
{
    if (kinds == m_kinds)
        return;
    m_kinds = std::move(kinds);
    tell();
}

void Legend::tell()
{
    QStringList names;
    for (const KindGroup kind : m_kinds)
        names += KindNames::of(kind);
    setAccessibleName(names.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int Legend::rowHeight() const
{
    return fontMetrics().height() + 8;
}

QSize Legend::sizeHint() const
{
    int width = 120;
    for (const KindGroup kind : m_kinds)
        width = std::max(width, fontMetrics().horizontalAdvance(KindNames::of(kind)) + rowHeight() + sampleGap + 8);
    return {width, int(m_kinds.size()) * rowHeight()};
}

void Legend::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int height = rowHeight();
    const QSizeF sample(height, height * 0.5);
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        const double top = double(i) * height;
        paintKind(painter, QRectF(QPointF(4, top + (height - sample.height()) / 2), sample), theme.kind(m_kinds[i]));
        painter.setPen(theme.text);
        const double left = 4 + sample.width() + sampleGap;
        painter.drawText(QRectF(left, top, width() - left, height), Qt::AlignVCenter | Qt::AlignLeft,
                         KindNames::of(m_kinds[i]));
    }
}

void Legend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        tell();
    QWidget::changeEvent(event);
}

} // namespace streamscope::ui
