// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/happens_before.h"

#include <algorithm>

namespace streamscope::program {

HappensBefore::HappensBefore(const Program& program)
    : m_program(program), m_streams(program.streams.size(), Clock(program.streams.size(), 0)),
      m_events(program.events.size()), m_recorded(program.events.size(), false), m_issued(program.streams.size(), 0),
      m_number(program.operations.size(), 0)
{
    if (program.defaultStream == workload::DefaultStreamMode::legacy)
        for (std::size_t stream = 0; stream < program.streams.size(); ++stream)
            if (program.streams[stream].isDefault)
                m_legacy = static_cast<Index>(stream);
}

void HappensBefore::join(Clock& clock, const Clock& other)
{
    for (std::size_t stream = 0; stream < other.size(); ++stream)
        clock[stream] = std::max(clock[stream], other[stream]);
}

/// What the legacy default stream waits for, and who waits for it.
void HappensBefore::joinBlockingStreams(Clock& clock, std::size_t legacy) const
{
    for (std::size_t other = 0; other < m_streams.size(); ++other)
        if (!m_program.streams[other].nonBlocking && ofOneProcess(legacy, other))
            join(clock, m_streams[other]);
}

bool HappensBefore::canIssue(const HostCall& call) const
{
    const bool waits = call.kind == CallKind::streamWaitEvent || call.kind == CallKind::eventSynchronize;
    return !waits || m_recorded[static_cast<std::size_t>(call.event)];
}

/// Empty for calls that put nothing on a stream.
Clock HappensBefore::startOf(const HostCall& call, Clock& host)
{
    const auto stream = static_cast<std::size_t>(call.stream);
    switch (call.kind) {
    case CallKind::cpuWork:
    case CallKind::malloc:
    case CallKind::mallocHost:
    case CallKind::free:
    case CallKind::freeHost:
    case CallKind::graphLaunch:
        return {};
    case CallKind::streamSynchronize:
        join(host, m_streams[stream]);
        if (call.stream == m_legacy)
            joinBlockingStreams(host, stream);
        return {};
    case CallKind::deviceSynchronize:
        for (std::size_t other = 0; other < m_streams.size(); ++other)
            if (m_program.streams[other].process == m_program.processOf(call))
                host[other] = m_issued[other];
        return {};
    case CallKind::eventSynchronize:
        join(host, m_events[static_cast<std::size_t>(call.event)]);
        return {};
    default:
        break;
    }
    Clock& clock = m_streams[stream];
    join(clock, host);
    if (call.stream == m_legacy) {
        joinBlockingStreams(clock, stream);
    } else if (m_legacy >= 0 && !m_program.streams[stream].nonBlocking &&
               ofOneProcess(stream, static_cast<std::size_t>(m_legacy))) {
        join(clock, m_streams[static_cast<std::size_t>(m_legacy)]);
    }
    if (call.kind == CallKind::streamWaitEvent)
        join(clock, m_events[static_cast<std::size_t>(call.event)]);
    Clock before = clock;
    clock[stream] = ++m_issued[stream];
    if (call.operation >= 0)
        m_number[static_cast<std::size_t>(call.operation)] = m_issued[stream];
    return before;
}

void HappensBefore::endOf(const HostCall& call, Clock& host)
{
    const auto stream = static_cast<std::size_t>(call.stream);
    if (call.kind == CallKind::eventRecord) {
        m_events[static_cast<std::size_t>(call.event)] = m_streams[stream];
        m_recorded[static_cast<std::size_t>(call.event)] = true;
    }
    if (call.kind != CallKind::memcpyAsync)
        return;
    const Operation& copy = m_program.operations[static_cast<std::size_t>(call.operation)];
    if (copy.memory == workload::HostMemory::pageable && copy.direction == workload::CopyDirection::deviceToHost)
        join(host, m_streams[stream]); // returns on completion
}

} // namespace streamscope::program
