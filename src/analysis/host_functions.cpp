// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/host_functions.h"

#include "base/interval.h"

#include <algorithm>
#include <vector>

namespace streamscope::analysis {

Ns hostFunctionsAloneNs(const trace::Trace& trace, Interval region)
{
    std::vector<Interval> functions, operations;
    for (const trace::Track& track : trace.tracks())
        for (std::size_t i = 0; track.info.kind == trace::TrackKind::stream && i < track.size(); ++i) {
            const Interval slice{std::max(track.startNs[i], region.startNs), std::min(track.endNs(i), region.endNs)};
            if (slice.durationNs() <= 0)
                continue;
            if (track.kind[i] == trace::SliceKind::hostFunction)
                functions.push_back(slice);
            else if (trace::isGpuOperation(track.kind[i]))
                operations.push_back(slice);
        }
    if (functions.empty())
        return 0;
    operations = unite(std::move(operations));
    const Ns busyNs = totalNs(operations);
    operations.insert(operations.end(), functions.begin(), functions.end());
    return totalNs(unite(std::move(operations))) - busyNs;
}

} // namespace streamscope::analysis
