// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/submission_order.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace streamscope::analysis {

SubmissionOrder::SubmissionOrder(const trace::Trace& trace, const Submissions& submissions, const Timeline& timeline)
    : m_trace(trace), m_submissions(submissions), m_timeline(timeline), m_streamOf(trace.tracks().size(), -1),
      m_calls(timeline.streams.size())
{
    for (std::size_t i = 0; i < timeline.streams.size(); ++i)
        m_streamOf[timeline.streams[i].track] = Place(i);
    for (std::size_t i = 0; i < timeline.operations.size(); ++i)
        if (const TimedOperation& operation = timeline.operations[i]; operation.step >= 0)
            m_calls[std::size_t(operation.stream)].emplace_back(
                timeline.steps[std::size_t(operation.step)].call.startNs, Place(i));
    constexpr auto byCall = [](const auto& a, const auto& b) { return a.first < b.first; };
    for (auto& calls : m_calls)
        if (!std::ranges::is_sorted(calls, byCall)) // they nearly always are
            std::ranges::stable_sort(calls, byCall);
}

std::pair<Place, Place> SubmissionOrder::resolve(const trace::Dependency& dependency)
{
    const auto wait = markOf(dependency.toCorrelation, trace::SliceKind::eventWait);
    if (!wait || m_streamOf[wait->track] < 0)
        return {-1, -1};
    const std::int32_t rank = m_trace.tracks()[wait->track].info.rank;
    const Submission* const waits = m_submissions.find(rank, dependency.toCorrelation);
    const Submission* const records = m_submissions.find(rank, dependency.fromCorrelation);
    const Place recorded = waits && records ? streamOfRecord(dependency, *wait, records->startNs) : -1;
    if (recorded < 0)
        return {-1, -1};
    const auto byTime = [](const auto& call, Ns timeNs) { return call.first < timeNs; };
    const auto& before = m_calls[std::size_t(recorded)];
    const auto& after = m_calls[std::size_t(m_streamOf[wait->track])];
    const auto last = std::lower_bound(before.begin(), before.end(), records->startNs, byTime);
    const auto first = std::lower_bound(after.begin(), after.end(), waits->startNs, byTime);
    return {last == before.begin() ? -1 : std::prev(last)->second, first == after.end() ? -1 : first->second};
}

std::optional<trace::SliceRef> SubmissionOrder::markOf(std::int64_t correlation, trace::SliceKind kind) const
{
    for (const trace::SliceRef ref : m_trace.correlated(correlation))
        if (const trace::Track& track = m_trace.tracks()[ref.track];
            track.info.kind == trace::TrackKind::stream && track.kind[ref.index] == kind)
            return ref;
    return std::nullopt;
}

/// By the record on its row, else by what the wait says of it.
Place SubmissionOrder::streamOfRecord(const trace::Dependency& dependency, trace::SliceRef wait, Ns recordNs)
{
    if (const auto record = markOf(dependency.fromCorrelation, trace::SliceKind::eventRecord))
        return m_streamOf[record->track];
    constexpr int mostLookedAt = 256;
    if (++m_lookedAt > mostLookedAt)
        return -1;
    for (const auto& [name, value] : m_trace.arguments(wait))
        if (name == "wait_on_stream")
            return streamNumbered(std::atoll(value.c_str()), wait.track, recordNs);
    return -1;
}

/// The stream of that number on the device and in the process of another row. Each device counts for itself: where that
/// is the other row itself, or no row, the stream is another device's, of several the one submitted to last before the
/// record.
Place SubmissionOrder::streamNumbered(std::int64_t number, trace::TrackId beside, Ns recordNs) const
{
    const trace::TrackInfo& own = m_trace.tracks()[beside].info;
    Place elsewhere = -1;
    Ns lastNs = std::numeric_limits<Ns>::min();
    for (std::size_t i = 0; i < m_timeline.streams.size(); ++i) {
        const trace::TrackId track = m_timeline.streams[i].track;
        const trace::TrackInfo& row = m_trace.tracks()[track].info;
        if (row.stream != number || row.rank != own.rank || track == beside)
            continue;
        if (row.device == own.device && row.pid == own.pid)
            return Place(i);
        const Ns submittedNs = lastCallNs(i, recordNs);
        if (row.device != own.device && (elsewhere < 0 || submittedNs > lastNs)) {
            elsewhere = Place(i);
            lastNs = submittedNs;
        }
    }
    return elsewhere;
}

/// When the stream was last submitted to before a time.
Ns SubmissionOrder::lastCallNs(std::size_t stream, Ns beforeNs) const
{
    const auto& calls = m_calls[stream];
    const auto after = std::ranges::lower_bound(calls, beforeNs, {}, &std::pair<Ns, Place>::first);
    return after == calls.begin() ? std::numeric_limits<Ns>::min() : std::prev(after)->first;
}

} // namespace streamscope::analysis
