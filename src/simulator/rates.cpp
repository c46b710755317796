// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/rates.h"

#include "simulator/costs.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

/// Sharing the pipes and sharing the memory each change what is left for the other; this often is enough.
constexpr int rounds = 3;

/// The oldest cohort of the same kernel on the same group.
std::int32_t eldest(const std::vector<Cohort>& cohorts, std::size_t i)
{
    std::size_t first = 0;
    while (cohorts[first].run != cohorts[i].run || cohorts[first].group != cohorts[i].group)
        ++first;
    return std::int32_t(first);
}

} // namespace

RateModel::RateModel(const device::DeviceProfile& profile, const std::vector<Demand>& demands, bool everyWave)
    : m_demands(demands), m_everyWave(everyWave), m_congestionShare(profile.model.congestionShare),
      m_dramLatencyNs(profile.dramLatencyNs), m_dramBytesPerNs(profile.dramBytesPerSecond * 1e-9),
      m_l2BytesPerNs(profile.l2BytesPerSecond * 1e-9)
{}

Ns RateModel::update(std::vector<Cohort>& cohorts, std::size_t groups, std::int32_t pipes, Ns now)
{
    const std::span<const double> rates = ratesOf(cohorts, groups, pipes);
    Ns next = farNs;
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        Cohort& cohort = cohorts[i];
        if (cohort.rate != rates[i] || cohort.changed) {
            cohort.settle(now);
            cohort.rate = rates[i];
            cohort.changed = false;
            cohort.endNs = std::max(cohort.whenLeft(0), now + 1);
            cohort.waveNs = farNs;
            if (cohort.waves > 1)
                cohort.waveNs = cohort.whenLeft(static_cast<double>(m_everyWave ? cohort.waves - 1 : 1));
            else if (cohort.yieldsAt > 0)
                cohort.waveNs = cohort.whenLeft(cohort.yieldsAt);
        }
        next = std::min({next, cohort.endNs, cohort.waveNs});
    }
    return next;
}

/// By cohort; valid until the next call.
std::span<const double> RateModel::ratesOf(const std::vector<Cohort>& cohorts, std::size_t groups, std::int32_t pipes)
{
    const std::size_t count = cohorts.size();
    if (m_rate.size() < count)
        m_rate.resize(count);
    bool share = false;
    for (std::size_t i = 0; i < count; ++i) {
        m_rate[i] = cohorts[i].fullRate;
        share |= cohorts[i].shares;
    }
    if (!share)
        return m_rate;
    m_rate.resize(count);
    m_parts.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Cohort& cohort = cohorts[i];
        m_parts[i] = {cohort.model,
                      cohort.blocksPerSm,
                      cohort.sms,
                      cohort.group,
                      cohort.sibling ? eldest(cohorts, i) : std::int32_t(i),
                      pipes == 1 && cohort.waves == 1 ? cohort.begunBlocksPerSm : 0};
    }
    if (const std::span<const double> known = m_memo.find(m_parts, pipes); !known.empty())
        return known;
    solve(m_parts, groups, pipes);
    return m_memo.insert(m_parts, pipes, m_rate);
}

void RateModel::solve(std::span<const RateMemo::Part> parts, std::size_t groups, double pipes)
{
    m_loads.resize(parts.size());
    m_limit.resize(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const RateMemo::Part& part = parts[i];
        const Demand& demand = m_demands[std::size_t(part.model)];
        const double all = static_cast<double>(std::int64_t(part.blocksPerSm) * part.sms);
        // Where more waves come, new blocks take what the last ones of a wave leave of the pipe.
        m_limit[i] = demand.fullRate;
        if (part.begun > 0) {
            // Together they get through so many blocks at once, also when some have ended.
            const double atOnce = part.begun / demand.timesTogether[std::size_t(part.begun)];
            m_limit[i] *= std::min(atOnce / part.blocksPerSm, 1.0);
        }
        m_loads[i] = {demand.fullRate,
                      demand.pipeNs * part.blocksPerSm,
                      demand.pollShare * part.blocksPerSm,
                      demand.evenShare,
                      demand.dramBytes * all,
                      demand.l2Bytes * all,
                      demand.bytesInFlight * all,
                      std::size_t(part.group),
                      std::size_t(part.eldest)};
    }
    for (int round = 0; round < rounds; ++round) {
        sharePipes(groups, pipes);
        const bool dramShort = m_dramAsked > m_dramBytesPerNs * enough;
        const bool l2Short = m_l2Asked > m_l2BytesPerNs * enough;
        if (dramShort)
            congest(shareMemory(&Load::dramBytes, m_dramBytesPerNs));
        if (l2Short)
            shareMemory(&Load::l2Bytes, m_l2BytesPerNs);
        if (!dramShort && !l2Short)
            break;
    }
}

/// Goes through the cohorts from the oldest on; says in passing what they ask of memory. Blocks of one kernel that came
/// to an SM at different times share alike.
void RateModel::sharePipes(std::size_t groups, double pipes)
{
    const std::size_t count = m_loads.size();
    m_pipeAsked.assign(groups, 0.0);
    m_pipeLeft.assign(groups, pipes);
    m_family.assign(count, 0.0);
    for (std::size_t i = 0; i < count; ++i) {
        const double asked = m_loads[i].smPipeNs * m_limit[i];
        m_family[m_loads[i].eldest] += asked;
        m_pipeAsked[m_loads[i].group] += asked + m_loads[i].smPollShare;
    }
    double dram = 0;
    double l2 = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t eldest = m_loads[i].eldest;
        m_family[i] = eldest == i ? pipeShare(m_loads[i], m_family[i]) : m_family[eldest];
        m_rate[i] = m_limit[i] * m_family[i];
        dram += m_rate[i] * m_loads[i].dramBytes;
        l2 += m_rate[i] * m_loads[i].l2Bytes;
    }
    m_dramAsked = dram;
    m_l2Asked = l2;
}

/// What share of the pipe time that it and its siblings ask for a cohort gets, after all older ones.
double RateModel::pipeShare(const Load& load, double asked)
{
    double& left = m_pipeLeft[load.group];
    left = std::max(left - load.smPollShare, 0.0);
    if (asked <= 0)
        return 1;
    double& askedByRest = m_pipeAsked[load.group];
    double got = std::min(asked, left);
    if (askedByRest > left)
        got += load.evenShare * (left * asked / askedByRest - got);
    left -= got;
    askedByRest -= asked;
    return got / asked;
}

/// Requests that hit in L2 queue behind those that do not.
void RateModel::congest(double latencyNs)
{
    const double addedNs = m_congestionShare * std::max(latencyNs - m_dramLatencyNs, 0.0);
    for (std::size_t i = 0; i < m_loads.size(); ++i) {
        const Load& load = m_loads[i];
        if (load.l2Bytes <= 0)
            continue;
        const double limit = 1 / (1 / load.fullRate + load.l2Bytes / load.bytesInFlight * addedNs);
        m_limit[i] = std::min(m_limit[i], limit);
        m_rate[i] = std::min(m_rate[i], limit);
    }
}

/// Where more is asked for than there is, requests queue up and latency grows until what is in flight comes back at the
/// memory's rate: sum of min(asked, in flight / latency) = rate. Lowers m_rate and m_limit, and returns
/// the latency.
double RateModel::shareMemory(double Load::*bytes, double bytesPerNs)
{
    double inFlight = 0;
    for (const Load& load : m_loads)
        inFlight += load.*bytes > 0 ? load.bytesInFlight : 0;
    double perLatency = bytesPerNs / inFlight; // 1 / latency
    for (std::size_t pass = 0; pass < m_loads.size(); ++pass) {
        // Who asks for less than its share keeps what it asks for; the others divide the rest.
        double rest = bytesPerNs;
        double sharing = 0;
        for (std::size_t i = 0; i < m_loads.size(); ++i) {
            const Load& load = m_loads[i];
            const double asked = m_rate[i] * load.*bytes;
            const bool shares = asked > load.bytesInFlight * perLatency;
            rest -= shares ? 0 : asked;
            sharing += shares ? load.bytesInFlight : 0;
        }
        if (sharing <= 0 || rest <= 0)
            break;
        const double next = rest / sharing;
        if (next <= perLatency * (1 + 1e-9))
            break;
        perLatency = next;
    }
    for (std::size_t i = 0; i < m_loads.size(); ++i) {
        const Load& load = m_loads[i];
        if (m_rate[i] * load.*bytes > load.bytesInFlight * perLatency)
            m_rate[i] = m_limit[i] = load.bytesInFlight * perLatency / load.*bytes;
    }
    return 1 / perLatency;
}

} // namespace streamscope::simulator
