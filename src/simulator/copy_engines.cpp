// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/copy_engines.h"

#include "simulator/costs.h"

#include <algorithm>

namespace streamscope::simulator {

namespace {

constexpr std::size_t hostToDevice = std::size_t(workload::CopyDirection::hostToDevice);
constexpr std::size_t deviceToHost = std::size_t(workload::CopyDirection::deviceToHost);

} // namespace

CopyEngines::CopyEngines(const device::DeviceProfile& profile, EventQueue& events)
    : m_shared(profile.copyEngines < 2), m_bothWays(profile.bothWaysFactor), m_events(events)
{
}

std::int32_t CopyEngines::engineFor(workload::CopyDirection direction) const
{
    if (m_shared && direction == workload::CopyDirection::deviceToHost)
        return std::int32_t(hostToDevice);
    return std::int32_t(direction);
}

bool CopyEngines::enqueue(std::int32_t command, workload::CopyDirection direction, Ns aloneNs, Ns now)
{
    const std::int32_t index = engineFor(direction);
    Engine& engine = m_engines[std::size_t(index)];
    if (engine.command >= 0) {
        engine.queue.push_back({command, aloneNs});
        return false;
    }
    start(index, {command, aloneNs}, now);
    setRates(now);
    return true;
}

CopyEngines::Ended CopyEngines::advance(std::int32_t index, std::int32_t version, Ns now)
{
    Engine& engine = m_engines[std::size_t(index)];
    if (engine.version != version || engine.command < 0)
        return {};
    Ended ended;
    ended.finished = engine.command;
    engine.command = -1;
    if (!engine.queue.empty()) {
        ended.started = engine.queue.front().command;
        start(index, engine.queue.front(), now);
        engine.queue.pop_front();
    }
    setRates(now);
    return ended;
}

void CopyEngines::start(std::int32_t index, const Waiting& copy, Ns now)
{
    Engine& engine = m_engines[std::size_t(index)];
    engine.command = copy.command;
    engine.leftNs = static_cast<double>(copy.aloneNs);
    engine.rate = 0; // setRates() finds it changed
    engine.sinceNs = now;
}

void CopyEngines::setRates(Ns now)
{
    const bool bothWays = m_engines[hostToDevice].command >= 0 && m_engines[deviceToHost].command >= 0;
    for (std::size_t i = 0; i < m_engines.size(); ++i) {
        Engine& engine = m_engines[i];
        const double rate = bothWays && (i == hostToDevice || i == deviceToHost) ? m_bothWays : 1.0;
        if (engine.command < 0 || engine.rate == rate)
            continue;
        engine.leftNs = std::max(engine.leftNs - engine.rate * static_cast<double>(now - engine.sinceNs), 0.0);
        engine.rate = rate;
        engine.sinceNs = now;
        m_events.push(now + std::max<Ns>(toNs(engine.leftNs / rate), 1), EventKind::copyEngine, std::int32_t(i),
                      ++engine.version);
    }
}

} // namespace streamscope::simulator
