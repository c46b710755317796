// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_rows.h"

#include "theme/track_names.h"
#include "timeline/origin.h"
#include "timeline/trace_lanes.h"
#include "words/sentences.h"

#include <QFontMetricsF>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace streamscope::ui {
namespace {

RowKind rowKind(trace::TrackKind kind)
{
    switch (kind) {
    case trace::TrackKind::hostThread:
        return RowKind::host;
    case trace::TrackKind::stream:
        return RowKind::stream;
    case trace::TrackKind::copyEngine:
        return RowKind::copyEngine;
    case trace::TrackKind::sm:
        return RowKind::sms;
    case trace::TrackKind::annotation:
        return RowKind::annotation;
    case trace::TrackKind::other:
        return RowKind::other;
    }
    return RowKind::other;
}

std::optional<trace::TrackId> sameTrack(const trace::Trace& trace, const trace::TrackInfo& info)
{
    for (trace::TrackId id = 0; id < trace.tracks().size(); ++id) {
        const trace::TrackInfo& other = trace.tracks()[id].info;
        if (other.kind == info.kind && other.name == info.name && other.process == info.process)
            return id;
    }
    return std::nullopt;
}

/// Sub-rows of full height that a row may have before they get thinner.
constexpr double fullSubRows = 8;

/// One bar fills its row. Where slices overlap, sub-rows of equal height follow; a few stragglers get thin ones.
void layOutBars(Row& row, const RowMetrics& metrics)
{
    const double single = row.quiet() ? metrics.quietBar : metrics.streamBar;
    const double air = (row.quiet() ? metrics.quietRow : metrics.streamRow) - single;
    const std::size_t lanes = std::max<std::size_t>(1, row.lanes.size());
    row.barHeight = row.subBarHeight = single;
    if (lanes > 1) {
        std::size_t below = 0;
        for (std::size_t i = 1; i < lanes; ++i)
            below += row.lanes[i].size();
        const bool stragglers = below * 8 < row.lanes[0].size();
        row.barHeight = stragglers && !row.quiet() ? std::round(single * 0.85) : metrics.subBar;
        row.subBarHeight = stragglers && !row.quiet() ? std::round(metrics.subBar * 0.5) : metrics.subBar;
        // Very many are drawn thin, so that no row takes the window for itself.
        const double each = std::floor(fullSubRows * (metrics.subBar + 1) / double(lanes));
        if (each < row.subBarHeight + 1) {
            row.subGap = each >= 3 ? 1 : 0;
            row.barHeight = row.subBarHeight = std::max(1.0, each - row.subGap);
        }
    }
    const double bars = row.barHeight + double(lanes - 1) * (row.subBarHeight + row.subGap);
    row.height = bars + air;
    row.barTop = std::floor(air / 2);
}

} // namespace

RowMetrics RowMetrics::of(const QFont& font, double scale)
{
    RowMetrics m;
    m.font = m.boldFont = m.smallFont = font;
    m.boldFont.setWeight(QFont::DemiBold);
    m.smallFont.setPointSizeF(font.pointSizeF() * 0.92);
    const QFontMetricsF metrics(font);
    const double h = metrics.height();
    m.axisHeight = std::round(h * 1.75);
    m.band = std::round(h * 1.5);
    m.afterBand = std::round(h * 0.15);
    m.gap = std::round(h * 0.6);
    m.margin = std::round(h * 1.2);
    m.labelGap = std::round(h * 0.6);
    m.minLabel = metrics.averageCharWidth() * 11;
    m.maxLabel = metrics.averageCharWidth() * 26;
    m.streamRow = std::round(h * 1.45 * scale);
    m.streamBar = std::round(h * 1.1 * scale);
    m.quietRow = std::round(h * 1.25 * std::max(1.0, scale * 0.75));
    m.quietBar = std::round(h * 0.68 * std::max(1.0, scale * 0.75));
    m.subBar = std::round(h * 0.7 * scale);
    return m;
}

TimelineRows::Head TimelineRows::headOf(const Timeline& timeline)
{
    const trace::Trace& trace = *timeline.trace;
    Head head;
    constexpr Ns never = std::numeric_limits<Ns>::min();
    const Ns startNs = originOf(trace);
    head.originNs = timeline.originNs.value_or(startNs);
    Ns done = never, first = startNs;
    for (const trace::Track& track : trace.tracks()) {
        if (track.size() == 0)
            continue;
        if (track.info.kind == trace::TrackKind::hostThread)
            continue;
        first = std::min(first, track.startNs.front());
        if (track.info.kind == trace::TrackKind::stream)
            done = std::max(done, track.maxEndNs.back());
    }
    head.extent = {first - head.originNs, trace.extent().endNs - head.originNs};
    const Ns free = hostFreeNs(trace).value_or(never);
    if (free > startNs && done > startNs) { // wherever the timeline stands, its own start counts
        head.hostFreeNs = free - startNs;
        head.deviceDoneNs = done - startNs;
    }
    return head;
}

void TimelineRows::build(const std::vector<Timeline>& timelines, const RowChoice& choice)
{
    m_rows.clear();
    m_heads.clear();
    for (std::size_t i = 0; i < timelines.size(); ++i) {
        m_heads.push_back(timelines[i].trace ? headOf(timelines[i]) : Head{});
        Row band;
        band.kind = RowKind::band;
        band.timeline = int(i);
        band.label = timelines[i].title;
        m_rows.push_back(std::move(band));
        if (timelines[i].trace && !choice.folded.contains(int(i)))
            addRows(int(i), timelines[i], choice);
    }
}

void TimelineRows::addRows(int index, const Timeline& timeline, const RowChoice& choice)
{
    const auto tracks = timeline.trace->tracks();
    const auto wanted = [&](const QString& label) { return label.contains(choice.filter, Qt::CaseInsensitive); };
    const auto hosts = std::count_if(tracks.begin(), tracks.end(), [](const trace::Track& track) {
        return track.info.kind == trace::TrackKind::hostThread && track.size() > 0;
    });
    std::vector<trace::TrackId> order;
    for (trace::TrackId id = 0; id < tracks.size(); ++id) {
        const auto kind = tracks[id].info.kind;
        if (kind != trace::TrackKind::sm && !choice.hidden.contains({index, id}) &&
            (tracks[id].size() > 0 || kind == trace::TrackKind::stream))
            order.push_back(id);
    }
    std::stable_sort(order.begin(), order.end(), [&](trace::TrackId a, trace::TrackId b) {
        const auto key = [&](trace::TrackId id) {
            const trace::TrackInfo& info = tracks[id].info;
            return std::tuple(info.rank, info.device, rowKind(info.kind), info.sortIndex);
        };
        return key(a) < key(b);
    });
    for (trace::TrackId id : order) {
        const trace::TrackInfo& info = tracks[id].info;
        const bool onlyHost = info.kind == trace::TrackKind::hostThread && hosts == 1;
        const QString label = onlyHost ? tr("host") : TrackNames::of(*timeline.trace, info);
        if (wanted(label))
            addTrack(index, timeline, id, label);
    }
    if (auto shares = TraceLanes::of(timeline.trace)->smShares(); shares && wanted(tr("SMs"))) {
        Row row;
        row.kind = RowKind::sms;
        row.timeline = index;
        row.label = tr("SMs");
        row.sms = std::move(shares);
        m_rows.push_back(std::move(row));
    }
    addCounters(index, timeline, choice);
}

void TimelineRows::addCounters(int index, const Timeline& timeline, const RowChoice& choice)
{
    const trace::Trace& trace = *timeline.trace;
    const auto& steps = TraceLanes::of(timeline.trace)->counters();
    std::map<QString, int> count; // of each label
    std::vector<QString> labels;
    for (const trace::CounterTrack& counter : trace.counters()) {
        labels.push_back(TrackNames::of(trace, counter.info));
        ++count[labels.back()];
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const trace::TrackInfo& info = trace.counters()[i].info;
        Row row;
        row.kind = RowKind::counter;
        row.timeline = index;
        row.label = count[labels[i]] == 1 ? labels[i] : tr("%1 · process %2").arg(labels[i]).arg(info.pid);
        row.counter = steps[i];
        if (!trace.counters()[i].timeNs.empty() && row.label.contains(choice.filter, Qt::CaseInsensitive))
            m_rows.push_back(std::move(row));
    }
}

void TimelineRows::addTrack(int index, const Timeline& timeline, trace::TrackId id, const QString& label)
{
    const trace::Track& track = timeline.trace->tracks()[id];
    Row row;
    row.kind = rowKind(track.info.kind);
    row.timeline = index;
    row.label = label;
    row.track = id;
    row.lanes = TraceLanes::of(timeline.trace)->lanes(id);
    if (timeline.ghost)
        if (const auto old = sameTrack(*timeline.ghost, track.info))
            row.ghostLanes = TraceLanes::of(timeline.ghost)->lanes(*old);
    m_rows.push_back(std::move(row));
}

void TimelineRows::layOut(const RowMetrics& metrics)
{
    const QFontMetricsF width(metrics.font);
    double y = 0;
    m_labelWidth = metrics.minLabel;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        if (row.kind == RowKind::band) {
            y += i == 0 ? 0 : metrics.gap;
            row.y = y;
            row.height = metrics.band;
            y += metrics.band + metrics.afterBand;
            continue;
        }
        m_labelWidth =
            std::max(m_labelWidth, std::min(metrics.maxLabel, std::ceil(width.horizontalAdvance(row.label))));
        layOutBars(row, metrics);
        row.y = y;
        y += row.height;
    }
    m_height = y + metrics.gap;
}

Interval TimelineRows::extent() const
{
    Interval all{0, 0};
    for (const Head& head : m_heads)
        all = {std::min(all.startNs, head.extent.startNs), std::max(all.endNs, head.extent.endNs)};
    return all;
}

QString TimelineRows::asynchrony(int timeline) const
{
    const Head& head = m_heads[std::size_t(timeline)];
    if (head.hostFreeNs < 0)
        return {};
    return tr("CPU free after %1, GPU done after %2")
        .arg(QString::fromStdString(words::duration(head.hostFreeNs)),
             QString::fromStdString(words::duration(head.deviceDoneNs)));
}

const Row* TimelineRows::rowAt(double y) const
{
    const auto next =
        std::upper_bound(m_rows.begin(), m_rows.end(), y, [](double at, const Row& row) { return at < row.y; });
    if (next == m_rows.begin())
        return nullptr;
    const Row& row = *std::prev(next);
    return y < row.y + row.height ? &row : nullptr;
}

std::optional<SlicePlace> TimelineRows::placeOf(ShownSlice slice) const
{
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
        const Row& row = m_rows[r];
        if (row.timeline != slice.timeline || row.lanes.empty() || row.track != slice.slice.track)
            continue;
        for (std::size_t lane = 0; lane < row.lanes.size(); ++lane) {
            if (const auto place = row.lanes[lane].place(slice.slice.index))
                return SlicePlace{r, lane, *place};
        }
    }
    return std::nullopt;
}

ShownSlice TimelineRows::sliceOf(const Row& row, std::size_t lane, std::size_t place) const
{
    return {row.timeline, {row.track, std::uint32_t(row.lanes[lane].slice(place))}};
}

} // namespace streamscope::ui
