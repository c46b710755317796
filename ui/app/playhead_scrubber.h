// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace streamscope::ui {

class Player;
class TimeAxis;
class TimelineView;

/// Lets the mouse drag the playhead that TimelineView draws.
class PlayheadScrubber : public QObject
{
    Q_OBJECT

public:
    PlayheadScrubber(TimelineView* view, TimeAxis* axis, Player* player);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    double playheadX() const;

    TimelineView* m_view;
    TimeAxis* m_axis;
    Player* m_player;
    bool m_dragging = false;
};

} // namespace streamscope::ui
