// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drop_zones.h"

#include "theme/theme.h"

#include <QPainter>

namespace streamscope::ui {

namespace {
constexpr int margin = 24;
constexpr int radius = 10;
constexpr float veil = 0.85f;
} // namespace

DropZones::DropZones(QWidget* window) : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

bool DropZones::isBeside(const QWidget& window, const QPoint& position)
{
    return position.x() >= window.width() / 2;
}

void DropZones::follow(const QPoint& position)
{
    setGeometry(parentWidget()->rect());
    m_beside = isBeside(*parentWidget(), position);
    raise();
    show();
    update();
}

void DropZones::paintEvent(QPaintEvent*)
{
    const Theme& theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = theme.surface;
    ground.setAlphaF(veil);
    painter.fillRect(rect(), ground);
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    painter.setFont(large);
    const int middle = width() / 2;
    for (const bool beside : {false, true}) {
        const QRect half = QRect(beside ? middle : 0, 0, middle, height()).adjusted(margin, margin, -margin, -margin);
        const bool lit = beside == m_beside;
        painter.setPen(QPen(lit ? theme.accent : theme.mutedText, lit ? 3 : 1, lit ? Qt::SolidLine : Qt::DashLine));
        painter.setBrush(lit ? theme.selected : theme.surface);
        painter.drawRoundedRect(half, radius, radius);
        painter.setPen(lit ? theme.text : theme.mutedText);
        painter.drawText(half, Qt::AlignCenter | Qt::TextWordWrap,
                         beside ? tr("Open beside what is there") : tr("Open"));
    }
}

} // namespace streamscope::ui
