// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/layout_result.h"

#include "analysis/device_limits.h"
#include "program/races.h"
#include "session/what_if.h"

#include <algorithm>
#include <tuple>

namespace streamscope::session {

namespace {

/// Of a program that holds more, the first ones are told of.
constexpr std::size_t toldRaces = 32;

void fillRates(analysis::LayoutResult& result, const device::DeviceProfile* profile)
{
    if (result.makespanNs <= 0)
        return;
    const double seconds = static_cast<double>(result.makespanNs) * 1e-9;
    result.throughput.flopsPerSecond = result.metrics.flops / seconds;
    result.throughput.dramBytesPerSecond = result.metrics.dramBytes / seconds;
    result.throughput.copyBytesPerSecond = result.metrics.copyBytes / seconds;
    result.throughput.kernelsPerSecond = static_cast<double>(result.metrics.kernels) / seconds;
    if (result.bounds.copyNs) // the busier direction against that direction's rate
        result.shareOfPeak.copy = static_cast<double>(*result.bounds.copyNs) / static_cast<double>(result.makespanNs);
    else if (result.metrics.copyBytes == 0)
        result.shareOfPeak.copy = 0;
    if (!result.trace)
        return;
    const analysis::DeviceLimits limits(*result.trace, profile);
    if (!limits.get())
        return;
    if (const double peak = limits.get()->peakFp32FlopsPerSecond(); peak > 0)
        result.shareOfPeak.fp32 = result.throughput.flopsPerSecond / peak;
    if (const double peak = limits.get()->dramBytesPerSecond; peak > 0)
        result.shareOfPeak.dram = result.throughput.dramBytesPerSecond / peak;
}

} // namespace

Ns median(std::vector<Ns> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::pair<Ns, Ns> spread(std::vector<Ns> values)
{
    if (values.empty())
        return {0, 0};
    std::sort(values.begin(), values.end());
    const std::size_t apart = (values.size() - 1) / 10;
    return {values[apart], values[values.size() - 1 - apart]};
}

trace::Provenance simulatedProvenance(const device::DeviceProfile& profile)
{
    const bool checked = profile.source == device::ProfileSource::measured && profile.modelErrorMedian >= 0;
    return checked ? trace::Provenance::simulatedChecked : trace::Provenance::simulatedUnchecked;
}

analysis::LayoutResult layoutResult(const PreparedLayout& layout, const backend::RunOutcome& unprofiled,
                                    trace::TracePointer trace, const device::DeviceProfile* profile)
{
    analysis::LayoutResult result;
    result.name = layout.name;
    result.streams = static_cast<int>(layout.resolved.layout.streams.size());
    result.traits = analysis::traitsOf(layout.resolved);
    result.launch = layout.program.launch == workload::LaunchMode::graph ? "graph" : "eager";
    result.makespanNs = median(unprofiled.makespanNs);
    std::tie(result.makespanLowNs, result.makespanHighNs) = spread(unprofiled.makespanNs);
    if (trace)
        result.metrics = analysis::computeMetrics(*trace);
    if (profile)
        result.bounds = analysis::computeBounds(layout.program, *profile);
    result.trace = std::move(trace);
    fillRates(result, profile);
    result.results = unprofiled.results;
    if (unprofiled.throttled)
        result.marks.push_back("throttled");
    if (unprofiled.noisy)
        result.marks.push_back("noisy");
    if (unprofiled.gated) {
        result.marks.push_back(unprofiled.gateTimeouts > 0 ? "gate-timeout" : "gated");
        result.bounds.hostNs.reset(); // submission is over before the time that counts begins
    }
    if (profile && !unprofiled.gated) // a gate's makespan is of the device alone
        result.alternatives = [resolved = std::make_shared<const workload::Resolved>(layout.resolved),
                               own = std::make_shared<const device::DeviceProfile>(*profile)](
                                  const std::stop_token& stop) { return alternatives(*resolved, *own, stop); };
    const program::Races races = program::findRaces(layout.program, toldRaces);
    result.races = analysis::knownRaces(layout.program, races);
    if (!races.found.empty())
        result.warnings.push_back(program::raceWarning(layout.program, races.found.front()));
    return result;
}

} // namespace streamscope::session
