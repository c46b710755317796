// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QRectF>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace streamscope::ui {
namespace {

constexpr double spacing = 6;   // between strokes
constexpr double tileSide = 12; // of what repeats in a brush

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

/// The strokes of one tile that repeats: diagonals run through its corners.
QVector<QLineF> tileLines(Qt::BrushStyle pattern)
{
    const double s = tileSide, m = s / 2;
    switch (pattern) {
    case Qt::BDiagPattern:
        return {{-1, m + 1, m + 1, -1}, {-1, s + 1, s + 1, -1}, {m - 1, s + 1, s + 1, m - 1}};
    case Qt::FDiagPattern:
        return {{-1, m - 1, m + 1, s + 1}, {-1, -1, s + 1, s + 1}, {m - 1, -1, s + 1, m + 1}};
    case Qt::DiagCrossPattern:
        return {{-1, -1, s + 1, s + 1}, {-1, s + 1, s + 1, -1}};
    case Qt::HorPattern:
        return {{-1, 2.5, s + 1, 2.5}, {-1, m + 2.5, s + 1, m + 2.5}};
    case Qt::VerPattern:
        return {{2.5, -1, 2.5, s + 1}, {m + 2.5, -1, m + 2.5, s + 1}};
    case Qt::CrossPattern:
        return {{-1, 3.5, s + 1, 3.5}, {3.5, -1, 3.5, s + 1}};
    case Qt::Dense6Pattern:
        return {{3, 3, 3.4, 3}, {m + 3, m + 3, m + 3.4, m + 3}};
    default:
        return {};
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

QBrush patternBrush(const KindStyle& style, double pixelRatio)
{
    static std::map<std::tuple<QRgb, int, int>, QImage> tiles; // a dozen kinds, two schemes, a ratio or two
    QImage& tile = tiles[{style.line.rgba(), int(style.pattern), int(pixelRatio * 100)}];
    if (tile.isNull()) {
        const int side = int(std::lround(tileSide * pixelRatio));
        tile = QImage(side, side, QImage::Format_ARGB32_Premultiplied);
        tile.fill(Qt::transparent);
        QPainter painter(&tile);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(side / tileSide, side / tileSide);
        painter.setPen(QPen(style.line, style.pattern == Qt::Dense6Pattern ? 1.6 : 1.1));
        painter.drawLines(tileLines(style.pattern));
        painter.end();
    }
    QBrush brush(tile);
    brush.setTransform(QTransform::fromScale(tileSide / tile.width(), tileSide / tile.height()));
    return brush;
}

void paintKind(QPainter& painter, const QRectF& rect, const KindStyle& style)
{
    painter.fillRect(rect, style.fill);
    if (style.pattern == Qt::NoBrush || rect.width() < 5 || rect.height() < 5)
        return;
    painter.save();
    painter.setBrushOrigin(rect.topLeft());
    painter.fillRect(rect, patternBrush(style, painter.device() ? painter.device()->devicePixelRatioF() : 1));
    painter.restore();
}

} // namespace streamscope::ui
