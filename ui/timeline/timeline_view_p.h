// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/find_box.h"
#include "timeline/slice_search.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_painter.h"
#include "timeline/timeline_view.h"

#include <QElapsedTimer>
#include <QImage>

namespace streamscope::ui {

/// The view's state, and the parts of its work that are no event handlers.
class TimelineView::Private
{
public:
    /// From the slice that causes to the one that follows.
    struct Arrow
    {
        ShownSlice from, to;
        bool fromEnd = true; ///< leaves where `from` ends; else where it starts
    };
    struct Measure
    {
        bool active = false; ///< M was pressed; the next click sets a point
        std::optional<Ns> first, second;
        std::optional<Ns> candidate; ///< snapped, under the pointer
    };
    enum class Drag
    {
        none,
        pan,
        stretch,
    };

    explicit Private(TimelineView* view, TimeAxis* timeAxis) : q(view), axis(timeAxis) {}

    // layout
    void rebuild();
    void layOut();
    PlotFrame frame() const;
    TimelinePainter painter(const PlotFrame& f) const;
    void invalidate();
    void followExtent();

    // picture
    void paint(QPainter& painter);
    void renderBars(const PlotFrame& f);
    void paintStretch(QPainter& painter, const PlotFrame& f) const;
    void paintMarks(QPainter& painter, const PlotFrame& f) const;
    void paintSelection(QPainter& painter, const PlotFrame& f) const;
    void paintArrow(QPainter& painter, const PlotFrame& f, const Arrow& arrow) const;
    void paintMeasure(QPainter& painter, const PlotFrame& f) const;
    void paintCursor(QPainter& painter, const PlotFrame& f) const;
    double chipTop(const PlotFrame& f) const; ///< of chips among the axis' labels
    void chip(QPainter& painter, const PlotFrame& f, double x, double y, const QString& text) const;

    // slices
    void choose(std::optional<ShownSlice> slice, bool tell);
    bool exists(ShownSlice slice) const;
    std::vector<Arrow> arrowsOf(ShownSlice slice) const;
    void step(int by);
    void stepRow(int by);
    void bringIntoView(ShownSlice slice);
    Interval stretchOf(ShownSlice slice) const;
    void zoomTo(ShownSlice slice);
    /// Of the marked slices: what to show, and the one that must be in sight.
    std::pair<Interval, ShownSlice> typicalStretch() const;
    QString tooltipAt(const QPointF& position) const;
    const Row* rowAt(const QPointF& position) const;
    const Row* bandAt(const QPointF& position) const;

    // finding
    /// What was typed, slices or rows.
    void seek(const QString& text);
    void search(const QString& text);
    void jump(bool forward);

    // measuring
    Ns snapped(const QPointF& position) const;
    void measureClick(const QPointF& position);

    TimelineView* q;
    TimeAxis* axis;
    std::vector<Timeline> timelines;
    RowChoice choice;
    TimelineRows rows;
    RowMetrics metrics;
    double rowScale = 1;
    bool presentation = false;
    double pixelRatio = 0;
    std::pair<int, int> edges{-1, -1};

    QImage bars; ///< the slices as last drawn; valid while !barsStale
    bool barsStale = true;

    std::optional<ShownSlice> selected, hovered;
    std::vector<ShownSlice> marked; ///< by reveal()
    std::vector<Arrow> arrows;      ///< of the selected slice
    std::optional<Ns> playhead;
    Measure measure;
    bool focusShown = false;

    Drag drag = Drag::none;
    bool dragMoved = false;
    QPointF pressed;
    Interval pressedRange;
    int pressedScroll = 0;
    int gesture = 0;
    quint64 lastWheel = 0;

    FindBox* findBox = nullptr;
    SliceSearch matches;
    bool matchesStale = false;
};

} // namespace streamscope::ui
