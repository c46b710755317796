// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace streamscope::ui {

/// Slow motion: moves a playhead over [0, length) in so many seconds of wall clock. Pause, step by operation, scrub.
class Player : public QObject
{
    Q_OBJECT

public:
    explicit Player(QObject* parent = nullptr);

    /// The times that a step goes to, starts and ends of operations: the first after and the last before another time;
    /// nothing where there is none.
    struct Steps
    {
        std::function<std::optional<Ns>(Ns)> after, before;
    };
    void load(Ns lengthNs, Steps steps);
    void setSeconds(double seconds);
    void setLooping(bool on); ///< what plays when it is switched off has played as long as was wanted, and stops
    bool isLooping() const { return m_looping; }

    bool isPlaying() const { return m_frames.isActive(); }
    /// Nothing is hidden: the playhead stands at the end or was never started.
    bool isAtRest() const { return m_positionNs < 0; }
    Ns positionNs() const { return m_positionNs; } ///< −1 at rest

    void play(); ///< from the start when at rest
    void pause();
    void toggle() { isPlaying() ? pause() : play(); }
    void stop(); ///< back to rest
    void stepForward();
    void stepBack();
    void seek(Ns positionNs);

signals:
    void moved(streamscope::Ns positionNs); ///< −1: at rest, everything is shown
    void playingChanged(bool playing);

private:
    void tick();
    void moveTo(Ns positionNs);

    QTimer m_frames;
    QElapsedTimer m_clock;
    double m_seconds = 8;
    Ns m_lengthNs = 0;
    Ns m_positionNs = -1;
    Ns m_startedAtNs = 0; ///< position when the clock was started
    Steps m_steps;
    bool m_looping = false;
};

} // namespace streamscope::ui
