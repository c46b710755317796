// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/player.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace streamscope::ui {

namespace {
constexpr int frameMs = 16;
}

Player::Player(QObject* parent) : QObject(parent)
{
    m_frames.setInterval(frameMs);
    m_frames.setTimerType(Qt::PreciseTimer);
    connect(&m_frames, &QTimer::timeout, this, &Player::tick);
}

void Player::load(Ns lengthNs, Steps steps)
{
    m_steps = std::move(steps);
    m_lengthNs = std::max<Ns>(lengthNs, 0);
    if (m_positionNs > m_lengthNs)
        stop();
}

void Player::setSeconds(double seconds)
{
    m_seconds = std::max(seconds, 0.1);
    m_startedAtNs = std::max<Ns>(m_positionNs, 0);
    m_clock.start();
}

void Player::setLooping(bool on)
{
    if (std::exchange(m_looping, on) && !on && isPlaying())
        stop();
}

void Player::play()
{
    if (m_lengthNs <= 0)
        return;
    if (m_positionNs < 0 || m_positionNs >= m_lengthNs)
        moveTo(0);
    m_startedAtNs = m_positionNs;
    m_clock.start();
    m_frames.start();
    emit playingChanged(true);
}

void Player::pause()
{
    if (!isPlaying())
        return;
    m_frames.stop();
    emit playingChanged(false);
}

void Player::stop()
{
    pause();
    if (m_positionNs >= 0)
        moveTo(-1);
}

void Player::stepForward()
{
    pause();
    if (const auto next = m_steps.after ? m_steps.after(m_positionNs) : std::nullopt)
        moveTo(*next);
    else
        stop();
}

void Player::stepBack()
{
    pause();
    const Ns from = m_positionNs < 0 ? m_lengthNs + 1 : m_positionNs;
    const auto next = m_steps.before ? m_steps.before(from) : std::nullopt;
    moveTo(std::max<Ns>(0, next.value_or(0)));
}

void Player::seek(Ns positionNs)
{
    moveTo(std::clamp<Ns>(positionNs, 0, m_lengthNs));
    m_startedAtNs = m_positionNs;
    m_clock.start();
}

void Player::tick()
{
    const double share = double(m_clock.nsecsElapsed()) / 1e9 / m_seconds;
    const Ns position = m_startedAtNs + Ns(std::llround(share * double(m_lengthNs)));
    if (position < m_lengthNs) {
        moveTo(position);
    } else if (m_looping) {
        m_startedAtNs = 0;
        m_clock.start();
        moveTo(0);
    } else {
        stop();
    }
}

void Player::moveTo(Ns positionNs)
{
    if (positionNs == m_positionNs)
        return;
    m_positionNs = positionNs;
    emit moved(positionNs);
}

} // namespace streamscope::ui
