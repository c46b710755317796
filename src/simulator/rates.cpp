// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/rates.h"

#include "simulator/costs.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

/// Sharing the pipes and sharing the memory each change what is left for the other; this often is enough.
constexpr int rounds = 3;

/// Whole nanoseconds until `amount` is worked off, up; a billionth of slack keeps exact quotients exact.
Ns nsUntil(double amount, double rate)
{
    if (rate <= 0)
        return farNs;
    const double ns = amount / rate;
    if (ns >= 4.6e18)
        return farNs;
    const Ns whole = static_cast<Ns>(ns);
    return whole + (ns - static_cast<double>(whole) > 1e-6 + ns * 1e-12);
}

} // namespace

Ns Cohort::whenLeft(double blocksLeft) const
{
    const Ns duration = nsUntil(left - blocksLeft, rate);
    return duration >= farNs - sinceNs ? farNs : sinceNs + duration;
}

RateModel::RateModel(const device::DeviceProfile& profile, bool everyWave)
    : m_everyWave(everyWave), m_dramBytesPerNs(profile.dramBytesPerSecond * 1e-9), m_l2BytesPerNs(profile.l2BytesPerSecond * 1e-9)
{
}

void RateModel::update(std::vector<Cohort>& cohorts, const std::vector<Demand>& demands, std::size_t groups, Ns now)
{
    const std::size_t count = cohorts.size();
    m_limit.resize(count);
    m_rate.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        m_limit[i] = demands[std::size_t(cohorts[i].model)].fullRate;
    for (int round = 0; round < rounds; ++round) {
        sharePipes(cohorts, demands, groups);
        const bool dramShort = shareMemory(cohorts, demands, &Demand::dramBytes, m_dramBytesPerNs);
        const bool l2Short = shareMemory(cohorts, demands, &Demand::l2Bytes, m_l2BytesPerNs);
        if (!dramShort && !l2Short)
            break;
    }
    for (std::size_t i = 0; i < count; ++i) {
        Cohort& cohort = cohorts[i];
        if (cohort.rate == m_rate[i] && !cohort.changed)
            continue;
        cohort.settle(now);
        cohort.rate = m_rate[i];
        cohort.endNs = std::max(cohort.whenLeft(0), now + 1);
        cohort.waveNs = cohort.waves > 1 ? cohort.whenLeft(static_cast<double>(m_everyWave ? cohort.waves - 1 : 1)) : farNs;
        cohort.changed = false;
    }
}

void RateModel::sharePipes(const std::vector<Cohort>& cohorts, const std::vector<Demand>& demands, std::size_t groups)
{
    m_pipeLeft.assign(groups, 1.0);
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        const Cohort& cohort = cohorts[i];
        double rate = m_limit[i];
        const double pipe = demands[std::size_t(cohort.model)].pipeNs * cohort.blocksPerSm;
        if (pipe > 0) {
            double& left = m_pipeLeft[std::size_t(cohort.group)];
            const double wanted = std::min(pipe * rate, left);
            rate = std::min(rate, wanted / pipe);
            left -= wanted;
        }
        m_rate[i] = rate;
    }
}

/// Where more is asked for than there is, requests queue up and latency grows until what is in flight comes back at the
/// memory's rate: sum of min(asked, in flight / latency) = rate. Lowers m_rate and m_limit; true if it had to.
bool RateModel::shareMemory(const std::vector<Cohort>& cohorts, const std::vector<Demand>& demands,
                            double Demand::*bytes, double bytesPerNs)
{
    double asked = 0;
    double inFlight = 0;
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        const Demand& demand = demands[std::size_t(cohorts[i].model)];
        if (demand.*bytes <= 0)
            continue;
        const double blocks = static_cast<double>(cohorts[i].blocks());
        asked += m_rate[i] * demand.*bytes * blocks;
        inFlight += demand.bytesInFlight * blocks;
    }
    if (asked <= bytesPerNs * (1 + 1e-9))
        return false;
    double latency = inFlight / bytesPerNs;
    for (std::size_t pass = 0; pass < cohorts.size(); ++pass) {
        // Who asks for less than its share keeps what it asks for; the others divide the rest.
        double rest = bytesPerNs;
        double sharing = 0;
        for (std::size_t i = 0; i < cohorts.size(); ++i) {
            const Demand& demand = demands[std::size_t(cohorts[i].model)];
            if (demand.*bytes <= 0)
                continue;
            const double blocks = static_cast<double>(cohorts[i].blocks());
            if (m_rate[i] * demand.*bytes <= demand.bytesInFlight / latency)
                rest -= m_rate[i] * demand.*bytes * blocks;
            else
                sharing += demand.bytesInFlight * blocks;
        }
        if (sharing <= 0 || rest <= 0)
            break;
        const double next = sharing / rest;
        if (next >= latency * (1 - 1e-12))
            break;
        latency = next;
    }
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        const Demand& demand = demands[std::size_t(cohorts[i].model)];
        if (demand.*bytes <= 0)
            continue;
        const double limit = demand.bytesInFlight / (latency * (demand.*bytes));
        m_rate[i] = std::min(m_rate[i], limit);
        m_limit[i] = std::min(m_limit[i], limit);
    }
    return true;
}

} // namespace streamscope::simulator
