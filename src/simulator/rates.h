// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "device/device_profile.h"
#include "simulator/costs.h"
#include "simulator/rate_memo.h"

#include <span>
#include <vector>

namespace streamscope::simulator {

/// Whole nanoseconds until `amount` is worked off, up; a billionth of slack keeps exact quotients exact.
inline Ns nsUntil(double amount, double rate)
{
    if (rate <= 0)
        return farNs;
    const double ns = amount / rate;
    if (ns >= 4.6e18)
        return farNs;
    const Ns whole = static_cast<Ns>(ns);
    return whole + (ns - static_cast<double>(whole) > 1e-6 + ns * 1e-12);
}

/// What one block of a kernel asks for while it progresses.
struct Demand
{
    double fullRate = 1; ///< blocks per ns where nothing is short: 1 / T0
    double pipeNs = 0;
    double dramBytes = 0;
    double l2Bytes = 0;
    double bytesInFlight = 0;
    bool inStep = false;               ///< its blocks of one SM end together though they fill its pipe
    double evenShare = 0;              ///< how much of its right to the pipe before younger kernels it gives up
    double pollShare = 0;              ///< of an SM's pipe, whatever is left of it
    bool heldByDispatch = false;       ///< fullRate is that of a wave: a part of one passes sooner
    std::vector<double> timesTogether; ///< by how many of them come to an SM: program::timesTogether()

    /// One block on an SM of its own takes its full rate, if memory is not short.
    bool isItselfAlone() const
    {
        return timesTogether.size() > 1 && timesTogether[1] <= 1 && pipeNs * fullRate + pollShare <= 1;
    }
    bool shares() const { return pipeNs > 0 || l2Bytes > 0 || dramBytes > 0; } ///< something that may be short
};

/// Blocks of one kernel that started together on SMs in the same state; all progress alike. Works off `left` blocks one
/// after the other: the running one and, beyond 1, those reserved from the kernel's backlog.
struct Cohort
{
    double left = 0; ///< at sinceNs, in blocks; where some end ahead, the mean of the others
    double rate = 0; ///< blocks per ns since then
    Ns sinceNs = 0;
    Ns endNs = 0;           ///< when nothing is left
    Ns waveNs = 0;          ///< when its step from wave to wave is next of interest; farNs: not before endNs
    Ns startNs = 0;         ///< of the running blocks, for block records
    std::int64_t waves = 1; ///< the running one and those reserved
    double yieldsAt = 0; ///< `left` at which the next of its blocks end ahead of the others; 0: nobody waits for that
    std::int32_t run = 0;
    std::int32_t group = 0;
    std::int32_t blocksPerSm = 0;
    std::int32_t begunBlocksPerSm = 0; ///< before any of them ended ahead of the others
    std::int32_t sms = 0;
    std::int32_t model = 0;
    std::int32_t starts = -1; ///< of ComputeEngine::m_starts, while blocks are recorded; -1: startNs on all its SMs
    double fullRate = 1;      ///< of its kernel's demand
    bool shares = false;      ///< so does its kernel
    bool sibling = false;     ///< an older cohort of its kernel is on the same group
    bool changed = true;      ///< its times must be found anew, whatever its rate

    void settle(Ns now)
    {
        left = leftAt(now);
        sinceNs = now;
        changed = true;
    }
    double leftAt(Ns now) const
    {
        const double remains = left - rate * static_cast<double>(now - sinceNs);
        return remains > 0 ? remains : 0;
    }
    std::int64_t blocks() const { return std::int64_t(blocksPerSm) * sms; }
    /// When `blocks` of it are left.
    Ns whenLeft(double blocksLeft) const
    {
        const Ns duration = nsUntil(left - blocksLeft, rate);
        return duration >= farNs - sinceNs ? farNs : sinceNs + duration;
    }
};

/// How fast cohorts progress beside each other. An SM's pipe serves older kernels first; DRAM and L2 are shared in
/// proportion to the bytes each holds in flight.
class RateModel
{
public:
    /// `demands`: by model. `everyWave`: cohorts are to say when each wave passes, for block records; else only when
    /// the last one begins.
    RateModel(const device::DeviceProfile& profile, const std::vector<Demand>& demands, bool everyWave);

    /// Sets every cohort's rate, and from it its times. `cohorts` are oldest first; every SM of a group has `pipes`
    /// pipes. Returns when something ends next.
    Ns update(std::vector<Cohort>& cohorts, std::size_t groups, std::int32_t pipes, Ns now);

    /// Whether memory gives so much at a time.
    bool hasMemoryFor(double dramBytesPerNs, double l2BytesPerNs) const
    {
        return dramBytesPerNs <= m_dramBytesPerNs * enough && l2BytesPerNs <= m_l2BytesPerNs * enough;
    }

private:
    static constexpr double enough = 1 + 1e-9; ///< sums are not exact

    /// What a cohort asks for: sums over one SM's or over all of its blocks.
    struct Load
    {
        double fullRate = 1;
        double smPipeNs = 0;
        double smPollShare = 0;
        double evenShare = 0;
        double dramBytes = 0;
        double l2Bytes = 0;
        double bytesInFlight = 0;
        std::size_t group = 0;
        std::size_t eldest = 0; ///< the oldest cohort of the same kernel on the same group
    };

    std::span<const double> ratesOf(const std::vector<Cohort>& cohorts, std::size_t groups, std::int32_t pipes);
    void solve(std::span<const RateMemo::Part> parts, std::size_t groups, double pipes);
    void sharePipes(std::size_t groups, double pipes);
    double pipeShare(const Load& load, double asked);
    double shareMemory(double Load::*bytes, double bytesPerNs);
    void congest(double latencyNs);

    const std::vector<Demand>& m_demands;
    bool m_everyWave;
    double m_congestionShare;
    double m_dramLatencyNs;
    double m_dramBytesPerNs;
    double m_l2BytesPerNs;
    RateMemo m_memo;
    std::vector<RateMemo::Part> m_parts; ///< by cohort
    std::vector<Load> m_loads;           ///< by cohort
    std::vector<double> m_pipeLeft;      ///< by group
    std::vector<double> m_pipeAsked;     ///< by group, of those that have not got theirs yet
    std::vector<double> m_limit;         ///< by cohort: rate that latency and memory allow
    std::vector<double> m_rate;          ///< by cohort
    std::vector<double> m_family; ///< by cohort: what it and its siblings want of the pipe; then the share they get
    double m_dramAsked = 0, m_l2Asked = 0;
};

} // namespace streamscope::simulator
