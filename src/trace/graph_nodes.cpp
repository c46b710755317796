// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "trace/graph_nodes.h"

#include <vector>

namespace streamscope::trace {

std::unordered_map<std::int64_t, std::int64_t> launchOfGraphNodes(const Trace& trace)
{
    const auto tracks = trace.tracks();
    const auto isCalled = [&](std::int64_t correlation) {
        const auto joined = trace.correlated(correlation);
        return !joined.empty() && tracks[joined.front().track].info.kind == TrackKind::hostThread;
    };
    std::unordered_map<std::int64_t, std::int64_t> launchOf;
    std::unordered_map<std::int64_t, std::vector<std::int64_t>> after;
    std::vector<std::int64_t> reached;
    for (const Dependency& dependency : trace.dependencies()) {
        if (isCalled(dependency.toCorrelation))
            continue;
        after[dependency.fromCorrelation].push_back(dependency.toCorrelation);
        if (isCalled(dependency.fromCorrelation) &&
            launchOf.emplace(dependency.toCorrelation, dependency.fromCorrelation).second)
            reached.push_back(dependency.toCorrelation);
    }
    while (!reached.empty()) {
        const std::int64_t node = reached.back();
        reached.pop_back();
        for (const std::int64_t next : after[node])
            if (launchOf.emplace(next, launchOf.at(node)).second)
                reached.push_back(next);
    }
    return launchOf;
}

} // namespace streamscope::trace
