// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picture.h"

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
    Saying headline{words.headline, head, theme.text}, why{words.why, timelines.font(), theme.text},
        reason{words.reason, timelines.font(), theme.mutedText}, source{words.source, small, theme.mutedText};
    double top = margin;
    for (Saying* saying : {&headline, &why, &reason})
        top = saying->setAt(side, top, inner, 6);
    const double bottom = source.setAt(side, top + upper + lower + 6, inner, margin);
    return savePicture(path, *format, QSizeF(width, std::max(bottom, top + upper + lower + margin)),
                       [&](QPainter& painter, const QRectF& area) {
                           painter.fillRect(area, theme.surface);
                           painter.setFont(timelines.font());
                           timelines.paintAll(painter, QRectF(0, top, width, upper));
                           if (lower > 0)
                               charts.paintAll(painter, QRectF(0, top + upper, width, lower), width - side);
                           for (const Saying* saying : {&headline, &why, &reason, &source})
                               saying->draw(painter);
                       });
}

} // namespace streamscope::ui
