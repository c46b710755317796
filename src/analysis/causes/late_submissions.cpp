// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/late_submissions.h"

#include "analysis/causes/between_calls.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace streamscope::analysis {

namespace {

/// Submissions that come closer together than this are those of one stretch, whatever is usual.
constexpr Ns leastDistantNs = 100'000;
/// So many times the usual interval is more than a framework's way from one submission to the next.
constexpr Ns distantTimes = 20;
/// What may be taken for usual at most: a host that is slow throughout is no yardstick.
constexpr Ns mostUsualNs = 20'000;

/// The way from one submission of a thread to the next, without what it waited for the device.
struct Gap
{
    Interval time;
    std::string covering;
    Ns awaitedNs = 0; ///< the longest that a stream was dry meanwhile
};

Ns distantNs(const std::vector<Pace>& paces)
{
    std::vector<Ns> intervals;
    for (const Pace& pace : paces)
        if (pace.intervalNs > 0)
            intervals.push_back(pace.intervalNs);
    if (intervals.empty())
        return leastDistantNs;
    const auto middle = intervals.begin() + std::ptrdiff_t((intervals.size() - 1) / 2);
    std::nth_element(intervals.begin(), middle, intervals.end());
    return std::max(leastDistantNs, distantTimes * std::min(*middle, mostUsualNs));
}

/// Gaps of a thread in which it did something else than submit, by time.
std::vector<Gap> gapsOf(const Facts& facts, std::size_t thread, const std::vector<Place>& before,
                        const std::vector<Pace>& paces, Ns farNs)
{
    const Timeline& timeline = facts.timeline;
    const BetweenCalls calls(facts.trace, timeline, thread);
    std::vector<Gap> gaps;
    for (std::size_t i = timeline.firstStep[thread]; i < timeline.firstStep[thread + 1]; ++i) {
        const HostStep& step = timeline.steps[i];
        if (!step.submits || before[i] < 0 || paces[i].intervalNs <= leastDistantNs)
            continue;
        Gap gap{{step.timeNs - paces[i].intervalNs, step.timeNs}, {}};
        const Ns sinceNs = timeline.steps[std::size_t(before[i])].call.endNs;
        gap.covering = calls.covering({sinceNs, step.call.startNs}, gap.time.durationNs());
        if (paces[i].intervalNs > farNs || !gap.covering.empty())
            gaps.push_back(std::move(gap));
    }
    return gaps;
}

/// How late the first nodes of graphs come, and how much of it before their launch began.
struct FirstNodes
{
    Ns lateNs = 0, beforeNs = 0;

    void add(const Timeline& timeline, const LateSubmission& late)
    {
        const TimedOperation& operation = timeline.operations[std::size_t(late.operation)];
        if (operation.previous >= 0 && timeline.operations[std::size_t(operation.previous)].step == operation.step)
            return;
        const Ns launchNs = timeline.steps[std::size_t(operation.step)].call.startNs;
        lateNs += late.lateNs;
        beforeNs += std::clamp<Ns>(launchNs - operation.freeNs, 0, late.lateNs);
    }

    HostTime::Graphs mostly(Ns allNs) const
    {
        if (allNs <= 0 || 2 * lateNs < allNs)
            return HostTime::Graphs::inside;
        return 2 * beforeNs >= lateNs ? HostTime::Graphs::between : HostTime::Graphs::launches;
    }
};

/// Whether streams get their work more slowly than they do it, whatever else the threads submit meanwhile.
class StreamPaces
{
public:
    StreamPaces(const Timeline& timeline, const std::vector<Ns>& ownNs)
        : m_timeline(timeline), m_ownNs(ownNs), m_queuedNs(timeline.streams.size())
    {}

    /// To be called for all operations in the order of their starts.
    bool isSlower(const TimedOperation& operation)
    {
        Ns& queuedNs = m_queuedNs[std::size_t(operation.stream)];
        const std::optional<Ns> intervalNs = sinceTheOneBeforeNs(operation);
        if (!intervalNs) {
            queuedNs = 0;
            return false;
        }
        // A stream's first work is late if it comes when it could have been done.
        const Ns broughtNs =
            operation.previous >= 0 ? m_timeline.operations[std::size_t(operation.previous)].soloNs : operation.soloNs;
        queuedNs = std::max<Ns>(0, queuedNs + broughtNs - *intervalNs);
        const bool isSlower = queuedNs == 0 && *intervalNs > 0;
        if (operation.previous < 0)
            queuedNs = 0;
        return isSlower;
    }

private:
    /// Of the first the thread's first; nothing where its call is not known, or it is the thread's first itself.
    std::optional<Ns> sinceTheOneBeforeNs(const TimedOperation& operation) const
    {
        if (operation.step < 0)
            return std::nullopt;
        const auto step = std::size_t(operation.step);
        if (operation.previous < 0)
            return m_ownNs[step] > 0 ? std::optional(m_ownNs[step]) : std::nullopt;
        const Place before = m_timeline.operations[std::size_t(operation.previous)].step;
        if (before < 0)
            return std::nullopt;
        const HostStep &own = m_timeline.steps[step], &last = m_timeline.steps[std::size_t(before)];
        if (m_timeline.groupOf[std::size_t(own.thread)] == m_timeline.groupOf[std::size_t(last.thread)])
            return std::max<Ns>(0, m_ownNs[step] - m_ownNs[std::size_t(before)]);
        return std::max<Ns>(0, own.timeNs - last.timeNs);
    }

    const Timeline& m_timeline;
    const std::vector<Ns>& m_ownNs;
    std::vector<Ns> m_queuedNs; ///< by stream: of what it got, left to do
};

/// What steps bring less what other causes add to it: nothing hides behind what a copy takes longer than it need.
std::vector<Ns> workWithoutExtra(const Facts& facts, const Marks& marks)
{
    std::vector<Ns> workNs = facts.workOfSteps;
    for (std::size_t i = 0; i < marks.extra.size(); ++i)
        if (const Place step = facts.timeline.operations[i].step; marks.extra[i] == Cause::pageableCopy && step >= 0)
            workNs[std::size_t(step)] -= std::min(workNs[std::size_t(step)], marks.extraNs[i]);
    return workNs;
}

std::vector<LateSubmission> lateSubmissions(const Facts& facts, const Marks& marks, const std::vector<Pace>& paces,
                                            const std::vector<Ns>& ownNs)
{
    const auto& operations = facts.timeline.operations;
    std::vector<LateSubmission> found;
    StreamPaces streams(facts.timeline, ownNs);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const bool isBehind = streams.isSlower(operations[i]);
        const Ns lateNs = operations[i].blockedByHost().durationNs();
        if (operations[i].step < 0 || lateNs <= 0)
            continue;
        const auto step = std::size_t(operations[i].step);
        const bool isSlow = facts.timeline.steps[step].ofGraph || paces[step].hostIsSlower;
        if ((isSlow || isBehind) && marks.host[step] == Cause::none && marks.wait[step] == Cause::none)
            found.push_back({Place(i), lateNs, paces[step], !isSlow});
    }
    return found;
}

/// Where another thread was the last to submit to the stream: the way from that submission, and what it brought.
Pace sinceAnyThread(const Timeline& timeline, const LateSubmission& late, const std::vector<Ns>& workNs)
{
    const TimedOperation& operation = timeline.operations[std::size_t(late.operation)];
    const Place before =
        operation.previous >= 0 ? timeline.operations[std::size_t(operation.previous)].step : Place(-1);
    if (before < 0)
        return late.pace;
    const HostStep &step = timeline.steps[std::size_t(operation.step)], &last = timeline.steps[std::size_t(before)];
    if (step.thread == last.thread || step.timeNs - last.timeNs >= late.pace.intervalNs)
        return late.pace;
    Pace pace = late.pace;
    pace.intervalNs = std::max<Ns>(0, step.timeNs - last.timeNs);
    pace.workNs = workNs[std::size_t(before)];
    return pace;
}

} // namespace

std::vector<LateSubmission> lateSubmissions(const Facts& facts, const Marks& marks)
{
    const std::vector<Ns> ownNs = ownTimes(facts.timeline, marks);
    return lateSubmissions(facts, marks, submissionPaces(facts.timeline, workWithoutExtra(facts, marks), ownNs), ownNs);
}

HostTime hostTime(const Facts& facts, const Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    const std::vector<Ns> ownNs = ownTimes(timeline, marks);
    const std::vector<Pace> paces = submissionPaces(timeline, workWithoutExtra(facts, marks), ownNs);
    const Ns farNs = distantNs(paces);
    const std::vector<Place> before = submissionsBefore(timeline);
    std::vector<std::vector<Gap>> gaps;
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread)
        gaps.push_back(gapsOf(facts, thread, before, paces, farNs));
    Ns lateNs = 0, behindNs = 0, elsewhereNs = 0, slower = 0;
    FirstNodes firstNodes;
    HostTime time;
    for (const Pace& pace : paces)
        time.slowStretchesNs += pace.stretchNs;
    for (const LateSubmission& late : lateSubmissions(facts, marks, paces, ownNs)) {
        const TimedOperation& operation = timeline.operations[std::size_t(late.operation)];
        const auto thread = std::size_t(timeline.steps[std::size_t(operation.step)].thread);
        const Interval dry = operation.blockedByHost();
        lateNs += late.lateNs;
        behindNs += late.isBehind ? late.lateNs : 0;
        firstNodes.add(timeline, late);
        if (late.pace.hostIsSlower) {
            const Pace pace = sinceAnyThread(timeline, late, facts.workOfSteps);
            time.meanIntervalNs += pace.intervalNs;
            time.meanWorkNs += pace.workNs;
            ++slower;
        }
        const auto endsLater = [](const Gap& gap, Ns timeNs) { return gap.time.endNs <= timeNs; };
        auto& ofThread = gaps[thread];
        auto gap = std::lower_bound(ofThread.begin(), ofThread.end(), dry.startNs, endsLater);
        for (; gap != ofThread.end() && gap->time.startNs < dry.endNs; ++gap) {
            const Ns awaitedNs = std::min(dry.endNs, gap->time.endNs) - std::max(dry.startNs, gap->time.startNs);
            elsewhereNs += awaitedNs;
            gap->awaitedNs = std::max(gap->awaitedNs, awaitedNs);
        }
    }
    time.meanIntervalNs /= std::max<Ns>(slower, 1);
    time.meanWorkNs /= std::max<Ns>(slower, 1);
    time.mostlyElsewhere = lateNs > 0 && 2 * elsewhereNs >= lateNs;
    time.mostlyToOtherStreams = 2 * behindNs > lateNs;
    time.slowStretchesNs += behindNs;
    time.graphs = firstNodes.mostly(lateNs);
    std::map<std::string, Ns> byName;
    for (const std::vector<Gap>& ofThread : gaps)
        for (const Gap& gap : ofThread) {
            time.elsewhereNs += gap.awaitedNs;
            byName[gap.covering] += gap.awaitedNs;
        }
    for (const auto& [name, ns] : byName)
        if (2 * ns > time.elsewhereNs)
            time.mostlyIn = name;
    return time;
}

} // namespace streamscope::analysis
