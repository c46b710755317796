// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/stretch_sums.h"

#include <algorithm>

namespace streamscope::ui {

StretchSums sumsOf(const StretchOfTrace& question, const std::stop_token& stop)
{
    StretchSums sums;
    sums.timeline = question.timeline;
    sums.stretch = question.stretch;
    const Ns from = question.stretch.startNs + question.originNs, to = question.stretch.endNs + question.originNs;
    std::vector<Interval> running, waiting;
    for (const trace::Track& track : question.trace->tracks()) {
        if (stop.stop_requested())
            return sums;
        if (track.info.kind != trace::TrackKind::stream && track.info.kind != trace::TrackKind::hostThread)
            continue;
        const auto [first, last] = track.window(from, to);
        for (std::size_t i = first; i < last; ++i) {
            const Interval part{std::max(from, track.startNs[i]), std::min(to, track.endNs(i))};
            if (part.endNs < part.startNs || track.startNs[i] >= to ||
                (track.endNs(i) <= from && track.durationNs[i] > 0))
                continue;
            if (trace::isGpuOperation(track.kind[i])) {
                ++sums.operations;
                sums.operationNs += part.durationNs();
                running.push_back(part);
            } else if (track.kind[i] == trace::SliceKind::hostSync) {
                waiting.push_back(part);
            }
        }
    }
    sums.gpuBusyNs = totalNs(unite(std::move(running)));
    sums.hostWaitingNs = totalNs(unite(std::move(waiting)));
    return sums;
}

} // namespace streamscope::ui
