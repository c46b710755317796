// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/player.h"

#include <algorithm>
#include <cmath>

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

void Player::load(Ns lengthNs, std::vector<Ns> stepsNs)
{
    std::sort(stepsNs.begin(), stepsNs.end());
    stepsNs.erase(std::unique(stepsNs.begin(), stepsNs.end()), stepsNs.end());
    m_stepsNs = std::move(stepsNs);
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
    const auto next = std::upper_bound(m_stepsNs.begin(), m_stepsNs.end(), m_positionNs);
    if (next == m_stepsNs.end())
        stop();
    else
        moveTo(*next);
}

void Player::stepBack()
{
    pause();
    const Ns from = m_positionNs < 0 ? m_lengthNs + 1 : m_positionNs;
    const auto next = std::lower_bound(m_stepsNs.begin(), m_stepsNs.end(), from);
    moveTo(next == m_stepsNs.begin() ? 0 : *std::prev(next));
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
