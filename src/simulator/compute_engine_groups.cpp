// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Which SMs are looked at together: groups of SMs that hold the same blocks and, in a crowd, all SMs as one.
#include "simulator/compute_engine.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace streamscope::simulator {

std::uint64_t ComputeEngine::signatureOf(const Cohort& cohort)
{
    const std::uint64_t mixed =
        (std::uint64_t(cohort.run) * 64 + std::uint64_t(cohort.blocksPerSm)) * 0x9E3779B97F4A7C15u;
    return mixed ^ mixed >> 29;
}

/// Leaves the first `sms` SMs in the group and makes a new group of the others.
void ComputeEngine::split(std::int32_t index, std::int32_t sms)
{
    const std::int32_t other = std::int32_t(m_groups.size());
    m_groups.push_back(m_groups[std::size_t(index)]);
    Group& first = m_groups[std::size_t(index)];
    Group& second = m_groups.back();
    second.sms = first.sms - sms;
    first.sms = sms;
    if (m_recordBlocks) {
        second.ids.erase(second.ids.begin(), second.ids.begin() + sms);
        first.ids.resize(std::size_t(sms));
    }
    for (std::size_t i = 0; first.cohorts > 0 && i < m_cohorts.size(); ++i) {
        if (m_cohorts[i].group != index)
            continue;
        Cohort copy = m_cohorts[i];
        if (copy.starts >= 0) {
            std::vector<Ns> startsNs = startsOf(copy);
            copy.starts = -1;
            setStarts(copy, {startsNs.begin() + sms, startsNs.end()});
            m_starts[std::size_t(m_cohorts[i].starts)].resize(std::size_t(sms));
        }
        m_cohorts[i].sms = sms;
        copy.sms = second.sms;
        copy.group = other;
        ++m_runs[std::size_t(copy.run)].cohorts;
        m_cohorts.insert(m_cohorts.begin() + std::ptrdiff_t(i) + 1, copy);
        ++i;
    }
}

/// Moves the last group into the hole of one that has no cohorts and no SMs.
void ComputeEngine::removeGroup(std::int32_t index)
{
    const std::int32_t last = std::int32_t(m_groups.size()) - 1;
    if (index != last) {
        m_groups[std::size_t(index)] = std::move(m_groups[std::size_t(last)]);
        for (Cohort& cohort : m_cohorts)
            if (cohort.group == last)
                cohort.group = index;
    }
    m_groups.pop_back();
}

void ComputeEngine::mergeEmpty()
{
    std::int32_t empty = -1;
    for (std::int32_t g = 0; g < std::int32_t(m_groups.size());) {
        Group& group = m_groups[std::size_t(g)];
        if (group.cohorts > 0) {
            ++g;
        } else if (empty < 0) {
            empty = g++;
        } else {
            Group& target = m_groups[std::size_t(empty)];
            target.sms += group.sms;
            target.ids.insert(target.ids.end(), group.ids.begin(), group.ids.end());
            removeGroup(g);
        }
    }
}

/// Whether two groups hold as many blocks of the same kernels, in the same order of age, and split their memory alike.
bool ComputeEngine::alike(std::int32_t a, std::int32_t b) const
{
    const Group& first = m_groups[std::size_t(a)];
    const Group& second = m_groups[std::size_t(b)];
    if (first.signature != second.signature || first.cohorts != second.cohorts || first.split != second.split)
        return false;
    std::size_t i = 0;
    std::size_t j = 0;
    while (true) {
        while (i < m_cohorts.size() && m_cohorts[i].group != a)
            ++i;
        while (j < m_cohorts.size() && m_cohorts[j].group != b)
            ++j;
        if (i == m_cohorts.size() || j == m_cohorts.size())
            return i == m_cohorts.size() && j == m_cohorts.size();
        if (m_cohorts[i].run != m_cohorts[j].run || m_cohorts[i].blocksPerSm != m_cohorts[j].blocksPerSm)
            return false;
        ++i;
        ++j;
    }
}

/// With many groups, those that hold the same blocks become one: their progress is averaged, their work is kept.
void ComputeEngine::mergeAlike(Ns now)
{
    std::size_t empty = 0;
    for (Group& group : m_groups) {
        group.signature = 0;
        empty += group.cohorts == 0;
    }
    bool kernelsInSeveral = false;
    for (const Cohort& cohort : m_cohorts) {
        m_groups[std::size_t(cohort.group)].signature += signatureOf(cohort);
        kernelsInSeveral |= m_runs[std::size_t(cohort.run)].cohorts > 1;
    }
    if (!kernelsInSeveral && empty < 2)
        return;
    for (std::int32_t a = 0; a < std::int32_t(m_groups.size()); ++a)
        for (std::int32_t b = a + 1; b < std::int32_t(m_groups.size());) {
            if (!alike(a, b)) {
                ++b;
                continue;
            }
            const double smsA = m_groups[std::size_t(a)].sms;
            const double smsB = m_groups[std::size_t(b)].sms;
            std::size_t j = 0;
            for (std::size_t i = 0; i < m_cohorts.size(); ++i) {
                Cohort& kept = m_cohorts[i];
                if (kept.group != a)
                    continue;
                while (m_cohorts[j].group != b)
                    ++j;
                Cohort& gone = m_cohorts[j++];
                if (m_recordBlocks) {
                    std::vector<Ns> startsNs = startsOf(kept);
                    const std::vector<Ns> more = startsOf(gone);
                    startsNs.insert(startsNs.end(), more.begin(), more.end());
                    forgetStarts(gone);
                    setStarts(kept, std::move(startsNs));
                }
                kept.settle(now);
                gone.settle(now);
                kept.left = (kept.left * smsA + gone.left * smsB) / (smsA + smsB);
                kept.waves = std::max(kept.waves, gone.waves);
                kept.sms += gone.sms;
                --m_runs[std::size_t(gone.run)].cohorts;
            }
            std::erase_if(m_cohorts, [&](const Cohort& cohort) { return cohort.group == b; });
            Group& target = m_groups[std::size_t(a)];
            Group& source = m_groups[std::size_t(b)];
            target.sms += source.sms;
            target.ids.insert(target.ids.end(), source.ids.begin(), source.ids.end());
            source.cohorts = 0;
            removeGroup(b);
        }
}

ComputeEngine::Group ComputeEngine::allSms() const
{
    Group all;
    all.sms = m_profile.sms;
    if (m_recordBlocks) {
        all.ids = m_profile.smOrder;
        for (int i = 0; all.ids.size() < std::size_t(m_profile.sms); ++i)
            all.ids.push_back(i);
    }
    return all;
}

/// Too many cohorts to go on looking at SM by SM: from here on all SMs are one that is as large as they are together,
/// and the blocks of a kernel one cohort. Work and room are kept; who sits beside whom is not.
void ComputeEngine::enterCrowd(Ns now)
{
    reclaimAll(now);
    const std::vector<Cohort> apart(std::move(m_cohorts));
    const std::vector<Group> groups(std::move(m_groups));
    m_cohorts.clear();
    m_groups.assign(1, Group{});
    m_groups.front().sms = 1;
    m_scale = m_profile.sms;
    for (const Cohort& cohort : apart)
        m_runs[std::size_t(cohort.run)].cohorts = 0;
    for (const Cohort& cohort : apart) {
        const std::vector<std::int32_t>& sms = groups[std::size_t(cohort.group)].ids;
        const std::vector<Ns> startsNs = m_recordBlocks ? startsOf(cohort) : std::vector<Ns>();
        for (std::size_t sm = 0; sm < startsNs.size(); ++sm)
            noteBlocks(cohort.run, sms[sm], cohort.blocksPerSm, startsNs[sm]);
        addCohort(cohort.run, 0, std::int32_t(cohort.blocks()), cohort.leftAt(now), cohort.startNs, now);
    }
    m_starts.clear();
    m_freeStarts.clear();
    m_roomChanged = true;
}

/// With one kernel left, or none, its blocks are spread over the SMs again.
void ComputeEngine::leaveCrowd(Ns now)
{
    reclaimAll(now);
    const std::vector<Cohort> together(std::move(m_cohorts));
    m_cohorts.clear();
    m_groups.assign(1, allSms());
    m_scale = 1;
    const std::map<std::int32_t, std::vector<Noted>> noted = std::exchange(m_noted, {});
    std::fill(m_usedOnSm.begin(), m_usedOnSm.end(), Used{});
    for (const Cohort& cohort : together)
        m_runs[std::size_t(cohort.run)].cohorts = 0;
    for (const Cohort& cohort : together) {
        const std::size_t first = m_cohorts.size();
        Run& run = m_runs[std::size_t(cohort.run)];
        const std::int64_t backlog = run.backlog;
        run.backlog = cohort.blocks();
        place(cohort.run, now);
        run.backlog += backlog;
        for (std::size_t i = first; i < m_cohorts.size(); ++i) {
            m_cohorts[i].left = cohort.leftAt(now);
            m_cohorts[i].startNs = cohort.startNs;
            if (m_recordBlocks)
                setStarts(m_cohorts[i], startsAfterCrowd(m_cohorts[i], noted.at(cohort.run), now));
        }
    }
    m_roomChanged = true;
}

/// Blocks that were noted on the SM they are on now keep their start; who sat there before them is not known of others,
/// so their records begin now.
std::vector<Ns> ComputeEngine::startsAfterCrowd(const Cohort& cohort, const std::vector<Noted>& noted, Ns now) const
{
    std::vector<std::int32_t> blocks(std::size_t(m_profile.sms));
    std::vector<Ns> lastNs(std::size_t(m_profile.sms));
    for (const Noted& some : noted) {
        blocks[std::size_t(some.sm)] += some.blocks;
        lastNs[std::size_t(some.sm)] = std::max(lastNs[std::size_t(some.sm)], some.startNs);
    }
    std::vector<Ns> startsNs;
    for (const std::int32_t sm : m_groups[std::size_t(cohort.group)].ids)
        startsNs.push_back(blocks[std::size_t(sm)] >= cohort.blocksPerSm ? lastNs[std::size_t(sm)] : now);
    return startsNs;
}

void ComputeEngine::reclaimAll(Ns now)
{
    for (std::size_t i = 0; i < m_cohorts.size(); ++i)
        if (m_cohorts[i].waves > 1)
            reclaim(m_cohorts[i].run, now);
}

void ComputeEngine::placeInCrowd(std::int32_t index, Ns now)
{
    Run& run = m_runs[std::size_t(index)];
    const Need& need = m_needs[std::size_t(run.model)];
    std::int64_t fits = std::int64_t(need.blocksPerSm) * m_scale;
    for (const Cohort& cohort : m_cohorts)
        fits -= cohort.run == index ? cohort.blocks() : 0;
    const std::int64_t blocks = std::min({run.backlog, fits, std::int64_t(room(m_groups.front(), need))});
    if (blocks <= 0)
        return;
    begin(run, blocks);
    if (m_recordBlocks)
        for (std::int64_t i = 0; i < blocks; ++i)
            noteBlocks(index, emptiestSm(need), 1, now);
    addBlocks(index, 0, std::int32_t(blocks), now);
}

/// More blocks of the cohort's kernel have come: all progress as their mean does.
void ComputeEngine::join(Cohort& cohort, std::int32_t blocksPerSm, double left, Ns now)
{
    cohort.settle(now);
    cohort.left = (cohort.left * cohort.blocksPerSm + left * blocksPerSm) / (cohort.blocksPerSm + blocksPerSm);
    cohort.blocksPerSm += blocksPerSm;
    cohort.begunBlocksPerSm = cohort.blocksPerSm;
    take(m_groups[std::size_t(cohort.group)], cohort, blocksPerSm, 1);
}

/// When the cohort's running blocks started, by SM of its group.
std::vector<Ns> ComputeEngine::startsOf(const Cohort& cohort) const
{
    return cohort.starts < 0 ? std::vector<Ns>(std::size_t(cohort.sms), cohort.startNs)
                             : m_starts[std::size_t(cohort.starts)];
}

void ComputeEngine::setStarts(Cohort& cohort, std::vector<Ns> starts)
{
    if (cohort.starts < 0 && m_freeStarts.empty()) {
        cohort.starts = std::int32_t(m_starts.size());
        m_starts.emplace_back();
    } else if (cohort.starts < 0) {
        cohort.starts = m_freeStarts.back();
        m_freeStarts.pop_back();
    }
    m_starts[std::size_t(cohort.starts)] = std::move(starts);
}

void ComputeEngine::forgetStarts(Cohort& cohort)
{
    if (cohort.starts < 0)
        return;
    m_freeStarts.push_back(cohort.starts);
    cohort.starts = -1;
}

/// Where a block of a crowd is matters to its record only: where fewest are of the SMs that hold one more of its
/// kernel; what is free in all may lie in pieces, then where fewest warps are.
std::int32_t ComputeEngine::emptiestSm(const Need& need) const
{
    const auto holds = [&](const Used& used) {
        return used.blocks < m_profile.blocksPerSm && used.warps + need.warps <= m_profile.warpsPerSm &&
               used.registers + need.registers <= m_profile.registersPerSm &&
               used.shared + need.shared <= m_profile.sharedBytesPerSm;
    };
    const auto rank = [&](const Used& used) { return std::tuple(!holds(used), used.blocks, used.warps); };
    const auto best = std::ranges::min_element(m_usedOnSm, {}, rank);
    return std::int32_t(best - m_usedOnSm.begin());
}

/// Blocks come to an SM of a crowd or, less than 0, leave it.
void ComputeEngine::use(std::int32_t sm, std::int32_t run, std::int32_t blocks)
{
    const Need& need = m_needs[std::size_t(m_runs[std::size_t(run)].model)];
    Used& used = m_usedOnSm[std::size_t(sm)];
    used.blocks += blocks;
    used.warps += blocks * need.warps;
    used.registers += blocks * need.registers;
    used.shared += blocks * need.shared;
}

void ComputeEngine::noteBlocks(std::int32_t run, std::int32_t sm, std::int32_t blocks, Ns startNs)
{
    use(sm, run, blocks);
    m_noted[run].push_back({startNs, sm, blocks});
}

/// All blocks of the run end; with `again` others take their places.
void ComputeEngine::recordNoted(std::int32_t run, Ns now, bool again)
{
    std::vector<Noted>& noted = m_noted[run];
    for (Noted& blocks : noted) {
        for (std::int32_t i = 0; i < blocks.blocks; ++i)
            records.add(m_runs[std::size_t(run)].command, blocks.sm, blocks.startNs, now);
        blocks.startNs = now;
        if (!again)
            use(blocks.sm, run, -blocks.blocks);
    }
    if (!again)
        m_noted.erase(run);
}

} // namespace streamscope::simulator
