// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_view.h"

#include "theme/theme.h"
#include "timeline/timeline_view_p.h"
#include "words/sentences.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace streamscope::ui {

TimelineView::TimelineView(TimeAxis* axis, QWidget* parent)
    : QAbstractScrollArea(parent), d(std::make_unique<Private>(this, axis))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Timelines"));
    d->findBox = new FindBox(viewport());
    connect(d->findBox, &FindBox::textChanged, this, [this](const QString& text) { d->seek(text); });
    connect(d->findBox, &FindBox::nextWanted, this, &TimelineView::findNext);
    connect(d->findBox, &FindBox::previousWanted, this, &TimelineView::findPrevious);
    connect(d->findBox, &FindBox::closed, this, [this] {
        d->findBox->hide();
        setRowFilter({});
        setFocus();
    });
    connect(axis, &TimeAxis::rangeChanged, this, [this] { d->invalidate(); });
    connect(axis, &TimeAxis::cursorChanged, viewport(), qOverload<>(&QWidget::update));
    connect(axis, &TimeAxis::selectionChanged, viewport(), qOverload<>(&QWidget::update));
    d->metrics = RowMetrics::of(font(), 1);
}

TimelineView::~TimelineView() = default;

TimeAxis* TimelineView::axis() const
{
    return d->axis;
}

/// Instants of no thread, such as a profiler's own 'recording ends', do not earn a row until all rows are asked for.
void TimelineView::hideMarksOfNobody(int timeline, std::size_t fromTrack)
{
    const trace::TracePointer& trace = d->timelines[std::size_t(timeline)].trace;
    if (!trace)
        return;
    const auto tracks = trace->tracks();
    for (auto id = trace::TrackId(fromTrack); id < tracks.size(); ++id) {
        const trace::Track& track = tracks[id];
        const bool instants =
            std::all_of(track.durationNs.begin(), track.durationNs.end(), [](Ns ns) { return ns == 0; });
        if (track.info.kind == trace::TrackKind::other && track.info.device < 0 && track.info.tid < 0 && instants)
            d->choice.hidden.insert({timeline, id});
    }
}

void TimelineView::setTimelines(std::vector<Timeline> timelines)
{
    const auto before = std::exchange(d->timelines, std::move(timelines));
    const RowChoice chosen = std::exchange(d->choice, {});
    d->choice.filter = chosen.filter;
    const auto marked = std::exchange(d->marked, {});
    std::optional<ShownSlice> selected;
    d->hovered.reset();
    for (int now = 0; now < int(d->timelines.size()); ++now) {
        const Timeline& timeline = d->timelines[std::size_t(now)];
        const auto same =
            std::find_if(before.begin(), before.end(), [&](const Timeline& t) { return t.key == timeline.key; });
        const int old = same == before.end() ? -1 : int(same - before.begin());
        if (chosen.folded.contains(old))
            d->choice.folded.insert(now);
        if (old < 0 || same->trace != timeline.trace) {
            hideMarksOfNobody(now, 0);
            continue;
        }
        for (const auto& [owner, track] : chosen.hidden)
            if (owner == old)
                d->choice.hidden.insert({now, track});
        for (const ShownSlice& slice : marked)
            if (slice.timeline == old)
                d->marked.push_back({now, slice.slice});
        if (d->selected && d->selected->timeline == old)
            selected = ShownSlice{now, d->selected->slice};
    }
    d->choose(std::nullopt, d->selected && !selected);
    d->rebuild();
    if (selected)
        d->choose(selected, false);
}

const std::vector<Timeline>& TimelineView::timelines() const
{
    return d->timelines;
}

void TimelineView::updateTrace(int timeline, trace::TracePointer trace)
{
    auto& shown = d->timelines[std::size_t(timeline)].trace;
    const std::size_t known = shown ? shown->tracks().size() : 0;
    shown = std::move(trace);
    hideMarksOfNobody(timeline, known);
    // A late record may have moved the slices behind it; a slice that is gone is no longer chosen.
    std::erase_if(d->marked, [&](const ShownSlice& s) { return !d->exists(s); });
    d->hovered.reset();
    if (d->selected && !d->exists(*d->selected))
        d->choose(std::nullopt, true);
    d->rebuild();
}

void TimelineView::setGhost(int timeline, trace::TracePointer ghost)
{
    if (d->timelines[std::size_t(timeline)].ghost == ghost)
        return;
    d->timelines[std::size_t(timeline)].ghost = std::move(ghost);
    d->rebuild();
}

void TimelineView::setOrigin(int timeline, std::optional<Ns> originNs)
{
    if (d->timelines[std::size_t(timeline)].originNs == originNs)
        return;
    d->timelines[std::size_t(timeline)].originNs = originNs;
    d->rebuild();
}

void TimelineView::setTitle(int timeline, const QString& title, const QString& note, const QString& provenanceText,
                            bool growing, bool faint)
{
    d->timelines[std::size_t(timeline)].faint = faint;
    d->timelines[std::size_t(timeline)].growing = growing;
    d->timelines[std::size_t(timeline)].provenanceText = provenanceText;
    d->timelines[std::size_t(timeline)].title = title;
    d->timelines[std::size_t(timeline)].note = note;
    viewport()->update();
}

std::optional<ShownSlice> TimelineView::selected() const
{
    return d->selected;
}

void TimelineView::select(std::optional<ShownSlice> slice)
{
    d->choose(slice && d->exists(*slice) ? slice : std::nullopt, true);
}

void TimelineView::reveal(int timeline, const std::vector<trace::SliceRef>& slices)
{
    d->marked.clear();
    for (trace::SliceRef slice : slices) {
        if (d->exists({timeline, slice}))
            d->marked.push_back({timeline, slice});
    }
    if (d->marked.empty())
        return viewport()->update();
    if (d->choice.folded.contains(timeline))
        setFolded(timeline, false);
    const auto [stretch, first] = d->typicalStretch();
    d->axis->show(stretch);
    d->bringIntoView(first);
    viewport()->update();
}

void TimelineView::setPlayheadNs(std::optional<Ns> timeNs)
{
    d->playhead = timeNs;
    viewport()->update();
}

std::optional<Ns> TimelineView::playheadNs() const
{
    return d->playhead;
}

void TimelineView::setPresentation(bool on)
{
    d->presentation = on;
    d->layOut();
}

bool TimelineView::presentation() const
{
    return d->presentation;
}

void TimelineView::setRowScale(double scale)
{
    d->rowScale = std::clamp(scale, 0.6, 4.0);
    d->layOut();
}

double TimelineView::rowScale() const
{
    return d->rowScale;
}

void TimelineView::setFolded(int timeline, bool folded)
{
    if (folded == d->choice.folded.contains(timeline))
        return;
    if (folded)
        d->choice.folded.insert(timeline);
    else
        d->choice.folded.erase(timeline);
    d->rebuild();
    emit foldedChanged(timeline, folded);
}

bool TimelineView::isFolded(int timeline) const
{
    return d->choice.folded.contains(timeline);
}

void TimelineView::setRowFilter(const QString& text)
{
    if (text == d->choice.filter)
        return;
    d->choice.filter = text;
    d->rebuild();
}

void TimelineView::setRowHidden(int timeline, trace::TrackId track, bool hidden)
{
    if (hidden)
        d->choice.hidden.insert({timeline, track});
    else
        d->choice.hidden.erase({timeline, track});
    d->rebuild();
}

void TimelineView::showAllRows()
{
    if (d->findBox->seeksRows())
        d->findBox->hide();
    d->choice.hidden.clear();
    d->choice.filter.clear();
    d->rebuild();
}

void TimelineView::setPixelRatio(double ratio)
{
    d->pixelRatio = ratio;
    d->invalidate();
}

int TimelineView::plotLeft() const
{
    return int(d->frame().left);
}

int TimelineView::plotRight() const
{
    return int(d->frame().right);
}

std::optional<ShownSlice> TimelineView::sliceAt(const QPointF& position) const
{
    const PlotFrame f = d->frame();
    const Row* row = d->rowAt(position);
    if (!row || row->lanes.empty() || position.x() < f.left || position.x() >= f.right || d->bandAt(position))
        return std::nullopt;
    const std::size_t lane = row->laneAt(position.y() - f.top + f.scroll - row->y);
    const double column = (position.x() - f.left) * f.pixelRatio;
    const auto place =
        ui::sliceAt(row->lanes[lane], f.grid(), d->rows.originNs(row->timeline), column, 3 * f.pixelRatio);
    return place ? std::optional(d->rows.sliceOf(*row, lane, *place)) : std::nullopt;
}

QRectF TimelineView::rectOf(ShownSlice slice) const
{
    const auto place = d->rows.placeOf(slice);
    return place ? d->painter(d->frame()).sliceRect(*place) : QRectF();
}

QString TimelineView::measureText() const
{
    const auto text = [](Ns ns) { return QString::fromStdString(words::duration(std::abs(ns))); };
    if (d->measure.first && d->measure.second)
        return text(*d->measure.second - *d->measure.first);
    if (const auto stretch = d->axis->selection())
        return text(stretch->durationNs());
    return {};
}

std::vector<StretchOfTrace> TimelineView::selectedStretches() const
{
    std::vector<StretchOfTrace> stretches;
    const auto stretch = d->axis->selection();
    for (std::size_t i = 0; stretch && i < d->timelines.size(); ++i) {
        if (d->timelines[i].trace)
            stretches.push_back({int(i), d->timelines[i].trace, *stretch, d->rows.originNs(int(i))});
    }
    return stretches;
}

QSize TimelineView::sizeHint() const
{
    return {900, 480};
}

void TimelineView::find()
{
    d->findBox->open(false);
    d->layOut();
}

void TimelineView::filterRows()
{
    d->findBox->open(true);
    d->layOut();
}

void TimelineView::findNext()
{
    d->jump(true);
}

void TimelineView::findPrevious()
{
    d->jump(false);
}

void TimelineView::startMeasuring()
{
    d->measure = {};
    d->measure.active = true;
    viewport()->setCursor(Qt::CrossCursor);
    viewport()->update();
}

void TimelineView::clearMarks()
{
    d->measure = {};
    d->marked.clear();
    d->axis->setSelection(std::nullopt);
    viewport()->unsetCursor();
    d->choose(std::nullopt, d->selected.has_value());
    emit stretchSelected();
}

void TimelineView::selectNext()
{
    d->step(1);
}

void TimelineView::selectPrevious()
{
    d->step(-1);
}

void TimelineView::zoomIn()
{
    const Interval range = d->axis->range();
    const auto cursor = d->axis->cursorNs();
    const bool inside = cursor && *cursor >= range.startNs && *cursor < range.endNs;
    d->axis->zoomAt(inside ? *cursor : range.startNs + range.durationNs() / 2, 0.6);
}

void TimelineView::zoomOut()
{
    const Interval range = d->axis->range();
    const auto cursor = d->axis->cursorNs();
    const bool inside = cursor && *cursor >= range.startNs && *cursor < range.endNs;
    d->axis->zoomAt(inside ? *cursor : range.startNs + range.durationNs() / 2, 1 / 0.6);
}

void TimelineView::fitAll()
{
    d->axis->fit();
}

// -- layout

void TimelineView::Private::rebuild()
{
    rows.build(timelines, choice);
    arrows = selected ? arrowsOf(*selected) : std::vector<Arrow>{};
    matchesStale = true;
    layOut();
    followExtent();
}

void TimelineView::Private::followExtent()
{
    const Interval extent = rows.extent();
    if (extent.durationNs() > 0)
        axis->setExtent(extent);
}

void TimelineView::Private::layOut()
{
    metrics = RowMetrics::of(q->font(), rowScale * (presentation ? 1.5 : 1.0));
    rows.layOut(metrics);
    const int page = std::max(0, q->viewport()->height() - int(metrics.axisHeight));
    q->verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(rows.height())) - page));
    q->verticalScrollBar()->setPageStep(page);
    q->verticalScrollBar()->setSingleStep(int(metrics.streamRow));
    const QSize box = findBox->sizeHint().expandedTo({320, 0});
    findBox->setGeometry(q->viewport()->width() - box.width() - int(metrics.margin), int(metrics.axisHeight) + 4,
                         box.width(), box.height());
    const PlotFrame f = frame();
    if (const std::pair now{int(f.left), int(f.right)}; now != edges) {
        edges = now;
        emit q->plotEdgesChanged(now.first, now.second);
    }
    invalidate();
}

PlotFrame TimelineView::Private::frame() const
{
    PlotFrame f;
    const QSize size = q->viewport()->size();
    f.range = axis->range();
    f.width = size.width();
    f.left = std::round(metrics.margin / 2 + std::max(rows.labelWidth(), metrics.minLabel) + metrics.labelGap);
    f.right = std::max(f.left + 10, f.width - metrics.margin);
    f.top = metrics.axisHeight;
    f.height = std::max(0.0, size.height() - f.top);
    f.scroll = q->verticalScrollBar()->value();
    f.pixelRatio = pixelRatio > 0 ? pixelRatio : q->devicePixelRatioF();
    return f;
}

TimelinePainter TimelineView::Private::painter(const PlotFrame& f) const
{
    return TimelinePainter(themeOf(q->palette()), metrics, rows, timelines, f);
}

void TimelineView::Private::invalidate()
{
    barsStale = true;
    q->viewport()->update();
}

} // namespace streamscope::ui
