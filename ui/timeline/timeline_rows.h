// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/counter_steps.h"
#include "timeline/lane.h"
#include "timeline/sm_shares.h"
#include "timeline/timeline.h"

#include <QCoreApplication>
#include <QFont>
#include <QRectF>

#include <set>
#include <vector>

namespace streamscope::ui {

/// Heights and widths of the stack in logical pixels; they follow the font.
struct RowMetrics
{
    QFont font, boldFont, smallFont;
    double axisHeight = 0; ///< ticks on top
    double band = 0;       ///< head of a timeline
    double afterBand = 0;
    double gap = 0;      ///< under a timeline's last row
    double margin = 0;   ///< left and right
    double labelGap = 0; ///< between a label and its lane
    double minLabel = 0, maxLabel = 0;
    double streamRow = 0, streamBar = 0;
    double quietRow = 0, quietBar = 0; ///< host, SMs, annotations
    double subBar = 0;                 ///< of sub-rows where there are several

    static RowMetrics of(const QFont& font, double scale);
};

enum class RowKind
{
    band,
    host,
    annotation,
    stream,
    copyEngine,
    sms,
    counter,
    other,
};

/// One row: a head, or a track with its lanes. y is from the top of the stack, below the axis.
struct Row
{
    RowKind kind = RowKind::other;
    int timeline = 0;
    QString label;
    trace::TrackId track = 0;     ///< not of band, sms and counter
    std::vector<SliceLane> lanes; ///< sub-rows, from the top
    std::vector<SliceLane> ghostLanes;
    std::shared_ptr<const SmShares> sms;
    std::shared_ptr<const CounterSteps> counter;
    double y = 0, height = 0;
    double barTop = 0; ///< of the first lane, from y
    double barHeight = 0;
    double subBarHeight = 0; ///< of the lanes after the first
    double subGap = 1;       ///< between lanes

    QRectF barRect(std::size_t lane, double left, double width) const
    {
        if (lane == 0)
            return {left, y + barTop, width, barHeight};
        return {left, y + barTop + barHeight + subGap + double(lane - 1) * (subBarHeight + subGap), width,
                subBarHeight};
    }
    /// The lane drawn nearest to `fromTop`, counted from y.
    std::size_t laneAt(double fromTop) const
    {
        const double below = fromTop - barTop - barHeight - subGap / 2;
        if (lanes.size() <= 1 || below < 0)
            return 0;
        return std::min(lanes.size() - 1, 1 + std::size_t(below / (subBarHeight + subGap)));
    }
    /// Thin bars and a muted label: the host and the SMs stand beside the streams.
    bool quiet() const { return kind == RowKind::host || kind == RowKind::sms; }
};

/// What the person chose to see.
struct RowChoice
{
    std::set<int> folded;
    std::set<std::pair<int, trace::TrackId>> hidden;
    QString filter;
};

/// Where a slice is drawn.
struct SlicePlace
{
    std::size_t row = 0;
    std::size_t lane = 0;
    std::size_t place = 0; ///< in the lane
};

/// The stack of rows of all timelines, from top to bottom.
class TimelineRows
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::TimelineRows)
public:
    void build(const std::vector<Timeline>& timelines, const RowChoice& choice);
    void layOut(const RowMetrics& metrics);

    const std::vector<Row>& rows() const { return m_rows; }
    double height() const { return m_height; }
    double labelWidth() const { return m_labelWidth; } ///< of the longest, within the metrics' bounds
    /// Trace time that stands at 0.
    Ns originNs(int timeline) const { return m_heads[std::size_t(timeline)].originNs; }
    /// All timelines, from their origins.
    Interval extent() const;
    /// "CPU free after 14 µs, GPU done after 300 µs"; empty if there is no host thread or no stream.
    QString asynchrony(int timeline) const;

    const Row* rowAt(double y) const;
    std::optional<SlicePlace> placeOf(ShownSlice slice) const;
    ShownSlice sliceOf(const Row& row, std::size_t lane, std::size_t place) const;

private:
    struct Head
    {
        Ns originNs = 0;
        Interval extent;
        Ns hostFreeNs = -1, deviceDoneNs = -1;
    };
    static Head headOf(const Timeline& timeline);
    void addRows(int index, const Timeline& timeline, const RowChoice& choice);
    void addCounters(int index, const Timeline& timeline, const RowChoice& choice);
    void addTrack(int index, const Timeline& timeline, trace::TrackId id, const QString& label);

    std::vector<Row> m_rows;
    std::vector<Head> m_heads;
    double m_height = 0, m_labelWidth = 0;
};

} // namespace streamscope::ui
