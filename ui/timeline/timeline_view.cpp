// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_view.h"

#include "timeline/time_axis.h"

#include <QPainter>

namespace streamscope::ui {

class TimelineView::Private
{
public:
    TimeAxis* axis = nullptr;
    std::vector<Timeline> timelines;
    std::optional<ShownSlice> selected;
};

TimelineView::TimelineView(TimeAxis* axis, QWidget* parent) : QAbstractScrollArea(parent), d(std::make_unique<Private>()) { d->axis = axis; }
TimelineView::~TimelineView() = default;
TimeAxis* TimelineView::axis() const { return d->axis; }
void TimelineView::setTimelines(std::vector<Timeline> t) { d->timelines = std::move(t); }
const std::vector<Timeline>& TimelineView::timelines() const { return d->timelines; }
void TimelineView::updateTrace(int t, trace::TracePointer trace) { d->timelines[std::size_t(t)].trace = std::move(trace); }
void TimelineView::setGhost(int t, trace::TracePointer ghost) { d->timelines[std::size_t(t)].ghost = std::move(ghost); }
void TimelineView::setTitle(int t, const QString& title, const QString& note) { d->timelines[std::size_t(t)].title = title; d->timelines[std::size_t(t)].note = note; }
std::optional<ShownSlice> TimelineView::selected() const { return d->selected; }
void TimelineView::select(std::optional<ShownSlice> s) { d->selected = s; }
void TimelineView::reveal(int, const std::vector<trace::SliceRef>&) {}
void TimelineView::setPlayheadNs(std::optional<Ns>) {}
std::optional<Ns> TimelineView::playheadNs() const { return {}; }
void TimelineView::setPresentation(bool) {}
bool TimelineView::presentation() const { return false; }
void TimelineView::setRowScale(double) {}
double TimelineView::rowScale() const { return 1; }
void TimelineView::setFolded(int, bool) {}
bool TimelineView::isFolded(int) const { return false; }
void TimelineView::setRowFilter(const QString&) {}
void TimelineView::setRowHidden(int, trace::TrackId, bool) {}
void TimelineView::showAllRows() {}
int TimelineView::plotLeft() const { return 120; }
int TimelineView::plotRight() const { return width() - 16; }
void TimelineView::paintAll(QPainter&, const QRectF&) const {}
int TimelineView::fullHeight(int) const { return 300; }
QString TimelineView::measureText() const { return {}; }
std::vector<StretchSums> TimelineView::stretchSums() const { return {}; }
QSize TimelineView::sizeHint() const { return {900, 500}; }
void TimelineView::find() {}
void TimelineView::findNext() {}
void TimelineView::findPrevious() {}
void TimelineView::startMeasuring() {}
void TimelineView::clearMarks() {}
void TimelineView::selectNext() {}
void TimelineView::selectPrevious() {}
void TimelineView::zoomIn() {}
void TimelineView::zoomOut() {}
void TimelineView::fitAll() { d->axis->fit(); }
void TimelineView::paintEvent(QPaintEvent*) {}
void TimelineView::resizeEvent(QResizeEvent* e) { QAbstractScrollArea::resizeEvent(e); }
void TimelineView::wheelEvent(QWheelEvent* e) { QAbstractScrollArea::wheelEvent(e); }
void TimelineView::mousePressEvent(QMouseEvent* e) { QAbstractScrollArea::mousePressEvent(e); }
void TimelineView::mouseMoveEvent(QMouseEvent* e) { QAbstractScrollArea::mouseMoveEvent(e); }
void TimelineView::mouseReleaseEvent(QMouseEvent* e) { QAbstractScrollArea::mouseReleaseEvent(e); }
void TimelineView::mouseDoubleClickEvent(QMouseEvent* e) { QAbstractScrollArea::mouseDoubleClickEvent(e); }
void TimelineView::keyPressEvent(QKeyEvent* e) { QAbstractScrollArea::keyPressEvent(e); }
void TimelineView::changeEvent(QEvent* e) { QAbstractScrollArea::changeEvent(e); }
void TimelineView::contextMenuEvent(QContextMenuEvent* e) { QAbstractScrollArea::contextMenuEvent(e); }
void TimelineView::focusInEvent(QFocusEvent* e) { QAbstractScrollArea::focusInEvent(e); }
void TimelineView::focusOutEvent(QFocusEvent* e) { QAbstractScrollArea::focusOutEvent(e); }
void TimelineView::scrollContentsBy(int, int) {}
bool TimelineView::viewportEvent(QEvent* e) { return QAbstractScrollArea::viewportEvent(e); }
bool TimelineView::focusNextPrevChild(bool next) { return QAbstractScrollArea::focusNextPrevChild(next); }

} // namespace streamscope::ui
