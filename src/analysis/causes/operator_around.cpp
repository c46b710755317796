// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/operator_around.h"

#include <algorithm>
#include <string_view>

namespace streamscope::analysis {

namespace {

constexpr std::size_t mostRanges = 4096;

/// Where a recording has no operators but ranges (NVTX): the outermost of PyTorch's around the call, else the
/// innermost.
std::string rangeAround(const trace::Trace& trace, const trace::TrackInfo& thread, Ns startNs, Ns endNs)
{
    std::string operators, innermost;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::annotation || track.info.device >= 0 || track.info.pid != thread.pid ||
            track.info.tid != thread.tid || track.info.rank != thread.rank)
            continue;
        const auto [first, last] = track.window(startNs, startNs + 1);
        for (std::size_t i = std::max(first, last - std::min(last, mostRanges)); i < last; ++i) {
            if (track.startNs[i] > startNs || track.endNs(i) < endNs)
                continue;
            const std::string_view name = trace.name(track.name[i]);
            if (name.starts_with("ProfilerStep#")) // which says no more than that time passed
                continue;
            innermost = name;
            if (operators.empty() && innermost.starts_with("aten::"))
                operators = innermost.substr(0, innermost.find(',')); // "aten::item, seq = 7, op_id = 9"
        }
    }
    return operators.empty() ? innermost : operators;
}

} // namespace

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
    if (nearest.empty())
        nearest = rangeAround(trace, track.info, startNs, endNs);
    return !nearest.empty() ? nearest : std::string(trace.name(track.name[call.index]));
}

} // namespace streamscope::analysis
