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
std::size_t eldest(const std::vector<Cohort>& cohorts, std::size_t i)
{
    std::size_t first = 0;
    while (cohorts[first].run != cohorts[i].run || cohorts[first].group != cohorts[i].group)
        ++first;
    return first;
}

} // namespace

RateModel::RateModel(const device::DeviceProfile& profile, bool everyWave)
    : m_everyWave(everyWave), m_congestionShare(profile.model.congestionShare), m_dramLatencyNs(profile.dramLatencyNs),
      m_dramBytesPerNs(profile.dramBytesPerSecond * 1e-9), m_l2BytesPerNs(profile.l2BytesPerSecond * 1e-9)
{}

Ns RateModel::update(std::vector<Cohort>& cohorts, std::size_t groups, double pipes, Ns now)
{
    const std::size_t count = cohorts.size();
    m_limit.resize(count);
    m_rate.resize(count);
    bool share = false;
    for (std::size_t i = 0; i < count; ++i) {
        const Cohort& cohort = cohorts[i];
        m_rate[i] = m_limit[i] = cohort.fullRate;
        share |= cohort.smPipeNs > 0 || cohort.l2Bytes > 0 || cohort.dramBytes > 0;
    }
    for (int round = 0; share && round < rounds; ++round) {
        sharePipes(cohorts, groups, pipes);
        const bool dramShort = m_dramAsked > m_dramBytesPerNs * (1 + 1e-9);
        const bool l2Short = m_l2Asked > m_l2BytesPerNs * (1 + 1e-9);
        if (dramShort)
            congest(cohorts, shareMemory(cohorts, &Cohort::dramBytes, m_dramBytesPerNs));
        if (l2Short)
            shareMemory(cohorts, &Cohort::l2Bytes, m_l2BytesPerNs);
        if (!dramShort && !l2Short)
            break;
    }
    return setTimes(cohorts, now);
}

/// Goes through the cohorts from the oldest on; says in passing what they ask of memory. Blocks of one kernel that came
/// to an SM at different times share alike.
void RateModel::sharePipes(const std::vector<Cohort>& cohorts, std::size_t groups, double pipes)
{
    const std::size_t count = cohorts.size();
    m_pipeAsked.assign(groups, 0.0);
    m_pipeLeft.assign(groups, pipes);
    m_family.resize(count);
    m_eldest.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_eldest[i] = cohorts[i].sibling ? eldest(cohorts, i) : i;
        m_family[i] = 0;
        const double asked = cohorts[i].smPipeNs * m_limit[i];
        m_family[m_eldest[i]] += asked;
        m_pipeAsked[std::size_t(cohorts[i].group)] += asked + cohorts[i].smPollShare;
    }
    double dram = 0;
    double l2 = 0;
    for (std::size_t i = 0; i < count; ++i) {
        m_family[i] = m_eldest[i] == i ? pipeShare(cohorts[i], m_family[i]) : m_family[m_eldest[i]];
        m_rate[i] = m_limit[i] * m_family[i];
        dram += m_rate[i] * cohorts[i].dramBytes;
        l2 += m_rate[i] * cohorts[i].l2Bytes;
    }
    m_dramAsked = dram;
    m_l2Asked = l2;
}

/// What share of the pipe time that it and its siblings ask for a cohort gets, after all older ones.
double RateModel::pipeShare(const Cohort& cohort, double asked)
{
    double& left = m_pipeLeft[std::size_t(cohort.group)];
    left = std::max(left - cohort.smPollShare, 0.0);
    if (asked <= 0)
        return 1;
    double& askedByRest = m_pipeAsked[std::size_t(cohort.group)];
    double got = std::min(asked, left);
    if (askedByRest > left)
        got += cohort.evenShare * (left * asked / askedByRest - got);
    left -= got;
    askedByRest -= asked;
    return got / asked;
}

/// Requests that hit in L2 queue behind those that do not.
void RateModel::congest(const std::vector<Cohort>& cohorts, double latencyNs)
{
    const double addedNs = m_congestionShare * std::max(latencyNs - m_dramLatencyNs, 0.0);
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        const Cohort& cohort = cohorts[i];
        if (cohort.l2Bytes <= 0)
            continue;
        const double limit = 1 / (1 / cohort.fullRate + cohort.l2Bytes / cohort.bytesInFlight * addedNs);
        m_limit[i] = std::min(m_limit[i], limit);
        m_rate[i] = std::min(m_rate[i], limit);
    }
}

/// Where more is asked for than there is, requests queue up and latency grows until what is in flight comes back at the
/// memory's rate: sum of min(asked, in flight / latency) = rate. Lowers m_rate and m_limit, and returns
/// the latency.
double RateModel::shareMemory(const std::vector<Cohort>& cohorts, double Cohort::*bytes, double bytesPerNs)
{
    double inFlight = 0;
    for (const Cohort& cohort : cohorts)
        inFlight += cohort.*bytes > 0 ? cohort.bytesInFlight : 0;
    double perLatency = bytesPerNs / inFlight; // 1 / latency
    for (std::size_t pass = 0; pass < cohorts.size(); ++pass) {
        // Who asks for less than its share keeps what it asks for; the others divide the rest.
        double rest = bytesPerNs;
        double sharing = 0;
        for (std::size_t i = 0; i < cohorts.size(); ++i) {
            const Cohort& cohort = cohorts[i];
            const double asked = m_rate[i] * cohort.*bytes;
            const bool shares = asked > cohort.bytesInFlight * perLatency;
            rest -= shares ? 0 : asked;
            sharing += shares ? cohort.bytesInFlight : 0;
        }
        if (sharing <= 0 || rest <= 0)
            break;
        const double next = rest / sharing;
        if (next <= perLatency * (1 + 1e-9))
            break;
        perLatency = next;
    }
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        const Cohort& cohort = cohorts[i];
        if (m_rate[i] * cohort.*bytes > cohort.bytesInFlight * perLatency)
            m_rate[i] = m_limit[i] = cohort.bytesInFlight * perLatency / cohort.*bytes;
    }
    return 1 / perLatency;
}

Ns RateModel::setTimes(std::vector<Cohort>& cohorts, Ns now) const
{
    Ns next = farNs;
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        Cohort& cohort = cohorts[i];
        if (cohort.rate != m_rate[i] || cohort.changed) {
            cohort.settle(now);
            cohort.rate = m_rate[i];
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

} // namespace streamscope::simulator
