// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/submission_pace.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

/// The submission before each step, of its thread or of one that handed over to it since; −1: none.
std::vector<Place> submissionsBefore(const Timeline& timeline)
{
    std::vector<Place> last(timeline.steps.size(), -1);
    for (const Place place : timeline.inOrder)
        if (const Place before = timeline.steps[std::size_t(place)].before; before >= 0)
            last[std::size_t(place)] = timeline.steps[std::size_t(before)].submits ? before : last[std::size_t(before)];
    return last;
}

} // namespace

std::vector<Ns> workOfSteps(const Timeline& timeline)
{
    std::vector<Ns> workNs(timeline.steps.size());
    for (const TimedOperation& operation : timeline.operations)
        if (operation.step >= 0)
            workNs[std::size_t(operation.step)] += operation.soloNs;
    return workNs;
}

std::vector<Ns> ownTimes(const Timeline& timeline, const Marks& marks)
{
    std::vector<Ns> ownNs(timeline.steps.size());
    for (const Place place : timeline.inOrder) {
        const auto i = std::size_t(place);
        const HostStep& step = timeline.steps[i];
        if (step.before < 0)
            continue;
        const Ns onTheWayNs = step.timeNs - timeline.steps[std::size_t(step.before)].timeNs;
        const Ns waitedNs = !step.submits && step.waitsFor >= 0 ? step.waitedNs : 0;
        const Ns explainedNs = waitedNs + (marks.host[i] != Cause::none ? marks.hostNs[i] : 0);
        ownNs[i] = ownNs[std::size_t(step.before)] + onTheWayNs - std::min(onTheWayNs, explainedNs);
    }
    return ownNs;
}

std::vector<Pace> submissionPaces(const Timeline& timeline, const std::vector<Ns>& workNs, const std::vector<Ns>& ownNs)
{
    struct Queue
    {
        Ns leftNs = 0, stretchNs = 0;
    };
    const std::vector<Place> before = submissionsBefore(timeline);
    std::vector<Pace> paces(timeline.steps.size());
    std::vector<Queue> queues(timeline.steps.size()); // after each submission
    for (const Place place : timeline.inOrder) {
        const auto i = std::size_t(place);
        if (!timeline.steps[i].submits || before[i] < 0)
            continue;
        const auto last = std::size_t(before[i]);
        const Ns intervalNs = ownNs[i] - ownNs[last];
        Queue& queue = queues[i];
        queue.leftNs = std::max<Ns>(0, queues[last].leftNs + workNs[last] - intervalNs);
        const Ns stretchNs = queues[last].stretchNs + intervalNs;
        const bool isEmpty = queue.leftNs == 0;
        paces[i] = {intervalNs, workNs[last], before[i], isEmpty, isEmpty ? stretchNs : 0};
        queue.stretchNs = isEmpty ? 0 : stretchNs;
    }
    return paces;
}

} // namespace streamscope::analysis
