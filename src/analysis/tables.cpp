// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/tables.h"

#include "analysis/operations.h"
#include "analysis/submissions.h"
#include "trace/repeats.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <unordered_map>

namespace streamscope::analysis {

namespace {

/// Idle of at most this between two kernels that were both queued is the hardware's own (HolisticTraceAnalysis'
/// default).
constexpr Ns consecutiveKernelNs = 30;

/// Nearest-rank quantile: the least value that at least `share` of the values do not exceed.
Ns quantile(std::vector<Ns>& values, double share)
{
    const auto count = double(values.size());
    const auto rank =
        std::clamp<std::int64_t>(std::int64_t(share * count + 0.999999) - 1, 0, std::int64_t(values.size()) - 1);
    const auto at = values.begin() + rank;
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// How long each stream ran alone, in one sweep over all operations.
class AloneTime
{
public:
    explicit AloneTime(std::size_t tracks) : m_running(tracks), m_alone(tracks) {}

    void add(trace::TrackId track, Ns startNs, Ns endNs)
    {
        finishUntil(startNs);
        change(startNs, track, +1);
        m_ends.push_back({endNs, track});
        std::push_heap(m_ends.begin(), m_ends.end(), std::greater<>());
    }

    const std::vector<Ns>& finish()
    {
        finishUntil(std::numeric_limits<Ns>::max());
        return m_alone;
    }

private:
    void finishUntil(Ns timeNs)
    {
        while (!m_ends.empty() && m_ends.front().first <= timeNs) {
            change(m_ends.front().first, m_ends.front().second, -1);
            std::pop_heap(m_ends.begin(), m_ends.end(), std::greater<>());
            m_ends.pop_back();
        }
    }

    void change(Ns timeNs, trace::TrackId track, int by)
    {
        // The sum of the numbers of the busy tracks is that track's number when there is one.
        if (m_busy == 1)
            m_alone[m_sumOfBusy] += timeNs - m_nowNs;
        m_nowNs = timeNs;
        const bool before = m_running[track] > 0;
        m_running[track] += by;
        const bool after = m_running[track] > 0;
        if (before != after) {
            m_busy += after ? 1 : -1;
            m_sumOfBusy = after ? m_sumOfBusy + track : m_sumOfBusy - track;
        }
    }

    std::vector<int> m_running;
    std::vector<Ns> m_alone;
    std::vector<std::pair<Ns, trace::TrackId>> m_ends;
    Ns m_nowNs = 0;
    int m_busy = 0;
    std::size_t m_sumOfBusy = 0;
};

/// Steps of a queue from the times at which operations joined and left it.
std::vector<QueueStep> stepsOf(std::vector<Ns> joined, std::vector<Ns> left)
{
    std::sort(joined.begin(), joined.end());
    std::sort(left.begin(), left.end());
    std::vector<QueueStep> steps;
    int length = 0;
    for (std::size_t i = 0, j = 0; i < joined.size() || j < left.size();) {
        const Ns timeNs = j == left.size() || (i < joined.size() && joined[i] <= left[j]) ? joined[i] : left[j];
        for (; i < joined.size() && joined[i] == timeNs; ++i)
            ++length;
        for (; j < left.size() && left[j] == timeNs; ++j)
            --length;
        if (steps.empty() || steps.back().length != length)
            steps.push_back({timeNs, length});
    }
    return steps;
}

struct StreamState
{
    StreamRow row;
    bool started = false;
    Ns firstNs = 0, lastEndNs = 0;
    std::vector<Ns> joined, left;
};

void addToStream(StreamState& stream, trace::SliceKind kind, const GpuOperation& operation,
                 const Submission* submission)
{
    StreamRow& row = stream.row;
    (trace::isKernel(kind) ? row.kernels : trace::isCopy(kind) ? row.copies : row.memsets) += 1;
    if (!stream.started) {
        stream.started = true;
        stream.firstNs = operation.startNs;
        stream.lastEndNs = operation.startNs;
    } else if (const Ns idleNs = operation.startNs - stream.lastEndNs; idleNs > 0) {
        if (submission && submission->startNs > stream.lastEndNs)
            row.idleHostNs += idleNs;
        else
            (idleNs < consecutiveKernelNs ? row.idleKernelNs : row.idleOtherNs) += idleNs;
    }
    row.busyNs += std::max<Ns>(0, operation.endNs - std::max(operation.startNs, stream.lastEndNs));
    stream.lastEndNs = std::max(stream.lastEndNs, operation.endNs);
    row.spanNs = stream.lastEndNs - stream.firstNs;
    if (submission && !operation.repeats) {
        stream.joined.push_back(submission->startNs);
        stream.left.push_back(std::max(operation.startNs, submission->startNs));
    }
}

void finishQueue(StreamState& stream)
{
    const std::vector<QueueStep> steps = stepsOf(std::move(stream.joined), std::move(stream.left));
    double area = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        stream.row.maxQueueLength = std::max(stream.row.maxQueueLength, steps[i].length);
        if (i + 1 < steps.size())
            area += double(steps[i].length) * double(steps[i + 1].timeNs - steps[i].timeNs);
    }
    if (steps.size() > 1 && steps.back().timeNs > steps.front().timeNs)
        stream.row.meanQueueLength = area / double(steps.back().timeNs - steps.front().timeNs);
}

struct NameState
{
    KernelRow row;
    std::vector<Ns> durations;
    Ns longestNs = -1;
};

} // namespace

Distribution distribution(std::vector<Ns> values)
{
    Distribution d;
    d.count = std::int64_t(values.size());
    if (values.empty())
        return d;
    for (const Ns value : values)
        d.totalNs += value;
    d.meanNs = double(d.totalNs) / double(d.count);
    d.leastNs = *std::min_element(values.begin(), values.end());
    d.greatestNs = *std::max_element(values.begin(), values.end());
    d.lowerQuartileNs = quantile(values, 0.25);
    d.medianNs = quantile(values, 0.5);
    d.upperQuartileNs = quantile(values, 0.75);
    d.p90Ns = quantile(values, 0.9);
    d.p99Ns = quantile(values, 0.99);
    return d;
}

Tables computeTables(const trace::Trace& trace, std::optional<Interval> window)
{
    Tables tables;
    const auto tracks = trace.tracks();
    const Submissions submissions(trace);
    std::unordered_map<trace::TrackId, StreamState> streams;
    std::unordered_map<std::uint64_t, NameState> names;
    std::vector<Ns> delays, calls, toStart;
    AloneTime alone(tracks.size());
    Ns gpuTimeNs = 0;
    for (const GpuOperation& operation : gpuOperations(trace, window)) {
        const trace::Track& track = tracks[operation.slice.track];
        const std::size_t i = operation.slice.index;
        const trace::SliceKind kind = track.kind[i];
        const Submission* submission = submissions.find(track.info.rank, track.correlation[i]);
        addToStream(streams[operation.slice.track], kind, operation, submission);
        alone.add(operation.slice.track, operation.startNs, operation.endNs);
        const Ns durationNs = operation.endNs - operation.startNs;
        gpuTimeNs += durationNs;
        NameState& name = names[std::uint64_t(track.name[i]) << 8 | std::uint64_t(kind)];
        name.durations.push_back(durationNs);
        if (durationNs > name.longestNs) {
            name.longestNs = durationNs;
            name.row.name = track.name[i];
            name.row.kind = kind;
            name.row.longest = operation.slice;
        }
        if (submission) {
            delays.push_back(operation.startNs - submission->endNs);
            calls.push_back(submission->endNs - submission->startNs);
            toStart.push_back(operation.startNs - submission->startNs);
        } else {
            ++tables.withoutSubmission;
        }
    }
    const std::vector<Ns>& aloneNs = alone.finish();
    for (trace::TrackId t = 0; t < tracks.size(); ++t)
        if (const auto stream = streams.find(t); stream != streams.end()) {
            stream->second.row.track = t;
            stream->second.row.overlapNs = stream->second.row.busyNs - aloneNs[t];
            finishQueue(stream->second);
            tables.streams.push_back(stream->second.row);
        }
    for (auto& [key, name] : names) {
        name.row.duration = distribution(std::move(name.durations));
        name.row.shareOfGpuTime = gpuTimeNs > 0 ? double(name.row.duration.totalNs) / double(gpuTimeNs) : 0;
        tables.kernels.push_back(name.row);
    }
    std::sort(tables.kernels.begin(), tables.kernels.end(), [](const KernelRow& a, const KernelRow& b) {
        if (a.duration.totalNs != b.duration.totalNs)
            return a.duration.totalNs > b.duration.totalNs;
        return a.name != b.name ? a.name < b.name : a.kind < b.kind;
    });
    tables.launchDelay = distribution(std::move(delays));
    tables.launchCall = distribution(std::move(calls));
    tables.launchToStart = distribution(std::move(toStart));
    return tables;
}

std::vector<QueueStep> queueLength(const trace::Trace& trace, trace::TrackId stream)
{
    const auto tracks = trace.tracks();
    if (stream >= tracks.size())
        return {};
    const Submissions submissions(trace);
    const trace::Track& track = tracks[stream];
    std::vector<Ns> joined, left;
    for (std::size_t i = 0; i < track.size(); ++i) {
        const Submission* submission = submissions.find(track.info.rank, track.correlation[i]);
        if (!trace::isGpuOperation(track.kind[i]) || !submission || trace::isRepeat(track, i))
            continue;
        joined.push_back(submission->startNs);
        left.push_back(std::max(track.startNs[i], submission->startNs));
    }
    return stepsOf(std::move(joined), std::move(left));
}

} // namespace streamscope::analysis
