// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/explain.h"

#include "analysis/causes/capacity.h"
#include "analysis/causes/late_submissions.h"
#include "analysis/causes/rule.h"
#include "analysis/causes/serialised_units.h"
#include "analysis/causes/submission_pace.h"
#include "analysis/device_limits.h"
#include "analysis/headline.h"
#include "analysis/recent_operations.h"
#include "analysis/replay.h"
#include "analysis/submissions.h"
#include "analysis/text.h"
#include "analysis/units.h"

#include <algorithm>
#include <future>
#include <initializer_list>

namespace streamscope::analysis {

namespace {

constexpr std::size_t mostEvidence = 32;
/// A cost that is a smaller share of the region than this gets no card.
constexpr double leastShare = 0.005;

/// Of what is busy for more of its span, and overlaps, the headline says only of late submissions what streams gain.
constexpr double nearlyAllBusy = 0.8;

/// Where submissions come late for so much of the span, the host may be the limit however busy the GPU is.
constexpr double muchLate = 0.1;

/// So many of those that ran around an operation are kept, the latest to start: in a file where thousands run at once
/// they say as much as all.
constexpr std::size_t mostAround = 1024;

/// Operations that nothing of their own stream or submission held, and who ran around their start.
std::vector<Blocked> findBlocked(const Timeline& timeline)
{
    const Ns leastNs = timeline.leastDelayNs();
    const auto& operations = timeline.operations;
    std::vector<Blocked> found;
    RecentOperations recent(operations);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        recent.add(Place(i));
        if (operations[i].blockedOnDevice().durationNs() < leastNs)
            continue;
        Blocked blocked{Place(i), recent.around(operations[i], mostAround)};
        if (!blocked.around.empty())
            found.push_back(std::move(blocked));
    }
    return found;
}

GpuTime timeOfGpus(const Timeline& timeline)
{
    struct Device
    {
        Ns firstNs = 0, coveredNs = 0, twiceNs = 0; ///< up to where one, and two operations are known to run
        bool any = false;
    };
    std::vector<Device> devices(timeline.devices);
    GpuTime time;
    Ns lastNs = timeline.region.startNs;
    for (const TimedOperation& operation : timeline.operations) {
        Device& device = devices[std::size_t(operation.device)];
        if (!device.any)
            device = {operation.startNs, operation.startNs, operation.startNs, true};
        // What is covered already and runs again is overlap, as far as that was not seen before.
        const Ns twiceNs = std::min(operation.endNs, device.coveredNs);
        time.overlapNs += std::max<Ns>(0, twiceNs - std::max(operation.startNs, device.twiceNs));
        device.twiceNs = std::max(device.twiceNs, twiceNs);
        time.busyNs += std::max<Ns>(0, operation.endNs - std::max(operation.startNs, device.coveredNs));
        device.coveredNs = std::max(device.coveredNs, operation.endNs);
        lastNs = std::max(lastNs, operation.endNs);
    }
    if (timeline.devices == 1) {
        time.spanNs = timeline.region.durationNs();
        return time;
    }
    for (const Device& device : devices)
        time.spanNs += device.coveredNs - device.firstNs + std::max<Ns>(0, timeline.region.endNs - lastNs);
    return time;
}

/// Kernels of two units or more, and no grids or no limits to judge them by.
bool isRoomUnknown(const Timeline& timeline)
{
    Place first = -1;
    if (!timeline.launchesKnown)
        for (const TimedOperation& operation : timeline.operations)
            if (trace::isKernel(operation.kind) && operation.unit >= 0) {
                if (first >= 0 && operation.unit != first)
                    return true;
                first = operation.unit;
            }
    return false;
}

/// Causes in the order in which their delays are taken away; the host and what is below it follow.
constexpr Cause removalOrder[] = {Cause::pageableCopy, Cause::hostSync,  Cause::allocation, Cause::firstUse,
                                  Cause::observer,     Cause::queueFull, Cause::collective, Cause::defaultStream,
                                  Cause::eventWait,    Cause::contexts,  Cause::priority,   Cause::sharedQueue};

/// What the trace counts of work, at the peak of what it needs most; 0 where it is not counted, or was done faster.
Ns workAtPeakNs(const Facts& facts)
{
    if (!facts.limits || facts.timeline.devices != 1)
        return 0;
    const double flopsPeak = facts.limits->peakFp32FlopsPerSecond(), dramPeak = peakDramBytesPerSecond(*facts.limits);
    const double seconds = std::max(flopsPeak > 0 ? facts.metrics.flops / flopsPeak : 0,
                                    dramPeak > 0 ? facts.metrics.dramBytes / dramPeak : 0);
    return seconds * 1e9 <= double(facts.gpu.busyNs) ? Ns(seconds * 1e9) : 0;
}

/// The same in the trace's time, which of hardware is not the model's.
Alternatives scaled(Alternatives modelled, Ns spanNs)
{
    const double factor = double(spanNs) / double(std::max<Ns>(1, modelled.asItIsNs));
    for (std::optional<Ns>* ns : {&modelled.streamsNs, &modelled.graphNs, &modelled.graphStreamsNs})
        if (*ns)
            *ns = Ns(double(**ns) * factor + 0.5);
    modelled.asItIsNs = spanNs;
    return modelled;
}

/// The least that the model of the whole machine knows, which keeps what the program must keep in order, and has full
/// links; 0 without it.
Ns modelledBestNs(const Facts& facts)
{
    if (!facts.alternatives)
        return 0;
    const Alternatives& modelled = *facts.alternatives;
    Ns bestNs = modelled.asItIsNs;
    for (const std::optional<Ns>& ns : {modelled.streamsNs, modelled.graphNs, modelled.graphStreamsNs})
        bestNs = std::min(bestNs, ns.value_or(bestNs));
    return bestNs;
}

/// Takes one cause after the other away and plays the schedule again; what each step gains is that cause's cost.
class Costing
{
public:
    Costing(const Facts& facts, const Marks& marks) : m_facts(facts), m_marks(marks)
    {
        planSteps();
        std::vector<Without> without;
        for (const Step& step : m_steps)
            without.push_back(step.without);
        const std::vector<Ns> lengthsNs = replayAll(facts.timeline, marks, without);
        // Where clocks disagree the replay cannot keep to what was seen; no cost exceeds that.
        m_leftNs = std::min(facts.gpu.spanNs, lengthsNs[0]);
        m_leastNs = std::min(m_leftNs, workAtPeakNs(facts));
        std::array<Ns, 2> keptNs{}, allOrderNs{lengthsNs[0], 0};
        for (std::size_t i = 1; i < m_steps.size(); ++i) {
            if (m_steps[i].asks == Asks::allOrder) {
                allOrderNs[m_steps[i].without.allOrder] = lengthsNs[i];
                continue;
            }
            if (m_steps[i].asks == Asks::streams) { // the model of the whole machine knows better
                streamsGainNs = std::max<Ns>(0, lengthsNs[0] - lengthsNs[i]);
                continue;
            }
            if (m_steps[i].asks == Asks::waits) {
                keptNs[m_steps[i].without.capacity] = lengthsNs[i];
                continue;
            }
            settle(m_steps[i].cause, std::max(lengthsNs[i], m_leastNs));
            if (m_steps[i].cause == serialCause() && facts.alternatives)
                settleStreams(*facts.alternatives);
            if (m_steps[i].isHost) {
                if (m_steps[i].cause == Cause::launchBound)
                    limitToSlowSubmissions();
                deviceOnlyNs = m_leftNs;
            }
        }
        if (allOrderNs[1] > 0)
            anyStreamsGainNs = std::max<Ns>(0, allOrderNs[0] - allOrderNs[1]);
        if (m_marks.any(Cause::eventWait))
            giveToWaits(keptNs[0] - keptNs[1]);
        // Operations of one stream may overlap: what was, was possible.
        m_bestNs = std::min(std::max(longestUnitsNs(), std::min(m_leftNs, m_leastNs)), facts.gpu.spanNs);
        shareWithProfiler();
    }

    Ns bestPossibleNs() const { return m_bestNs; }

    /// makespan − best possible − all costs.
    Ns unexplainedNs() const
    {
        Ns leftNs = m_facts.gpu.spanNs - m_bestNs;
        for (const Ns costNs : costs)
            leftNs -= costNs;
        return leftNs;
    }

    Costs costs{};
    Ns deviceOnlyNs = 0, streamsGainNs = 0, waitsWithoutRoomNs = 0;
    std::optional<Ns> anyStreamsGainNs;

private:
    /// Facts before capacity: room gains no more than it does while recorded waits hold; the rest is theirs as well.
    void giveToWaits(Ns gainedWithWaitsNs)
    {
        Ns& capacity = costs[std::size_t(m_steps.back().cause)];
        waitsWithoutRoomNs = std::max<Ns>(0, capacity - std::max<Ns>(0, gainedWithWaitsNs));
        capacity -= waitsWithoutRoomNs;
        costs[std::size_t(Cause::eventWait)] += waitsWithoutRoomNs;
    }

    /// Where only some stretches are launch-bound, the host costs no more than the submissions there take; what its
    /// staggering costs elsewhere no card claims.
    void limitToSlowSubmissions()
    {
        if (m_facts.timeline.launchesGraphs)
            return;
        Ns& costNs = costs[std::size_t(Cause::launchBound)];
        costNs = std::min(costNs, m_facts.host.slowStretchesNs);
    }

    enum class Asks ///< what a replay is played for
    {
        cost,     ///< of its cause
        streams,  ///< streamsGainNs
        allOrder, ///< anyStreamsGainNs
        waits,    ///< what room gains while recorded waits hold
    };

    struct Step ///< what one more replay is without
    {
        Cause cause = Cause::none; ///< that is taken away; none: all is as it was
        Without without;
        Asks asks = Asks::cost;
        bool isHost = false; ///< the first without the host
    };

    /// What any streams could gain while the host submits as it does. Tracing may have slowed the host; what it gains
    /// at full speed is more.
    void askForAnyStreams()
    {
        const GpuTime& gpu = m_facts.gpu;
        const bool wanted = gpu.overlapNs == 0 || double(gpu.busyNs) < nearlyAllBusy * double(gpu.spanNs) ||
                            double(weightOf(m_marks, Cause::launchBound)) >= muchLate * double(gpu.spanNs);
        if (!wanted || !m_marks.any(Cause::launchBound) || m_facts.alternatives || m_facts.timeline.devices > 1)
            return;
        Without without;
        without.hostSpeed = m_facts.untracedHostSpeed();
        if (without.hostSpeed != 1)
            m_steps.push_back({Cause::none, without, Asks::allOrder});
        without.allOrder = true;
        for (const Cause cause : {Cause::defaultStream, Cause::sharedQueue, Cause::priority})
            without.causes.set(std::size_t(cause));
        m_steps.push_back({Cause::none, without, Asks::allOrder});
    }

    /// Streams of their own for the units, while threads submit and wait as they do.
    static Without ownStreams()
    {
        Without without;
        without.streamOrder = true;
        for (const Cause cause : {Cause::defaultStream, Cause::sharedQueue, Cause::priority})
            without.causes.set(std::size_t(cause));
        return without;
    }

    void planSteps()
    {
        Without without;
        m_steps.push_back({Cause::none, without});
        for (const Cause cause : removalOrder)
            if (isWorthAsking(cause)) {
                without.causes.set(std::size_t(cause));
                m_steps.push_back({cause, without});
            }
        const bool branches = m_facts.timeline.unitsAreBranches;
        if (branches)
            m_steps.push_back({Cause::none, ownStreams(), Asks::streams});
        askForAnyStreams();
        without.host = true;
        // Calls that last until their kernels have ended are the tracing's, or the variable's.
        m_steps.push_back({m_facts.launchesBlock ? Cause::observer : Cause::launchBound, without, Asks::cost, true});
        if (branches) {
            without.streamOrder = true;
            m_steps.push_back({serialCause(), without});
        }
        if (m_marks.any(Cause::sameDirectionCopies) || branches) {
            without.causes.set(std::size_t(Cause::sameDirectionCopies));
            m_steps.push_back({Cause::sameDirectionCopies, without});
        }
        const auto keepingWaits = [this](Without kept) {
            kept.causes.reset(std::size_t(Cause::eventWait));
            if (m_marks.any(Cause::eventWait))
                m_steps.push_back({Cause::none, kept, Asks::waits});
        };
        keepingWaits(without);
        without.capacity = true;
        without.causes.set(std::size_t(Cause::slotsFull));
        keepingWaits(without);
        const CapacityUse& use = m_facts.capacity;
        m_steps.push_back({use.pipeFullNs > use.slotsFullNs ? Cause::pipeFull : Cause::slotsFull, without});
    }

    /// What claimed less than a card must cost costs no more than that. Waits bind in what other causes gain, too.
    bool isWorthAsking(Cause cause) const
    {
        Ns claimedNs = 0;
        for (const Marks::Evidence& evidence : m_marks.evidence[std::size_t(cause)])
            claimedNs += evidence.weightNs;
        const double least = cause == Cause::eventWait ? 0 : leastShare * double(m_facts.gpu.spanNs);
        return m_marks.any(cause) && double(claimedNs) >= least;
    }

    Cause serialCause() const { return m_marks.any(Cause::graphChain) ? Cause::graphChain : Cause::oneStream; }

    /// With what the model of the whole machine gives at hand, that is what streams gain, not the replay's estimate.
    /// What they gain while the host submits as it does is theirs rather than the host's.
    void settleStreams(const Alternatives& modelled)
    {
        const Cause cause = serialCause();
        Ns& costNs = costs[std::size_t(cause)];
        m_leftNs += costNs;
        costNs = 0;
        streamsGainNs = 0;
        if (!modelled.streamsNs)
            return;
        streamsGainNs = std::max<Ns>(0, modelled.asItIsNs - *modelled.streamsNs);
        const Ns bestNs = std::min(*modelled.streamsNs, modelled.graphStreamsNs.value_or(*modelled.streamsNs));
        settle(cause, std::max(bestNs, m_leastNs));
        if (m_marks.any(cause)) {
            Ns& hostNs = costs[std::size_t(Cause::launchBound)];
            const Ns movedNs = std::clamp<Ns>(streamsGainNs - costNs, 0, hostNs);
            hostNs -= movedNs;
            // The rest the replay could not explain; what bars the way of streams that are there already is not theirs.
            costNs = std::max(costNs + movedNs, streamsGainNs - costs[std::size_t(Cause::defaultStream)]);
        }
    }

    void settle(Cause cause, Ns lengthNs)
    {
        lengthNs = std::min(m_leftNs, lengthNs);
        costs[std::size_t(cause)] += m_leftNs - lengthNs;
        m_leftNs = lengthNs;
    }

    /// The longest unit on each GPU, each operation as fast as alone; at most what the last replay came to.
    Ns longestUnitsNs() const
    {
        const auto aloneNs = [this](std::size_t i) {
            return std::max<Ns>(0, m_facts.timeline.operations[i].soloNs - m_marks.extraNs[i]);
        };
        return std::min(m_leftNs, longestUnits(m_facts.timeline, aloneNs));
    }

    /// With the untraced time at hand what tracing added is the profiler's: it stretches submissions first, then the
    /// other calls, then what nothing explains. What is left of it then was no other cause's either: nothing saves more
    /// than the untraced run takes.
    void shareWithProfiler()
    {
        if (!m_facts.unprofiledNs)
            return;
        const Ns addedNs =
            Ns(m_facts.timeline.devices) * (m_facts.timeline.region.durationNs() - *m_facts.unprofiledNs);
        Ns& host = costs[std::size_t(Cause::launchBound)];
        Ns& observer = costs[std::size_t(Cause::observer)];
        const Ns movedNs = std::clamp<Ns>(addedNs - observer, -observer, host);
        host -= movedNs;
        observer += movedNs;
        giveToProfiler(addedNs, {Cause::hostSync, Cause::allocation, Cause::firstUse, Cause::pageableCopy});
        observer += std::clamp<Ns>(addedNs - observer, 0, std::max<Ns>(0, unexplainedNs()));
        if (!m_facts.alternatives) // what the model of the whole machine says is of the untraced run
            giveToProfiler(addedNs, {Cause::collective, Cause::defaultStream, Cause::eventWait, Cause::contexts,
                                     Cause::priority, Cause::sharedQueue, Cause::queueFull, Cause::oneStream,
                                     Cause::graphChain, Cause::sameDirectionCopies, Cause::slotsFull, Cause::pipeFull});
    }

    /// What tracing added beyond what is the profiler's already, from each in proportion.
    void giveToProfiler(Ns addedNs, std::initializer_list<Cause> from)
    {
        Ns& observer = costs[std::size_t(Cause::observer)];
        Ns sumNs = 0;
        for (const Cause cause : from)
            sumNs += costs[std::size_t(cause)];
        const Ns missingNs = std::clamp<Ns>(addedNs - observer, 0, sumNs);
        for (const Cause cause : from) {
            Ns& costNs = costs[std::size_t(cause)];
            const Ns shareNs = sumNs > 0 ? Ns(double(missingNs) * (double(costNs) / double(sumNs))) : 0;
            costNs -= shareNs;
            observer += shareNs;
        }
    }

    const Facts& m_facts;
    const Marks& m_marks;
    std::vector<Step> m_steps;
    Ns m_leftNs = 0, m_bestNs = 0;
    Ns m_leastNs = 0; ///< the work's time at the GPU's peaks: no arrangement goes below
};

/// An untraced time beyond this many times the traced one is none.
constexpr Ns beyondMeasure = 100;
/// The host's clock counts a little more than the device's span.
constexpr Ns hostsShareNs = 100'000;

Untraced judge(Ns untracedNs, const Timeline& timeline)
{
    const Ns tracedNs = timeline.region.durationNs();
    Ns longestNs = 0;
    for (const TimedOperation& operation : timeline.operations)
        longestNs = std::max(longestNs, operation.soloNs);
    if (untracedNs / beyondMeasure > tracedNs + hostsShareNs || untracedNs < longestNs - longestNs / 10)
        return Untraced::contradicts;
    return untracedNs > tracedNs + tracedNs / 2 + hostsShareNs ? Untraced::ofOtherWork : Untraced::known;
}

std::vector<trace::SliceRef> heaviest(const std::vector<Marks::Evidence>& evidence)
{
    const auto heavier = [](const Marks::Evidence& a, const Marks::Evidence& b) {
        if (a.weightNs != b.weightNs)
            return a.weightNs > b.weightNs;
        return a.slice.track != b.slice.track ? a.slice.track < b.slice.track : a.slice.index < b.slice.index;
    };
    std::vector<Marks::Evidence> first(std::min(evidence.size(), 2 * mostEvidence));
    std::ranges::partial_sort_copy(evidence, first, heavier);
    std::vector<trace::SliceRef> slices;
    for (const Marks::Evidence& one : first)
        if (slices.size() < mostEvidence && std::ranges::find(slices, one.slice) == slices.end())
            slices.push_back(one.slice); // each once, though it may stand for several delays
    return slices;
}

bool atPlay(Certainty certainty)
{
    return certainty == Certainty::proved || certainty == Certainty::likely;
}

/// \p headline becomes the ending of the headline's id.
Finding findingOf(const Rule& rule, const Facts& facts, const Marks& marks, Ns costNs, const char*& headline)
{
    Answer answer = rule.answer(facts, marks, costNs);
    if (atPlay(answer.certainty) && costNs > 0 && double(costNs) < leastShare * double(facts.gpu.spanNs))
        answer.certainty = Certainty::notAtPlay;
    const std::string id = std::string("analysis.cause-") + rule.slug;
    headline = answer.headline;
    Finding finding;
    finding.cause = rule.number;
    finding.slug = rule.slug;
    finding.certainty = answer.certainty;
    finding.title = {atPlay(answer.certainty) ? id + answer.title : id, {}};
    if (atPlay(answer.certainty)) {
        finding.costNs = costNs;
        finding.costIsUpperBound = answer.costIsUpperBound;
        // What the untraced time shows as the profiler's are the host's submissions.
        const bool ofHost = rule.cause == Cause::observer && !marks.any(Cause::observer);
        finding.evidence = heaviest(marks.evidence[std::size_t(ofHost ? Cause::launchBound : rule.cause)]);
        if (finding.evidence.empty() && finding.certainty == Certainty::proved)
            finding.certainty = Certainty::likely; // a proof has something to show
        finding.explanation = {id + "-found" + answer.variant + answer.found, answer.arguments};
        finding.advice = {id + "-try" + answer.variant + answer.advice, answer.adviceArguments};
    } else {
        if (answer.certainty == Certainty::cannotTell)
            finding.explanation = {id + "-unknown", answer.arguments};
        else
            finding.explanation = {id + "-absent", {}};
        finding.explanation.id += answer.quiet;
    }
    return finding;
}

/// At play by cost, then what cannot be told, then what is not at play, each in the catalogue's order.
void order(std::vector<Finding>& findings)
{
    const auto rank = [](const Finding& finding) {
        return atPlay(finding.certainty) ? 0 : finding.certainty == Certainty::cannotTell ? 1 : 2;
    };
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return a.cause != b.cause ? a.cause < b.cause : a.slug < b.slug;
    });
    std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.costNs > b.costNs;
    });
}

} // namespace

Explanation explain(const trace::Trace& trace, const ExplainOptions& options)
{
    Explanation made;
    made.trust = trace.trust();
    const DeviceLimits limits(trace, options.profile);
    // Of each two neither needs the other; where no thread is to be had, the first waits.
    std::future<Submissions> calls = std::async([&] { return Submissions(trace); });
    const std::vector<GpuOperation> operations = gpuOperations(trace, options.window);
    const Submissions submissions = calls.get();
    std::future<Metrics> metrics =
        std::async([&] { return computeMetrics(trace, options.window, operations, submissions); });
    const Timeline timeline = buildTimeline(trace, operations, submissions, options.window, limits.get());
    made.metrics = metrics.get();
    const UsualCalls usualCalls(trace, timeline);
    const std::vector<Ns> workNs = workOfSteps(timeline);
    Facts facts{trace, timeline, limits.get(), made.metrics, usualCalls, workNs, options.unprofiledNs};
    if (!facts.unprofiledNs && trace.info().unprofiledNs >= 0 && !options.window && !facts.isSimulated())
        facts.unprofiledNs = trace.info().unprofiledNs;
    if (facts.unprofiledNs && !timeline.operations.empty())
        facts.untraced = made.untraced = judge(*facts.unprofiledNs, timeline);
    if (facts.untraced != Untraced::known)
        facts.unprofiledNs.reset();
    facts.connections = options.connections;
    facts.races = options.races ? &*options.races : nullptr;
    facts.gpu = timeOfGpus(timeline);
    std::optional<Alternatives> modelled;
    if (options.alternatives && !options.window && timeline.devices == 1)
        modelled = scaled(*options.alternatives, facts.gpu.spanNs);
    facts.alternatives = modelled ? &*modelled : nullptr;
    std::future<CapacityUse> capacity = std::async([&] { return capacityUse(facts); });
    facts.blocked = findBlocked(timeline);
    facts.nothingBeside = nothingBeside(timeline);
    facts.copiesApart = copiesApart(timeline, trace);
    facts.roomUnknown = !facts.alternatives && isRoomUnknown(timeline);
    facts.mostlyGraph = isMostlyGraph(facts);
    facts.launchesBlock = !facts.isSimulated() && launchesBlock(timeline);
    made.trust.profilerSerialised |= facts.launchesBlock;
    facts.capacity = capacity.get();
    Marks marks(timeline);
    for (const Rule& rule : rules())
        if (rule.mark)
            rule.mark(facts, marks);
    facts.host = hostTime(facts, marks);
    const Costing costing(facts, marks);
    facts.deviceOnlyNs = costing.deviceOnlyNs / Ns(timeline.devices);
    facts.streamsGainNs = costing.streamsGainNs;
    facts.bestPossibleNs = costing.bestPossibleNs();
    facts.anyStreamsGainNs = costing.anyStreamsGainNs;
    facts.serialCostNs = costing.costs[std::size_t(Cause::oneStream)] + costing.costs[std::size_t(Cause::graphChain)];
    facts.waitsWithoutRoomNs = costing.waitsWithoutRoomNs;
    Costs said{};
    Proved proved;
    HeadlineEndings endings{};
    Ns unsaidNs = 0;
    for (const Rule& rule : rules()) {
        const Ns costNs = costing.costs[std::size_t(rule.cause)];
        made.findings.push_back(findingOf(rule, facts, marks, costNs, endings[std::size_t(rule.cause)]));
        proved.set(std::size_t(rule.cause), made.findings.back().certainty == Certainty::proved);
        if (atPlay(made.findings.back().certainty))
            said[std::size_t(rule.cause)] = costNs;
        else
            unsaidNs += costNs; // too little for a card, or not to be told: no card claims it
    }
    order(made.findings);
    made.headline = headline(facts, said, endings, proved);
    if (facts.unprofiledNs && !timeline.operations.empty() && !facts.isSimulated() && facts.gpu.busyNs > 0)
        made.tracedNote =
            Message{made.headline.id.find("modelled") != std::string::npos ? "analysis.headline-traced-note-modelled"
                                                                           : "analysis.headline-traced-note",
                    {durationText(*facts.unprofiledNs)}};
    made.spanNs = facts.gpu.spanNs;
    made.bestPossibleNs = costing.bestPossibleNs();
    made.unexplainedNs = costing.unexplainedNs() + unsaidNs;
    // What no card claims, and the model has no better arrangement for, cannot be had.
    const Ns requiredNs =
        std::clamp<Ns>(modelledBestNs(facts) - made.bestPossibleNs, 0, std::max<Ns>(0, made.unexplainedNs));
    made.bestPossibleNs += requiredNs;
    made.unexplainedNs -= requiredNs;
    return made;
}

} // namespace streamscope::analysis
