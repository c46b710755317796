// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the view does with slices: choosing, walking, finding, measuring.
#include "timeline/slice_text.h"
#include "timeline/timeline_view_p.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace streamscope::ui {

void TimelineView::Private::choose(std::optional<ShownSlice> slice, bool tell)
{
    const bool changed = slice != selected;
    selected = slice;
    arrows = slice ? arrowsOf(*slice) : std::vector<Arrow>{};
    q->viewport()->update();
    if (!changed)
        return;
    q->setAccessibleDescription(slice ? SliceText::sentence(*timelines[std::size_t(slice->timeline)].trace,
                                                            slice->slice, rows.originNs(slice->timeline))
                                      : QString());
    if (tell && slice)
        emit q->sliceSelected(slice->timeline, slice->slice);
    else if (tell)
        emit q->selectionCleared();
}

bool TimelineView::Private::exists(ShownSlice slice) const
{
    if (slice.timeline < 0 || std::size_t(slice.timeline) >= timelines.size() ||
        !timelines[std::size_t(slice.timeline)].trace)
        return false;
    const auto tracks = timelines[std::size_t(slice.timeline)].trace->tracks();
    return slice.slice.track < tracks.size() && slice.slice.index < tracks[slice.slice.track].size();
}

std::vector<TimelineView::Private::Arrow> TimelineView::Private::arrowsOf(ShownSlice slice) const
{
    std::vector<Arrow> result;
    const trace::Trace& trace = *timelines[std::size_t(slice.timeline)].trace;
    const std::int64_t own = trace.tracks()[slice.slice.track].correlation[slice.slice.index];
    if (own < 0)
        return result;
    const auto isHostSlice = [&](trace::SliceRef s) {
        return trace.tracks()[s.track].info.kind == trace::TrackKind::hostThread;
    };
    const auto isDeviceSlice = [&](trace::SliceRef s) {
        return trace.tracks()[s.track].info.kind == trace::TrackKind::stream;
    };
    const auto shown = [&](trace::SliceRef s) { return ShownSlice{slice.timeline, s}; };
    constexpr std::size_t most = 200; // a graph launch has thousands of nodes
    const auto same = trace.correlated(own);
    for (trace::SliceRef host : same) {
        for (trace::SliceRef device : same) {
            if (isHostSlice(host) && isDeviceSlice(device) && (host == slice.slice || device == slice.slice) &&
                result.size() < most)
                result.push_back({shown(host), shown(device), false});
        }
    }
    for (const trace::Dependency& dependency : trace.dependencies()) {
        if (result.size() >= most || (dependency.fromCorrelation != own && dependency.toCorrelation != own))
            continue;
        for (trace::SliceRef from : trace.correlated(dependency.fromCorrelation)) {
            for (trace::SliceRef to : trace.correlated(dependency.toCorrelation)) {
                if (isDeviceSlice(from) && isDeviceSlice(to))
                    result.push_back({shown(from), shown(to), true});
            }
        }
    }
    return result;
}

void TimelineView::Private::step(int by)
{
    if (!selected)
        return;
    const auto place = rows.placeOf(*selected);
    if (!place)
        return;
    const Row& row = rows.rows()[place->row];
    const SliceLane& lane = row.lanes[place->lane];
    const auto next = std::ptrdiff_t(place->place) + by;
    if (next < 0 || next >= std::ptrdiff_t(lane.size()))
        return;
    choose(rows.sliceOf(row, place->lane, std::size_t(next)), true);
    bringIntoView(*selected);
}

void TimelineView::Private::stepRow(int by)
{
    const auto place = rows.placeOf(*selected);
    if (!place)
        return;
    const Interval stretch = stretchOf(*selected);
    const Ns middle = stretch.startNs + stretch.durationNs() / 2;
    auto row = std::ptrdiff_t(place->row);
    auto lane = std::ptrdiff_t(place->lane) + by;
    while (lane < 0 || lane >= std::ptrdiff_t(rows.rows()[std::size_t(row)].lanes.size())) {
        row += by;
        if (row < 0 || row >= std::ptrdiff_t(rows.rows().size()))
            return;
        lane = by > 0 ? 0 : std::ptrdiff_t(rows.rows()[std::size_t(row)].lanes.size()) - 1;
    }
    const Row& target = rows.rows()[std::size_t(row)];
    const SliceLane& slices = target.lanes[std::size_t(lane)];
    if (slices.size() == 0)
        return;
    const std::size_t started = slices.startedBefore(middle + rows.originNs(target.timeline));
    choose(rows.sliceOf(target, std::size_t(lane), started == 0 ? 0 : started - 1), true);
    bringIntoView(*selected);
}

Interval TimelineView::Private::stretchOf(ShownSlice slice) const
{
    const trace::Track& track = timelines[std::size_t(slice.timeline)].trace->tracks()[slice.slice.track];
    const Ns origin = rows.originNs(slice.timeline);
    return {track.startNs[slice.slice.index] - origin, track.endNs(slice.slice.index) - origin};
}

void TimelineView::Private::bringIntoView(ShownSlice slice)
{
    if (choice.hidden.erase({slice.timeline, slice.slice.track}) > 0)
        rebuild();
    const Interval stretch = stretchOf(slice), range = axis->range();
    if (stretch.startNs < range.startNs || stretch.endNs > range.endNs) {
        const Ns span = std::max(range.durationNs(), stretch.durationNs() + stretch.durationNs() / 5);
        const Ns middle = stretch.startNs + stretch.durationNs() / 2;
        axis->setRange({middle - span / 2, middle + span - span / 2});
    }
    const auto place = rows.placeOf(slice);
    if (!place)
        return;
    const Row& row = rows.rows()[place->row];
    QScrollBar* bar = q->verticalScrollBar();
    const double head = metrics.band; // the head pinned at the top must not cover it
    if (row.y - head < bar->value())
        bar->setValue(int(row.y - head));
    else if (row.y + row.height > bar->value() + bar->pageStep())
        bar->setValue(int(std::ceil(row.y + row.height)) - bar->pageStep());
}

void TimelineView::Private::zoomTo(ShownSlice slice)
{
    const Interval stretch = stretchOf(slice);
    const Ns room = std::max<Ns>(5, stretch.durationNs() / 4);
    axis->setRange({stretch.startNs - room, stretch.endNs + room});
}

std::pair<Interval, ShownSlice> TimelineView::Private::typicalStretch() const
{
    constexpr Ns typicalNs = 100'000;
    constexpr std::size_t few = 4; // a cause and what it held up
    std::vector<ShownSlice> byStart = marked;
    std::stable_sort(byStart.begin(), byStart.end(), [this](const ShownSlice& a, const ShownSlice& b) {
        return stretchOf(a).startNs < stretchOf(b).startNs;
    });
    Interval all = stretchOf(byStart.front());
    for (const ShownSlice& slice : byStart)
        all.endNs = std::max(all.endNs, stretchOf(slice).endNs);
    if (byStart.size() <= few || all.durationNs() <= typicalNs)
        return {all, byStart.front()};
    const ShownSlice middle = byStart[byStart.size() / 2];
    const Interval own = stretchOf(middle);
    // What held it up lies before its start.
    return {{own.startNs - typicalNs / 2, std::max(own.endNs, own.startNs + typicalNs / 2)}, middle};
}

const Row* TimelineView::Private::rowAt(const QPointF& position) const
{
    const PlotFrame f = frame();
    return position.y() < f.top ? nullptr : rows.rowAt(position.y() - f.top + f.scroll);
}

const Row* TimelineView::Private::bandAt(const QPointF& position) const
{
    const PlotFrame f = frame();
    if (position.y() < f.top)
        return nullptr;
    const TimelinePainter p = painter(f);
    for (const Row& row : rows.rows()) {
        if (row.kind != RowKind::band)
            continue;
        const double top = p.bandTop(row);
        if (position.y() >= top && position.y() < top + row.height)
            return &row;
    }
    return nullptr;
}

// -- finding

void TimelineView::Private::seek(const QString& text)
{
    const bool isRows = findBox->seeksRows();
    q->setRowFilter(isRows ? text : QString());
    search(isRows ? QString() : text);
    if (isRows)
        findBox->showRowCount(std::size_t(std::count_if(rows.rows().begin(), rows.rows().end(),
                                                        [](const Row& row) { return row.kind != RowKind::band; })));
}

void TimelineView::Private::search(const QString& text)
{
    matches = SliceSearch(timelines, text);
    matchesStale = false;
    findBox->showCount(0, matches.count());
    q->viewport()->update();
}

void TimelineView::Private::jump(bool forward)
{
    if (findBox->seeksRows())
        return;
    if (matchesStale)
        search(findBox->text());
    const auto match = matches.next(selected, forward);
    if (!match)
        return;
    q->setFolded(match->timeline, false);
    choose(match, true);
    bringIntoView(*match);
    findBox->showCount(matches.placeOf(*match), matches.count());
}

// -- measuring

Ns TimelineView::Private::snapped(const QPointF& position) const
{
    const PlotFrame f = frame();
    const Ns here = f.timeNs(position.x());
    const Ns within = std::max<Ns>(1, f.timeNs(8) - f.timeNs(0));
    std::optional<Ns> best;
    const auto consider = [&](const Row& row) {
        const Ns origin = rows.originNs(row.timeline);
        for (const SliceLane& lane : row.lanes) {
            const auto edge = nearestEdge(lane, here + origin, within);
            if (edge && (!best || std::abs(*edge - origin - here) < std::abs(*best - here)))
                best = *edge - origin;
        }
    };
    if (const Row* row = rowAt(position))
        consider(*row); // the row under the pointer comes first
    for (std::size_t i = 0; !best && i < rows.rows().size(); ++i)
        consider(rows.rows()[i]);
    return best.value_or(here);
}

void TimelineView::Private::measureClick(const QPointF& position)
{
    const Ns time = snapped(position);
    if (!measure.first) {
        measure.first = time;
    } else {
        measure.second = time;
        measure.active = false;
        q->viewport()->unsetCursor();
        emit q->measured(q->measureText());
    }
    q->viewport()->update();
}

} // namespace streamscope::ui
