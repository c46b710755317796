// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"
#include "timeline/time_ticks.h"
#include "timeline/timeline_view.h"
#include "timeline/timeline_view_p.h"
#include "words/sentences.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace streamscope::ui {

void TimelineView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    d->paint(painter);
}

void TimelineView::paintAll(QPainter& painter, const QRectF& area) const
{
    PlotFrame f = d->frame();
    f.width = area.width();
    f.right = std::max(f.left + 10, f.width - d->metrics.margin);
    f.height = std::max(d->rows.height(), area.height() - f.top);
    f.scroll = 0;
    f.pixelRatio = 1;
    const Theme& theme = themeOf(palette());
    const TimelinePainter p = d->painter(f);
    painter.save();
    painter.translate(area.topLeft());
    painter.fillRect(QRectF(0, 0, f.width, f.top), theme.surface);
    p.ground(painter);
    p.bars(painter, TimelinePainter::Medium::vector);
    p.bands(painter, d->choice.folded);
    p.axis(painter);
    d->paintMeasure(painter, f);
    painter.restore();
}

int TimelineView::fullHeight(int) const
{
    return int(std::ceil(d->metrics.axisHeight + d->rows.height()));
}

void TimelineView::Private::renderBars(const PlotFrame& f)
{
    const QSize size(int(std::ceil(f.width * f.pixelRatio)), int(std::ceil((f.top + f.height) * f.pixelRatio)));
    if (bars.size() != size || bars.devicePixelRatio() != f.pixelRatio) {
        bars = QImage(size, QImage::Format_ARGB32_Premultiplied);
        bars.setDevicePixelRatio(f.pixelRatio);
    }
    const TimelinePainter p = this->painter(f);
    QPainter painter(&bars);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (const QRectF& strip : p.strips())
        painter.fillRect(strip, Qt::transparent);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    p.bars(painter, TimelinePainter::Medium::screen);
    barsStale = false;
}

void TimelineView::Private::paint(QPainter& painter)
{
    const PlotFrame f = frame();
    const Theme& theme = themeOf(q->palette());
    const TimelinePainter p = this->painter(f);
    if (barsStale || bars.devicePixelRatio() != f.pixelRatio)
        renderBars(f);
    painter.fillRect(QRectF(0, 0, f.width, f.top), theme.surface);
    p.ground(painter);

    const QRectF lanes(f.left, f.top, f.right - f.left, f.height);
    painter.save();
    // The future is masked while slow motion plays.
    painter.setClipRect(playhead ? lanes.intersected(QRectF(0, 0, std::max(0.0, f.x(*playhead)), f.top + f.height))
                                 : lanes);
    for (const QRectF& strip : p.strips()) // most of the picture is ground
        painter.drawImage(strip, bars, QRectF(strip.topLeft() * f.pixelRatio, strip.size() * f.pixelRatio));
    painter.restore();

    painter.save();
    painter.setClipRect(lanes.adjusted(-1, 0, 1, 0));
    paintMarks(painter, f);
    paintSelection(painter, f);
    painter.restore();

    painter.save();
    painter.setClipRect(QRectF(0, f.top, f.width, f.height));
    p.bands(painter, choice.folded);
    painter.restore();
    p.axis(painter);
    paintStretch(painter, f);
    paintMeasure(painter, f);
    paintCursor(painter, f);
    if (focusShown) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(1, 1, f.width - 2, f.top + f.height - 2));
    }
}

void TimelineView::Private::paintStretch(QPainter& painter, const PlotFrame& f) const
{
    const auto stretch = axis->selection();
    if (!stretch)
        return;
    const Theme& theme = themeOf(q->palette());
    const double left = std::clamp(f.x(stretch->startNs), f.left, f.right),
                 right = std::clamp(f.x(stretch->endNs), f.left, f.right);
    QColor wash = theme.accent;
    wash.setAlphaF(0.10f);
    painter.fillRect(QRectF(left, f.top, right - left, f.height), wash);
    painter.setPen(QPen(theme.accent, 1));
    for (double x : {left, right})
        painter.drawLine(QPointF(std::floor(x) + 0.5, f.top), QPointF(std::floor(x) + 0.5, f.top + f.height));
    if (!measure.first)
        chip(painter, f, (left + right) / 2, chipTop(f),
             QString::fromStdString(words::duration(stretch->durationNs())));
}

void TimelineView::Private::paintMarks(QPainter& painter, const PlotFrame& f) const
{
    const Theme& theme = themeOf(q->palette());
    const TimelinePainter p = this->painter(f);
    for (const ShownSlice& slice : marked) {
        const Interval stretch = stretchOf(slice);
        if (stretch.endNs < f.range.startNs || stretch.startNs > f.range.endNs)
            continue;
        if (const auto place = rows.placeOf(slice)) {
            const QRectF rect = p.sliceRect(*place);
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 3), theme.text);
        }
    }
}

void TimelineView::Private::paintSelection(QPainter& painter, const PlotFrame& f) const
{
    const Theme& theme = themeOf(q->palette());
    const TimelinePainter p = this->painter(f);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](const ShownSlice& slice, const QColor& colour, double width) {
        const auto place = rows.placeOf(slice);
        if (!place)
            return;
        const QRectF rect = p.sliceRect(*place).adjusted(-1, -1, 1, 1);
        painter.setPen(QPen(theme.surface, width + 2));
        painter.drawRoundedRect(rect, 1.5, 1.5);
        painter.setPen(QPen(colour, width));
        painter.drawRoundedRect(rect, 1.5, 1.5);
    };
    if (hovered && hovered != selected)
        outline(*hovered, theme.mutedText, 1);
    if (!selected)
        return;
    for (const Arrow& arrow : arrows)
        paintArrow(painter, f, arrow);
    outline(*selected, theme.text, 2);
}

void TimelineView::Private::paintArrow(QPainter& painter, const PlotFrame& f, const Arrow& arrow) const
{
    const auto from = rows.placeOf(arrow.from), to = rows.placeOf(arrow.to);
    if (!from || !to)
        return;
    const Theme& theme = themeOf(q->palette());
    const TimelinePainter p = this->painter(f);
    const QRectF a = p.sliceRect(*from), b = p.sliceRect(*to);
    const bool down = a.center().y() <= b.center().y();
    const bool level = std::abs(a.center().y() - b.center().y()) < 1;
    const double startX = arrow.fromEnd ? a.right() : a.center().x();
    const QPointF start(startX, level ? a.center().y() : down ? a.bottom() : a.top());
    const QPointF tip(b.left(), level ? b.center().y() : b.center().y());
    const double bend = std::clamp(std::abs(tip.x() - start.x()) * 0.5, 14.0, 80.0);
    QPainterPath path(start);
    path.cubicTo(start + QPointF(level ? bend : 0, level ? 0 : (tip.y() - start.y()) * 0.6), tip - QPointF(bend, 0),
                 tip);
    painter.setPen(QPen(theme.surface, 3.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path);
    painter.setPen(QPen(theme.text, 1.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path);
    QPainterPath head(tip);
    head.lineTo(tip + QPointF(-6, -3.2));
    head.lineTo(tip + QPointF(-6, 3.2));
    head.closeSubpath();
    painter.fillPath(head, theme.text);
}

double TimelineView::Private::chipTop(const PlotFrame& f) const
{
    return f.top - std::round(QFontMetricsF(metrics.font).height() * 0.45) - QFontMetricsF(metrics.smallFont).height() -
           8;
}

void TimelineView::Private::chip(QPainter& painter, const PlotFrame& f, double x, double y, const QString& text) const
{
    const Theme& theme = themeOf(q->palette());
    const QFontMetricsF font(metrics.smallFont);
    const double width = font.horizontalAdvance(text) + 14, height = font.height() + 4;
    const QRectF box(std::clamp(x - width / 2, f.left, std::max(f.left, f.right - width)), y + 3, width, height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(theme.surface);
    painter.setFont(metrics.smallFont);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

void TimelineView::Private::paintMeasure(QPainter& painter, const PlotFrame& f) const
{
    const auto end = measure.second ? measure.second : measure.active ? measure.candidate : std::nullopt;
    const Theme& theme = themeOf(q->palette());
    const auto line = [&](Ns time) {
        const double x = std::floor(f.x(time)) + 0.5;
        if (x < f.left || x > f.right + 1)
            return;
        painter.setPen(QPen(theme.measure, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, f.top), QPointF(x, f.top + f.height));
    };
    if (end)
        line(*end);
    if (!measure.first)
        return;
    line(*measure.first);
    if (!end)
        return;
    const Ns first = std::min(*measure.first, *end), last = std::max(*measure.first, *end);
    const double left = std::clamp(f.x(first), f.left, f.right), right = std::clamp(f.x(last), f.left, f.right);
    if (left >= f.right || right <= f.left)
        return;                 // out of sight
    const double y = f.top - 4; // between the axis and the first head
    painter.setPen(QPen(theme.measure, 1.4));
    painter.drawLine(QPointF(left, y), QPointF(right, y));
    for (const auto& [x, sign] : {std::pair(left, 1.0), std::pair(right, -1.0)}) {
        painter.drawLine(QPointF(x, y), QPointF(x + sign * 5, y - 3));
        painter.drawLine(QPointF(x, y), QPointF(x + sign * 5, y + 3));
    }
    chip(painter, f, (left + right) / 2, chipTop(f), QString::fromStdString(words::duration(last - first)));
}

void TimelineView::Private::paintCursor(QPainter& painter, const PlotFrame& f) const
{
    const Theme& theme = themeOf(q->palette());
    if (playhead) {
        const double x = f.x(*playhead);
        if (x >= f.left && x <= f.right) {
            painter.setPen(QPen(theme.playhead, 2));
            painter.drawLine(QPointF(x, f.top - 6), QPointF(x, f.top + f.height));
            painter.save();
            painter.setRenderHint(QPainter::Antialiasing);
            QPainterPath knob;
            knob.moveTo(x - 5, f.top - 12);
            knob.lineTo(x + 5, f.top - 12);
            knob.lineTo(x, f.top - 4);
            knob.closeSubpath();
            painter.fillPath(knob, theme.playhead);
            painter.restore();
        }
    }
    const auto cursor = axis->cursorNs();
    if (!cursor || *cursor < f.range.startNs || *cursor > f.range.endNs)
        return;
    const double x = std::floor(f.x(*cursor)) + 0.5;
    QColor line = theme.mutedText;
    line.setAlphaF(0.6f);
    painter.setPen(QPen(line, 1));
    painter.drawLine(QPointF(x, f.top - 4), QPointF(x, f.top + f.height));
    chip(painter, f, x, chipTop(f), timeText(*cursor, f.range));
}

} // namespace streamscope::ui
