// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/late_submissions.h"

#include "analysis/causes/meanwhile.h"
#include "analysis/causes/submission_pace.h"
#include "program/program.h"

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

/// Of the way from one submission to the next: what a thread neither waited for the device nor spent on other causes.
struct Gap
{
    Interval time;
    Interval between;   ///< the calls
    bool isFar = false; ///< it is longer than usual
    struct Awaited
    {
        Place device = 0;
        Interval dry;  ///< some stream there was
        Ns lateNs = 0; ///< sum of what operations came late
    };
    std::vector<Awaited> awaited{}; ///< one for each GPU

    void await(Place device, Interval dry)
    {
        auto of = std::ranges::find(awaited, device, &Awaited::device);
        if (of == awaited.end())
            of = awaited.insert(of, {device, dry});
        of->dry = {std::min(of->dry.startNs, dry.startNs), std::max(of->dry.endNs, dry.endNs)};
        of->lateNs += dry.durationNs();
    }
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

/// Appends what is left of the way to a submission without the calls that waited or that other causes claim, by time.
void addGaps(const Timeline& timeline, const Marks& marks, std::size_t to, Place since, bool isFar,
             std::vector<Gap>& gaps)
{
    const auto first = std::ptrdiff_t(gaps.size());
    const HostStep& submission = timeline.steps[to];
    Ns untilNs = submission.call.startNs;
    Ns endNs = marks.host[to] == Cause::none ? submission.timeNs : untilNs;
    const auto add = [&](Ns fromNs, Ns calledNs) {
        if (endNs > fromNs)
            gaps.push_back({{fromNs, endNs}, {calledNs, untilNs}, isFar});
    };
    for (Place place = submission.before; place != since; place = timeline.steps[std::size_t(place)].before) {
        const HostStep& step = timeline.steps[std::size_t(place)];
        if (step.waitsFor < 0 && marks.host[std::size_t(place)] == Cause::none)
            continue;
        add(step.call.endNs, step.call.endNs);
        untilNs = endNs = std::min(untilNs, step.call.startNs);
    }
    add(timeline.steps[std::size_t(since)].timeNs, timeline.steps[std::size_t(since)].call.endNs);
    std::reverse(gaps.begin() + first, gaps.end());
}

/// Gaps of a thread, by time.
std::vector<Gap> gapsOf(const Timeline& timeline, const Marks& marks, std::size_t thread, Ns leastNs, Ns farNs)
{
    std::vector<Gap> gaps;
    for (std::size_t i = timeline.firstStep[thread]; i < timeline.firstStep[thread + 1]; ++i)
        if (const Pace& pace = marks.paces[i]; pace.before >= 0 && pace.intervalNs > leastNs)
            addGaps(timeline, marks, i, pace.before, pace.intervalNs > farNs, gaps);
    return gaps;
}

/// What threads did while operations came late, if that was something else than to submit.
struct Elsewhere
{
    Meanwhile meanwhile;
    Ns lateNs = 0; ///< of the operations

    Elsewhere(const Facts& facts, const std::vector<std::vector<Gap>>& gaps)
        : meanwhile(facts.timeline), m_isSimulated(facts.isSimulated())
    {
        for (std::size_t thread = 0; thread < gaps.size(); ++thread) {
            const BetweenCalls calls(facts.trace, facts.timeline, thread);
            for (const Gap& gap : gaps[thread])
                for (const Gap::Awaited& awaited : gap.awaited)
                    add(calls, gap, awaited);
        }
    }

private:
    void add(const BetweenCalls& calls, const Gap& gap, const Gap::Awaited& awaited)
    {
        const std::string name = meanwhile.covering(calls, gap.between, awaited.device, awaited.dry);
        // A run of ours says what its threads compute; all else they do is to submit, or another cause.
        if (m_isSimulated ? name != program::callName(program::CallKind::cpuWork) : !gap.isFar && name.empty())
            return;
        meanwhile.add(name, awaited.device, awaited.dry);
        lateNs += awaited.lateNs;
    }

    bool m_isSimulated;
};

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
        if (operation.previous < 0) {
            const auto thread = std::size_t(m_timeline.steps[step].thread);
            const Ns sinceNs = m_ownNs[step] - m_ownNs[m_timeline.firstStep[thread]];
            return sinceNs > 0 ? std::optional(sinceNs) : std::nullopt;
        }
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

/// By thread: whether it submits to several streams.
std::vector<bool> feedSeveral(const Timeline& timeline)
{
    std::vector<Place> stream(timeline.threads.size(), -1);
    std::vector<bool> several(timeline.threads.size());
    for (const TimedOperation& operation : timeline.operations) {
        if (operation.step < 0)
            continue;
        const auto thread = std::size_t(timeline.steps[std::size_t(operation.step)].thread);
        if (stream[thread] >= 0 && stream[thread] != operation.stream)
            several[thread] = true;
        stream[thread] = operation.stream;
    }
    return several;
}

/// What steps bring less what other causes add to it: nothing hides behind what a copy takes longer than it need.
std::vector<Ns> workWithoutExtra(const Facts& facts, const Marks& marks)
{
    std::vector<Ns> workNs = facts.workOfSteps;
    for (std::size_t i = 0; i < marks.extra.size(); ++i)
        if (const Place step = facts.timeline.operations[i].step; marks.extra[i] == Cause::pageableCopy && step >= 0)
            workNs[std::size_t(step)] -= std::min(workNs[std::size_t(step)], marks.extraNs[i]);
    return workNs;
}

/// A stream's first work is late by no more than since its thread's first call; a run of ours begins with its threads.
Ns latenessNs(const Facts& facts, const TimedOperation& operation)
{
    const Timeline& timeline = facts.timeline;
    const Ns lateNs = operation.blockedByHost().durationNs();
    if (facts.isSimulated() || operation.step < 0 || operation.previous >= 0)
        return lateNs;
    const HostStep& step = timeline.steps[std::size_t(operation.step)];
    const Ns beganNs = timeline.steps[timeline.firstStep[std::size_t(step.thread)]].timeNs;
    return std::min(lateNs, operation.submittedNs - std::min(beganNs, operation.submittedNs));
}

/// Where another thread was the last to submit to the stream: the way from that submission, and what it brought.
Pace sinceAnyThread(const Timeline& timeline, const TimedOperation& operation, Pace pace, const std::vector<Ns>& workNs)
{
    const Place before =
        operation.previous >= 0 ? timeline.operations[std::size_t(operation.previous)].step : Place(-1);
    if (before < 0)
        return pace;
    const HostStep &step = timeline.steps[std::size_t(operation.step)], &last = timeline.steps[std::size_t(before)];
    if (step.thread == last.thread || step.timeNs - last.timeNs >= pace.intervalNs)
        return pace;
    pace.intervalNs = std::max<Ns>(0, step.timeNs - last.timeNs);
    pace.workNs = workNs[std::size_t(before)];
    return pace;
}

/// In a run of ours, where threads that compute nothing would save more than any other way of submitting; else where
/// most of what was late passed so.
bool isMostlyElsewhere(const Facts& facts, Ns lateNs, Ns elsewhereNs)
{
    if (!facts.alternatives || !facts.isSimulated())
        return lateNs > 0 && 2 * elsewhereNs >= lateNs;
    return elsewhereNs > 0 && facts.alternatives->gainNs(facts.alternatives->idleThreadsNs) >
                                  facts.curedGainNs(Cause::launchBound).value_or(0);
}

} // namespace

void findLateSubmissions(const Facts& facts, Marks& marks)
{
    const std::vector<Ns> ownNs = ownTimes(facts.timeline, marks);
    marks.paces = submissionPaces(facts.timeline, workWithoutExtra(facts, marks), ownNs);
    const auto& operations = facts.timeline.operations;
    StreamPaces streams(facts.timeline, ownNs);
    const std::vector<bool> several = feedSeveral(facts.timeline);
    const bool areLate = facts.cureGains(Cause::launchBound) || facts.cureGains(Cause::issueOrder);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const bool isBehind = streams.isSlower(operations[i]) || areLate;
        const Ns lateNs = latenessNs(facts, operations[i]);
        if (operations[i].step < 0 || lateNs <= 0)
            continue;
        const auto step = std::size_t(operations[i].step);
        const bool isSlow = facts.timeline.steps[step].ofGraph || marks.paces[step].hostIsSlower ||
                            (areLate && !several[std::size_t(facts.timeline.steps[step].thread)]);
        if ((isSlow || isBehind) && marks.host[step] == Cause::none && marks.wait[step] == Cause::none)
            marks.late.push_back({Place(i), !isSlow, lateNs});
    }
}

bool launchesOneGraph(const Timeline& timeline)
{
    const auto submits = [](const HostStep& step) { return step.submits; };
    return timeline.launchesGraphs && std::ranges::count_if(timeline.steps, submits) == 1;
}

HostTime hostTime(const Facts& facts, const Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    const Ns farNs = distantNs(marks.paces), leastNs = facts.isSimulated() ? 0 : leastDistantNs;
    std::vector<std::vector<Gap>> gaps;
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread)
        gaps.push_back(gapsOf(timeline, marks, thread, leastNs, farNs));
    Ns lateNs = 0, behindNs = 0, besideNs = 0, slower = 0;
    const IdleGpus gpus(timeline);
    FirstNodes firstNodes;
    HostTime time;
    for (const Pace& pace : marks.paces)
        time.slowStretchesNs += pace.stretchNs;
    for (const LateSubmission& late : marks.late) {
        const TimedOperation& operation = timeline.operations[std::size_t(late.operation)];
        const auto thread = std::size_t(timeline.steps[std::size_t(operation.step)].thread);
        const Interval dry{operation.submittedNs - late.lateNs, operation.submittedNs};
        behindNs += late.isBehind ? late.lateNs : 0;
        // Where the GPU ran dry, too, the other streams had not got too much.
        const Ns busyNs = late.isBehind ? late.lateNs - gpus.idleNs(operation.device, dry) : 0;
        besideNs += busyNs;
        lateNs += late.isBehind ? busyNs : late.lateNs;
        firstNodes.add(timeline, late);
        if (const Pace& own = marks.paces[std::size_t(operation.step)]; own.hostIsSlower) {
            const Pace pace = sinceAnyThread(timeline, operation, own, facts.workOfSteps);
            time.meanIntervalNs += pace.intervalNs;
            time.meanWorkNs += pace.workNs;
            ++slower;
        }
        const auto endsLater = [](const Gap& gap, Ns timeNs) { return gap.time.endNs <= timeNs; };
        auto& ofThread = gaps[thread];
        auto gap = std::lower_bound(ofThread.begin(), ofThread.end(), dry.startNs, endsLater);
        for (; gap != ofThread.end() && gap->time.startNs < dry.endNs; ++gap)
            gap->await(operation.device,
                       {std::max(dry.startNs, gap->time.startNs), std::min(dry.endNs, gap->time.endNs)});
    }
    time.meanIntervalNs /= std::max<Ns>(slower, 1);
    time.meanWorkNs /= std::max<Ns>(slower, 1);
    const Elsewhere elsewhere(facts, gaps);
    time.elsewhereNs = elsewhere.meanwhile.ns();
    time.elsewhereIdleNs = elsewhere.meanwhile.idleNs();
    time.mostlyIn = elsewhere.meanwhile.mostlyIn();
    time.mostlyElsewhere = isMostlyElsewhere(facts, lateNs, elsewhere.lateNs);
    if (time.mostlyElsewhere && facts.isSimulated() && facts.alternatives && facts.alternatives->idleThreadsNs)
        time.elsewhereNs = time.elsewhereIdleNs = // before the first operation, too
            std::max(time.elsewhereIdleNs, facts.alternatives->gainNs(facts.alternatives->idleThreadsNs));
    time.mostlyToOtherStreams = 2 * besideNs > lateNs;
    time.slowStretchesNs += behindNs;
    time.graphs = firstNodes.mostly(lateNs);
    return time;
}

} // namespace streamscope::analysis
