// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/submission_pace.h"

#include <algorithm>

namespace streamscope::analysis {

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
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread)
        for (std::size_t i = timeline.firstStep[thread] + 1; i < timeline.firstStep[thread + 1]; ++i) {
            const HostStep& step = timeline.steps[i];
            const Ns onTheWayNs = step.timeNs - timeline.steps[i - 1].timeNs;
            const Ns waitedNs = !step.submits && step.waitsFor >= 0 ? step.waitedNs : 0;
            const Ns explainedNs = waitedNs + (marks.host[i] != Cause::none ? marks.hostNs[i] : 0);
            ownNs[i] = ownNs[i - 1] + onTheWayNs - std::min(onTheWayNs, explainedNs);
        }
    return ownNs;
}

std::vector<Pace> submissionPaces(const Timeline& timeline, const std::vector<Ns>& workNs, const std::vector<Ns>& ownNs)
{
    std::vector<Pace> paces(timeline.steps.size());
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread) {
        constexpr std::size_t none = ~std::size_t(0);
        std::size_t last = none; // an earlier submission
        Ns queuedNs = 0, stretchNs = 0;
        for (std::size_t i = timeline.firstStep[thread]; i < timeline.firstStep[thread + 1]; ++i) {
            if (!timeline.steps[i].submits)
                continue;
            if (last != none) {
                const Ns intervalNs = ownNs[i] - ownNs[last];
                queuedNs = std::max<Ns>(0, queuedNs + workNs[last] - intervalNs);
                stretchNs += intervalNs;
                paces[i] = {intervalNs, workNs[last], queuedNs == 0, queuedNs == 0 ? stretchNs : 0};
                if (queuedNs == 0)
                    stretchNs = 0;
            }
            last = i;
        }
    }
    return paces;
}

} // namespace streamscope::analysis
