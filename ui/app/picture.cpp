// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picture.h"

#include "app/bench.h"
#include "charts/charts_view.h"
#include "theme/theme.h"
#include "timeline/timeline_export.h"
#include "timeline/timeline_view.h"

#include <QPainter>

namespace streamscope::ui {

namespace {

constexpr int margin = 16;
constexpr int leastWidth = 640;

} // namespace

Status drawPicture(const QString& path, const TimelineView& timelines, const ChartsView& charts)
{
    const auto format = pictureFormat(path);
    if (!format)
        return Error{ErrorKind::input, path.toStdString(), {}, {"base.cannot-write", {"svg, pdf, png"}}};
    const int width = std::max(timelines.viewport()->width(), leastWidth);
    const int upper = timelines.fullHeight(width);
    const int lower = charts.isHidden() || charts.charts().empty() ? 0 : std::max(charts.fullHeight(), charts.height());
    return savePicture(
        path, *format, QSizeF(width, upper + lower + 2 * margin), [&](QPainter& painter, const QRectF& area) {
            painter.fillRect(area, themeOf(timelines.palette()).surface);
            painter.setFont(timelines.font());
            timelines.paintAll(painter, QRectF(area.left(), area.top() + margin, area.width(), upper));
            if (lower > 0)
                charts.paintAll(painter, QRectF(area.left(), area.top() + margin + upper, area.width(), lower));
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
                           QString::number(lane.makespanNs),
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
