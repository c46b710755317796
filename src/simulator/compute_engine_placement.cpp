// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Which SMs the blocks of a kernel come to.
#include "simulator/compute_engine.h"

#include <algorithm>
#include <cmath>

namespace streamscope::simulator {
namespace {

constexpr double leastPacked = 0.5, morePacked = 0.8; ///< of an SM's room, taken up by few and, times their share, many

} // namespace

std::int32_t ComputeEngine::room(const Group& group, const Need& need) const
{
    if (group.cohorts == 0)
        return need.blocksPerSm * m_scale;
    // Registers are handed out by scheduler: an SM holds no more of a kernel than an empty one would.
    std::int64_t blocks = std::min(std::int64_t(need.blocksPerSm) * m_scale,
                                   std::int64_t(m_profile.blocksPerSm) * m_scale - group.blocks);
    const auto limitTo = [&](std::int64_t perSm, std::int32_t used, std::int32_t each) {
        if (const std::int64_t left = perSm * m_scale - used; blocks * each > left)
            blocks = left / each;
    };
    limitTo(m_profile.warpsPerSm, group.warps, need.warps);
    limitTo(m_profile.registersPerSm, group.registers, need.registers);
    limitTo(m_scale > 1 ? m_profile.sharedBytesPerSm : group.split, group.shared, need.shared);
    return std::int32_t(std::max<std::int64_t>(blocks, 0));
}

/// Whether blocks may join those that are on the group's SMs: only where the split of the SM's memory would do for as
/// many of them as fit. Who shares an SM with whom is not known in a crowd.
bool ComputeEngine::splitAllows(const Group& group, const Need& need) const
{
    return m_scale > 1 || group.cohorts == 0 || std::int64_t(need.blocksPerSm) * need.shared <= group.split;
}

/// What an SM takes of a kernel before others have room too: the more, the more blocks there are. Returns the most.
std::int32_t ComputeEngine::lowerRooms(std::int32_t most, std::int64_t wanted, std::int64_t capacity)
{
    const double filled = leastPacked + morePacked * static_cast<double>(wanted) / static_cast<double>(capacity);
    const std::int32_t level = std::max(std::int32_t(std::lround(most * std::min(filled, 1.0))), 1);
    std::int64_t left = 0;
    for (std::size_t g = 0; g < m_rooms.size(); ++g)
        left += std::int64_t(std::min(m_rooms[g], level)) * m_groups[g].sms;
    if (left < wanted)
        return most;
    for (std::int32_t& room : m_rooms)
        room = std::min(room, level);
    return level;
}

/// Hands blocks out, each to the SM that has most room for this kernel, equal ones in their order; all of that at once.
void ComputeEngine::place(std::int32_t index, Ns now)
{
    Run& run = m_runs[std::size_t(index)];
    const Need& need = m_needs[std::size_t(run.model)];
    if (m_scale > 1)
        return placeInCrowd(index, now);
    const std::size_t groups = m_groups.size();
    m_rooms.resize(groups);
    std::int32_t most = 0;
    std::int64_t capacity = 0;
    bool splitInTheWay = false;
    for (std::size_t g = 0; g < groups; ++g) {
        const bool allowed = splitAllows(m_groups[g], need);
        splitInTheWay |= !allowed;
        m_rooms[g] = allowed ? room(m_groups[g], need) : 0;
        most = std::max(most, m_rooms[g]);
        capacity += std::int64_t(m_rooms[g]) * m_groups[g].sms;
    }
    const bool waitedForSplit = run.waitsForSplit;
    run.waitsForSplit = splitInTheWay && run.backlog > capacity;
    if (capacity == 0)
        return;
    const std::int64_t wanted = std::min(run.backlog, capacity);
    const Demand& demand = m_demands[std::size_t(run.model)];
    const bool follows =
        !run.begun || demand.inStep || demand.pipeNs * need.blocksPerSm * demand.fullRate <= 1; // itself as ragged
    const bool endRaggedly = m_ragged && follows && run.submittedNs < now;
    if (wanted < capacity && (waitedForSplit || endRaggedly)) {
        // SM by SM where they must be idle first; else many SMs free some room before any is empty.
        if (!waitedForSplit && !demand.inStep)
            most = lowerRooms(most, wanted, capacity);
        return pack(index, most, wanted, now);
    }

    spread(index, most, wanted, capacity, now);
}

/// Lowers the SMs with most room level by level, as if blocks were handed out one by one.
void ComputeEngine::spread(std::int32_t index, std::int32_t most, std::int64_t wanted, std::int64_t capacity, Ns now)
{
    const std::size_t groups = m_groups.size();
    // The level all SMs with more room come down to, and how many blocks go below it, one an SM.
    std::int32_t level = wanted < capacity ? most : 0;
    std::int64_t placed = wanted < capacity ? 0 : capacity;
    while (level > 0) {
        std::int64_t atLevel = 0;
        for (std::size_t g = 0; g < groups; ++g)
            if (m_rooms[g] >= level)
                atLevel += m_groups[g].sms;
        if (placed + atLevel > wanted)
            break;
        placed += atLevel;
        --level;
    }
    std::int64_t below = wanted - placed;

    begin(m_runs[std::size_t(index)], wanted);
    for (std::size_t g = 0; g < groups; ++g) {
        if (m_rooms[g] < level || m_rooms[g] == 0)
            continue;
        const std::int32_t each = m_rooms[g] - level;
        const std::int32_t more = level > 0 ? std::int32_t(std::min<std::int64_t>(below, m_groups[g].sms)) : 0;
        below -= more;
        if (more > 0 && more < m_groups[g].sms) {
            split(std::int32_t(g), more); // the rest becomes a new group at the end
            if (each > 0)
                addBlocks(index, std::int32_t(m_groups.size()) - 1, each, now);
        }
        if (const std::int32_t blocks = each + (more > 0 ? 1 : 0); blocks > 0)
            addBlocks(index, std::int32_t(g), blocks, now);
    }
}

void ComputeEngine::begin(Run& run, std::int64_t blocks)
{
    if (!run.begun) {
        run.begun = true;
        ++m_residentRuns;
        started.push_back(run.command);
    }
    run.backlog -= blocks;
}

/// Blocks that stream from memory end raggedly, and SMs are split anew as each comes to rest: SM after SM comes free,
/// and a kernel that waits fills each as it does.
void ComputeEngine::pack(std::int32_t index, std::int32_t most, std::int64_t wanted, Ns now)
{
    begin(m_runs[std::size_t(index)], wanted);
    const std::size_t groups = m_groups.size();
    for (std::int32_t level = most; level > 0 && wanted > 0; --level)
        for (std::size_t g = 0; g < groups && wanted > 0; ++g) {
            if (m_rooms[g] != level)
                continue;
            const std::int64_t full = std::min<std::int64_t>(wanted / level, m_groups[g].sms);
            const std::int64_t rest = full < m_groups[g].sms ? wanted - full * level : 0;
            wanted -= full * level + rest;
            std::int32_t target = std::int32_t(g);
            if (full > 0 && full < m_groups[g].sms) {
                split(std::int32_t(g), std::int32_t(full));
                target = std::int32_t(m_groups.size()) - 1;
            }
            if (rest > 0) {
                if (m_groups[std::size_t(target)].sms > 1)
                    split(target, 1);
                addBlocks(index, target, std::int32_t(rest), now);
            }
            if (full > 0)
                addBlocks(index, std::int32_t(g), level, now);
        }
}

/// Of blocks that poll, those that come to an SM whose pollers leave nothing start only later.
void ComputeEngine::addBlocks(std::int32_t index, std::int32_t group, std::int32_t blocksPerSm, Ns now)
{
    const std::int32_t model = m_runs[std::size_t(index)].model;
    const Need& need = m_needs[std::size_t(model)];
    std::int32_t atOnce = blocksPerSm;
    if (need.stallNs > 0 &&
        m_groups[std::size_t(group)].polling + blocksPerSm * need.polling > m_profile.model.pollingWarps * m_scale) {
        const double left = m_profile.model.pollingWarps * m_scale - m_groups[std::size_t(group)].polling;
        atOnce = std::int32_t(std::clamp<double>(std::ceil(left / need.polling), 0, blocksPerSm));
    }
    const double wave = m_demands[std::size_t(model)].heldByDispatch
                            ? static_cast<double>(blocksPerSm) / (static_cast<double>(need.blocksPerSm) * m_scale)
                            : 1;
    if (atOnce > 0)
        addCohort(index, group, atOnce, wave, now, now);
    if (atOnce < blocksPerSm) {
        const double stall = static_cast<double>(need.stallNs) * m_demands[std::size_t(model)].fullRate;
        addCohort(index, group, blocksPerSm - atOnce, 1 + stall, now + need.stallNs, now);
    }
}

} // namespace streamscope::simulator
