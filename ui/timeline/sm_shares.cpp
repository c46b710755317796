// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/sm_shares.h"

#include "analysis/device_limits.h"
#include "analysis/series.h"
#include "timeline/together.h"

#include <algorithm>
#include <atomic>
#include <iterator>

namespace streamscope::ui {
namespace {

/// Share of `sms` that a kernel with this grid can keep busy.
double shareOf(const trace::OperationDetails& details, int sms)
{
    const double blocks = double(details.grid[0]) * details.grid[1] * details.grid[2];
    return std::min(1.0, blocks / sms);
}

} // namespace

std::shared_ptr<const SmShares> SmShares::of(const trace::Trace& trace, const TrackLanes& known)
{
    auto shares = std::make_shared<SmShares>();
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind == trace::TrackKind::sm)
            shares->m_sms.push_back(SliceLane::whole(track));
    }
    if (!shares->m_sms.empty())
        return shares;
    const analysis::DeviceLimits limits(trace, nullptr);
    const int sms = limits.get() ? limits.get()->sms : 0;
    if (sms <= 0)
        return nullptr;
    shares->m_gpus = analysis::gpusOf(trace);
    std::vector<SliceLane> lanes;
    for (trace::TrackId id = 0; id < trace.tracks().size(); ++id) {
        if (trace.tracks()[id].info.kind != trace::TrackKind::stream)
            continue;
        const auto found = known.find(id);
        std::ranges::copy(found == known.end() ? lanesOf(trace.tracks()[id]) : found->second,
                          std::back_inserter(lanes));
    }
    shares->m_kernels.resize(lanes.size());
    std::atomic<bool> any = false;
    std::vector<std::function<void()>> work;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        work.push_back([&, i] {
            shares->m_kernels[i] = weighted(trace, std::move(lanes[i]), sms);
            if (shares->m_kernels[i].weightBefore.back() > 0)
                any = true;
        });
    }
    doTogether(work);
    return any ? shares : nullptr;
}

SmShares::Weighted SmShares::weighted(const trace::Trace& trace, SliceLane lane, int sms)
{
    std::vector<double> before{0};
    before.reserve(lane.size() + 1);
    for (std::size_t i = 0; i < lane.size(); ++i) {
        const bool kernel = trace::isKernel(lane.kind(i));
        const double share = kernel ? shareOf(trace.details(lane.track().details[lane.slice(i)]), sms) : 0;
        before.push_back(before.back() + share * double(lane.endNs(i) - lane.startNs(i)));
    }
    return {std::move(lane), std::move(before)};
}

double SmShares::Weighted::share(std::size_t place) const
{
    const Ns duration = lane.endNs(place) - lane.startNs(place);
    return duration > 0 ? (weightBefore[place + 1] - weightBefore[place]) / double(duration) : 0;
}

double SmShares::Weighted::before(Ns timeNs, std::size_t started) const
{
    if (started == 0)
        return 0;
    const Ns after = std::max<Ns>(0, lane.endNs(started - 1) - timeNs);
    return weightBefore[started] - share(started - 1) * double(after);
}

std::vector<float> SmShares::columns(const PixelGrid& grid, Ns originNs) const
{
    std::vector<double> sum(std::size_t(grid.columns));
    const auto edges = grid.edgesNs(originNs);
    const auto addMeans = [&](const SliceLane& lane, double share, const auto& sumBefore) {
        const auto started = lane.startedBefore(edges);
        auto before = sumBefore(edges.front(), started.front());
        for (std::size_t i = 0; i < sum.size(); ++i) {
            const auto after = sumBefore(edges[i + 1], started[i + 1]);
            sum[i] += share * double(after - before) / double(std::max<Ns>(1, edges[i + 1] - edges[i]));
            before = after;
        }
    };
    for (const SliceLane& sm : m_sms)
        addMeans(sm, 1 / double(m_sms.size()), [&](Ns time, std::size_t n) { return sm.busyBefore(time, n); });
    for (const Weighted& kernels : m_kernels)
        addMeans(kernels.lane, 1.0 / m_gpus, [&](Ns time, std::size_t n) { return kernels.before(time, n); });
    std::vector<float> shares(sum.size());
    std::transform(sum.begin(), sum.end(), shares.begin(), [](double s) { return float(std::clamp(s, 0.0, 1.0)); });
    return shares;
}

} // namespace streamscope::ui
