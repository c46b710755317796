// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/series_loader.h"

#include <qcustomplot.h>

namespace streamscope::ui {

struct Theme;

/// How one layout's lines look in every chart.
struct LineStyle
{
    QString title;
    QPen pen;
};

/// One chart: a head line with its name, the greatest value and 0 at the left, one line per layout.
class ChartPanel : public QCustomPlot
{
    Q_OBJECT
public:
    explicit ChartPanel(ChartKind kind, QWidget* parent = nullptr);

    ChartKind kind() const { return m_kind; }
    /// x of the axis in this widget.
    void setEdges(int left, int right);
    void setLook(const Theme& theme, const QFont& font);
    void setLines(const std::vector<LineStyle>& lines);
    /// The lines' names in the head line.
    void showLegend(bool on);
    void setSeries(const LoadedSeries& series);
    ChartKind shownKind() const { return m_shownKind; } ///< see ChartKind::throughput
    /// Whether any layout's series says anything; true until told otherwise.
    bool isKnown() const { return m_known; }
    bool isEmpty() const { return m_empty; } ///< all lines lie on the floor
    void setRange(Interval range);
    void setMarks(std::optional<Ns> cursorNs, std::optional<Ns> playheadNs, std::optional<Interval> selection);
    /// "one stream: 0.31\n…" at a time; empty if nothing is known there.
    QString valuesAt(Ns timeNs) const;
    int preferredHeight() const;
    /// Draws the chart at `area`, its plot up to `right` of it; lines stay lines in vector files.
    void paintTo(QPainter& painter, const QRectF& area, double right);

private:
    void placeHead();
    void placeHead(int right, int whole); ///< in a chart `whole` wide
    bool elideNames(const QFontMetricsF& metrics, double room);
    QString valueText(double value) const;

    ChartKind m_kind, m_shownKind;
    int m_left = 120, m_right = -1;
    QCPItemText* m_title;
    QCPItemText* m_note;
    QCPItemStraightLine* m_cursor;
    QCPItemStraightLine* m_playhead;
    QCPItemRect* m_future;
    QCPItemRect* m_stretch;
    std::vector<QCPItemLine*> m_samples;
    std::vector<QCPItemText*> m_names;
    std::vector<LineStyle> m_lines;
    bool m_legend = false;
    bool m_known = true;
    bool m_empty = false;
    bool m_isRate = false; ///< values are bytes per second, not a share
};

} // namespace streamscope::ui
