// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/costing.h"

#include "analysis/causes/capacity.h"
#include "analysis/causes/late_submissions.h"
#include "analysis/replay.h"
#include "analysis/units.h"

#include <algorithm>
#include <array>
#include <future>
#include <span>
#include <vector>

namespace streamscope::analysis {

namespace {

/// Of what is busy for more of its span, and overlaps, the headline says only of late submissions what streams gain.
constexpr double nearlyAllBusy = 0.8;

/// Where submissions come late for so much of the span, the host may be the limit however busy the GPU is.
constexpr double muchLate = 0.1;

/// Causes in the order in which their delays are taken away; the host and what is below it follow.
constexpr Cause removalOrder[] = {Cause::pageableCopy, Cause::hostSync,  Cause::allocation, Cause::firstUse,
                                  Cause::observer,     Cause::queueFull, Cause::collective, Cause::defaultStream,
                                  Cause::eventWait,    Cause::contexts,  Cause::priority,   Cause::sharedQueue};

/// Takes one cause after the other away and plays the schedule again; what each step gains is that cause's cost.
class Costing
{
public:
    Costing(Facts& facts, const Marks& marks) : m_facts(facts), m_marks(marks)
    {
        planSteps();
        std::vector<Without> without;
        for (const Step& step : m_steps)
            without.push_back(step.without);
        std::future<HostTime> hostsTime =
            std::async(std::launch::async, [&facts, &marks] { return analysis::hostTime(facts, marks); });
        const std::vector<Ns> lengthsNs = replayAll(facts.timeline, marks, without);
        facts.host = hostsTime.get();
        // Where clocks disagree the replay cannot keep to what was seen; no cost exceeds that.
        m_leftNs = std::min(facts.gpu.spanNs, lengthsNs[0]);
        m_leastNs = std::min(m_leftNs, workAtPeakNs(facts));
        std::array<Ns, 2> keptNs{}, allOrderNs{lengthsNs[0], 0}, streamsNs{lengthsNs[0], lengthsNs[0]};
        std::optional<Ns> enginesGainNs;
        for (std::size_t i = 1; i < m_steps.size(); ++i) {
            if (m_steps[i].asks == Asks::allOrder) {
                allOrderNs[m_steps[i].without.allOrder] = lengthsNs[i];
                continue;
            }
            if (m_steps[i].asks == Asks::streams) {
                streamsNs[m_steps[i].without.streamOrder] = lengthsNs[i];
                continue;
            }
            if (m_steps[i].asks == Asks::room) {
                roomAloneNs = std::max<Ns>(0, lengthsNs[0] - lengthsNs[i]);
                continue;
            }
            if (m_steps[i].asks == Asks::engines) {
                enginesGainNs = std::max<Ns>(0, lengthsNs[0] - lengthsNs[i]);
                continue;
            }
            if (m_steps[i].asks == Asks::waits) {
                keptNs[m_steps[i].without.capacity] = lengthsNs[i];
                continue;
            }
            settle(m_steps[i].cause, std::max(lengthsNs[i], m_leastNs));
            if (m_steps[i].cause == Cause::sameDirectionCopies && enginesGainNs) {
                Ns& costNs = costs[std::size_t(Cause::sameDirectionCopies)];
                costNs = std::min(costNs, *enginesGainNs);
            }
            if (m_steps[i].cause == serialCause() && facts.alternatives)
                settleStreams(*facts.alternatives);
            if (m_steps[i].isHost) {
                if (m_steps[i].cause == Cause::launchBound)
                    limitToSlowSubmissions();
                deviceOnlyNs = m_leftNs;
            }
        }
        if (!facts.alternatives) // the model of the whole machine knows better
            streamsGainNs = std::max<Ns>(0, streamsNs[0] - streamsNs[1]);
        shareWithIssueOrder(lengthsNs);
        if (allOrderNs[1] > 0)
            anyStreamsGainNs = std::max<Ns>(0, allOrderNs[0] - allOrderNs[1]);
        if (m_marks.any(Cause::eventWait))
            m_roomWithWaitsNs = std::max<Ns>(0, keptNs[0] - keptNs[1]);
        // Operations of one stream may overlap: what was, was possible.
        m_bestNs = std::min(std::max(longestUnitsNs(), std::min(m_leftNs, m_leastNs)), facts.gpu.spanNs);
        holdToCures();
        holdToSpan();
        shareWithProfiler();
        if (facts.unprofiledNs && !facts.alternatives && facts.timeline.devices == 1) // nothing saves more than it
            streamsGainNs = std::clamp<Ns>(*facts.unprofiledNs - m_bestNs, 0, streamsGainNs);
    }

    /// Of what no room costs: gained only without the recorded waits.
    Ns roomBehindWaitsNs() const
    {
        const Ns roomNs = costs[std::size_t(m_steps.back().cause)];
        return std::max<Ns>(0, roomNs - m_roomWithWaitsNs.value_or(roomNs));
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
    Ns deviceOnlyNs = 0, streamsGainNs = 0;
    std::optional<Ns> anyStreamsGainNs, roomAloneNs;

private:
    /// Where only some stretches are launch-bound, the host costs no more than the submissions there take; what its
    /// staggering costs elsewhere no card claims.
    void limitToSlowSubmissions()
    {
        if (m_facts.timeline.launchesGraphs)
            return;
        Ns& costNs = costs[std::size_t(Cause::launchBound)];
        costNs = std::min(costNs, Ns(m_facts.timeline.devices) * m_facts.host.slowStretchesNs); // each GPU waits
    }

    /// What is cured more surely, by others, comes last.
    static constexpr std::array lessSure{Cause::launchBound, Cause::slotsFull, Cause::pipeFull,
                                         Cause::sameDirectionCopies, Cause::eventWait};

    /// Where the model has tried a cure, its cause costs what that gains: never more, and no less as long as something
    /// is left that nothing, or only what is less sure, claims.
    void holdToCures()
    {
        if (!m_facts.alternatives || !m_facts.isSimulated())
            return;
        const Alternatives& modelled = *m_facts.alternatives;
        m_bestNs = std::min({m_bestNs, modelledBestNs(m_facts), modelled.freeSubmissionsNs.value_or(m_bestNs)});
        m_bestNs = std::max(m_bestNs, std::min(modelled.leastNs, m_facts.gpu.spanNs));
        // Eager ones; without them operations may meet otherwise, and take longer.
        const Ns gapsNs = modelled.graphNs ? std::max<Ns>(0, modelled.gainNs(modelled.noGapsNs)) : 0;
        std::vector<Cause> causes(std::begin(removalOrder), std::end(removalOrder));
        causes.insert(causes.end(), {Cause::issueOrder, Cause::launchBound});
        for (const Cause cause : causes)
            if (const std::optional<Ns> gainNs = gainAfterOthersNs(cause))
                costs[std::size_t(cause)] = std::min(costs[std::size_t(cause)], *gainNs);
        // Streams alone, or in a graph.
        Ns& serialNs = costs[std::size_t(serialCause())];
        const Ns curedSerialNs =
            std::max<Ns>({0, modelled.gainNs(modelled.streamsNs), modelled.gainNs(modelled.graphStreamsNs)});
        serialNs = std::min(serialNs, curedSerialNs);
        for (const Cause cause : causes) {
            if (!m_facts.curedGainNs(cause) || !m_marks.any(cause))
                continue;
            Ns gainNs = *gainAfterOthersNs(cause);
            if (cause == Cause::launchBound) // what another order gains is part of it, as what a graph has less of gaps
                gainNs = std::max<Ns>(0, gainNs - costs[std::size_t(Cause::issueOrder)] - gapsNs);
            claim(cause, gainNs);
        }
        // Once the host is out of the way.
        if (m_marks.any(serialCause()) && modelled.graphNs && modelled.graphStreamsNs)
            serialNs += std::clamp<Ns>(std::min(*modelled.graphNs - *modelled.graphStreamsNs, curedSerialNs) - serialNs,
                                       0, std::max<Ns>(0, unexplainedNs()));
    }

    /// What the cause's cure gains: of the host's order and pace no more than is left once the others are cured.
    std::optional<Ns> gainAfterOthersNs(Cause cause) const
    {
        const std::optional<Ns> gainNs = m_facts.curedGainNs(cause);
        if (!gainNs || !m_facts.alternatives->together)
            return gainNs;
        const Alternatives::Together& together = *m_facts.alternatives->together;
        const std::optional<Ns> ns = cause == Cause::issueOrder     ? together.orderNs
                                     : cause != Cause::launchBound  ? std::nullopt
                                     : m_facts.host.mostlyElsewhere ? together.idleNs
                                                                    : together.submissionNs;
        return ns ? std::min(*gainNs, std::max<Ns>(0, together.othersNs - *ns)) : gainNs;
    }

    /// What cures gain each by itself may be the same time: all together gain no more than there is, and than was seen
    /// of all that can be tried. What is less sure gives way.
    void holdToSpan()
    {
        std::vector<Cause> causes(lessSure.begin(), lessSure.end());
        causes.insert(causes.end(), {serialCause(), Cause::issueOrder});
        causes.insert(causes.end(), std::rbegin(removalOrder), std::rend(removalOrder));
        for (const Cause cause : causes) {
            Ns& costNs = costs[std::size_t(cause)];
            costNs -= std::clamp<Ns>(-unexplainedNs(), 0, costNs);
        }
        if (!m_facts.alternatives || !m_facts.alternatives->together || !m_facts.isSimulated())
            return;
        const auto isTried = [this](Cause cause) { return cause == serialCause() || m_facts.curedGainNs(cause); };
        Ns tooMuchNs = m_facts.alternatives->together->fastestNs - m_facts.gpu.spanNs;
        for (const Cause cause : causes)
            tooMuchNs += isTried(cause) ? costs[std::size_t(cause)] : 0;
        for (const Cause cause : causes) {
            const Ns movedNs = std::clamp<Ns>(tooMuchNs, 0, isTried(cause) ? costs[std::size_t(cause)] : 0);
            costs[std::size_t(cause)] -= movedNs;
            tooMuchNs -= movedNs;
        }
    }

    void claim(Cause cause, Ns gainNs)
    {
        Ns& costNs = costs[std::size_t(cause)];
        if (cause == Cause::launchBound)
            costNs = std::min(costNs, gainNs);
        costNs += std::clamp<Ns>(gainNs - costNs, 0, std::max<Ns>(0, unexplainedNs()));
        for (const Cause other : lessSure) {
            if (other == cause)
                continue;
            Ns& othersNs = costs[std::size_t(other)];
            const Ns movedNs = std::clamp<Ns>(gainNs - costNs, 0, othersNs);
            othersNs -= movedNs;
            costNs += movedNs;
        }
    }

    bool branchesShareStreams() const { return m_marks.any(Cause::oneStream) || m_marks.any(Cause::graphChain); }

    /// What holds operations on the device, streams' waits among it, stays while another order of submissions is tried.
    static bool takesFromDevice(Cause cause)
    {
        return std::ranges::find(removalOrder, cause) >= std::ranges::find(removalOrder, Cause::collective);
    }

    /// What the host would gain by serving its streams in turn is part of what its pace costs: where that is much, one
    /// more replay tells.
    void shareWithIssueOrder(const std::vector<Ns>& lengthsNs)
    {
        Ns& hostNs = costs[std::size_t(Cause::launchBound)];
        if (m_facts.isSimulated() || !isWorthAsking(Cause::issueOrder) ||
            double(hostNs) < leastHostShare * double(m_facts.gpu.spanNs))
            return;
        Without inTurn = m_steps[m_lastOfHost].without;
        inTurn.issueOrder = true;
        const Ns lengthNs = replayAll(m_facts.timeline, m_marks, std::span(&inTurn, 1)).front();
        const Ns gainNs = std::clamp<Ns>(lengthsNs[m_lastOfHost] - lengthNs, 0, hostNs);
        hostNs -= gainNs;
        costs[std::size_t(Cause::issueOrder)] = gainNs;
    }

    enum class Asks ///< what a replay is played for
    {
        cost,     ///< of its cause
        streams,  ///< streamsGainNs
        allOrder, ///< anyStreamsGainNs
        waits,    ///< what room gains while recorded waits hold
        engines,  ///< what more copy engines gain while the host submits as it does
        room,     ///< roomAloneNs
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
        takeStreamsBars(without);
        m_steps.push_back({Cause::none, without, Asks::allOrder});
    }

    /// Streams of their own for the units, while threads submit and wait as they do: as fast as the untraced run tells,
    /// where that is known.
    void askForOwnStreams()
    {
        Without without;
        without.hostSpeed = m_facts.unprofiledNs ? m_facts.untracedHostSpeed() : 1;
        if (without.hostSpeed != 1)
            m_steps.push_back({Cause::none, without, Asks::streams});
        without.streamOrder = true;
        takeStreamsBars(without);
        m_steps.push_back({Cause::none, without, Asks::streams});
    }

    /// Other streams bar nobody's way.
    static void takeStreamsBars(Without& without)
    {
        for (const Cause cause : {Cause::defaultStream, Cause::sharedQueue, Cause::priority})
            without.causes.set(std::size_t(cause));
    }

    void planSteps()
    {
        Without without;
        m_steps.push_back({Cause::none, without});
        for (const Cause cause : removalOrder)
            if (isWorthAsking(cause)) {
                without.causes.set(std::size_t(cause));
                m_steps.push_back({cause, without});
                if (!takesFromDevice(cause))
                    m_lastOfHost = m_steps.size() - 1;
            }
        const bool branches = m_facts.timeline.unitsAreBranches;
        if (branches)
            askForOwnStreams();
        askForAnyStreams();
        if (m_marks.any(Cause::sameDirectionCopies) && !branchesShareStreams()) {
            Without engines;
            engines.causes.set(std::size_t(Cause::sameDirectionCopies));
            m_steps.push_back({Cause::none, engines, Asks::engines});
        }
        if (std::ranges::find(m_marks.held, Cause::slotsFull, &Marks::Held::cause) != m_marks.held.end()) {
            Without room;
            room.capacity = true;
            room.causes.set(std::size_t(Cause::slotsFull));
            m_steps.push_back({Cause::none, room, Asks::room});
        }
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
        const bool binds = cause == Cause::eventWait || (cause == Cause::collective && waitsForPeers());
        const double least = binds ? 0 : leastCostShare * double(m_facts.gpu.spanNs);
        return m_marks.any(cause) && double(weightOf(m_marks, cause)) >= least;
    }

    bool waitsForPeers() const { return !m_marks.collectives.together.empty(); }

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
        Ns& hostNs = costs[std::size_t(Cause::launchBound)];
        Ns& observer = costs[std::size_t(Cause::observer)];
        const Ns movedNs = std::clamp<Ns>(addedNs - observer, -observer, hostNs);
        hostNs -= movedNs;
        observer += movedNs;
        giveToProfiler(addedNs, {Cause::hostSync, Cause::allocation, Cause::firstUse, Cause::pageableCopy});
        observer += std::clamp<Ns>(addedNs - observer, 0, std::max<Ns>(0, unexplainedNs()));
        if (!m_facts.alternatives) // what the model of the whole machine says is of the untraced run
            giveToProfiler(addedNs,
                           {Cause::collective, Cause::defaultStream, Cause::eventWait, Cause::contexts, Cause::priority,
                            Cause::sharedQueue, Cause::queueFull, Cause::issueOrder, Cause::oneStream,
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
    std::size_t m_lastOfHost = 0; ///< of m_steps: no cause before the device's is left
    Ns m_leftNs = 0, m_bestNs = 0;
    std::optional<Ns> m_roomWithWaitsNs; ///< what room gains while recorded waits hold; nothing: there are none
    Ns m_leastNs = 0;                    ///< the work's time at the GPU's peaks: no arrangement goes below
};

} // namespace

Costed costOf(Facts& facts, const Marks& marks)
{
    const Costing costing(facts, marks);
    return {costing.costs,         costing.bestPossibleNs(),    costing.unexplainedNs(), costing.deviceOnlyNs,
            costing.streamsGainNs, costing.roomBehindWaitsNs(), costing.roomAloneNs,     costing.anyStreamsGainNs};
}

Ns modelledBestNs(const Facts& facts)
{
    if (!facts.alternatives)
        return 0;
    const Alternatives& modelled = *facts.alternatives;
    Ns bestNs = modelled.asItIsNs;
    for (const std::optional<Ns>& ns :
         {modelled.streamsNs, modelled.graphNs, modelled.graphStreamsNs, modelled.idleThreadsNs})
        bestNs = std::min(bestNs, ns.value_or(bestNs));
    for (std::size_t cause = 0; cause < causeCount; ++cause)
        if (facts.cureGains(Cause(cause)) && modelled.curedNs[cause])
            bestNs = std::min(bestNs, *modelled.curedNs[cause]);
    if (modelled.together && facts.isSimulated())
        bestNs = std::min(bestNs, modelled.together->fastestNs);
    return bestNs;
}

} // namespace streamscope::analysis
