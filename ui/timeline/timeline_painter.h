// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/lane_geometry.h"
#include "timeline/timeline_rows.h"

#include <QCoreApplication>
#include <QRgb>

class QPainter;

namespace streamscope::ui {

struct Theme;

/// Where the stack stands: x and y in logical pixels of the painter.
struct PlotFrame
{
    Interval range;
    double left = 0; ///< of the lanes
    double right = 0;
    double width = 0; ///< of the whole picture
    double top = 0;   ///< of the visible part of the stack; the axis is above
    double height = 0;
    double scroll = 0; ///< y of the stack that stands at `top`
    double pixelRatio = 1;

    /// The grid of device pixels.
    PixelGrid grid() const { return {range, std::max(1, int((right - left) * pixelRatio))}; }
    double x(Ns timeNs) const;
    Ns timeNs(double x) const;
};

/// Draws a stack of rows, to the screen or to a file. Holds references only; made for one frame.
class TimelinePainter
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::TimelinePainter)
public:
    /// `screen`: lanes are images of one pixel's height; else they are rectangles, few and mergeable, for vector files.
    enum class Medium
    {
        screen,
        vector,
    };
    TimelinePainter(const Theme& theme, const RowMetrics& metrics, const TimelineRows& rows,
                    const std::vector<Timeline>& timelines, const PlotFrame& frame);

    /// Axis with ticks, in the frame's width above its top.
    void axis(QPainter& painter) const;
    /// Rows' backgrounds, time grid, labels.
    void ground(QPainter& painter) const;
    /// The slices.
    void bars(QPainter& painter, Medium medium) const;
    /// The heads of the timelines; the one scrolled into stays at the top.
    void bands(QPainter& painter, const std::set<int>& folded) const;

    /// Where bars() draws: one rectangle for each row in sight, clipped to the frame.
    std::vector<QRectF> strips() const;

    /// y of a head as drawn, from the frame's top.
    double bandTop(const Row& band) const;
    QRectF barRect(const Row& row, std::size_t lane) const;
    /// Bounds of a slice as drawn, at least two pixels wide.
    QRectF sliceRect(const SlicePlace& place) const;

    /// All that a timeline's head says beside its title.
    QStringList sayings(int timeline) const;

    static QString provenanceText(trace::Provenance provenance);
    static QString shortProvenanceText(trace::Provenance provenance);

private:
    QString fittingSayings(int timeline, double width) const;
    bool isVisible(const Row& row) const;
    /// What is drawn in a row, found before anything is drawn.
    struct RowShapes
    {
        std::vector<LaneShape> lanes, ghosts;
        std::vector<float> sms;
        std::vector<CounterSteps::Column> counter;
    };
    std::vector<std::pair<const Row*, RowShapes>> rowShapes() const; ///< of the rows in sight
    void lane(QPainter& painter, const Row& row, std::size_t index, const LaneShape& shape, Medium medium) const;
    void ghost(QPainter& painter, const Row& row, const std::vector<LaneShape>& shapes, Medium medium) const;
    void sms(QPainter& painter, const Row& row, const std::vector<float>& shares, Medium medium) const;
    void counter(QPainter& painter, const Row& row, const std::vector<CounterSteps::Column>& columns,
                 Medium medium) const;
    void boxes(QPainter& painter, const Row& row, const SliceLane& lane, const QRectF& bar,
               const std::vector<SliceBox>& boxes, Medium medium) const;
    void shade(QPainter& painter, const QRectF& bar, const std::vector<QRgb>& colours, Medium medium) const;

    const Theme& m_theme;
    const RowMetrics& m_metrics;
    const TimelineRows& m_rows;
    const std::vector<Timeline>& m_timelines;
    PlotFrame m_frame;
};

} // namespace streamscope::ui
