// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/layout_result.h"

#include "analysis/device_limits.h"
#include "program/races.h"
#include "session/what_if.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace streamscope::session {

namespace {

/// Of a program that holds more, the first ones are told of.
constexpr std::size_t toldRaces = 32;

bool usesLink(const program::Program& program)
{
    return std::ranges::any_of(program.operations, [](const program::Operation& operation) {
        return operation.kind == workload::OperationKind::copy &&
               (operation.direction == workload::CopyDirection::hostToDevice ||
                operation.direction == workload::CopyDirection::deviceToHost);
    });
}

void fillRates(const program::Program& program, analysis::LayoutResult& result, const device::DeviceProfile* profile)
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
    else if (!usesLink(program))
        result.shareOfPeak.copy = 0;
    if (!result.trace)
        return;
    const analysis::DeviceLimits limits(*result.trace, profile);
    if (!limits.get())
        return;
    if (const double peak = limits.get()->peakFp32FlopsPerSecond(); peak > 0)
        result.shareOfPeak.fp32 = result.throughput.flopsPerSecond / peak;
    if (const double peak = analysis::peakDramBytesPerSecond(*limits.get()); peak > 0)
        result.shareOfPeak.dram = std::min(1.0, result.throughput.dramBytesPerSecond / peak);
}

std::vector<std::vector<workload::Index>> afterOf(const workload::Workload& workload)
{
    std::vector<std::vector<workload::Index>> after;
    for (const workload::Branch& branch : workload.branches)
        after.push_back(branch.after);
    return after;
}

/// CUDA takes any priority and counts one beyond the device's range as that range's end.
void warnOfPriorities(const workload::Layout& layout, const device::DeviceProfile& profile,
                      std::vector<Message>& warnings)
{
    const std::set<workload::Index> used(layout.streamOfBranch.begin(), layout.streamOfBranch.end());
    std::set<int> told;
    for (const workload::Index index : used) {
        const workload::Stream& stream = layout.streams[std::size_t(index)];
        const int counted = std::clamp(stream.priority, profile.greatestPriority, profile.leastPriority);
        if (counted != stream.priority && told.insert(stream.priority).second)
            warnings.push_back({"session.priority-beyond",
                                {layout.name, stream.name, std::to_string(stream.priority), std::to_string(counted)}});
    }
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
        result.bounds = analysis::computeBounds(layout.program, *profile, afterOf(layout.resolved.workload));
    result.trace = std::move(trace);
    fillRates(layout.program, result, profile);
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
    if (profile)
        warnOfPriorities(layout.resolved.layout, *profile, result.warnings);
    return result;
}

} // namespace streamscope::session
