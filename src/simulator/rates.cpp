// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/rates.h"

#include "simulator/costs.h"

#include <algorithm>

namespace streamscope::simulator {
namespace {

/// Sharing the pipes and sharing the memory each change what is left for the other; this often is enough.
constexpr int rounds = 3;

} // namespace

RateModel::RateModel(const device::DeviceProfile& profile, bool everyWave)
    : m_everyWave(everyWave), m_dramBytesPerNs(profile.dramBytesPerSecond * 1e-9), m_l2BytesPerNs(profile.l2BytesPerSecond * 1e-9)
{
}

Ns RateModel::update(std::vector<Cohort>& cohorts, std::size_t groups, Ns now)
{
    const std::size_t count = cohorts.size();
    m_limit.resize(count);
    m_rate.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        m_limit[i] = cohorts[i].fullRate;
    for (int round = 0; round < rounds; ++round) {
        sharePipes(cohorts, groups);
        const bool dramShort = m_dramAsked > m_dramBytesPerNs * (1 + 1e-9);
        const bool l2Short = m_l2Asked > m_l2BytesPerNs * (1 + 1e-9);
        if (dramShort)
            shareMemory(cohorts, &Cohort::dramBytes, m_dramBytesPerNs);
        if (l2Short)
            shareMemory(cohorts, &Cohort::l2Bytes, m_l2BytesPerNs);
        if (!dramShort && !l2Short)
            break;
    }
    return setTimes(cohorts, now);
}

/// Goes through the cohorts from the oldest on; says in passing what they ask of memory.
void RateModel::sharePipes(const std::vector<Cohort>& cohorts, std::size_t groups)
{
    m_pipeLeft.assign(groups, 1.0);
    double dram = 0;
    double l2 = 0;
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        const Cohort& cohort = cohorts[i];
        double rate = m_limit[i];
        double& left = m_pipeLeft[std::size_t(cohort.group)];
        const double wanted = cohort.smPipeNs * rate;
        if (wanted > left) {
            rate = left / cohort.smPipeNs;
            left = 0;
        } else {
            left -= wanted;
        }
        m_rate[i] = rate;
        dram += rate * cohort.dramBytes;
        l2 += rate * cohort.l2Bytes;
    }
    m_dramAsked = dram;
    m_l2Asked = l2;
}

/// Where more is asked for than there is, requests queue up and latency grows until what is in flight comes back at the
/// memory's rate: sum of min(asked, in flight / latency) = rate. Lowers m_rate and m_limit.
void RateModel::shareMemory(const std::vector<Cohort>& cohorts, double Cohort::*bytes, double bytesPerNs)
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
