// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/compute_engine.h"

#include "device/occupancy.h"
#include "simulator/costs.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

constexpr double mostEvenShare = 0.4; ///< of an SM's pipe, goes evenly to kernels that wait often
constexpr std::size_t crowd = 8;      ///< so many cohorts at once try the patience to tell SMs apart
constexpr std::size_t manyGroups = 4; ///< from here on, groups that hold the same kernels are put together

Demand demandOf(const program::KernelModel& model, const device::DeviceProfile& profile)
{
    Demand demand;
    // Handing blocks out takes its time too: no wave passes faster than its blocks can be handed out.
    const double slots = static_cast<double>(model.blocksPerSm) * profile.sms;
    const double perWaveNs = static_cast<double>(model.blocks) > slots ? slots * model.dispatchNs : 0;
    demand.fullRate = 1 / std::max({model.aloneNs, perWaveNs, 1e-3});
    demand.heldByDispatch = perWaveNs > model.aloneNs; // its blocks end sooner than a wave of them is handed out
    demand.pipeNs = model.pipeNs;
    demand.dramBytes = model.dramBytes;
    demand.l2Bytes = model.l2Bytes;
    demand.bytesInFlight = model.bytesInFlight;
    demand.inStep = model.inStep;
    // Warps that wait for memory again and again lose their turn: younger ones issue meanwhile.
    demand.evenShare = mostEvenShare * program::waitingShare(model, profile);
    for (int blocks = 0; blocks <= model.blocksPerSm; ++blocks)
        demand.timesTogether.push_back(program::timesTogether(blocks, model, profile));
    if (model.polls && profile.model.pollingStallNs > 0)
        demand.pollShare = model.warpsPerBlock / profile.model.pollingWarps;
    return demand;
}

/// How much later the last block ends than its cohort, which begins at once.
double staggerNs(const program::KernelModel& model, const Demand& demand, const device::DeviceProfile& profile)
{
    if (demand.heldByDispatch) // blocks end as they begin, one by one
        return model.aloneNs - model.dispatchNs;
    const double slots = static_cast<double>(model.blocksPerSm) * profile.sms;
    return (std::min(static_cast<double>(model.blocks), slots) - 1) * model.dispatchNs;
}

} // namespace

ComputeEngine::Need ComputeEngine::needOf(const program::KernelModel& model, const device::DeviceProfile& profile)
{
    Need need{model.warpsPerBlock, std::int32_t(model.registersPerBlock), std::int32_t(model.sharedBytesPerBlock),
              model.blocksPerSm,
              std::int32_t(device::sharedSplitBytes(profile, model.blocksPerSm, model.warpsPerBlock,
                                                    model.sharedBytesPerBlock))};
    if (!model.polls)
        return need;
    need.polling = model.warpsPerBlock;
    // A block that joins equal ones waits no longer than they take.
    if (profile.warpsPerSm - model.warpsPerBlock > profile.model.pollingWarps)
        need.stallNs = toNs(std::min(profile.model.pollingStallNs, model.aloneNs));
    return need;
}

ComputeEngine::ComputeEngine(const device::DeviceProfile& profile, const std::vector<program::KernelModel>& models,
                             bool recordBlocks)
    : m_profile(profile), m_models(models), m_rates(profile, m_demands, recordBlocks), m_recordBlocks(recordBlocks),
      m_nextNs(farNs)
{
    for (const program::KernelModel& model : models) {
        m_demands.push_back(demandOf(model, profile));
        m_needs.push_back(needOf(model, profile));
        m_needs.back().canBeAlone = model.blocks <= profile.sms && m_demands.back().isItselfAlone();
    }
    m_queues.resize(std::size_t(profile.leastPriority - profile.greatestPriority) + 1);
    m_groups.push_back(allSms());
    m_usedOnSm.resize(recordBlocks ? std::size_t(profile.sms) : 0);
}

void ComputeEngine::submit(std::int32_t command, std::int32_t model, int priority, Ns now)
{
    std::int32_t index = std::int32_t(m_runs.size());
    if (m_freeRuns.empty()) {
        m_runs.emplace_back();
    } else {
        index = m_freeRuns.back();
        m_freeRuns.pop_back();
    }
    Run& run = m_runs[std::size_t(index)];
    run = Run{};
    run.command = command;
    run.model = model;
    run.backlog = m_models[std::size_t(model)].blocks;
    run.submittedNs = now;
    if (isAlone(model))
        return startAlone(index, now);
    joinOthers(now);
    Queue& queue = m_queues[std::size_t(priority)];
    queue.runs.push_back(index);
    m_highest = m_waiting++ == 0 ? std::size_t(priority) : std::min(m_highest, std::size_t(priority));
    if (&queue != highestQueue() || queue.runs.size() - queue.head > 1)
        return; // not its turn
    for (std::size_t lower = std::size_t(priority) + 1; lower < m_queues.size(); ++lower)
        if (!m_queues[lower].empty())
            reclaim(m_queues[lower].runs[m_queues[lower].head], now); // its next wave may have to wait for this one
    dispatch(now);
    updateRates(now);
}

void ComputeEngine::advance(Ns now)
{
    if (!m_alone.empty())
        return advanceAlone(now);
    bool ended = false;
    bool handedOut = false;
    for (std::size_t i = 0; i < m_cohorts.size();) {
        if (m_cohorts[i].waveNs <= now)
            handedOut |= nextWave(m_cohorts[i], now);
        if (m_cohorts[i].endNs <= now) {
            m_ragged |= m_demands[std::size_t(m_cohorts[i].model)].l2Bytes > 0;
            endCohort(i, now);
            ended = true;
        } else {
            ++i;
        }
    }
    if (ended) {
        mergeEmpty();
        m_roomChanged = true;
    }
    if (ended || handedOut) {
        if (m_scale == 1 && m_cohorts.size() >= crowd && (m_patience -= std::int64_t(m_cohorts.size())) < 0)
            enterCrowd(now);
        else if (m_scale > 1 && m_residentRuns <= 1 && m_waiting == 0)
            leaveCrowd(now);
        dispatch(now);
    }
    if (ended && m_groups.size() > manyGroups)
        mergeAlike(now);
    updateRates(now);
}

/// True if the cohort's last wave has begun.
bool ComputeEngine::nextWave(Cohort& cohort, Ns now)
{
    if (cohort.waves == 1) { // somebody waits for blocks that end ahead
        cohort.waveNs = farNs;
        return true;
    }
    if (m_recordBlocks) {
        record(cohort, cohort.blocksPerSm, now);
        --cohort.waves;
    } else {
        cohort.waves = 1;
    }
    cohort.startNs = now;
    forgetStarts(cohort);
    cohort.waveNs = cohort.waves > 1 ? cohort.whenLeft(static_cast<double>(cohort.waves - 1)) : farNs;
    return cohort.waves == 1;
}

void ComputeEngine::record(const Cohort& cohort, std::int32_t blocksPerSm, Ns now)
{
    const std::int32_t command = m_runs[std::size_t(cohort.run)].command;
    if (m_scale > 1)
        return recordNoted(cohort.run, now, cohort.waves > 1);
    const std::vector<std::int32_t>& sms = m_groups[std::size_t(cohort.group)].ids;
    const std::vector<Ns> startsNs = startsOf(cohort);
    for (std::size_t sm = 0; sm < sms.size(); ++sm)
        for (std::int32_t i = 0; i < blocksPerSm; ++i)
            records.add(command, sms[sm], startsNs[sm], now);
}

void ComputeEngine::updateRates(Ns now)
{
    m_nextNs = m_rates.update(m_cohorts, m_groups.size(), m_scale, now);
}

ComputeEngine::Queue* ComputeEngine::highestQueue()
{
    if (m_waiting == 0)
        return nullptr;
    while (m_queues[m_highest].empty())
        ++m_highest;
    return &m_queues[m_highest];
}

/// Only the first kernel of the highest queue may place blocks; the next one may once all of its blocks are handed out.
void ComputeEngine::dispatch(Ns now)
{
    while (Queue* queue = highestQueue()) {
        if (!placeHead(*queue, now)) {
            if (!yieldRoom(now))
                break;
            m_roomChanged = true;
            continue;
        }
        dispatched.push_back(m_runs[std::size_t(queue->runs[queue->head])].command);
        --m_waiting;
        if (++queue->head == queue->runs.size()) {
            queue->runs.clear();
            queue->head = 0;
        } else if (queue->head > 64 && 2 * queue->head > queue->runs.size()) {
            queue->runs.erase(queue->runs.begin(), queue->runs.begin() + std::ptrdiff_t(queue->head));
            queue->head = 0;
        }
    }
    m_roomChanged = false;
    m_ragged = false;
}

/// True if all blocks of the queue's first kernel are handed out.
bool ComputeEngine::placeHead(Queue& queue, Ns now)
{
    const std::int32_t index = queue.runs[queue.head];
    Run& run = m_runs[std::size_t(index)];
    if (!run.begun) {
        if (m_residentRuns >= m_profile.residentGrids)
            return false;
    } else if (m_roomChanged) {
        reclaim(index, now);
    }
    if (run.backlog > 0) {
        place(index, now);
        // Where blocks may stall every wave is another.
        if (run.backlog > 0 && run.cohorts > 0 && m_needs[std::size_t(run.model)].stallNs == 0)
            reserve(index, now);
    }
    if (run.backlog > 0)
        return false;
    for (const Cohort& cohort : m_cohorts)
        if (cohort.run == index && cohort.waves > 1)
            return false;
    return true;
}

/// Blocks of one SM that fill its pipe do not end together: the oldest go ahead, and the first is through when it and
/// half of another one's work are done. That matters only to a kernel that waits for their room, so it is looked at
/// only then. True if room came free; else says when some will.
bool ComputeEngine::yieldRoom(Ns now)
{
    if (m_scale > 1)
        return false;
    bool freed = false;
    for (Cohort& cohort : m_cohorts) {
        const Demand& demand = m_demands[std::size_t(cohort.model)];
        const bool fillsPipe = demand.pipeNs * cohort.blocksPerSm * demand.fullRate > 1 + 1e-9;
        if (demand.inStep || cohort.waves > 1 || cohort.blocksPerSm < 2 || !fillsPipe ||
            m_runs[std::size_t(cohort.run)].backlog > 0)
            continue;
        const double begun = cohort.begunBlocksPerSm;
        const double atOnce = begun / demand.timesTogether[std::size_t(begun)];
        const std::int32_t last = std::int32_t(atOnce + 0.5); // as many as run at once end together
        if (cohort.blocksPerSm <= last)
            continue;
        // The first one, when those that run at once have ended, then in a few steps.
        const bool whole = cohort.blocksPerSm == cohort.begunBlocksPerSm;
        const std::int32_t step = whole ? 1 : std::clamp(cohort.begunBlocksPerSm / 4, 1, cohort.blocksPerSm - 1);
        const double leavesAt = std::min(cohort.blocksPerSm - step - 0.5, whole ? begun - atOnce : begun);
        const double work =
            (cohort.left - cohort.rate * static_cast<double>(now - cohort.sinceNs)) * cohort.blocksPerSm;
        if (work <= leavesAt + 1e-6) {
            shrink(cohort, std::max({std::int32_t(work + 1.5 - 1e-6), last, 1}), now);
            freed = true;
        }
        const double yieldsAt = std::max(leavesAt, 0.0) / cohort.blocksPerSm;
        if (cohort.yieldsAt != yieldsAt) {
            cohort.yieldsAt = yieldsAt;
            cohort.changed = true;
        }
    }
    return freed;
}

void ComputeEngine::shrink(Cohort& cohort, std::int32_t blocksPerSm, Ns now)
{
    Group& group = m_groups[std::size_t(cohort.group)];
    const std::int32_t ended = cohort.blocksPerSm - blocksPerSm;
    if (m_recordBlocks)
        record(cohort, ended, now);
    cohort.settle(now);
    cohort.left *= static_cast<double>(cohort.blocksPerSm) / blocksPerSm;
    take(group, cohort, ended, -1);
    cohort.blocksPerSm = blocksPerSm;
}

/// Takes blocks of the cohort's kernel onto the group's SMs (sign 1) or off them (−1).
void ComputeEngine::take(Group& group, const Cohort& cohort, std::int32_t blocksPerSm, int sign)
{
    const Need& need = m_needs[std::size_t(cohort.model)];
    const std::int32_t blocks = sign * blocksPerSm;
    group.blocks += blocks;
    group.warps += blocks * need.warps;
    group.registers += blocks * need.registers;
    group.shared += blocks * need.shared;
    group.polling += blocks * need.polling;
}

/// Takes back what cohorts have reserved but not begun, to spread it anew.
void ComputeEngine::reclaim(std::int32_t index, Ns now)
{
    Run& run = m_runs[std::size_t(index)];
    for (Cohort& cohort : m_cohorts) {
        if (cohort.run != index || cohort.waves == 1)
            continue;
        cohort.settle(now);
        // Without block records nobody has counted the waves that have passed.
        const double reserved = static_cast<double>(static_cast<std::int64_t>(std::max(cohort.left - 1e-9, 0.0)));
        run.backlog += static_cast<std::int64_t>(reserved) * cohort.blocks();
        cohort.left -= reserved;
        cohort.waves = 1;
    }
}

/// Whether blocks of another kernel that came later are on its SMs: they are older than its next wave will be.
bool ComputeEngine::hasYoungerGuest(const Cohort& cohort) const
{
    if (!cohort.shares || m_scale > 1)
        return false;
    return std::any_of(&cohort + 1, m_cohorts.data() + m_cohorts.size(), [&](const Cohort& other) {
        return other.group == cohort.group && other.run != cohort.run && other.shares;
    });
}

/// Lets every cohort of the kernel work off whole waves of the backlog by itself: all there are where the kernel has
/// but one cohort, else half of an even share, so that the faster ones can take more.
void ComputeEngine::reserve(std::int32_t index, Ns now)
{
    Run& run = m_runs[std::size_t(index)];
    std::int64_t slots = 0;
    for (const Cohort& cohort : m_cohorts)
        if (cohort.run == index && !hasYoungerGuest(cohort))
            slots += cohort.blocks();
    if (slots == 0)
        return;
    std::int64_t waves = run.backlog / slots;
    if (run.cohorts > 1 && waves > 1)
        waves = (waves + 1) / 2;
    if (waves == 0)
        return;
    for (Cohort& cohort : m_cohorts) {
        if (cohort.run != index || hasYoungerGuest(cohort))
            continue;
        cohort.settle(now);
        cohort.left += static_cast<double>(waves);
        cohort.waves += waves;
        run.backlog -= waves * cohort.blocks();
    }
}

/// `left`: of each block's work, and of what must pass before it.
void ComputeEngine::addCohort(std::int32_t index, std::int32_t groupIndex, std::int32_t blocksPerSm, double left,
                              Ns startNs, Ns now)
{
    Run& run = m_runs[std::size_t(index)];
    Group& group = m_groups[std::size_t(groupIndex)];
    bool sibling = false;
    if (group.cohorts > 0 && run.cohorts > 0)
        for (Cohort& older : m_cohorts) {
            if (older.run != index || older.group != groupIndex)
                continue;
            if (m_scale > 1 && older.waves == 1)
                return join(older, blocksPerSm, left, now);
            sibling = true;
        }
    Cohort& cohort = m_cohorts.emplace_back();
    cohort.sibling = sibling;
    if (group.cohorts++ == 0)
        group.split = m_needs[std::size_t(run.model)].split;
    ++run.cohorts;
    cohort.left = left;
    cohort.sinceNs = now;
    cohort.startNs = startNs;
    cohort.run = index;
    cohort.group = groupIndex;
    cohort.blocksPerSm = cohort.begunBlocksPerSm = blocksPerSm;
    cohort.sms = group.sms;
    cohort.model = run.model;
    cohort.fullRate = m_demands[std::size_t(run.model)].fullRate;
    cohort.shares = m_demands[std::size_t(run.model)].shares();
    take(group, cohort, blocksPerSm, 1);
    if (cohort.shares && m_scale == 1 && group.cohorts > 1)
        for (std::size_t i = 0; i + 1 < m_cohorts.size(); ++i)
            if (const Cohort& older = m_cohorts[i];
                older.group == groupIndex && older.run != index && older.shares && older.waves > 1)
                reclaim(older.run, now);
}

void ComputeEngine::endCohort(std::size_t i, Ns now)
{
    Cohort& cohort = m_cohorts[i];
    const std::int32_t index = cohort.run;
    Run& run = m_runs[std::size_t(index)];
    Group& group = m_groups[std::size_t(cohort.group)];
    if (m_recordBlocks)
        record(cohort, cohort.blocksPerSm, now);
    forgetStarts(cohort);
    take(group, cohort, cohort.blocksPerSm, -1);
    --group.cohorts;
    m_cohorts.erase(m_cohorts.begin() + std::ptrdiff_t(i));
    if (--run.cohorts == 0 && run.backlog == 0)
        endRun(index);
}

void ComputeEngine::endRun(std::int32_t index)
{
    const Run& run = m_runs[std::size_t(index)];
    --m_residentRuns;
    const program::KernelModel& model = m_models[std::size_t(run.model)];
    const double staggered = staggerNs(model, m_demands[std::size_t(run.model)], m_profile);
    finished.push_back({run.command, toNs(model.startNs + staggered)});
    m_freeRuns.push_back(index);
}

} // namespace streamscope::simulator
