// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playhead_scrubber.h"

#include "app/player.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

#include <QMouseEvent>

#include <cmath>

namespace streamscope::ui {

namespace {
constexpr double reach = 6; ///< px either side of the line
}

PlayheadScrubber::PlayheadScrubber(TimelineView* view, TimeAxis* axis, Player* player)
    : QObject(view), m_view(view), m_axis(axis), m_player(player)
{
    view->viewport()->installEventFilter(this);
}

double PlayheadScrubber::playheadX() const
{
    const Interval range = m_axis->range();
    const double share = double(m_player->positionNs() - range.startNs) / double(range.durationNs());
    return m_view->plotLeft() + share * (m_view->plotRight() - m_view->plotLeft());
}

bool PlayheadScrubber::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseMove && type != QEvent::MouseButtonRelease)
        return false; // among them what a closing window sends its parts when the player is gone
    if (m_player->isAtRest() && !m_dragging)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const double x = mouse->position().x();
    if (type == QEvent::MouseButtonPress && mouse->button() == Qt::LeftButton && std::abs(x - playheadX()) <= reach) {
        m_dragging = true;
        m_player->pause();
        return true;
    }
    if (!m_dragging)
        return false;
    if (type == QEvent::MouseButtonRelease) {
        m_dragging = false;
        return true;
    }
    const Interval range = m_axis->range();
    const double share = (x - m_view->plotLeft()) / std::max(1, m_view->plotRight() - m_view->plotLeft());
    m_player->seek(range.startNs + Ns(std::llround(share * double(range.durationNs()))));
    Q_UNUSED(watched)
    return true;
}

} // namespace streamscope::ui
