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

std::vector<Pace> submissionPaces(const Timeline& timeline, const std::vector<Ns>& workNs, const Marks& marks)
{
    std::vector<Pace> paces(timeline.steps.size());
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread) {
        bool follows = false; // an earlier submission
        Ns intervalNs = 0, lastWorkNs = 0, queuedNs = 0, stretchNs = 0;
        for (std::size_t i = timeline.firstStep[thread]; i < timeline.firstStep[thread + 1]; ++i) {
            const HostStep& step = timeline.steps[i];
            if (i > timeline.firstStep[thread]) {
                const Ns onTheWayNs = step.timeNs - timeline.steps[i - 1].timeNs;
                const Ns waitedNs = !step.submits && step.waitsFor >= 0 ? step.waitedNs : 0;
                const Ns explainedNs = waitedNs + (marks.host[i] != Cause::none ? marks.hostNs[i] : 0);
                intervalNs += onTheWayNs - std::min(onTheWayNs, explainedNs);
            }
            if (!step.submits)
                continue;
            if (follows) {
                queuedNs = std::max<Ns>(0, queuedNs + lastWorkNs - intervalNs);
                stretchNs += intervalNs;
                paces[i] = {intervalNs, lastWorkNs, queuedNs == 0, queuedNs == 0 ? stretchNs : 0};
                if (queuedNs == 0)
                    stretchNs = 0;
            } else {
                queuedNs = stretchNs = 0;
            }
            follows = true;
            intervalNs = 0;
            lastWorkNs = workNs[i];
        }
    }
    return paces;
}

} // namespace streamscope::analysis
