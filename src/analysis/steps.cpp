// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/steps.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace streamscope::analysis {

namespace {

constexpr std::string_view prefix = "ProfilerStep#";

} // namespace

std::vector<Step> profilerSteps(const trace::Trace& trace)
{
    std::vector<Step> steps;
    const auto tracks = trace.tracks();
    for (std::uint32_t t = 0; t < tracks.size(); ++t) {
        const trace::Track& track = tracks[t];
        for (std::uint32_t i = 0; i < track.size(); ++i) {
            if (track.kind[i] != trace::SliceKind::annotation)
                continue;
            const std::string_view name = trace.name(track.name[i]);
            if (!name.starts_with(prefix))
                continue;
            Step step{0, {track.startNs[i], track.endNs(i)}, {t, i}};
            std::from_chars(name.data() + prefix.size(), name.data() + name.size(), step.number);
            steps.push_back(step);
        }
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.interval.startNs < b.interval.startNs; });
    return steps;
}

std::optional<Step> medianStep(const trace::Trace& trace)
{
    std::vector<Step> steps = profilerSteps(trace);
    if (steps.empty())
        return std::nullopt;
    const auto middle = steps.begin() + std::ptrdiff_t((steps.size() - 1) / 2);
    std::nth_element(steps.begin(), middle, steps.end(), [](const Step& a, const Step& b) {
        const Ns aNs = a.interval.durationNs(), bNs = b.interval.durationNs();
        return aNs != bNs ? aNs < bNs : a.interval.startNs < b.interval.startNs;
    });
    return *middle;
}

Interval withItsWork(const trace::Trace& trace, Interval interval)
{
    Interval with = interval;
    const auto tracks = trace.tracks();
    for (const trace::Track& track : tracks) {
        if (track.info.kind != trace::TrackKind::hostThread)
            continue;
        const auto [first, last] = track.window(interval.startNs, interval.endNs);
        for (std::size_t i = first; i < last; ++i) {
            if (track.correlation[i] < 0 || track.startNs[i] < interval.startNs)
                continue;
            for (const trace::SliceRef slice : trace.correlated(track.correlation[i]))
                if (tracks[slice.track].info.kind == trace::TrackKind::stream)
                    with.endNs = std::max(with.endNs, tracks[slice.track].endNs(slice.index));
        }
    }
    return with;
}

} // namespace streamscope::analysis
