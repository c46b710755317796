// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/allocating_calls.h"
#include "analysis/causes/meanwhile.h"
#include "analysis/causes/operator_around.h"
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <map>
#include <utility>

namespace streamscope::analysis {

namespace {

/// A wait of less than this is the call's own cost.
constexpr Ns leastWaitNs = 2'000;

/// What the thread would wait at a step, did not the upload of pageable memory that is waited for keep it until there:
/// about what the copy takes from pinned memory. 0 where it waits as it is.
Ns hiddenNs(const Timeline& timeline, const Marks& marks, std::size_t index)
{
    const HostStep& step = timeline.steps[index];
    if (step.waitsFor < 0 || step.waitedNs >= leastWaitNs)
        return 0;
    std::size_t before = index;
    const std::size_t first = timeline.firstStep[std::size_t(step.thread)];
    do {
        if (before-- == first)
            return 0;
    } while (!timeline.steps[before].submits && timeline.steps[before].waitsFor < 0);
    if (marks.wait[before] != Cause::pageableCopy || timeline.steps[before].waitsFor != step.waitsFor)
        return 0;
    const TimedOperation& copy = timeline.operations[std::size_t(step.waitsFor)];
    return copy.endNs - copy.startNs - marks.extraNs[std::size_t(step.waitsFor)];
}

/// Waits that come up only once pageable copies keep nobody.
struct HiddenWaits
{
    std::int64_t count = 0;
    Ns sumNs = 0;
};

HiddenWaits hiddenWaits(const Timeline& timeline, const Marks& marks)
{
    HiddenWaits hidden;
    for (std::size_t i = 0; i < timeline.steps.size(); ++i)
        if (const Ns ns = marks.wait[i] == Cause::hostSync ? hiddenNs(timeline, marks, i) : 0; ns > 0) {
            ++hidden.count;
            hidden.sumNs += ns;
        }
    return hidden;
}

/// The thread waits for the device, and submits more afterwards: the device runs dry in between.
void mark(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    for (std::size_t i = timeline.steps.size(); i-- > 0;) {
        const HostStep& step = timeline.steps[i];
        if (step.waitsFor >= 0 && step.leadsOn && marks.wait[i] == Cause::none &&
            !allocates(facts.nameOf(step.slice))) {
            marks.wait[i] = Cause::hostSync; // a short one would be long without that before it
            if (step.waitedNs >= leastWaitNs)
                marks.add(Cause::hostSync, step.slice, step.waitedNs);
        }
    }
    // What is seen is shown, and what comes up by curing cause 4 where that is more.
    if (hiddenWaits(timeline, marks).sumNs <= weightOf(marks, Cause::hostSync))
        return;
    for (std::size_t i = 0; i < timeline.steps.size(); ++i)
        if (const Ns ns = marks.wait[i] == Cause::hostSync ? hiddenNs(timeline, marks, i) : 0; ns > 0)
            marks.add(Cause::hostSync, timeline.steps[i].slice, ns);
}

/// The operator that most of the waiting happened in.
std::string mostlyIn(const Facts& facts, const Marks& marks)
{
    constexpr std::size_t mostLookedAt = 256;
    std::map<std::string, Ns> byName;
    const auto& evidence = marks.evidence[std::size_t(Cause::hostSync)];
    for (std::size_t i = 0; i < std::min(evidence.size(), mostLookedAt); ++i)
        byName[operatorAround(facts.trace, evidence[i].slice)] += evidence[i].weightNs;
    const auto most = std::max_element(byName.begin(), byName.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most != byName.end() ? most->first : std::string();
}

bool isSync(const trace::Trace& trace, const HostStep& step)
{
    return trace.tracks()[step.slice.track].kind[step.slice.index] == trace::SliceKind::hostSync;
}

/// What threads do after their waits, before they submit again, while the GPU has nothing to do; what other causes
/// claim of it left out. O(steps + slices after the longest waits).
Meanwhile afterWaits(const Facts& facts, const Marks& marks)
{
    constexpr Ns leastNs = 100'000; // less is the framework's way to the next submission
    const Timeline& timeline = facts.timeline;
    struct Since
    {
        Place device = -1; ///< nobody waited
        Ns timeNs = 0;
    };
    std::vector<Since> since(timeline.steps.size());
    std::vector<BetweenCalls> calls;
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread)
        calls.emplace_back(facts.trace, timeline, thread);
    Meanwhile after(timeline);
    for (const Place place : timeline.inOrder) {
        const auto i = std::size_t(place);
        const HostStep& step = timeline.steps[i];
        if (step.before >= 0)
            since[i] = since[std::size_t(step.before)];
        const bool claimed = marks.host[i] != Cause::none;
        if (since[i].device >= 0 && (step.submits || claimed)) {
            const Interval between{since[i].timeNs, step.call.startNs};
            if (between.durationNs() >= leastNs)
                after.add(after.covering(calls[std::size_t(step.thread)], between, since[i].device, between),
                          since[i].device, between);
            since[i] = {step.submits ? Place(-1) : since[i].device, step.call.endNs};
        }
        // Whoever reads twice waits for nothing the second time.
        if (marks.wait[i] == Cause::hostSync || (!step.submits && isSync(facts.trace, step)))
            since[i] = {step.waitsFor >= 0 ? timeline.operations[std::size_t(step.waitsFor)].device
                                           : std::max<Place>(since[i].device, 0),
                        step.call.endNs};
    }
    return after;
}

/// Pageable memory keeps other threads of the process, seen to hand over to nobody, for half of what is lost or more:
/// the thread that waits may need what they bring, as from a loader, and then lose no time to its own waits.
bool mayNeedOtherThreads(const Facts& facts, const Marks& marks, Ns costNs)
{
    const Timeline& timeline = facts.timeline;
    const auto processOf = [&](std::size_t thread) {
        const trace::TrackInfo& row = facts.trace.tracks()[timeline.threads[thread]].info;
        return std::pair{row.rank, row.pid};
    };
    std::vector<Ns> keptNs(timeline.threads.size());
    std::vector<bool> waits(timeline.threads.size()), feeds(timeline.threads.size());
    for (const Handover& handover : timeline.handovers)
        feeds[std::size_t(timeline.steps[std::size_t(handover.from)].thread)] = true;
    for (std::size_t i = 0; i < timeline.steps.size(); ++i) {
        const auto thread = std::size_t(timeline.steps[i].thread);
        keptNs[thread] += marks.wait[i] == Cause::pageableCopy ? timeline.steps[i].waitedNs : 0;
        waits[thread] = waits[thread] || marks.wait[i] == Cause::hostSync;
    }
    for (std::size_t one = 0; one < waits.size(); ++one)
        for (std::size_t other = 0; waits[one] && other < waits.size(); ++other)
            if (2 * keptNs[other] >= costNs && processOf(one) == processOf(other) && one != other &&
                (timeline.groupOf[one] != timeline.groupOf[other] || !feeds[other]))
                return true;
    return false;
}

/// That calls without a name wait is told by when they end.
bool areMostlyNameless(const Facts& facts, const Marks& marks)
{
    Ns namelessNs = 0;
    for (const Marks::Evidence& evidence : marks.evidence[std::size_t(Cause::hostSync)])
        namelessNs += facts.nameOf(evidence.slice) == namelessCall ? evidence.weightNs : 0;
    return 2 * namelessNs > weightOf(marks, Cause::hostSync);
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    const bool isSure = costNs <= 0 || facts.isSimulated() ||
                        (!areMostlyNameless(facts, marks) && !mayNeedOtherThreads(facts, marks, costNs));
    Answer made =
        answerFromCalls(facts, marks, Cause::hostSync, isSure ? Certainty::proved : Certainty::likely, costNs);
    if (made.certainty != Certainty::proved && made.certainty != Certainty::likely)
        return made;
    if (const HiddenWaits hidden = hiddenWaits(facts.timeline, marks);
        2 * hidden.sumNs > weightOf(marks, Cause::hostSync)) {
        made.certainty = facts.isSimulated() ? made.certainty : Certainty::likely; // nobody was seen to wait
        made.arguments[0] = countText(hidden.count);
        made.arguments[1] = durationText(hidden.sumNs);
        made.found = "-hidden";
        return made;
    }
    made.arguments.push_back(mostlyIn(facts, marks));
    const bool unnamed = made.arguments.back().empty() || made.arguments.back() == namelessCall;
    made.found = unnamed ? "-unnamed" : "";
    // Without the wait the GPU would have had work meanwhile; or the host might do that at another time.
    const Meanwhile after = afterWaits(facts, marks);
    const std::string mostly = after.mostlyIn();
    const Ns lostNs = after.idleNs() * Ns(facts.timeline.devices); // each GPU waits
    if (2 * lostNs < costNs || mostly.empty())
        return made;
    made.found = unnamed ? "-unnamed-then" : "-then";
    made.arguments.push_back(durationText(after.idleNs()));
    made.arguments.push_back(mostly);
    made.headline = made.advice = "-then";
    made.headlineArguments = made.adviceArguments = {mostly};
    return made;
}

} // namespace

const Rule hostSyncRule{Cause::hostSync, 5, "5-host-sync", mark, answer};

} // namespace streamscope::analysis
