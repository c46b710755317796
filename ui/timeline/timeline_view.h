// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/stretch_sums.h"
#include "timeline/timeline.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>
#include <vector>

class QMenu;
class QPainter;
class QRectF;

namespace streamscope::ui {

class TimeAxis;

/// The timelines of all chosen layouts, stacked on one time axis. GUI thread.
///
/// Wheel: zoom at the pointer (Shift-wheel: pan, Alt-wheel: row height). Drag: pan. Shift-drag: select a
/// stretch. Double click: fit the slice, or all. W A S D and arrows: zoom and pan. Tab and arrows with a selection:
/// next slice of the lane. F: find. M: measure. Esc: clear. Ctrl+Z: undo the zoom.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    /// `axis` outlives the view.
    explicit TimelineView(TimeAxis* axis, QWidget* parent = nullptr);
    ~TimelineView() override;

    TimeAxis* axis() const;

    /// Forgets selection and marks; timelines folded before stay so if their title comes again.
    void setTimelines(std::vector<Timeline> timelines);
    const std::vector<Timeline>& timelines() const;
    /// A newer snapshot of the same run; selection and rows stay.
    void updateTrace(int timeline, trace::TracePointer trace);
    void setGhost(int timeline, trace::TracePointer ghost);
    /// See Timeline::originNs.
    void setOrigin(int timeline, std::optional<Ns> originNs);
    /// As in Timeline.
    void setTitle(int timeline, const QString& title, const QString& note, const QString& provenanceText, bool growing,
                  bool faint = false);

    /// The slice drawn at this point of the viewport, or within three pixels of it.
    std::optional<ShownSlice> sliceAt(const QPointF& position) const;
    /// Where a slice is drawn, in the viewport; empty if its row is hidden. Slices are at least two pixels wide.
    QRectF rectOf(ShownSlice slice) const;

    std::optional<ShownSlice> selected() const;
    /// Nothing, or a slice that is not there: no selection.
    void select(std::optional<ShownSlice> slice);
    /// Marks the slices until Esc and zooms to them, or to a typical stretch of 100 µs where they are many and far
    /// apart; for 'Show me'. Those that are not there are left out.
    void reveal(int timeline, const std::vector<trace::SliceRef>& slices);

    /// Where slow motion stands; what comes later is hidden. Nothing: no playhead.
    void setPlayheadNs(std::optional<Ns> timeNs);
    std::optional<Ns> playheadNs() const;

    /// Thicker lanes, readable from the last row. The type is the application's: applyTheme() with a font scale goes
    /// with it.
    void setPresentation(bool on);
    bool presentation() const;
    /// Height of the rows, 0.6…4; 1 is the drawing's.
    void setRowScale(double scale);
    double rowScale() const;
    void setFolded(int timeline, bool folded);
    bool isFolded(int timeline) const;
    /// Only rows whose label holds `text` (any case) are shown; empty: all.
    void setRowFilter(const QString& text);
    void setRowHidden(int timeline, trace::TrackId track, bool hidden);
    void showAllRows();

    /// Pixels are drawn at this ratio instead of the screen's; 0: the screen's. For pictures and benchmarks.
    void setPixelRatio(double ratio);

    /// x of time 0…n in the viewport: charts put their axes at the same places.
    int plotLeft() const;
    int plotRight() const;

    /// Draws all timelines (all rows, the axis range as shown) into `area`; for export and printing. Aggregated below a
    /// pixel, so a million slices stay small.
    void paintAll(QPainter& painter, const QRectF& area) const;
    /// Height that paintAll() needs at `width`.
    int fullHeight(int width) const;
    /// The measured distance, or the length of the selected stretch; empty without one.
    QString measureText() const;
    /// The selected stretch in each timeline; see sumsOf().
    std::vector<StretchOfTrace> selectedStretches() const;

    QSize sizeHint() const override;

public slots:
    void find();
    /// Opens the field whose text is the rows' filter.
    void filterRows();
    void findNext();
    void findPrevious();
    void startMeasuring();
    void clearMarks();
    void selectNext();
    void selectPrevious();
    void zoomIn();
    void zoomOut();
    void fitAll();

signals:
    void sliceSelected(int timeline, streamscope::trace::SliceRef slice);
    void selectionCleared();
    void sliceHovered(int timeline, streamscope::trace::SliceRef slice);
    void hoverLeft();
    /// The selected stretch changed; see selectedStretches().
    void stretchSelected();
    void marksCleared(); ///< Esc: nothing is to stand in the picture but what happened
    void measured(const QString& text);
    void plotEdgesChanged(int left, int right);
    /// A right click opens `menu`; the window may add to it. `slice` is nothing on empty ground.
    void menuAboutToShow(QMenu* menu, std::optional<streamscope::ui::ShownSlice> slice);
    void foldedChanged(int timeline, bool folded);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void hideMarksOfNobody(int timeline, std::size_t fromTrack);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace streamscope::ui
