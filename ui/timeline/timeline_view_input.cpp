// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/slice_text.h"
#include "timeline/timeline_view.h"
#include "timeline/timeline_view_p.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace streamscope::ui {
namespace {

QString numberText(double value)
{
    constexpr int digits = 10;
    return QLocale().toString(value, 'g', digits);
}

constexpr quint64 wheelPauseMs = 600;   // a longer pause begins a new step of the zoom history
constexpr double dragThreshold = 4;     // pixels
constexpr double wheelZoom = 1.0 / 480; // a notch of 120 zooms by 2^(1/4)

} // namespace

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    d->layOut();
}

void TimelineView::scrollContentsBy(int, int)
{
    d->invalidate();
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    const PlotFrame f = d->frame();
    if (event->timestamp() - d->lastWheel > wheelPauseMs || event->timestamp() < d->lastWheel)
        ++d->gesture;
    d->lastWheel = event->timestamp();
    const QPoint angle = event->angleDelta();
    const bool sideways = std::abs(angle.x()) > std::abs(angle.y());
    const int notch = sideways ? angle.x() : angle.y();
    event->accept();
    if (notch == 0)
        return;
    if (event->modifiers() & Qt::AltModifier) { // Qt turns Alt-wheel sideways
        setRowScale(rowScale() * std::pow(2.0, notch / 480.0));
    } else if (sideways || (event->modifiers() & Qt::ShiftModifier)) {
        d->axis->panBy(-Ns(std::llround(notch / 120.0 * 0.1 * double(f.range.durationNs()))), d->gesture);
    } else if (event->position().x() < f.left) { // over the labels the wheel scrolls
        verticalScrollBar()->setValue(verticalScrollBar()->value() - notch / 2);
    } else {
        d->axis->zoomAt(f.timeNs(event->position().x()), std::pow(2.0, -notch * wheelZoom), d->gesture);
    }
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    d->focusShown = false;
    d->pressed = event->position();
    d->dragMoved = false;
    if (event->button() != Qt::LeftButton)
        return;
    const PlotFrame f = d->frame();
    d->pressedRange = f.range;
    d->pressedScroll = verticalScrollBar()->value();
    ++d->gesture;
    const bool stretch = event->modifiers() & Qt::ShiftModifier && event->position().x() >= f.left;
    d->drag = d->measure.active ? Private::Drag::none : stretch ? Private::Drag::stretch : Private::Drag::pan;
    viewport()->update();
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    const PlotFrame f = d->frame();
    const QPointF at = event->position();
    d->axis->setCursor(at.x() >= f.left && at.x() <= f.right ? std::optional(f.timeNs(at.x())) : std::nullopt);
    if (d->measure.active) {
        d->measure.candidate = d->snapped(at);
        viewport()->update();
        return;
    }
    if (d->drag != Private::Drag::none && event->buttons() & Qt::LeftButton) {
        const QPointF moved = at - d->pressed;
        d->dragMoved = d->dragMoved || moved.manhattanLength() >= dragThreshold;
        if (!d->dragMoved)
            return;
        if (d->drag == Private::Drag::pan) {
            viewport()->setCursor(Qt::ClosedHandCursor);
            const double nsPerPixel = double(d->pressedRange.durationNs()) / (f.right - f.left);
            const Ns shift = Ns(std::llround(moved.x() * nsPerPixel));
            d->axis->setRange({d->pressedRange.startNs - shift, d->pressedRange.endNs - shift}, d->gesture);
            verticalScrollBar()->setValue(d->pressedScroll - int(moved.y()));
        } else {
            const double x = std::clamp(at.x(), f.left, f.right);
            const Ns a = f.timeNs(d->pressed.x()), b = f.timeNs(x);
            d->axis->setSelection(Interval{std::min(a, b), std::max(a, b)});
        }
        return;
    }
    const auto slice = sliceAt(at);
    if (slice == d->hovered)
        return;
    d->hovered = slice;
    viewport()->update();
    if (slice)
        emit sliceHovered(slice->timeline, slice->slice);
    else
        emit hoverLeft();
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const auto drag = std::exchange(d->drag, Private::Drag::none);
    if (d->measure.active) {
        d->measureClick(event->position());
        return;
    }
    viewport()->unsetCursor();
    if (d->dragMoved) {
        if (drag == Private::Drag::stretch)
            emit stretchSelected();
        return;
    }
    if (const Row* band = d->bandAt(event->position())) {
        setFolded(band->timeline, !isFolded(band->timeline));
        return;
    }
    d->choose(sliceAt(event->position()), true);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || d->measure.active)
        return;
    if (d->bandAt(event->position())) {
        mousePressEvent(event);
        return;
    }
    if (const auto slice = sliceAt(event->position()))
        d->zoomTo(*slice);
    else
        d->axis->fit();
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    const Ns span = d->axis->range().durationNs();
    const auto pan = [&](double share) { d->axis->panBy(Ns(std::llround(share * double(span)))); };
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    event->accept();
    if (event->matches(QKeySequence::Undo))
        return d->axis->undoZoom();
    if (event->matches(QKeySequence::Redo))
        return d->axis->redoZoom();
    if (event->matches(QKeySequence::Find))
        return find();
    if (event->matches(QKeySequence::FindNext))
        return findNext();
    if (event->matches(QKeySequence::FindPrevious))
        return findPrevious();
    if (event->matches(QKeySequence::Copy) && d->selected) {
        QString text;
        const auto& trace = *d->timelines[std::size_t(d->selected->timeline)].trace;
        for (const auto& [name, value] :
             SliceText::facts(trace, d->selected->slice, d->rows.originNs(d->selected->timeline)))
            text += name + u'\t' + value + u'\n';
        QApplication::clipboard()->setText(text);
        return;
    }
    if (!plain) {
        event->ignore();
        return QAbstractScrollArea::keyPressEvent(event);
    }
    switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_S:
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_A:
        return pan(-0.15);
    case Qt::Key_D:
        return pan(0.15);
    case Qt::Key_Left:
        return d->selected ? selectPrevious() : pan(-0.15);
    case Qt::Key_Right:
        return d->selected ? selectNext() : pan(0.15);
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int by = event->key() == Qt::Key_Down ? 1 : -1;
        if (d->selected)
            return d->stepRow(by);
        return verticalScrollBar()->setValue(verticalScrollBar()->value() + by * verticalScrollBar()->singleStep());
    }
    case Qt::Key_F:
    case Qt::Key_Slash:
        return find();
    case Qt::Key_N:
        return event->modifiers() & Qt::ShiftModifier ? findPrevious() : findNext();
    case Qt::Key_M:
        return startMeasuring();
    case Qt::Key_Escape:
        clearMarks();
        emit marksCleared();
        return;
    case Qt::Key_Home:
    case Qt::Key_0:
        return fitAll();
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (d->selected)
            return d->zoomTo(*d->selected);
        for (const Row& row : d->rows.rows()) { // the first slice in sight
            if (row.lanes.empty())
                continue;
            const SliceLane& lane = row.lanes.front();
            const std::size_t place = lane.startedBefore(d->axis->range().startNs + d->rows.originNs(row.timeline));
            if (place < lane.size())
                return d->choose(d->rows.sliceOf(row, 0, place), true);
        }
        return;
    default:
        event->ignore();
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool TimelineView::focusNextPrevChild(bool next)
{
    // Tab walks along the lane of the selected slice, and leaves the view at its end.
    if (d->selected && hasFocus()) {
        const auto before = d->selected;
        d->step(next ? 1 : -1);
        if (d->selected != before)
            return true;
    }
    return QAbstractScrollArea::focusNextPrevChild(next);
}

void TimelineView::focusInEvent(QFocusEvent* event)
{
    d->focusShown = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                    event->reason() == Qt::ShortcutFocusReason;
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

void TimelineView::focusOutEvent(QFocusEvent* event)
{
    d->focusShown = false;
    viewport()->update();
    QAbstractScrollArea::focusOutEvent(event);
}

void TimelineView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::LanguageChange:
        setAccessibleName(tr("Timelines"));
        d->rebuild();
        break;
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::FontChange:
        d->layOut();
        break;
    default:
        break;
    }
}

QString TimelineView::Private::tooltipAt(const QPointF& position) const
{
    if (const auto slice = q->sliceAt(position))
        return SliceText::tooltip(*timelines[std::size_t(slice->timeline)].trace, slice->slice,
                                  rows.originNs(slice->timeline));
    const Row* row = rowAt(position);
    const PlotFrame f = frame();
    if (!row || q->viewport()->rect().isEmpty())
        return {};
    if (const Row* band = bandAt(position)) { // narrow windows leave part of it out
        const QStringList all =
            QStringList{timelines[std::size_t(band->timeline)].title} + painter(f).sayings(band->timeline);
        return all.join(QStringLiteral(" · ")).toHtmlEscaped();
    }
    if (position.x() < f.left)
        return row->label.toHtmlEscaped();
    const Ns here = f.timeNs(position.x());
    if (row->counter) {
        const auto value = row->counter->valueAt(here + rows.originNs(row->timeline));
        return value ? TimelineView::tr("%1: %2 (%3 to %4 in all)")
                           .arg(row->label.toHtmlEscaped(), numberText(*value), numberText(row->counter->least()),
                                numberText(row->counter->greatest()))
                     : QString();
    }
    if (!row->sms)
        return {};
    const auto share =
        row->sms->columns({{here, here + std::max<Ns>(1, f.timeNs(1) - f.timeNs(0))}, 1}, rows.originNs(row->timeline));
    const QString percent = QString::number(std::lround(100 * share.front()));
    return row->sms->estimated() ? TimelineView::tr("%1 % of the SMs have work (estimated from the grids)").arg(percent)
                                 : TimelineView::tr("%1 % of the SMs have work").arg(percent);
}

bool TimelineView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = d->tooltipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        d->axis->setCursor(std::nullopt);
        if (std::exchange(d->hovered, std::nullopt))
            emit hoverLeft();
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard && d->selected;
    const auto slice = byKey ? d->selected : sliceAt(event->pos());
    if (slice)
        menu->addAction(tr("Zoom to this slice"), this, [this, s = *slice] { d->zoomTo(s); });
    menu->addAction(tr("Show all of the time"), this, &TimelineView::fitAll);
    menu->addAction(tr("Undo zoom"), QKeySequence(Qt::ALT | Qt::Key_Left), d->axis, &TimeAxis::undoZoom)
        ->setEnabled(d->axis->canUndo());
    menu->addAction(tr("Measure"), QKeySequence(Qt::Key_M), this, &TimelineView::startMeasuring);
    menu->addSeparator();
    if (const Row* row = d->rowAt(event->pos()); row && !row->lanes.empty()) {
        menu->addAction(tr("Hide row “%1”").arg(row->label), this,
                        [this, timeline = row->timeline, track = row->track] { setRowHidden(timeline, track, true); });
    }
    menu->addAction(tr("Filter rows…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), this,
                    &TimelineView::filterRows);
    menu->addAction(tr("Show all rows"), this, &TimelineView::showAllRows)
        ->setEnabled(!d->choice.hidden.empty() || !d->choice.filter.isEmpty());
    menu->addAction(tr("Taller rows"), this, [this] { setRowScale(rowScale() * 1.25); });
    menu->addAction(tr("Flatter rows"), this, [this] { setRowScale(rowScale() / 1.25); });
    emit menuAboutToShow(menu, slice);
    menu->popup(event->globalPos());
}

} // namespace streamscope::ui
