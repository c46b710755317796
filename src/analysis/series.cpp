// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/series.h"

#include "analysis/device_limits.h"
#include "analysis/peak_room.h"
#include "analysis/resident_warps.h"
#include "trace/repeats.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace streamscope::analysis {

namespace {

/// Sums constant rates over stretches of time into bins: the two bins where a stretch begins and ends get their part,
/// those between are written as two differences. O(1) a stretch.
class Bins
{
public:
    explicit Bins(const ThroughputSeries& axis)
        : m_axis(axis), m_parts(std::size_t(axis.bins)), m_steps(std::size_t(axis.bins) + 1)
    {}

    void add(Ns startNs, Ns endNs, double rate)
    {
        startNs = std::max(startNs, m_axis.window.startNs);
        endNs = std::min(endNs, m_axis.window.endNs);
        if (startNs >= endNs || rate == 0)
            return;
        const int first = binOf(startNs), last = binOf(endNs - 1);
        if (first == last) {
            m_parts[std::size_t(first)] += rate * double(endNs - startNs);
            return;
        }
        m_parts[std::size_t(first)] += rate * double(m_axis.edge(first + 1) - startNs);
        m_parts[std::size_t(last)] += rate * double(endNs - m_axis.edge(last));
        m_steps[std::size_t(first) + 1] += rate;
        m_steps[std::size_t(last)] -= rate;
    }

    std::vector<double> means(double greatest) const
    {
        std::vector<double> values(m_parts.size());
        double running = 0;
        for (int i = 0; i < m_axis.bins; ++i) {
            running += m_steps[std::size_t(i)];
            const double lengthNs = double(m_axis.edge(i + 1) - m_axis.edge(i));
            if (lengthNs > 0)
                values[std::size_t(i)] = std::clamp(running + m_parts[std::size_t(i)] / lengthNs, 0.0, greatest);
        }
        return values;
    }

private:
    int binOf(Ns timeNs) const
    {
        const Ns lengthNs = m_axis.window.durationNs();
        int bin = int(double(timeNs - m_axis.window.startNs) / double(lengthNs) * m_axis.bins);
        bin = std::clamp(bin, 0, m_axis.bins - 1);
        while (bin > 0 && m_axis.edge(bin) > timeNs)
            --bin;
        while (bin + 1 < m_axis.bins && m_axis.edge(bin + 1) <= timeNs)
            ++bin;
        return bin;
    }

    const ThroughputSeries& m_axis;
    std::vector<double> m_parts, m_steps;
};

/// Share of the device's warp slots that a launch holds while it runs, from its configuration alone.
class WarpShares
{
public:
    explicit WarpShares(const device::DeviceProfile* limits) : m_limits(limits) {}

    double of(const trace::Trace& trace, trace::DetailsId id)
    {
        if (!m_limits || id == 0)
            return 0;
        const auto [place, isNew] = m_known.try_emplace(id, 0.0);
        if (isNew)
            place->second = residentWarpShare(trace.details(id), *m_limits);
        return place->second;
    }

    double ofBlock(const trace::OperationDetails& kernel) const
    {
        const double threads = double(kernel.block[0]) * std::max(1, kernel.block[1]) * std::max(1, kernel.block[2]);
        return m_limits ? (threads + 31) / 32 / (double(m_limits->sms) * m_limits->warpsPerSm) : 0;
    }

private:
    const device::DeviceProfile* m_limits;
    std::unordered_map<trace::DetailsId, double> m_known;
};

double dramBytesOf(trace::SliceKind kind, const trace::OperationDetails& details)
{
    const bool withinDevice = kind == trace::SliceKind::copyDeviceToDevice;
    return details.dramBytes > 0 ? details.dramBytes : withinDevice ? 2.0 * double(details.bytes) : 0;
}

struct Accumulators
{
    explicit Accumulators(const ThroughputSeries& axis)
        : operations(axis), kernels(axis), warps(axis), fp32(axis), dram(axis), toDevice(axis), toHost(axis)
    {}

    Bins operations, kernels, warps, fp32, dram, toDevice, toHost;
    bool hasKernels = false, hasWarps = false, hasFlops = false, hasDram = false, hasCopies = false;
};

void addOperation(Accumulators& sums, const trace::Trace& trace, const trace::Track& track, std::size_t i,
                  WarpShares& shares)
{
    const Ns startNs = track.startNs[i], endNs = track.endNs(i);
    if (endNs <= startNs)
        return;
    const trace::SliceKind kind = track.kind[i];
    const trace::OperationDetails& details = trace.details(track.details[i]);
    const double seconds = double(endNs - startNs) * 1e-9;
    sums.operations.add(startNs, endNs, 1);
    if (trace::isKernel(kind)) {
        sums.hasKernels = true;
        sums.kernels.add(startNs, endNs, 1);
        if (const double share = shares.of(trace, track.details[i]); share > 0) {
            sums.hasWarps = true;
            sums.warps.add(startNs, endNs, share);
        }
    }
    sums.hasFlops = sums.hasFlops || details.flops > 0;
    sums.hasDram = sums.hasDram || dramBytesOf(kind, details) > 0;
    if (kind == trace::SliceKind::copyHostToDevice || kind == trace::SliceKind::copyDeviceToHost) {
        sums.hasCopies = sums.hasCopies || details.bytes > 0;
        (kind == trace::SliceKind::copyHostToDevice ? sums.toDevice : sums.toHost)
            .add(startNs, endNs, double(details.bytes) / seconds);
    }
}

/// Calls `take(track, i)` for the trace's GPU operations that touch `window`.
template <class Take>
void forOperations(const trace::Trace& trace, Interval window, Take take)
{
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::stream)
            continue;
        const auto [first, last] = track.window(window.startNs, window.endNs);
        for (std::size_t i = first; i < last; ++i)
            if (trace::isGpuOperation(track.kind[i]) && !trace::isRepeat(track, i))
                take(track, i);
    }
}

/// Work that each GPU does at its peaks.
class WorkAtPeaks
{
public:
    WorkAtPeaks(const trace::Trace& trace, double flopsPeak, double dramPeak)
        : m_trace(trace), m_flopsPeak(flopsPeak), m_dramPeak(dramPeak)
    {}

    /// Where operations overlap, what one does depends on all that began before: small traces are looked at as a whole,
    /// so that a curve is the same in every window. In larger ones, taken stream by stream, hardly any is as long as a
    /// bin.
    void add(Bins& fp32, Bins& dram, Interval window)
    {
        const bool isSmall = m_trace.sliceCount() <= mostSlices;
        const Interval looked = isSmall ? m_trace.extent() : window;
        std::vector<Work> works;
        std::map<std::int32_t, Rooms> rooms;
        const auto take = [&](const Work& work) {
            Rooms& own = rooms.try_emplace(work.device, looked).first->second;
            takeOf(own.fp32, work.time, work.flops, m_flopsPeak, fp32);
            takeOf(own.dram, work.time, work.dramBytes, m_dramPeak, dram);
        };
        forOperations(m_trace, looked, [&](const trace::Track& track, std::size_t i) {
            const trace::OperationDetails& details = m_trace.details(track.details[i]);
            const Work work{{track.startNs[i], track.endNs(i)},
                            track.info.device,
                            details.flops,
                            dramBytesOf(track.kind[i], details)};
            if (work.time.durationNs() > 0 && isSmall)
                works.push_back(work);
            else if (work.time.durationNs() > 0)
                take(work);
        });
        std::ranges::stable_sort(works, {}, [](const Work& work) { return work.time.startNs; });
        for (const Work& work : works)
            take(work);
    }

private:
    static constexpr std::size_t mostSlices = 20'000;

    struct Work
    {
        Interval time;
        std::int32_t device = 0;
        double flops = 0, dramBytes = 0;
    };

    struct Rooms
    {
        explicit Rooms(Interval extent) : fp32(extent), dram(extent) {}

        PeakRoom fp32, dram;
    };

    static void takeOf(PeakRoom& room, Interval time, double amount, double peak, Bins& bins)
    {
        if (amount <= 0 || peak <= 0)
            return;
        const double perSecond = amount / (double(time.durationNs()) * 1e-9);
        room.take(time, perSecond / peak,
                  [&](Interval part, double share) { bins.add(part.startNs, part.endNs, share * peak); });
    }

    const trace::Trace& m_trace;
    double m_flopsPeak, m_dramPeak;
};

/// Resident warps as blocks were seen on SMs.
bool addBlocks(Bins& warps, const trace::Trace& trace, Interval window, const WarpShares& shares)
{
    bool any = false;
    std::unordered_map<std::int64_t, double> ofKernel;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::sm)
            continue;
        const auto [first, last] = track.window(window.startNs, window.endNs);
        for (std::size_t i = first; i < last; ++i) {
            const auto [share, isNew] = ofKernel.try_emplace(track.correlation[i], 0.0);
            if (isNew)
                for (const trace::SliceRef& ref : trace.correlated(track.correlation[i])) {
                    const trace::Track& other = trace.tracks()[ref.track];
                    if (trace::isKernel(other.kind[ref.index]))
                        share->second = shares.ofBlock(trace.details(other.details[ref.index]));
                }
            warps.add(track.startNs[i], track.endNs(i), share->second);
            any = any || share->second > 0;
        }
    }
    return any;
}

Series series(bool known, bool estimated, const Bins& bins, double scale, double greatest)
{
    Series made{known, estimated, {}};
    if (!known)
        return made;
    made.values = bins.means(greatest / scale);
    for (double& value : made.values)
        value *= scale;
    return made;
}

constexpr double unlimited = 1e300;

/// Of each direction's peak; at every moment the greater one.
Series copyShare(const ThroughputSeries& made, const device::DeviceProfile* limits)
{
    if (!made.copyToDeviceBytesPerSecond.known || !limits || limits->clockHz <= 0)
        return {};
    Series share{true, true, {}};
    for (std::size_t i = 0; i < made.copyToDeviceBytesPerSecond.values.size(); ++i)
        share.values.push_back(std::max(made.copyToDeviceBytesPerSecond.values[i] / limits->pinnedH2D.bytesPerSecond,
                                        made.copyToHostBytesPerSecond.values[i] / limits->pinnedD2H.bytesPerSecond) /
                               made.gpus);
    return share;
}

} // namespace

Ns ThroughputSeries::edge(int i) const
{
    const Ns lengthNs = window.durationNs();
    return window.startNs + lengthNs / bins * i + lengthNs % bins * i / bins;
}

int gpusOf(const trace::Trace& trace)
{
    std::set<std::int32_t> devices;
    for (const trace::Track& track : trace.tracks())
        if (track.info.kind == trace::TrackKind::stream &&
            std::any_of(track.kind.begin(), track.kind.end(),
                        [](trace::SliceKind k) { return trace::isGpuOperation(k); }))
            devices.insert(track.info.device);
    return std::max(1, int(devices.size()));
}

ThroughputSeries computeSeries(const trace::Trace& trace, Interval window, int bins,
                               const device::DeviceProfile* profile)
{
    ThroughputSeries made;
    made.window = window;
    made.bins = window.durationNs() > 0 ? std::max(0, bins) : 0;
    made.gpus = gpusOf(trace);
    if (made.bins == 0)
        return made;
    const DeviceLimits device(trace, profile);
    const device::DeviceProfile* limits = device.get();
    WarpShares shares(limits);
    Accumulators sums(made);
    forOperations(trace, window,
                  [&](const trace::Track& track, std::size_t i) { addOperation(sums, trace, track, i, shares); });
    Bins seen(made);
    const bool blocksSeen = addBlocks(seen, trace, window, shares);
    const double flopsPeak = limits ? limits->peakFp32FlopsPerSecond() : 0;
    const double dramPeak = limits && limits->clockHz > 0 ? peakDramBytesPerSecond(*limits) : 0;
    const double each = 1.0 / made.gpus;
    made.operationsAtOnce = series(true, false, sums.operations, each, unlimited);
    made.kernelsAtOnce = series(true, false, sums.kernels, each, unlimited);
    made.residentWarps =
        blocksSeen ? series(true, false, seen, each, 1) : series(sums.hasWarps, true, sums.warps, each, 1);
    WorkAtPeaks(trace, flopsPeak, dramPeak).add(sums.fp32, sums.dram, window);
    made.fp32Share = series(sums.hasFlops && flopsPeak > 0, true, sums.fp32, flopsPeak > 0 ? each / flopsPeak : 1, 1);
    made.dramShare = series(sums.hasDram && dramPeak > 0, true, sums.dram, dramPeak > 0 ? each / dramPeak : 1, 1);
    made.copyToDeviceBytesPerSecond = series(sums.hasCopies, true, sums.toDevice, 1, unlimited);
    made.copyToHostBytesPerSecond = series(sums.hasCopies, true, sums.toHost, 1, unlimited);
    made.copyShare = copyShare(made, limits);
    return made;
}

} // namespace streamscope::analysis
