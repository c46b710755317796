// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

std::vector<Interval> overheads(const trace::Trace& trace)
{
    std::vector<Interval> found;
    for (const trace::Track& track : trace.tracks())
        for (std::size_t i = 0; i < track.size(); ++i)
            if (track.kind[i] == trace::SliceKind::overhead)
                found.push_back({track.startNs[i], track.endNs(i)});
    return unite(std::move(found));
}

/// The profiler says when it was busy with itself. Where each launch waits for its kernel, that is what holds the next.
void mark(const Facts& facts, Marks& marks)
{
    if (facts.launchesBlock)
        for (const TimedOperation& operation : facts.timeline.operations)
            if (const Ns lateNs = operation.blockedByHost().durationNs(); operation.step >= 0 && lateNs > 0)
                marks.add(Cause::observer, operation.slice, lateNs);
    const std::vector<Interval> busy = overheads(facts.trace);
    if (busy.empty())
        return;
    const Timeline& timeline = facts.timeline;
    for (std::size_t i = 0; i < timeline.steps.size(); ++i) {
        const HostStep& step = timeline.steps[i];
        if (step.before < 0)
            continue;
        const Interval way{timeline.steps[std::size_t(step.before)].timeNs, step.timeNs};
        auto first = std::lower_bound(busy.begin(), busy.end(), way.startNs,
                                      [](const Interval& b, Ns t) { return b.endNs <= t; });
        Ns withinNs = 0;
        for (; first != busy.end() && first->startNs < way.endNs; ++first)
            withinNs += std::min(way.endNs, first->endNs) - std::max(way.startNs, first->startNs);
        claimHost(facts, marks, Cause::observer, i, withinNs);
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    if (facts.isSimulated())
        return {};
    if (facts.untraced == Untraced::contradicts)
        return {Certainty::cannotTell, {}, false, "", "-contradicts"};
    if (facts.untraced == Untraced::ofOtherWork)
        return {Certainty::cannotTell, {}, false, "", "-longer"};
    if (facts.unprofiledNs) {
        if (costNs <= 0)
            return {};
        const std::vector<std::string> times{durationText(facts.timeline.region.durationNs()),
                                             durationText(*facts.unprofiledNs), durationText(costNs),
                                             durationText(facts.gpu.busiestNs)};
        // Then tracing kept apart what otherwise runs side by side, or the times are not of the same work.
        if (*facts.unprofiledNs < facts.gpu.busiestNs)
            return {Certainty::likely, times, false, "", "", "-less-than-busy"};
        return {Certainty::proved, times, false, "", "", facts.timeline.devices > 1 ? "-gpus" : ""};
    }
    if (facts.launchesBlock && costNs > 0)
        return {Certainty::likely, {durationText(costNs)}, false, "-blocking"};
    if (marks.any(Cause::observer) && costNs > 0)
        return {Certainty::likely,
                {durationText(facts.timeline.region.durationNs()),
                 durationText(facts.timeline.region.durationNs() - costNs), durationText(costNs)},
                false,
                "",
                "",
                "-recorded"};
    return {Certainty::cannotTell, {}, false};
}

} // namespace

const Rule observerRule{Cause::observer, 11, "11-observer", mark, answer};

} // namespace streamscope::analysis
