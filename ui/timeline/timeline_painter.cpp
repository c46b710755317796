// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_painter.h"

#include "theme/theme.h"
#include "timeline/slice_text.h"
#include "timeline/time_ticks.h"
#include "timeline/together.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>
#include <map>

namespace streamscope::ui {
namespace {

/// A slice too short to cover a column still shows at this strength: never hidden.
constexpr float faintest = 0.3f;

QRgb faded(const QColor& colour, float strength)
{
    return qPremultiply(
        qRgba(colour.red(), colour.green(), colour.blue(), int(std::lround(255 * std::clamp(strength, 0.0f, 1.0f)))));
}

QString elided(const QFont& font, const QString& text, double width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
}

} // namespace

double PlotFrame::x(Ns timeNs) const
{
    return left + double(timeNs - range.startNs) / double(range.durationNs()) * (right - left);
}

Ns PlotFrame::timeNs(double at) const
{
    return range.startNs + Ns(std::llround((at - left) / (right - left) * double(range.durationNs())));
}

TimelinePainter::TimelinePainter(const Theme& theme, const RowMetrics& metrics, const TimelineRows& rows,
                                 const std::vector<Timeline>& timelines, const PlotFrame& frame)
    : m_theme(theme), m_metrics(metrics), m_rows(rows), m_timelines(timelines), m_frame(frame)
{}

bool TimelinePainter::isVisible(const Row& row) const
{
    return row.y + row.height > m_frame.scroll && row.y < m_frame.scroll + m_frame.height;
}

void TimelinePainter::axis(QPainter& painter) const
{
    const QFontMetricsF text(m_metrics.font);
    const double line = m_frame.top - std::round(text.height() * 0.45);
    const double labelWidth = text.horizontalAdvance(timeText(m_frame.range.endNs, m_frame.range)) + text.height() * 2;
    const auto ticks = timeTicks(m_frame.range, std::max(2, int((m_frame.right - m_frame.left) / labelWidth)));
    painter.setFont(m_metrics.font);
    painter.setPen(QPen(m_theme.separator, 1));
    painter.drawLine(QPointF(m_frame.left, line + 0.5), QPointF(m_frame.right, line + 0.5));
    for (const TimeTick& tick : ticks) {
        const double x = std::floor(m_frame.x(tick.timeNs)) + 0.5;
        painter.setPen(QPen(m_theme.separator, 1));
        painter.drawLine(QPointF(x, line - 4), QPointF(x, m_frame.top));
        const double width = text.horizontalAdvance(tick.label);
        const double left = std::min(x - width / 2, m_frame.right - width);
        painter.setPen(m_theme.mutedText);
        painter.drawText(QPointF(left, line - 6), tick.label);
    }
}

void TimelinePainter::ground(QPainter& painter) const
{
    painter.fillRect(QRectF(0, m_frame.top, m_frame.width, m_frame.height), m_theme.surface);
    const double dy = m_frame.top - m_frame.scroll;
    for (const Row& row : m_rows.rows()) {
        if (!row.quiet() && row.kind != RowKind::band && isVisible(row)) {
            const double inset = std::max(1.0, row.barTop - 1);
            painter.fillRect(
                QRectF(m_frame.left, row.y + dy + inset, m_frame.right - m_frame.left, row.height - 2 * inset),
                m_theme.lane);
        }
    }
    painter.setPen(QPen(m_theme.grid, 1));
    const QFontMetricsF text(m_metrics.font);
    const double labelWidth = text.horizontalAdvance(timeText(m_frame.range.endNs, m_frame.range)) + text.height() * 2;
    for (const TimeTick& tick :
         timeTicks(m_frame.range, std::max(2, int((m_frame.right - m_frame.left) / labelWidth)))) {
        const double x = std::floor(m_frame.x(tick.timeNs)) + 0.5;
        painter.drawLine(QPointF(x, m_frame.top), QPointF(x, m_frame.top + m_frame.height));
    }
    painter.setFont(m_metrics.font);
    const double labelRight = m_frame.left - m_metrics.labelGap;
    for (const Row& row : m_rows.rows()) {
        if (row.kind == RowKind::band || !isVisible(row))
            continue;
        const bool device = row.kind == RowKind::stream || row.kind == RowKind::copyEngine;
        painter.setPen(device ? m_theme.text : m_theme.mutedText);
        const double width = labelRight - m_metrics.margin / 2;
        painter.drawText(QRectF(m_metrics.margin / 2, row.y + dy, width, row.height),
                         int(Qt::AlignRight | Qt::AlignVCenter), elided(m_metrics.font, row.label, width));
    }
}

double TimelinePainter::bandTop(const Row& band) const
{
    double next = m_rows.height();
    for (const Row& row : m_rows.rows()) {
        if (row.kind == RowKind::band && row.y > band.y) {
            next = row.y;
            break;
        }
    }
    const double pinned = std::min(std::max(band.y, m_frame.scroll), next - band.height);
    return m_frame.top + std::max(band.y, pinned) - m_frame.scroll;
}

void TimelinePainter::bands(QPainter& painter, const std::set<int>& folded) const
{
    for (const Row& row : m_rows.rows()) {
        if (row.kind != RowKind::band)
            continue;
        const QRectF band(0, bandTop(row), m_frame.width, row.height);
        if (band.bottom() < m_frame.top || band.top() > m_frame.top + m_frame.height)
            continue;
        const Timeline& timeline = m_timelines[std::size_t(row.timeline)];
        painter.fillRect(band, m_theme.window);

        const double middle = band.center().y(), s = m_metrics.margin * 0.16, cx = m_metrics.margin * 0.5;
        QPainterPath chevron;
        if (folded.contains(row.timeline)) {
            chevron.moveTo(cx - s / 2, middle - s);
            chevron.lineTo(cx + s / 2, middle);
            chevron.lineTo(cx - s / 2, middle + s);
        } else {
            chevron.moveTo(cx - s, middle - s / 2);
            chevron.lineTo(cx, middle + s / 2);
            chevron.lineTo(cx + s, middle - s / 2);
        }
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.mutedText, 1.4));
        painter.drawPath(chevron);
        painter.restore();

        const QFontMetricsF bold(m_metrics.boldFont);
        const double noteWidth = bold.horizontalAdvance(timeline.note);
        const double titleWidth =
            std::min(bold.horizontalAdvance(timeline.title), m_frame.right - noteWidth - 3 * m_metrics.margin);
        painter.setFont(m_metrics.boldFont);
        painter.setPen(timeline.faint ? m_theme.mutedText : m_theme.text);
        painter.drawText(QRectF(m_metrics.margin, band.top(), titleWidth + 1, band.height()), Qt::AlignVCenter,
                         elided(m_metrics.boldFont, timeline.title, titleWidth + 1));
        painter.drawText(QRectF(m_frame.right - noteWidth - 2, band.top(), noteWidth + 2, band.height()),
                         int(Qt::AlignVCenter | Qt::AlignRight), timeline.note);

        const double left = m_metrics.margin * 2 + titleWidth, right = m_frame.right - noteWidth - m_metrics.margin;
        painter.setFont(m_metrics.smallFont);
        painter.setPen(m_theme.mutedText);
        if (right - left > m_metrics.margin * 3) {
            painter.drawText(QRectF(left, band.top(), right - left, band.height()), Qt::AlignVCenter,
                             fittingSayings(row.timeline, right - left));
        }
    }
}

QStringList TimelinePainter::sayings(int timeline) const
{
    const Timeline& one = m_timelines[std::size_t(timeline)];
    QStringList says;
    if (!one.provenanceText.isEmpty())
        says << one.provenanceText;
    else if (one.trace)
        says << provenanceText(one.provenance.value_or(one.trace->info().provenance));
    if (const QString free = m_rows.asynchrony(timeline); !free.isEmpty() && !one.growing)
        says << free;
    return says;
}

/// Where the numbers come from is said in fewer words first, then stands alone; nothing is cut before that.
QString TimelinePainter::fittingSayings(int timeline, double width) const
{
    const Timeline& one = m_timelines[std::size_t(timeline)];
    QStringList says = sayings(timeline);
    const auto line = [&] { return says.join(QStringLiteral(" · ")); };
    const auto fits = [&] { return QFontMetricsF(m_metrics.smallFont).horizontalAdvance(line()) <= width; };
    if (one.trace && !fits())
        says.front() = shortProvenanceText(one.provenance.value_or(one.trace->info().provenance));
    while (says.size() > 1 && !fits())
        says.removeLast();
    return elided(m_metrics.smallFont, line(), width);
}

QString TimelinePainter::shortProvenanceText(trace::Provenance provenance)
{
    switch (provenance) {
    case trace::Provenance::measuredNow:
    case trace::Provenance::recorded:
        break;
    case trace::Provenance::simulatedChecked:
        return tr("simulated, checked");
    case trace::Provenance::simulatedUnchecked:
        return tr("simulated, unchecked");
    }
    return provenanceText(provenance);
}

QString TimelinePainter::provenanceText(trace::Provenance provenance)
{
    switch (provenance) {
    case trace::Provenance::measuredNow:
        return tr("measured just now");
    case trace::Provenance::recorded:
        return tr("recorded");
    case trace::Provenance::simulatedChecked:
        return tr("simulated, checked on hardware");
    case trace::Provenance::simulatedUnchecked:
        return tr("simulated from a datasheet, unchecked");
    }
    return {};
}

QRectF TimelinePainter::barRect(const Row& row, std::size_t lane) const
{
    return row.barRect(lane, m_frame.left, m_frame.right - m_frame.left).translated(0, m_frame.top - m_frame.scroll);
}

QRectF TimelinePainter::sliceRect(const SlicePlace& place) const
{
    const Row& row = m_rows.rows()[place.row];
    const SliceLane& lane = row.lanes[place.lane];
    const Ns origin = m_rows.originNs(row.timeline);
    const double left = m_frame.x(lane.startNs(place.place) - origin),
                 right = m_frame.x(lane.endNs(place.place) - origin);
    const QRectF bar = barRect(row, place.lane);
    return {left, bar.top(), std::max(2.0, right - left), bar.height()};
}

std::vector<QRectF> TimelinePainter::strips() const
{
    const QRectF frame(m_frame.left, m_frame.top, m_frame.right - m_frame.left, m_frame.height);
    std::vector<QRectF> result;
    for (const Row& row : m_rows.rows()) {
        if (row.kind != RowKind::band && isVisible(row))
            result.push_back(
                frame.intersected({frame.left(), row.y + m_frame.top - m_frame.scroll, frame.width(), row.height}));
    }
    return result;
}

void TimelinePainter::bars(QPainter& painter, Medium medium) const
{
    painter.save();
    painter.setClipRect(QRectF(m_frame.left, m_frame.top, m_frame.right - m_frame.left, m_frame.height),
                        Qt::IntersectClip);
    constexpr double faint = 0.4;
    for (const auto& [row, shapes] : rowShapes()) {
        painter.setOpacity(m_timelines[std::size_t(row->timeline)].faint ? faint : 1);
        ghost(painter, *row, shapes.ghosts, medium);
        if (row->sms)
            sms(painter, *row, shapes.sms, medium);
        if (row->counter)
            counter(painter, *row, shapes.counter, medium);
        for (std::size_t i = 0; i < row->lanes.size(); ++i)
            lane(painter, *row, i, shapes.lanes[i], medium);
    }
    painter.restore();
}

std::vector<std::pair<const Row*, TimelinePainter::RowShapes>> TimelinePainter::rowShapes() const
{
    std::vector<std::pair<const Row*, RowShapes>> result;
    for (const Row& row : m_rows.rows()) {
        if (isVisible(row))
            result.push_back(
                {&row,
                 {std::vector<LaneShape>(row.lanes.size()), std::vector<LaneShape>(row.ghostLanes.size()), {}, {}}});
    }
    const PixelGrid grid = m_frame.grid();
    std::vector<std::function<void()>> work;
    for (auto& [row, shapes] : result) {
        const Ns origin = m_rows.originNs(row->timeline);
        const auto shape = [&](const std::vector<SliceLane>& lanes, std::vector<LaneShape>& into) {
            for (std::size_t i = 0; i < lanes.size(); ++i)
                work.push_back([&grid, origin, &from = lanes[i], &to = into[i]] { to = shapeOf(from, grid, origin); });
        };
        shape(row->ghostLanes, shapes.ghosts);
        shape(row->lanes, shapes.lanes);
        if (row->sms)
            work.push_back([&grid, origin, &from = *row->sms, &to = shapes.sms] { to = from.columns(grid, origin); });
        if (row->counter)
            work.push_back(
                [&grid, origin, &from = *row->counter, &to = shapes.counter] { to = from.columns(grid, origin); });
    }
    doTogether(work);
    return result;
}

void TimelinePainter::lane(QPainter& painter, const Row& row, std::size_t index, const LaneShape& shape,
                           Medium medium) const
{
    const SliceLane& slices = row.lanes[index];
    const PixelGrid grid = m_frame.grid();
    const QRectF bar = barRect(row, index);
    const auto& [shades, wide] = shape;

    std::vector<QRgb> colours(shades.size(), 0);
    for (std::size_t i = 0; i < shades.size(); ++i) {
        if (shades[i].any)
            colours[i] = faded(m_theme.kind(shades[i].kind).fill, std::max(faintest, shades[i].share));
    }
    if (medium == Medium::vector) {
        for (const SliceBox& box : wide) { // drawn by themselves, with sharp edges
            for (int i = std::max(0, int(std::round(box.left))); i < std::min(grid.columns, int(std::round(box.right)));
                 ++i)
                colours[std::size_t(i)] = 0;
        }
    }
    shade(painter, bar, colours, medium);
    boxes(painter, row, slices, bar, wide, medium);
}

void TimelinePainter::ghost(QPainter& painter, const Row& row, const std::vector<LaneShape>& shapes,
                            Medium medium) const
{
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const auto& shades = shapes[i].columns;
        std::vector<QRgb> colours(shades.size(), 0);
        for (std::size_t c = 0; c < shades.size(); ++c) {
            if (shades[c].any)
                colours[c] = faded(m_theme.ghost, std::max(faintest, shades[c].share) * m_theme.ghost.alphaF());
        }
        const double grow = std::max(1.0, std::floor(row.barTop / 2));
        const std::size_t under = std::min(i, std::max<std::size_t>(1, row.lanes.size()) - 1);
        shade(painter, barRect(row, under).adjusted(0, -grow, 0, grow), colours, medium);
    }
}

void TimelinePainter::sms(QPainter& painter, const Row& row, const std::vector<float>& shares, Medium medium) const
{
    std::vector<QRgb> colours(shares.size(), 0);
    const QColor& full = m_theme.kind(KindGroup::matrixProduct).fill;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i] > 0)
            colours[i] = faded(full, 0.12f + 0.6f * shares[i]);
    }
    shade(painter, barRect(row, 0), colours, medium);
}

/// An area from 0 to the value: faint up to the greatest of a column, strong up to the least.
void TimelinePainter::counter(QPainter& painter, const Row& row, const std::vector<CounterSteps::Column>& columns,
                              Medium medium) const
{
    const QRectF bar = barRect(row, 0);
    const double width = bar.width() / double(columns.size()), zero = double(row.counter->zero());
    const auto y = [&bar](double height) { return bar.bottom() - height * bar.height(); };
    const auto area = [&](float CounterSteps::Column::*edge) {
        QList<QRectF> parts;
        for (std::size_t i = 0, end = 0; i < columns.size(); i = end) {
            const auto isSame = [&](const CounterSteps::Column& other) {
                return other.any == columns[i].any && other.*edge == columns[i].*edge;
            };
            for (end = i + 1; end < columns.size() && isSame(columns[end]);)
                ++end;
            if (!columns[i].any)
                continue;
            const double to = double(columns[i].*edge);
            // At least a line is seen of what is 0.
            const double top = y(std::max(to, zero)), bottom = std::max(top + 1, y(std::min(to, zero)));
            parts << QRectF(bar.left() + double(i) * width, top, double(end - i) * width, bottom - top);
        }
        return parts;
    };
    QColor colour = m_theme.accent;
    for (const auto& [edge, strength] :
         {std::pair{&CounterSteps::Column::high, 0.3f}, std::pair{&CounterSteps::Column::low, 0.5f}}) {
        colour.setAlphaF(strength);
        const QList<QRectF> parts = area(edge);
        if (medium == Medium::screen) { // thousands of parts: a path of them takes a hundred times as long
            for (const QRectF& part : parts)
                painter.fillRect(part, colour);
            continue;
        }
        QPainterPath path;
        for (const QRectF& part : parts)
            path.addRect(part);
        painter.fillPath(path, colour);
    }
}

void TimelinePainter::shade(QPainter& painter, const QRectF& bar, const std::vector<QRgb>& colours, Medium medium) const
{
    if (medium == Medium::screen) {
        const QImage image(reinterpret_cast<const uchar*>(colours.data()), int(colours.size()), 1,
                           qsizetype(colours.size() * 4), QImage::Format_ARGB32_Premultiplied);
        const QRectF target(bar.left(), bar.top(), double(colours.size()) / m_frame.pixelRatio, bar.height());
        painter.drawImage(target, image);
        return;
    }
    // One path a colour; strengths in eighths let neighbours melt together.
    std::map<QRgb, QPainterPath> paths;
    const double column = bar.width() / double(colours.size());
    const auto coarse = [](QRgb c) {
        const QRgb plain = qUnpremultiply(c);
        const int eighths = (qAlpha(plain) + 16) / 32;
        return qAlpha(plain) == 0 ? 0
                                  : qRgba(qRed(plain) & 0xf8, qGreen(plain) & 0xf8, qBlue(plain) & 0xf8,
                                          std::clamp(eighths * 32, 32, 255));
    };
    for (std::size_t i = 0, end = 0; i < colours.size(); i = end) {
        const QRgb colour = coarse(colours[i]);
        for (end = i + 1; end < colours.size() && coarse(colours[end]) == colour;)
            ++end;
        if (qAlpha(colour) > 0)
            paths[colour].addRect(bar.left() + double(i) * column, bar.top(), double(end - i) * column, bar.height());
    }
    for (const auto& [colour, path] : paths)
        painter.fillPath(path, QColor::fromRgba(colour));
}

void TimelinePainter::boxes(QPainter& painter, const Row& row, const SliceLane& lane, const QRectF& bar,
                            const std::vector<SliceBox>& boxes, Medium medium) const
{
    const double ratio = m_frame.pixelRatio, hair = 1 / ratio;
    const QFontMetricsF text(m_metrics.smallFont);
    const bool labelled = bar.height() >= text.ascent() + text.descent() * 0.6;
    const double leastLabel = text.averageCharWidth() * 3.5;
    const trace::Trace& trace = *m_timelines[std::size_t(row.timeline)].trace;
    const trace::Track& track = lane.track();
    QColor cut = m_theme.surface;
    cut.setAlphaF(0.55f);
    painter.setFont(m_metrics.smallFont);
    for (const SliceBox& box : boxes) {
        const KindStyle& style = m_theme.kind(lane.kind(box.place));
        const QRectF rect(bar.left() + box.left / ratio, bar.top(), (box.right - box.left) / ratio, bar.height());
        if (medium == Medium::vector)
            painter.fillRect(rect, style.fill);
        const double pad = std::min(4.0, text.averageCharWidth() * 0.5);
        QString name;
        if (labelled && rect.width() >= leastLabel)
            name = elided(m_metrics.smallFont, shortName(trace.name(track.name[lane.slice(box.place)])),
                          rect.width() - 2 * pad);
        if (name.size() < 2)
            name.clear();
        // The pattern makes room for the letters.
        const double room = name.isEmpty() ? 0 : std::min(rect.width() - 2 * pad + 4, text.horizontalAdvance(name) + 4);
        if (style.pattern != Qt::NoBrush && rect.width() >= 6) {
            if (medium == Medium::screen) {
                painter.setBrushOrigin(rect.topLeft());
                const QBrush pattern = patternBrush(style, m_frame.pixelRatio);
                const double from = room > 0 ? rect.left() + pad - 2 : rect.right();
                painter.fillRect(QRectF(rect.topLeft(), QPointF(from, rect.bottom())), pattern);
                painter.fillRect(QRectF(QPointF(from + room, rect.top()), rect.bottomRight()), pattern);
            } else {
                painter.setPen(QPen(style.line, 1));
                painter.drawLines(patternLines(rect, style.pattern));
                painter.fillRect(QRectF(rect.left() + pad - 2, rect.top(), room, rect.height()), style.fill);
            }
        }
        if (rect.width() >= 4) // neighbours stay apart
            painter.fillRect(QRectF(rect.right() - hair, rect.top(), hair, rect.height()), cut);
        if (!name.isEmpty()) {
            painter.setPen(style.text);
            painter.drawText(rect.adjusted(pad, 0, -pad, 0), Qt::AlignVCenter, name);
        }
    }
}

} // namespace streamscope::ui
