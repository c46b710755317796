// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/demand.h"

#include "analysis/by_id.h"
#include "analysis/launch.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace streamscope::analysis {

namespace {

struct LaunchShare
{
    float slots = 0;     ///< of the block slots, in its first wave
    float meanSlots = 0; ///< of the block slots, over all of its waves
    float fullTime = 0;  ///< of its time, in waves that take every slot
    float pipes = 0;     ///< of the pipes over all of its waves, if its warps are dense
};

/// Warps of dense work with which an SM comes to half of what it can do: one warp cannot keep a scheduler's pipes busy,
/// let alone four schedulers'. On the H200 products of 3.9 and 7.8 warps an SM gained 1.50× and 1.86× from company;
/// this makes it 1.49 and 1.66.
constexpr double halfWarps = 1.5;

/// A wave that takes as much of the slots leaves no room worth the name.
constexpr double nearlyFull = 0.99;

/// Share of an SM's pipes that so many resident warps ask for; all that fit ask for all of it.
double pipeShare(double warps, double mostWarps)
{
    const auto curve = [](double w) { return w / (w + halfWarps); };
    return std::min(1.0, curve(warps) / curve(std::max(1.0, mostWarps)));
}

/// So many blocks at once, of dense warps.
struct DenseWave
{
    double pipes = 0;  ///< share of the device's
    double length = 0; ///< time that it takes, in an SM's time for one block at full speed
};

DenseWave denseWave(double blocks, double warpsPerBlock, const device::DeviceProfile& limits)
{
    const double blocksOfSm = std::max(1.0, blocks / limits.sms);
    const double speed = pipeShare(blocksOfSm * warpsPerBlock, double(limits.warpsPerSm));
    return {std::min(1.0, blocks / limits.sms) * speed, blocks > 0 && speed > 0 ? blocksOfSm / speed : 0};
}

/// Blocks come in waves of as many as fit: one block more is a wave of its own, in which nearly all slots are free.
/// Waves take equally long, but of dense warps fewer at once are faster.
LaunchShare launchShare(const trace::OperationDetails& details, const device::DeviceProfile& limits)
{
    const auto [blocks, threads, fit] = launchOf(details, limits);
    if (blocks < 1 || threads < 1)
        return {};
    const double slots = double(limits.sms) * std::max(1, fit.blocksPerSm);
    const double fullWaves = std::floor(double(blocks) / slots);
    const double rest = double(blocks) - fullWaves * slots;
    const double waves = fullWaves + (rest > 0 ? 1 : 0);
    const double warpsPerBlock = double((threads + 31) / 32);
    const double wavesThatFill = fullWaves + (rest >= nearlyFull * slots ? 1 : 0);
    const DenseWave full = denseWave(slots, warpsPerBlock, limits), last = denseWave(rest, warpsPerBlock, limits);
    const double length = fullWaves * full.length + last.length;
    const double pipes = (fullWaves * full.length * full.pipes + last.length * last.pipes) / std::max(1e-9, length);
    return {float(std::min(1.0, double(blocks) / slots)), float(double(blocks) / (waves * slots)),
            float(wavesThatFill / waves), float(pipes)};
}

/// Shares of peak that the counts of work give, where they are known.
double peakShare(const trace::OperationDetails& details, Ns durationNs, const device::DeviceProfile& limits)
{
    if (durationNs <= 0)
        return 0;
    const double seconds = double(durationNs) * 1e-9;
    const double flopsPeak = limits.peakFp32FlopsPerSecond();
    const double fp32 = flopsPeak > 0 ? details.flops / seconds / flopsPeak : 0;
    const double dram = limits.clockHz > 0 && limits.dramBytesPerSecond > 0
                            ? details.dramBytes / seconds / limits.dramBytesPerSecond
                            : 0;
    return std::min(1.0, std::max(fp32, dram));
}

/// Time that passes more slowly while more is asked for than there is: an operation's duration by this clock is its
/// duration alone.
class SharedClock
{
public:
    /// For those of one GPU, by start.
    SharedClock(std::vector<TimedOperation>& operations, const std::vector<Place>& ofDevice)
        : m_operations(operations), m_ofDevice(ofDevice)
    {}

    void run()
    {
        for (std::size_t n = 0; n < m_ofDevice.size(); ++n) {
            const auto i = std::size_t(m_ofDevice[n]);
            finishUntil(m_operations[i].startNs);
            passTo(m_operations[i].startNs);
            m_begin.push_back(m_clock);
            m_demand += double(m_operations[i].demand);
            m_ends.push_back({m_operations[i].endNs, n});
            std::push_heap(m_ends.begin(), m_ends.end(), std::greater<>());
        }
        finishUntil(std::numeric_limits<Ns>::max());
    }

private:
    void passTo(Ns timeNs)
    {
        m_clock += double(timeNs - m_nowNs) / std::max(1.0, m_demand);
        m_nowNs = timeNs;
    }

    void finishUntil(Ns timeNs)
    {
        while (!m_ends.empty() && m_ends.front().first <= timeNs) {
            const auto [endNs, n] = m_ends.front();
            passTo(endNs);
            TimedOperation& operation = m_operations[std::size_t(m_ofDevice[n])];
            operation.soloNs = Ns(m_clock - m_begin[n] + 0.5);
            m_demand = std::max(0.0, m_demand - double(operation.demand));
            std::pop_heap(m_ends.begin(), m_ends.end(), std::greater<>());
            m_ends.pop_back();
            if (m_ends.empty())
                m_demand = 0; // no rounding error is carried on
        }
    }

    std::vector<TimedOperation>& m_operations;
    const std::vector<Place>& m_ofDevice;
    std::vector<double> m_begin; ///< like m_ofDevice
    std::vector<std::pair<Ns, std::size_t>> m_ends;
    double m_clock = 0, m_demand = 0;
    Ns m_nowNs = 0;
};

} // namespace

void estimateDemand(Timeline& timeline, const trace::Trace& trace, const device::DeviceProfile* limits)
{
    ById<LaunchShare> shares;
    std::size_t kernels = 0, configured = 0, counted = 0;
    for (TimedOperation& operation : timeline.operations) {
        const trace::DetailsId id = trace.tracks()[operation.slice.track].details[operation.slice.index];
        if (!trace::isKernel(operation.kind)) {
            // Memory is set and copied on the GPU at the rate of its DRAM.
            if (limits && !takesCopyEngine(operation.kind) && trace.details(id).dramBytes > 0) {
                const double peak = peakShare(trace.details(id), operation.endNs - operation.startNs, *limits);
                operation.peak = operation.demand = float(peak);
                ++counted;
            }
            continue;
        }
        ++kernels;
        if (!limits) {
            const float share = fillsAnyGpu(trace.details(id)) ? 1 : 0;
            operation.slots = operation.fullTime = operation.demand = share;
            configured += share > 0;
            continue;
        }
        const LaunchShare share = shares.of(id, [&] { return launchShare(trace.details(id), *limits); });
        configured += share.slots > 0;
        operation.slots = share.slots;
        operation.fullTime = share.fullTime;
        // A few warps of a matrix product can keep an SM's pipes busy; others wait for memory and need company.
        const bool dense = operation.kind == trace::SliceKind::kernelMatrixProduct;
        const double peak = peakShare(trace.details(id), operation.endNs - operation.startNs, *limits);
        operation.peak = float(std::min(peak, 1.0));
        operation.demand = std::max({share.meanSlots, dense ? share.pipes : 0.0f, float(peak)});
    }
    timeline.launchesKnown = kernels + counted > 0 && configured * 10 >= kernels * 9;
    std::vector<std::vector<Place>> ofDevice(timeline.devices);
    for (std::size_t i = 0; i < timeline.operations.size(); ++i)
        ofDevice[std::size_t(timeline.operations[i].device)].push_back(Place(i));
    for (const std::vector<Place>& places : ofDevice)
        SharedClock(timeline.operations, places).run();
}

} // namespace streamscope::analysis
