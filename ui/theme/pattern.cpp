// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QPainter>
#include <QRectF>

#include <algorithm>

namespace streamscope::ui {
namespace {

constexpr double spacing = 6; // between strokes

/// Strokes at 45°, falling (`sign` 1) or rising (−1), cut at the rectangle.
void diagonals(QVector<QLineF>& lines, const QRectF& r, double sign)
{
    const double w = r.width(), h = r.height();
    for (double c = -h + spacing / 2; c < w; c += spacing * 1.4) { // falling: x = c + y
        const double from = std::max(0.0, -c), to = std::min(h, w - c);
        if (to <= from)
            continue;
        const auto y = [&](double along) { return sign > 0 ? r.top() + along : r.bottom() - along; };
        lines << QLineF(r.left() + c + from, y(from), r.left() + c + to, y(to));
    }
}

} // namespace

QVector<QLineF> patternLines(const QRectF& r, Qt::BrushStyle pattern)
{
    QVector<QLineF> lines;
    if (pattern == Qt::HorPattern || pattern == Qt::CrossPattern) {
        for (double y = r.top() + spacing / 2; y < r.bottom(); y += spacing)
            lines << QLineF(r.left(), y, r.right(), y);
    }
    if (pattern == Qt::VerPattern || pattern == Qt::CrossPattern) {
        for (double x = r.left() + spacing / 2; x < r.right(); x += spacing)
            lines << QLineF(x, r.top(), x, r.bottom());
    }
    if (pattern == Qt::FDiagPattern || pattern == Qt::DiagCrossPattern)
        diagonals(lines, r, 1);
    if (pattern == Qt::BDiagPattern || pattern == Qt::DiagCrossPattern)
        diagonals(lines, r, -1);
    if (pattern == Qt::Dense6Pattern) { // dots
        for (double y = r.top() + spacing / 2; y < r.bottom(); y += spacing) {
            for (double x = r.left() + spacing / 2; x + 1 < r.right(); x += spacing)
                lines << QLineF(x, y, x + 1, y);
        }
    }
    return lines;
}

void paintKind(QPainter& painter, const QRectF& rect, const KindStyle& style)
{
    painter.fillRect(rect, style.fill);
    if (style.pattern == Qt::NoBrush || rect.width() < 5 || rect.height() < 5)
        return;
    QColor line = style.line;
    line.setAlphaF(0.55f);
    painter.setBrushOrigin(rect.topLeft());
    painter.fillRect(rect, QBrush(line, style.pattern));
}

} // namespace streamscope::ui
