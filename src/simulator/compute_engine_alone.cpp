// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Kernels whose blocks have SMs to themselves while memory is not short: nothing that others do changes their times.
#include "simulator/compute_engine.h"

#include <algorithm>

namespace streamscope::simulator {

/// Whether a kernel that comes now is alone, and those that run stay so. Which SMs blocks came to is asked only where
/// blocks are recorded.
bool ComputeEngine::isAlone(std::int32_t model) const
{
    if (m_recordBlocks || !m_cohorts.empty() || m_waiting > 0 || m_scale > 1 ||
        !m_needs[std::size_t(model)].canBeAlone || m_residentRuns >= m_profile.residentGrids)
        return false;
    std::int64_t blocks = 0;
    double dram = 0;
    double l2 = 0;
    const auto add = [&](std::int32_t index) {
        const Demand& demand = m_demands[std::size_t(index)];
        const std::int64_t count = m_models[std::size_t(index)].blocks;
        const double rate = demand.fullRate * static_cast<double>(count);
        blocks += count;
        dram += rate * demand.dramBytes;
        l2 += rate * demand.l2Bytes;
    };
    add(model);
    for (const Alone& alone : m_alone) {
        const std::int32_t other = m_runs[std::size_t(alone.run)].model;
        if (other != model && !takesRoomFrom(other, model))
            return false;
        add(other);
    }
    return blocks <= m_profile.sms && m_rates.hasMemoryFor(dram, l2);
}

/// Whether an SM has less room for a kernel's blocks once it holds one of another: else they may meet there.
bool ComputeEngine::takesRoomFrom(std::int32_t other, std::int32_t model) const
{
    const Need& its = m_needs[std::size_t(other)];
    Group group;
    group.blocks = 1;
    group.warps = its.warps;
    group.registers = its.registers;
    group.shared = its.shared;
    group.split = its.split;
    group.cohorts = 1;
    const Need& need = m_needs[std::size_t(model)];
    return room(group, need) < need.blocksPerSm;
}

void ComputeEngine::startAlone(std::int32_t index, Ns now)
{
    Run& run = m_runs[std::size_t(index)];
    begin(run, run.backlog);
    dispatched.push_back(run.command);
    const Ns lastsNs = nsUntil(1, m_demands[std::size_t(run.model)].fullRate);
    const Ns endNs = lastsNs >= farNs - now ? farNs : now + std::max<Ns>(lastsNs, 1);
    m_alone.push_back({now, endNs, index});
    m_nextNs = std::min(m_nextNs, endNs);
}

void ComputeEngine::advanceAlone(Ns now)
{
    m_nextNs = farNs;
    std::erase_if(m_alone, [&](const Alone& alone) {
        if (alone.endNs <= now) {
            endRun(alone.run);
            return true;
        }
        m_nextNs = std::min(m_nextNs, alone.endNs);
        return false;
    });
}

/// What was alone so far comes to SMs, each with what is left of it.
void ComputeEngine::joinOthers(Ns now)
{
    for (const Alone& alone : m_alone) {
        Run& run = m_runs[std::size_t(alone.run)];
        run.backlog = m_models[std::size_t(run.model)].blocks;
        const std::size_t first = m_cohorts.size();
        place(alone.run, now);
        const double done = m_demands[std::size_t(run.model)].fullRate * static_cast<double>(now - alone.startNs);
        for (std::size_t i = first; i < m_cohorts.size(); ++i)
            m_cohorts[i].left = std::max(1 - done, 0.0);
    }
    m_alone.clear();
}

} // namespace streamscope::simulator
