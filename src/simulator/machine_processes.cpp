// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Processes take turns on the device. One keeps it for a time slice while others wait, and gives it up at once when it
// has nothing submitted; what has begun is not interrupted, so a slice ends with the operations that run.
#include "simulator/machine.h"

namespace streamscope::simulator {

/// Whether an operation of the process may start now. Where it may not, the process is woken when its turn comes.
bool Machine::hasDevice(std::int32_t process, Ns now)
{
    if (m_processes.size() == 1)
        return true;
    if (process == m_owner && now < m_sliceEndNs)
        return true;
    if (!othersWait(process)) {
        const bool isOver = now >= m_sliceEndNs || m_processes[std::size_t(m_owner)].outstanding == 0;
        if (isOver && m_onDevice == 0)
            giveDevice(process, now);
        if (process == m_owner)
            return true;
    }
    if (!m_processes[std::size_t(process)].waits) {
        m_processes[std::size_t(process)].waits = true;
        m_events.push(std::max(m_sliceEndNs, now), EventKind::timeSlice, process);
    }
    return false;
}

bool Machine::othersWait(std::int32_t process) const
{
    for (std::size_t other = 0; other < m_processes.size(); ++other)
        if (other != std::size_t(process) && m_processes[other].waits)
            return true;
    return false;
}

/// To the next process that waits, if the slice is over and nothing runs any more.
void Machine::passDeviceOn(Ns now)
{
    if (m_onDevice > 0 || (now < m_sliceEndNs && m_processes[std::size_t(m_owner)].outstanding > 0))
        return;
    const std::int32_t count = std::int32_t(m_processes.size());
    for (std::int32_t i = 1; i <= count; ++i)
        if (const std::int32_t next = (m_owner + i) % count; m_processes[std::size_t(next)].waits)
            return giveDevice(next, now);
}

void Machine::giveDevice(std::int32_t process, Ns now)
{
    m_owner = process;
    m_sliceEndNs = now + m_profile.timeSliceNs;
    m_processes[std::size_t(process)].waits = false;
    for (std::size_t other = 0; other < m_processes.size(); ++other)
        if (m_processes[other].waits)
            m_events.push(m_sliceEndNs, EventKind::timeSlice, std::int32_t(other));
    const std::int32_t connections = std::int32_t(m_connections.size() / m_processes.size());
    for (std::int32_t i = 0; i < connections; ++i)
        list(process * connections + i);
}

} // namespace streamscope::simulator
