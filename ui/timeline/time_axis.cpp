// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/time_axis.h"

#include <algorithm>
#include <cmath>

namespace streamscope::ui {
namespace {

constexpr Ns minSpanNs = 20;          // a screen of single nanoseconds
constexpr Ns maxSpanNs = Ns(1) << 53; // 104 days; exact as double
constexpr std::size_t historyLimit = 500;

Interval clamped(Interval range)
{
    Ns span = range.endNs - range.startNs;
    if (span < minSpanNs) {
        const Ns middle = range.startNs + span / 2;
        range.startNs = middle - minSpanNs / 2;
        span = minSpanNs;
    }
    span = std::min(span, maxSpanNs);
    range.startNs = std::clamp(range.startNs, -maxSpanNs, maxSpanNs);
    return {range.startNs, range.startNs + span};
}

} // namespace

TimeAxis::TimeAxis(QObject* parent) : QObject(parent) {}

void TimeAxis::setExtent(Interval extent)
{
    extent = clamped(extent);
    if (extent == m_extent)
        return;
    m_extent = extent;
    emit extentChanged(extent);
    if (m_held)
        return;
    if (m_following > 0) {
        apply({{std::max(extent.startNs, extent.endNs - m_following),
                std::max(extent.endNs, extent.startNs + m_following)},
               false});
    } else if (m_fits) {
        apply({padded(extent), true});
    }
}

void TimeAxis::setHeld(bool held)
{
    if (m_held == held)
        return;
    m_held = held;
    if (!held && m_fits)
        apply({padded(m_extent), true});
}

void TimeAxis::setFollowing(Ns spanNs)
{
    m_following = std::max<Ns>(0, spanNs);
}

void TimeAxis::setRange(Interval range, int gesture)
{
    range = clamped(range);
    if (range == m_range)
        return;
    if (gesture == 0 || gesture != m_gesture) {
        m_undo.push_back({m_range, m_fits});
        if (m_undo.size() > historyLimit)
            m_undo.erase(m_undo.begin());
    }
    m_gesture = gesture;
    m_redo.clear();
    apply({range, false});
    emit historyChanged();
}

void TimeAxis::zoomAt(Ns anchorNs, double factor, int gesture)
{
    const double before = double(anchorNs - m_range.startNs), after = double(m_range.endNs - anchorNs);
    const double span = double(m_range.durationNs()) * factor;
    if (span > double(maxSpanNs) || !(factor > 0))
        return;
    if (span < double(minSpanNs))
        factor = double(minSpanNs) / double(m_range.durationNs());
    setRange({anchorNs - Ns(std::llround(before * factor)), anchorNs + Ns(std::llround(after * factor))}, gesture);
}

void TimeAxis::panBy(Ns deltaNs, int gesture)
{
    setRange({m_range.startNs + deltaNs, m_range.endNs + deltaNs}, gesture);
}

void TimeAxis::show(Interval stretch)
{
    const Ns room = std::max<Ns>(stretch.durationNs() / 20, 1);
    setRange({stretch.startNs - room, stretch.endNs + room});
}

void TimeAxis::fit()
{
    const Interval all = padded(m_extent);
    setRange(all);
    m_fits = true;
}

void TimeAxis::undoZoom()
{
    if (m_undo.empty())
        return;
    const Shown last = m_undo.back();
    m_undo.pop_back();
    m_redo.push_back({m_range, m_fits});
    m_gesture = 0;
    apply(last);
    emit historyChanged();
}

void TimeAxis::redoZoom()
{
    if (m_redo.empty())
        return;
    const Shown next = m_redo.back();
    m_redo.pop_back();
    m_undo.push_back({m_range, m_fits});
    m_gesture = 0;
    apply(next);
    emit historyChanged();
}

void TimeAxis::setCursor(std::optional<Ns> timeNs)
{
    if (m_cursor == timeNs)
        return;
    m_cursor = timeNs;
    emit cursorChanged();
}

void TimeAxis::setSelection(std::optional<Interval> selection)
{
    if (m_selection == selection)
        return;
    m_selection = selection;
    emit selectionChanged();
}

void TimeAxis::apply(Shown shown)
{
    m_fits = shown.fits;
    if (m_range == shown.range)
        return;
    m_range = shown.range;
    emit rangeChanged(m_range);
}

Interval TimeAxis::padded(Interval stretch) const
{
    return clamped({stretch.startNs, stretch.endNs + stretch.durationNs() / 50});
}

} // namespace streamscope::ui
