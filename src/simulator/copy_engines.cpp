// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/copy_engines.h"

#include "simulator/costs.h"

#include <algorithm>
#include <utility>

namespace streamscope::simulator {

namespace {

constexpr std::size_t hostToDevice = std::size_t(workload::CopyDirection::hostToDevice);
constexpr std::size_t deviceToHost = std::size_t(workload::CopyDirection::deviceToHost);

} // namespace

CopyEngines::CopyEngines(const device::DeviceProfile& profile, EventQueue& events)
    : m_shared(profile.copyEngines < 2), m_bothWays(profile.bothWaysFactor), m_events(events)
{}

std::int32_t CopyEngines::engineFor(workload::CopyDirection direction) const
{
    if (m_shared && direction == workload::CopyDirection::deviceToHost)
        return std::int32_t(hostToDevice);
    return std::int32_t(direction);
}

void CopyEngines::enqueue(std::int32_t command, std::int32_t stream, workload::CopyDirection direction, Ns aloneNs)
{
    Engine& engine = m_engines[std::size_t(engineFor(direction))];
    engine.queues[std::size_t(stream) % channels].push_back({command, aloneNs});
    ++engine.waiting;
    m_changed = true;
}

std::int32_t CopyEngines::finish(std::int32_t index, std::int32_t version)
{
    Engine& engine = m_engines[std::size_t(index)];
    if (engine.version != version || engine.command < 0)
        return -1;
    m_changed = true;
    return std::exchange(engine.command, -1);
}

void CopyEngines::startNext(Ns now)
{
    if (!m_changed)
        return;
    m_changed = false;
    for (Engine& engine : m_engines)
        if (engine.command < 0 && engine.waiting > 0)
            start(engine, now);
    setRates(now);
}

void CopyEngines::start(Engine& engine, Ns now)
{
    while (engine.queues[engine.channel].empty())
        engine.channel = (engine.channel + 1) % channels;
    std::deque<Waiting>& queue = engine.queues[engine.channel];
    engine.command = queue.front().command;
    engine.leftNs = static_cast<double>(queue.front().aloneNs);
    engine.rate = 0; // setRates() finds it changed
    engine.sinceNs = now;
    queue.pop_front();
    --engine.waiting;
    started.push_back(engine.command);
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
