// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/operator_around.h"

namespace streamscope::analysis {

std::string operatorAround(const trace::Trace& trace, trace::SliceRef call)
{
    const trace::Track& track = trace.tracks()[call.track];
    const Ns startNs = track.startNs[call.index], endNs = track.endNs(call.index);
    std::string nearest, outermost;
    int depth = track.depth[call.index];
    for (std::size_t i = call.index; i-- > 0 && depth > 0;) {
        if (track.depth[i] >= depth || track.startNs[i] > startNs || track.endNs(i) < endNs)
            continue;
        depth = track.depth[i];
        if (track.kind[i] != trace::SliceKind::cpuOperator)
            continue;
        const std::string_view name = trace.name(track.name[i]);
        if (nearest.empty())
            nearest = name;
        if (name.starts_with("aten::"))
            outermost = name;
    }
    if (!outermost.empty())
        return outermost;
    return !nearest.empty() ? nearest : std::string(trace.name(track.name[call.index]));
}

} // namespace streamscope::analysis
