// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/metrics.h"

#include "analysis/operations.h"
#include "analysis/submissions.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
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

/// Shares the time in which nothing ran out among host, dependency and other (docs/metrics.md).
class Idle
{
public:
    /// The first operation starts on an idle GPU and ends no gap, but shows how long a launch takes.
    void addFirst(Ns startNs, const Submission* submission)
    {
        if (submission)
            seeLatency(startNs - submission->endNs);
    }

    /// `submission` is that of the operation whose start ends the gap.
    void add(Interval gap, const Submission* submission, Metrics& metrics)
    {
        if (!submission) {
            metrics.idleOtherNs += gap.durationNs();
            return;
        }
        m_gaps.push_back({gap, submission->endNs});
        if (submission->endNs >= gap.startNs)
            seeLatency(gap.endNs - submission->endNs);
    }

    void count(Metrics& metrics) const
    {
        for (const auto& [gap, submittedNs] : m_gaps) {
            const Ns thereNs = std::clamp(submittedNs + m_latencyNs.value_or(0), gap.startNs, gap.endNs);
            metrics.idleHostNs += thereNs - gap.startNs;
            (thereNs > gap.startNs ? metrics.idleOtherNs : metrics.idleDependencyNs) += gap.endNs - thereNs;
        }
    }

private:
    struct Gap
    {
        Interval interval;
        Ns submittedNs;
    };

    void seeLatency(Ns latencyNs)
    {
        if (latencyNs >= 0)
            m_latencyNs = m_latencyNs ? std::min(*m_latencyNs, latencyNs) : latencyNs;
    }

    std::vector<Gap> m_gaps;
    std::optional<Ns> m_latencyNs;
};

/// One GPU's times.
class Gpu
{
public:
    Gpu() : m_sweep(part) {}
    Gpu(const Gpu&) = delete;
    Gpu& operator=(const Gpu&) = delete;

    Metrics part;
    Idle idle;

    /// By start. Whether it is the first.
    bool add(Ns startNs, Ns endNs)
    {
        m_gap = m_sweep.add(startNs, endNs);
        if (m_any)
            return false;
        m_any = true;
        m_firstNs = startNs;
        return true;
    }

    Interval gap() const { return m_gap; } ///< before the last one added; empty if there is none

    /// Adds this GPU's times to `metrics` and returns the sum of its durations.
    Ns finish(Metrics& metrics)
    {
        idle.count(part);
        metrics.deviceSpanNs += m_sweep.finish() - m_firstNs;
        metrics.gpuBusyNs += part.gpuBusyNs;
        metrics.overlapNs += part.overlapNs;
        metrics.maxConcurrency = std::max(metrics.maxConcurrency, part.maxConcurrency);
        metrics.idleHostNs += part.idleHostNs;
        metrics.idleDependencyNs += part.idleDependencyNs;
        metrics.idleOtherNs += part.idleOtherNs;
        return m_sweep.sumNs();
    }

private:
    Sweep m_sweep;
    Interval m_gap;
    Ns m_firstNs = 0;
    bool m_any = false;
};

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
    return computeMetrics(trace, window, gpuOperations(trace, window), Submissions(trace));
}

Metrics computeMetrics(const trace::Trace& trace, std::optional<Interval> window,
                       const std::vector<GpuOperation>& operations, const Submissions& submissions)
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
    std::map<std::int32_t, Gpu> gpus;
    std::vector<Gpu*> gpuOf(tracks.size());
    for (const GpuOperation& operation : operations) {
        const trace::Track& track = tracks[operation.slice.track];
        const std::size_t i = operation.slice.index;
        const Ns startNs = window ? std::max(operation.startNs, window->startNs) : operation.startNs;
        const Ns endNs = window ? std::min(operation.endNs, window->endNs) : operation.endNs;
        const Ns wholeNs = operation.endNs - operation.startNs;
        const double share = wholeNs > 0 ? double(endNs - startNs) / double(wholeNs) : 1.0;
        countOperation(metrics, track.kind[i], trace.details(track.details[i]), operation.repeats ? 0 : share);
        used[operation.slice.track] = true;
        if (operation.repeats)
            continue;
        Gpu*& gpu = gpuOf[operation.slice.track];
        if (!gpu)
            gpu = &gpus[track.info.device];
        const bool isFirst = gpu->add(startNs, endNs);
        if ((isFirst && window) || (!isFirst && gpu->gap().durationNs() <= 0))
            continue;
        const Submission* submission = submissions.find(track.info.rank, track.correlation[i]);
        if (isFirst)
            gpu->idle.addFirst(startNs, submission);
        else
            gpu->idle.add(gpu->gap(), submission, gpu->part);
    }
    Ns sumNs = 0;
    for (auto& [device, gpu] : gpus)
        sumNs += gpu.finish(metrics);
    if (metrics.gpuBusyNs > 0)
        metrics.meanConcurrency = double(sumNs) / double(metrics.gpuBusyNs);
    metrics.streams = int(std::count(used.begin(), used.end(), true)); // a stream is a row
    return metrics;
}

} // namespace streamscope::analysis
