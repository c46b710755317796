// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/reasons.h"

#include "analysis/allocating_calls.h"
#include "analysis/filled_slots.h"
#include "analysis/host_functions.h"
#include "analysis/text.h"
#include "device/device_profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace streamscope::analysis {

namespace {

/// A bound this near the makespan, or a peak used to this share, is what holds a layout.
constexpr double nearLimit = 0.8;

/// Time the busiest host thread spent in submitting and computing, without waiting, in the traced run. O(host slices).
Ns hostBusyNs(const trace::Trace& trace)
{
    Ns busiest = 0;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::hostThread)
            continue;
        std::vector<Interval> working;
        for (std::size_t i = 0; i < track.size(); ++i)
            if (track.kind[i] == trace::SliceKind::hostSubmit || track.kind[i] == trace::SliceKind::hostWork)
                working.push_back({track.startNs[i], track.endNs(i)});
        busiest = std::max(busiest, totalNs(unite(std::move(working))));
    }
    return busiest;
}

/// 'The host is the limit', where the traced run of hardware shows a thread that hardly ever waited.
std::optional<Message> hostLimitSeen(const LayoutResult& layout)
{
    if (!layout.trace || layout.tracedMakespanNs.value_or(0) <= 0)
        return std::nullopt;
    const Ns traced = *layout.tracedMakespanNs, busy = hostBusyNs(*layout.trace);
    if (double(busy) < nearLimit * double(traced) || busy > traced)
        return std::nullopt;
    return Message{"analysis.limit-host-traced", {layout.name, durationText(busy), durationText(traced)}};
}

/// Why the host is the limit: what its thread is at, where that is not submission alone.
Message hostLimit(const LayoutResult& layout, Ns hostNs, bool simulated)
{
    constexpr double worthNaming = 0.1;
    const Bounds& bounds = layout.bounds;
    const Ns namedNs = std::max(bounds.hostComputesNs, bounds.hostAllocatesNs);
    if (double(namedNs) < worthNaming * double(hostNs))
        return {simulated ? "analysis.limit-host" : "analysis.limit-host-estimated",
                {layout.name, durationText(hostNs), durationText(layout.makespanNs),
                 percentText(double(hostNs) / double(layout.makespanNs))}};
    const bool computes = bounds.hostComputesNs >= bounds.hostAllocatesNs;
    const char* id = computes    ? simulated ? "analysis.limit-host-computes" : "analysis.limit-host-computes-estimated"
                     : simulated ? "analysis.limit-host-allocates"
                                 : "analysis.limit-host-allocates-estimated";
    return {id, {layout.name, durationText(hostNs), durationText(layout.makespanNs), durationText(namedNs)}};
}

/// By name: whether a call allocates or frees, if only in a stream's order.
class Allocating
{
public:
    explicit Allocating(const trace::Trace& trace) : m_trace(trace) {}

    bool operator()(trace::NameId name)
    {
        const auto [known, isNew] = m_known.try_emplace(name, false);
        if (isNew)
            known->second = allocates(m_trace.name(name));
        return known->second;
    }

private:
    const trace::Trace& m_trace;
    std::map<trace::NameId, bool> m_known;
};

/// Time a host thread was held by waiting calls, or by those that allocate and the like, before it submitted its last
/// work, the longest such time of any thread. O(host slices).
Ns heldNs(const trace::Trace& trace, bool waiting)
{
    Allocating allocating(trace);
    Ns longest = 0;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::hostThread)
            continue;
        Ns lastNs = 0;
        std::vector<Interval> held;
        for (std::size_t i = 0; i < track.size(); ++i) {
            using trace::SliceKind;
            const SliceKind kind = track.kind[i];
            const bool allocates = kind == SliceKind::hostSubmit && allocating(track.name[i]);
            if (kind == SliceKind::hostSubmit && !allocates)
                lastNs = std::max(lastNs, track.startNs[i]);
            if (waiting ? kind == SliceKind::hostSync : kind == SliceKind::hostCall || allocates)
                held.push_back({track.startNs[i], track.endNs(i)});
        }
        std::erase_if(held, [lastNs](const Interval& call) { return call.startNs >= lastNs; });
        longest = std::max(longest, totalNs(unite(std::move(held))));
    }
    return longest;
}

/// What keeps the host from submitting, where it is much of the run: waits, or calls that allocate and free.
std::optional<Message> heldUp(const LayoutResult& layout)
{
    constexpr double much = 0.2;
    const Ns spanNs = layout.tracedMakespanNs.value_or(layout.makespanNs);
    if (!layout.trace || spanNs <= 0)
        return std::nullopt;
    const Ns waitsNs = heldNs(*layout.trace, true);
    const Ns callsNs = heldNs(*layout.trace, false);
    if (double(std::max(waitsNs, callsNs)) < much * double(spanNs))
        return std::nullopt;
    return Message{waitsNs >= callsNs ? "analysis.limit-host-waits" : "analysis.limit-host-held",
                   {layout.name, durationText(std::max(waitsNs, callsNs)), durationText(spanNs)}};
}

/// What holds streams besides: host functions, which one thread runs one after the other, as many grids as a GPU holds
/// at a time, or grids that take all of its block slots.
std::optional<Message> heldOnTheDevice(const LayoutResult& layout)
{
    constexpr double much = 0.2;
    const Ns spanNs = layout.tracedMakespanNs.value_or(layout.makespanNs);
    if (!layout.trace || spanNs <= 0)
        return std::nullopt;
    const Ns functionsNs = hostFunctionsAloneNs(*layout.trace, {0, std::numeric_limits<Ns>::max()});
    if (double(functionsNs) >= much * double(spanNs))
        return Message{"analysis.limit-host-functions", {layout.name, durationText(functionsNs), durationText(spanNs)}};
    static const int residentGrids = device::DeviceProfile{}.residentGrids;
    if (layout.metrics.maxConcurrency >= residentGrids)
        return Message{"analysis.limit-grids", {layout.name, std::to_string(residentGrids)}};
    if (const Ns filledNs = slotsFilledNs(*layout.trace); double(filledNs) >= nearLimit * double(spanNs))
        return Message{"analysis.limit-slots", {layout.name, durationText(filledNs), durationText(spanNs)}};
    return std::nullopt;
}

/// Full while it runs, though the host or a chain may leave gaps between.
std::optional<Message> fullWhileBusy(const LayoutResult& layout)
{
    constexpr double hardlyAGap = 0.95;
    const double makespan = double(layout.makespanNs), busy = double(layout.metrics.gpuBusyNs);
    const double fullest = std::max(layout.shareOfPeak.fp32, layout.shareOfPeak.dram).value_or(0) * makespan;
    if (busy <= 0 || fullest < nearLimit * busy || fullest > busy)
        return std::nullopt;
    if (busy < hardlyAGap * makespan)
        return Message{"analysis.limit-full-while-busy",
                       {layout.name, percentText(fullest / busy), durationText(layout.metrics.gpuBusyNs),
                        durationText(layout.makespanNs)}};
    return Message{layout.shareOfPeak.fp32 >= layout.shareOfPeak.dram ? "analysis.limit-fp32" : "analysis.limit-dram",
                   {layout.name, durationText(Ns(std::llround(fullest))), durationText(layout.makespanNs),
                    percentText(fullest / makespan)}};
}

/// What holds a layout, where a bound or a peak shows it. An estimate above the makespan shows nothing, nor does a
/// chain that takes longer than \p fastestNs, another layout's makespan. Of a model's own runs the bounds are exact; of
/// hardware's they are the profile's estimate, and are said to be.
std::optional<Message> limitOf(const LayoutResult& layout, Ns fastestNs, bool simulated)
{
    const double makespan = double(layout.makespanNs);
    if (layout.makespanNs <= 0 || layout.metrics.gpuOperations == 0)
        return std::nullopt;
    if (const std::optional<Message> seen = simulated ? std::nullopt : hostLimitSeen(layout))
        return seen;
    struct Limit
    {
        const char* id;
        double ns;
    };
    const auto ns = [](std::optional<Ns> bound) { return bound ? double(*bound) : 0.0; };
    const double chain = ns(layout.bounds.criticalPathNs);
    std::array limits{
        Limit{"analysis.limit-host", ns(layout.bounds.hostNs)},
        Limit{"analysis.limit-fp32", layout.shareOfPeak.fp32.value_or(0) * makespan},
        Limit{"analysis.limit-dram", layout.shareOfPeak.dram.value_or(0) * makespan},
        Limit{simulated ? "analysis.limit-copy" : "analysis.limit-copy-estimated", ns(layout.bounds.copyNs)},
        Limit{simulated ? "analysis.limit-chain" : "analysis.limit-chain-estimated",
              chain <= double(fastestNs) ? chain : 0.0},
    };
    for (Limit& limit : limits)
        if (limit.ns > makespan)
            limit.ns = 0;
    const auto greatest =
        std::max_element(limits.begin(), limits.end(), [](const Limit& a, const Limit& b) { return a.ns < b.ns; });
    if (greatest == limits.begin() && greatest->ns >= nearLimit * makespan)
        return hostLimit(layout, *layout.bounds.hostNs, simulated);
    if (greatest->ns >= nearLimit * makespan)
        return Message{greatest->id,
                       {layout.name, durationText(Ns(std::llround(greatest->ns))), durationText(layout.makespanNs),
                        percentText(greatest->ns / makespan)}};
    // Whoever keeps the GPU idle for most of the time weighs more than how full it is in the rest.
    const bool mostlyIdle = 2 * layout.metrics.gpuBusyNs < layout.makespanNs;
    if (std::optional<Message> held = mostlyIdle ? heldUp(layout) : std::nullopt)
        return held;
    if (std::optional<Message> full = fullWhileBusy(layout))
        return full;
    if (std::optional<Message> held = heldUp(layout))
        return held;
    if (std::optional<Message> held = heldOnTheDevice(layout))
        return held;
    if (layout.shareOfPeak.fp32 && layout.shareOfPeak.dram &&
        (layout.metrics.flops > 0 || layout.metrics.dramBytes > 0))
        return layout.shareOfPeak.copy.value_or(0) > 0
                   ? Message{"analysis.limit-none-copy",
                             {layout.name, percentText(*layout.shareOfPeak.fp32), percentText(*layout.shareOfPeak.dram),
                              percentText(*layout.shareOfPeak.copy)}}
                   : Message{
                         "analysis.limit-none",
                         {layout.name, percentText(*layout.shareOfPeak.fp32), percentText(*layout.shareOfPeak.dram)}};
    return std::nullopt;
}

/// A layout that is faster by less gained little.
constexpr double muchFaster = 1.1;

/// 'Side by side is no faster', where kernels alone run, streams let them do so side by side, the GPU was busy as long
/// as with one at a time, and no layout shows that the same kernels can be done with sooner.
std::optional<Message> noFasterTogether(const Comparison& comparison, const LayoutResult& fewer,
                                        const LayoutResult& more)
{
    constexpr double sideBySide = 0.2, asLong = 0.95;
    const double busy = double(more.metrics.gpuBusyNs), alone = double(fewer.metrics.gpuBusyNs);
    const bool kernelsAlone = more.metrics.copies == 0 && more.metrics.memsets == 0;
    if (!kernelsAlone || fewer.metrics.overlapNs > 0 || speedup(fewer, more) >= muchFaster)
        return std::nullopt;
    if (busy <= 0 || double(more.metrics.overlapNs) < sideBySide * busy)
        return std::nullopt;
    for (const LayoutResult& layout : comparison.layouts) {
        const bool sameWork = !layout.traits || !more.traits || layout.traits->work == more.traits->work;
        if (sameWork && double(layout.metrics.gpuBusyNs) < asLong * alone)
            return std::nullopt;
    }
    return Message{"analysis.limit-no-faster-together",
                   {more.name, durationText(more.metrics.overlapNs), durationText(more.metrics.gpuBusyNs),
                    durationText(fewer.metrics.gpuBusyNs), fewer.name}};
}

} // namespace

std::vector<Message> reasonsOf(const Comparison& comparison, const std::vector<LayoutStep>& steps)
{
    std::vector<Message> reasons;
    const LayoutResult* fastest =
        &*std::min_element(comparison.layouts.begin(), comparison.layouts.end(),
                           [](const LayoutResult& a, const LayoutResult& b) { return a.makespanNs < b.makespanNs; });
    const bool simulated = comparison.provenance == trace::Provenance::simulatedChecked ||
                           comparison.provenance == trace::Provenance::simulatedUnchecked;
    std::vector<const LayoutResult*> asked;
    const auto fewerStreams = [&](const LayoutResult& layout) -> const LayoutResult* {
        for (const LayoutStep& step : steps)
            if (&comparison.layouts[step.to] == &layout && step.changes == std::vector{Change::streams} &&
                layout.streams > comparison.layouts[step.from].streams)
                return &comparison.layouts[step.from];
        return nullptr;
    };
    // First whoever asks 'why did my streams not help', then what stands in the fastest layout's way.
    for (const LayoutStep& step : steps) {
        const LayoutResult& to = comparison.layouts[step.to];
        const LayoutResult* fewer = fewerStreams(to);
        if (fewer && speedup(*fewer, to) < muchFaster && asked.empty())
            asked.push_back(&to);
    }
    if (std::find(asked.begin(), asked.end(), fastest) == asked.end())
        asked.push_back(fastest);
    for (const LayoutResult* layout : asked) {
        std::optional<Message> limit = limitOf(*layout, fastest->makespanNs, simulated);
        if (const LayoutResult* fewer = fewerStreams(*layout);
            fewer && (!limit || limit->id.starts_with("analysis.limit-none")))
            if (std::optional<Message> together = noFasterTogether(comparison, *fewer, *layout))
                limit = std::move(together);
        if (limit)
            reasons.push_back(std::move(*limit));
    }
    return reasons;
}

} // namespace streamscope::analysis
