// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/metrics.h"

#include "analysis/operations.h"
#include "analysis/submissions.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Sweeps over operations by start: how many run at once, and the gaps where none does. The ends of those running stand
/// in a heap, so that neither ends nor operations need sorting.
class Sweep
{
public:
    explicit Sweep(Metrics& metrics) : m_metrics(metrics) {}

    /// Returns the gap before this operation, empty if there is none.
    Interval add(Ns startNs, Ns endNs)
    {
        finishUntil(startNs);
        Interval gap{startNs, startNs};
        if (m_ends.empty()) {
            if (m_started)
                gap.startNs = m_nowNs;
            m_nowNs = startNs;
        } else {
            pass(startNs);
        }
        m_started = true;
        m_sumNs += endNs - startNs;
        m_ends.push_back(endNs);
        std::push_heap(m_ends.begin(), m_ends.end(), std::greater<>());
        return gap;
    }

    Ns finish()
    {
        finishUntil(std::numeric_limits<Ns>::max());
        return m_nowNs;
    }

    Ns sumNs() const { return m_sumNs; }

private:
    void pass(Ns untilNs)
    {
        const Ns passedNs = untilNs - m_nowNs;
        if (passedNs <= 0)
            return;
        m_metrics.gpuBusyNs += passedNs;
        if (m_ends.size() > 1)
            m_metrics.overlapNs += passedNs;
        m_metrics.maxConcurrency = std::max(m_metrics.maxConcurrency, int(m_ends.size()));
        m_nowNs = untilNs;
    }

    void finishUntil(Ns timeNs)
    {
        while (!m_ends.empty() && m_ends.front() <= timeNs) {
            pass(m_ends.front());
            std::pop_heap(m_ends.begin(), m_ends.end(), std::greater<>());
            m_ends.pop_back();
        }
    }

    Metrics& m_metrics;
    std::vector<Ns> m_ends;
    Ns m_nowNs = 0;
    Ns m_sumNs = 0;
    bool m_started = false;
};

/// Time in which nothing ran, until the start of an operation; `submittedNs` is the end of the call that submitted it.
struct Gap
{
    Interval interval;
    std::optional<Ns> submittedNs;
};

/// The least time from a call's end to the start on an idle GPU: how long a launch takes to get there. 0 where no gap
/// shows it.
Ns launchLatencyNs(const std::vector<Gap>& gaps)
{
    std::optional<Ns> leastNs;
    for (const Gap& gap : gaps) {
        if (!gap.submittedNs || *gap.submittedNs < gap.interval.startNs || *gap.submittedNs > gap.interval.endNs)
            continue;
        const Ns latencyNs = gap.interval.endNs - *gap.submittedNs;
        leastNs = leastNs ? std::min(*leastNs, latencyNs) : latencyNs;
    }
    return leastNs.value_or(0);
}

void countIdle(Metrics& metrics, const std::vector<Gap>& gaps)
{
    const Ns latencyNs = launchLatencyNs(gaps);
    for (const auto& [gap, submittedNs] : gaps) {
        if (!submittedNs) {
            metrics.idleOtherNs += gap.durationNs();
            continue;
        }
        const Ns thereNs = std::clamp(*submittedNs + latencyNs, gap.startNs, gap.endNs);
        metrics.idleHostNs += thereNs - gap.startNs;
        (thereNs > gap.startNs ? metrics.idleOtherNs : metrics.idleDependencyNs) += gap.endNs - thereNs;
    }
}

void countOperation(Metrics& metrics, trace::SliceKind kind, const trace::OperationDetails& details, double share)
{
    ++metrics.gpuOperations;
    if (trace::isKernel(kind))
        ++metrics.kernels;
    else if (trace::isCopy(kind))
        ++metrics.copies;
    else
        ++metrics.memsets;
    if (share <= 0)
        return;
    metrics.flops += details.flops * share;
    metrics.dramBytes += details.dramBytes * share;
    if (trace::isCopy(kind))
        metrics.copyBytes += double(details.bytes) * share;
}

} // namespace

Metrics computeMetrics(const trace::Trace& trace, std::optional<Interval> window)
{
    return computeMetrics(trace, window, Submissions(trace));
}

Metrics computeMetrics(const trace::Trace& trace, std::optional<Interval> window, const Submissions& submissions)
{
    Metrics metrics;
    const auto tracks = trace.tracks();
    if (window) {
        for (const trace::Track& track : tracks) {
            const auto [first, last] = track.window(window->startNs, window->endNs);
            for (std::size_t i = first; i < last; ++i)
                metrics.events += track.startNs[i] < window->endNs && track.endNs(i) > window->startNs;
        }
    } else {
        metrics.events = std::int64_t(trace.sliceCount());
    }
    std::vector<bool> used(tracks.size());
    Sweep sweep(metrics);
    std::vector<Gap> gaps;
    OperationWalk walk(trace, window);
    Ns firstNs = 0;
    for (GpuOperation operation; walk.next(operation);) {
        const trace::Track& track = tracks[operation.slice.track];
        const std::size_t i = operation.slice.index;
        const Ns startNs = window ? std::max(operation.startNs, window->startNs) : operation.startNs;
        const Ns endNs = window ? std::min(operation.endNs, window->endNs) : operation.endNs;
        if (metrics.gpuOperations == 0)
            firstNs = startNs;
        const Ns wholeNs = operation.endNs - operation.startNs;
        const double share = wholeNs > 0 ? double(endNs - startNs) / double(wholeNs) : 1.0;
        countOperation(metrics, track.kind[i], trace.details(track.details[i]), operation.repeats ? 0 : share);
        used[operation.slice.track] = true;
        if (operation.repeats)
            continue;
        const Interval gap = sweep.add(startNs, endNs);
        if (gap.durationNs() > 0) {
            const Submission* submission = submissions.find(track.info.rank, track.correlation[i]);
            gaps.push_back({gap, submission ? std::optional(submission->endNs) : std::nullopt});
        }
    }
    countIdle(metrics, gaps);
    const Ns lastNs = sweep.finish();
    if (metrics.gpuOperations > 0)
        metrics.deviceSpanNs = lastNs - firstNs;
    if (metrics.gpuBusyNs > 0)
        metrics.meanConcurrency = double(sweep.sumNs()) / double(metrics.gpuBusyNs);
    metrics.streams = int(std::count(used.begin(), used.end(), true)); // a stream is a row
    return metrics;
}

} // namespace streamscope::analysis
