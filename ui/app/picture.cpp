// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picture.h"

#include "app/bench.h"
#include "charts/charts_view.h"
#include "theme/theme.h"
#include "timeline/timeline_export.h"
#include "timeline/timeline_view.h"

#include <QPainter>

#include <cmath>

namespace streamscope::ui {

namespace {

constexpr int margin = 16;
constexpr int leastWidth = 640;
constexpr int anyHeight = 10'000;

/// A line of the picture's own, wrapped.
struct Saying
{
    QString text;
    QFont font;
    QColor colour;
    QRectF place = {};

    static constexpr int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

    /// Sets it below `top`; returns where what follows begins.
    double setAt(double left, double top, double width, double gap)
    {
        if (text.isEmpty())
            return top;
        const QRectF room(left, top, width, anyHeight);
        place = QRectF(left, top, width, std::ceil(QFontMetricsF(font).boundingRect(room, flags, text).height()));
        return place.bottom() + gap;
    }

    void draw(QPainter& painter) const
    {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(place, flags, text);
    }
};

} // namespace

Status drawPicture(const QString& path, const PictureWords& words, const TimelineView& timelines,
                   const ChartsView& charts)
{
    const auto format = pictureFormat(path);
    if (!format)
        return Error{ErrorKind::input, path.toStdString(), {}, {"base.cannot-write", {"svg, pdf, png"}}};
    const Theme& theme = themeOf(timelines.palette());
    const int width = std::max(timelines.viewport()->width(), leastWidth);
    const int upper = timelines.fullHeight(width);
    const int lower = charts.isHidden() || charts.charts().empty() ? 0 : std::max(charts.fullHeight(), charts.height());
    const double side = timelines.viewport()->width() - timelines.plotRight(), inner = width - 2 * side;

    QFont head = timelines.font(), small = timelines.font();
    head.setWeight(QFont::Bold);
    head.setPointSizeF(head.pointSizeF() * 1.25);
    small.setPointSizeF(small.pointSizeF() * 0.92);
    Saying headline{words.headline, head, theme.text}, reason{words.reason, timelines.font(), theme.mutedText},
        source{words.source, small, theme.mutedText};
    const double top = reason.setAt(side, headline.setAt(side, margin, inner, 6), inner, 6);
    const double bottom = source.setAt(side, top + upper + lower + 6, inner, margin);
    return savePicture(path, *format, QSizeF(width, std::max(bottom, top + upper + lower + margin)),
                       [&](QPainter& painter, const QRectF& area) {
                           painter.fillRect(area, theme.surface);
                           painter.setFont(timelines.font());
                           timelines.paintAll(painter, QRectF(0, top, width, upper));
                           if (lower > 0)
                               charts.paintAll(painter, QRectF(0, top + upper, width, lower), width - side);
                           for (const Saying* saying : {&headline, &reason, &source})
                               saying->draw(painter);
                       });
}

QString comparisonCsv(const Bench& bench)
{
    QString csv = QStringLiteral("layout,streams,launch,makespan_ns,traced_makespan_ns,speedup,device_span_ns,gpu_busy_"
                                 "ns,overlap_ns,max_concurrency\n");
    const auto quoted = [](const std::string& value) {
        return QLatin1Char('"') + QString::fromStdString(value).replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
               QLatin1Char('"');
    };
    if (const auto* comparison = bench.comparison()) {
        for (const analysis::LayoutResult& layout : comparison->layouts)
            csv += QStringList{quoted(layout.name),
                               QString::number(layout.streams),
                               QString::fromStdString(layout.launch),
                               QString::number(layout.makespanNs),
                               layout.tracedMakespanNs ? QString::number(*layout.tracedMakespanNs) : QString(),
                               QString::number(layout.speedup, 'g', 6),
                               QString::number(layout.metrics.deviceSpanNs),
                               QString::number(layout.metrics.gpuBusyNs),
                               QString::number(layout.metrics.overlapNs),
                               QString::number(layout.metrics.maxConcurrency)}
                       .join(QLatin1Char(',')) +
                   QLatin1Char('\n');
        return csv;
    }
    for (const Lane& lane : bench.lanes()) {
        if (!lane.trace)
            continue;
        const analysis::Metrics metrics = analysis::computeMetrics(*lane.trace);
        csv += QStringList{quoted(lane.title.toStdString()),
                           QString::number(metrics.streams),
                           QString(),
                           lane.makespanNs >= 0 ? QString::number(lane.makespanNs) : QString(),
                           lane.tracedNs ? QString::number(*lane.tracedNs) : QString(),
                           QString(),
                           QString::number(metrics.deviceSpanNs),
                           QString::number(metrics.gpuBusyNs),
                           QString::number(metrics.overlapNs),
                           QString::number(metrics.maxConcurrency)}
                   .join(QLatin1Char(',')) +
               QLatin1Char('\n');
    }
    return csv;
}

} // namespace streamscope::ui
