// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/filled_slots.h"

#include "analysis/device_limits.h"
#include "analysis/launch.h"
#include "base/interval.h"

#include <cmath>
#include <map>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Three waves that are full and one that is not leave little room; one that is and a half leave much.
bool fillsSlots(const trace::OperationDetails& kernel, const device::DeviceProfile& limits)
{
    constexpr double nearlyFull = 0.99, mostWaves = 0.75;
    const Launch launch = launchOf(kernel, limits);
    const double slots = double(launch.fit.blocksPerSm) * limits.sms;
    if (slots <= 0)
        return false;
    const double waves = double(launch.blocks) / slots;
    const double fullWaves = std::floor(waves + 1 - nearlyFull);
    return fullWaves > 0 && fullWaves >= mostWaves * std::ceil(waves);
}

} // namespace

Ns slotsFilledNs(const trace::Trace& trace)
{
    const DeviceLimits limits(trace, nullptr);
    if (!limits.get())
        return 0;
    std::map<trace::DetailsId, bool> known;
    std::vector<Interval> full;
    for (const trace::Track& track : trace.tracks())
        for (std::size_t i = 0; track.info.kind == trace::TrackKind::stream && i < track.size(); ++i) {
            if (!trace::isKernel(track.kind[i]))
                continue;
            const auto [fills, isNew] = known.try_emplace(track.details[i], false);
            if (isNew)
                fills->second = fillsSlots(trace.details(track.details[i]), *limits.get());
            if (fills->second)
                full.push_back({track.startNs[i], track.endNs(i)});
        }
    return totalNs(unite(std::move(full)));
}

} // namespace streamscope::analysis
