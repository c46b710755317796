// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/what_if.h"

#include "analysis/bounds.h"
#include "base/in_parallel.h"
#include "device/part.h"
#include "program/lower.h"
#include "program/races.h"
#include "session/busy_times.h"
#include "session/cures.h"
#include "simulator/simulator.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace streamscope::session {

namespace {

using analysis::Cause;
using workload::LaunchMode;
using workload::Resolved;

/// Larger work is not simulated on the side.
constexpr std::size_t mostOperations = 20'000, mostBranches = 256;
/// So many are worth threads.
constexpr std::size_t worthThreads = 500;

bool isSmall(const workload::Workload& workload)
{
    std::size_t operations = 0;
    for (const workload::Branch& branch : workload.branches)
        operations += branch.operations.size();
    return operations <= mostOperations && workload.branches.size() <= mostBranches;
}

/// What a thread computes is at capture in a graph, and costs nothing when it is launched: no fair alternative.
bool graphIsFair(const Resolved& resolved)
{
    const auto isCpu = [](const workload::Operation& o) { return o.kind == workload::OperationKind::cpu; };
    return resolved.layout.launch == LaunchMode::eager &&
           std::ranges::none_of(resolved.workload.branches,
                                [&](const workload::Branch& b) { return std::ranges::any_of(b.operations, isCpu); }) &&
           std::ranges::all_of(resolved.layout.streams, [](const workload::Stream& s) { return s.process == 0; });
}

class WhatIf
{
public:
    WhatIf(const Resolved& resolved, const device::DeviceProfile& profile, const std::stop_token& stop)
        : m_resolved(resolved), m_profile(profile), m_capability(10 * profile.computeMajor + profile.computeMinor),
          m_stop(stop), m_busy(resolved.workload.branches.size())
    {}

    std::optional<analysis::Alternatives> ask()
    {
        std::optional<program::Program> original = lowered(m_resolved);
        const std::optional<Ns> asItIsNs = original ? makespanNs(*original, m_profile, &m_busy) : std::nullopt;
        if (!asItIsNs || *asItIsNs <= 0)
            return std::nullopt;
        m_original = std::move(*original);
        m_races = program::findRaces(m_original, 1).total;
        m_made.asItIsNs = *asItIsNs;
        m_made.leastNs = leastNs(m_resolved);
        // Each writes what no other reads or writes. The longest ones come first.
        static constexpr std::array<void (WhatIf::*)(), 14> questions = {
            &WhatIf::askForStreams,
            &WhatIf::askForOrders,
            &WhatIf::askForSubmission,
            &WhatIf::cure<Cause::pageableCopy, pinned>,
            &WhatIf::cure<Cause::hostSync, withoutSyncs>,
            &WhatIf::cure<Cause::allocation, withoutAllocations>,
            &WhatIf::cure<Cause::defaultStream, withPerThreadDefault>,
            &WhatIf::cure<Cause::contexts, inOneProcess>,
            &WhatIf::askForMostConnections,
            &WhatIf::askForIdleThreads,
            &WhatIf::askForEndlessQueues,
            &WhatIf::askForAnyGrids,
            &WhatIf::askForNoGaps,
            &WhatIf::askForOneByOne,
        };
        inParallel(questions.size(), m_original.operations.size() >= worthThreads ? cores() : 1,
                   [this](std::size_t i) { (this->*questions[i])(); });
        askForTogether();
        return m_stop.stop_requested() ? std::nullopt : std::optional(std::move(m_made));
    }

private:
    std::optional<program::Program> lowered(const Resolved& resolved) const
    {
        Result<program::Program> program = program::lower(resolved.workload, resolved.layout, m_capability);
        return program ? std::optional(std::move(*program)) : std::nullopt;
    }

    std::optional<Ns> makespanNs(const program::Program& program, const device::DeviceProfile& profile,
                                 trace::EventSink* sink = nullptr) const
    {
        if (m_stop.stop_requested())
            return std::nullopt;
        const Result<backend::RunOutcome> outcome = simulator::Simulator(profile).run(program, {}, sink, m_stop);
        return outcome && !outcome->makespanNs.empty() ? std::optional(outcome->makespanNs.back()) : std::nullopt;
    }

    std::optional<Ns> makespanNs(const Resolved& resolved) const { return makespanNs(resolved, m_profile); }

    std::optional<Ns> makespanNs(const Resolved& resolved, const device::DeviceProfile& profile) const
    {
        const std::optional<program::Program> program = lowered(resolved);
        return program ? makespanNs(*program, profile) : std::nullopt;
    }

    bool racesNoMore(const program::Program& program) const
    {
        const program::Races races = program::findRaces(program, 1);
        return races.complete && races.total <= m_races;
    }

    /// Races no more than the program itself does; where need be branches keep their order.
    Rearranged safe(Resolved resolved) const
    {
        const std::optional<program::Program> program = lowered(resolved);
        if (!program || m_stop.stop_requested())
            return std::nullopt;
        std::vector<analysis::Alternatives::Kept> kept;
        return racesNoMore(*program) || keepOrder(resolved, kept) ? Rearranged(std::move(resolved)) : std::nullopt;
    }

    std::optional<Ns> safeMakespanNs(const Resolved& resolved) const { return safeMakespanNs(resolved, m_profile); }

    std::optional<Ns> safeMakespanNs(const Resolved& resolved, const device::DeviceProfile& profile) const
    {
        const Rearranged ordered = safe(resolved);
        return ordered ? makespanNs(*ordered, profile) : std::nullopt;
    }

    std::optional<Ns> asGraphNs(Resolved resolved, const device::DeviceProfile& profile) const
    {
        resolved.layout.launch = LaunchMode::graph;
        return makespanNs(resolved, profile);
    }

    Ns leastNs(const Resolved& resolved) const
    {
        const std::optional<program::Program> program = lowered(resolved);
        if (!program)
            return 0;
        std::vector<std::vector<workload::Index>> after;
        for (const workload::Branch& branch : resolved.workload.branches)
            after.push_back(branch.after);
        const analysis::Bounds bounds = analysis::computeBounds(*program, m_profile, after);
        return std::max({bounds.criticalPathNs.value_or(0), bounds.capacityNs.value_or(0), bounds.copyNs.value_or(0)});
    }

    void askForStreams()
    {
        Rearranged apart = withOwnStreams(m_resolved);
        if (!apart)
            return;
        if (!keepOrder(*apart, m_made.kept)) {
            m_made.kept.clear();
            return;
        }
        m_made.streamsNs = makespanNs(*apart);
        if (graphIsFair(m_resolved))
            m_made.graphStreamsNs = asGraphNs(*apart, m_profile);
    }

    std::optional<Ns>& cured(Cause cause) { return m_made.curedNs[std::size_t(cause)]; }

    /// Where there is nothing to change it takes what it does.
    void cure(Cause cause, const Rearranged& with) { cured(cause) = with ? safeMakespanNs(*with) : m_made.asItIsNs; }

    template <Cause cause, Rearranged (*with)(Resolved)>
    void cure()
    {
        cure(cause, with(m_resolved));
    }

    void askForMostConnections() { cure(Cause::sharedQueue, withMostConnections(m_resolved, m_profile.connections)); }

    void askForIdleThreads()
    {
        if (const Rearranged idle = withIdleThreads(m_resolved))
            m_made.idleThreadsNs = safeMakespanNs(*idle);
    }

    struct Submission ///< makespans with another way of submitting
    {
        std::optional<Ns> graphNs, curedNs; ///< as a graph; the better of that and a thread for each stream
        std::optional<Ns> freeNs;           ///< where neither can be: with calls that take no time

        std::optional<Ns> bestNs() const { return curedNs ? curedNs : freeNs; }
    };

    Submission submittedOtherwise(const Resolved& resolved, const device::DeviceProfile& profile) const
    {
        Submission made;
        if (graphIsFair(resolved))
            made.graphNs = asGraphNs(resolved, profile);
        made.curedNs = made.graphNs;
        if (const Rearranged apart = withThreadEach(resolved))
            made.curedNs = lesser(made.curedNs, safeMakespanNs(*apart, profile));
        if (made.curedNs)
            return made;
        Resolved plain = resolved;
        plain.layout.hostCostNs = 0;
        made.freeNs = makespanNs(plain, device::without(device::Part::submissions, profile));
        return made;
    }

    void askForSubmission()
    {
        const Submission made = submittedOtherwise(m_resolved, m_profile);
        m_made.graphNs = made.graphNs;
        cured(Cause::launchBound) = made.curedNs;
        m_made.freeSubmissionsNs = made.freeNs;
    }

    static std::optional<Ns> lesser(std::optional<Ns> a, std::optional<Ns> b)
    {
        return a && b ? std::optional(std::min(*a, *b)) : a ? a : b;
    }

    bool gains(Cause cause) { return cured(cause).value_or(m_made.asItIsNs) < m_made.asItIsNs; }

    /// All cures at once that gain by themselves, and those of causes 2 and 12 on top.
    void askForTogether()
    {
        Resolved all = m_resolved;
        const auto apply = [&all](const Rearranged& with) {
            if (with)
                all = *with;
        };
        if (gains(Cause::pageableCopy))
            apply(pinned(all));
        if (gains(Cause::hostSync))
            apply(withoutSyncs(all));
        if (gains(Cause::allocation))
            apply(withoutAllocations(all));
        if (gains(Cause::contexts))
            apply(inOneProcess(all));
        if (gains(Cause::defaultStream))
            apply(withPerThreadDefault(all));
        if (gains(Cause::sharedQueue))
            apply(withMostConnections(all, m_profile.connections));
        const device::DeviceProfile profile = gains(Cause::queueFull) ? withEndlessQueues(m_profile) : m_profile;
        const Rearranged others = safe(all);
        const std::optional<Ns> othersNs = others ? makespanNs(*others, profile) : std::nullopt;
        if (!othersNs)
            return;
        m_made.leastNs = std::min(m_made.leastNs, leastNs(*others));
        analysis::Alternatives::Together& made = m_made.together.emplace(analysis::Alternatives::Together{});
        made.othersNs = *othersNs;
        if (gains(Cause::issueOrder)) {
            const bool longestFirst = m_made.betterOrder == analysis::Alternatives::Order::longestFirst;
            if (const Rearranged other = longestFirst ? reordered(*others, longestFirstOrder()) : inOtherOrder(*others))
                made.orderNs = makespanNs(*other, profile);
        }
        made.submissionNs = submittedOtherwise(*others, profile).bestNs();
        std::optional<Ns> fastestNs =
            lesser(lesser(m_made.asItIsNs, othersNs), lesser(made.orderNs, made.submissionNs));
        Resolved idle = *others;
        if (const Rearranged with = withIdleThreads(idle)) {
            idle = *with;
            made.idleNs = safeMakespanNs(idle, profile);
            fastestNs = lesser(fastestNs, lesser(made.idleNs, submittedOtherwise(idle, profile).bestNs()));
        }
        std::vector<analysis::Alternatives::Kept> kept;
        if (Rearranged apart = withOwnStreams(idle); apart && keepOrder(*apart, kept)) {
            fastestNs = lesser(fastestNs, makespanNs(*apart, profile));
            fastestNs = lesser(fastestNs, submittedOtherwise(*apart, profile).bestNs());
        }
        made.fastestNs = *fastestNs;
    }

    /// Branches by the time that their operations take, the longest first.
    std::vector<workload::Index> longestFirstOrder() const
    {
        std::vector<workload::Index> order(m_resolved.workload.branches.size());
        std::iota(order.begin(), order.end(), 0);
        std::ranges::stable_sort(order, std::greater{},
                                 [this](workload::Index branch) { return m_busy.ofBranchNs[std::size_t(branch)]; });
        return order;
    }

    /// Another order of submissions, where nothing but the branches' own waits orders what they do.
    void askForOrders()
    {
        std::optional<Ns>& best = cured(Cause::issueOrder);
        const Rearranged other = inOtherOrder(m_resolved);
        if (!other) {
            best = m_made.asItIsNs;
            return;
        }
        const std::optional<program::Program> free = lowered(unordered(m_resolved));
        if (!free || program::findRaces(*free, 1).total > 0)
            return;
        using Order = analysis::Alternatives::Order;
        best = makespanNs(*other);
        m_made.betterOrder =
            m_resolved.layout.issue == workload::IssueOrder::depthFirst ? Order::breadthFirst : Order::depthFirst;
        const std::vector<workload::Index> order = longestFirstOrder();
        if (std::ranges::is_sorted(order))
            return;
        const std::optional<Ns> longestFirstNs = makespanNs(reordered(m_resolved, order));
        if (!longestFirstNs || (best && *best <= *longestFirstNs))
            return;
        best = longestFirstNs;
        m_made.betterOrder = Order::longestFirst;
        m_made.longestBranch = m_original.branches[std::size_t(order.front())];
    }

    void askForEndlessQueues()
    {
        const bool mayBeFull = m_original.operations.size() > std::size_t(m_profile.launchQueueDepth);
        cured(Cause::queueFull) =
            mayBeFull ? makespanNs(m_original, withEndlessQueues(m_profile)) : std::optional(m_made.asItIsNs);
    }

    void askForAnyGrids()
    {
        if (usedStreams(m_resolved.layout) > std::size_t(m_profile.residentGrids))
            m_made.anyGridsNs = makespanNs(m_original, withAnyGrids(m_profile));
    }

    void askForNoGaps() { m_made.noGapsNs = makespanNs(m_original, device::without(device::Part::gaps, m_profile)); }

    void askForOneByOne()
    {
        const Rearranged one = onOneStream(m_resolved);
        const std::optional<program::Program> program = one ? lowered(*one) : std::nullopt;
        BusyTimes busy(m_busy.ofBranchNs.size());
        if (!program || !makespanNs(*program, m_profile, &busy))
            return;
        m_made.oneByOneBusyNs = busy.busyNs();
    }

    /// Puts branches that race into the order in which the program submits them. False: that makes a circle, or they
    /// race nonetheless.
    bool keepOrder(Resolved& apart, std::vector<analysis::Alternatives::Kept>& kept) const
    {
        std::vector<std::size_t> place(apart.workload.branches.size());
        for (std::size_t i = m_original.operations.size(); i-- > 0;)
            place[std::size_t(m_original.operations[i].branch)] = i;
        const std::size_t most = place.size() * place.size();
        for (std::size_t round = 0; round <= most; ++round) {
            const std::optional<program::Program> program = lowered(apart);
            if (!program || m_stop.stop_requested())
                return false;
            const program::Races races = program::findRaces(*program);
            if (races.found.empty())
                return races.complete;
            bool added = false;
            for (const program::Race& race : races.found)
                added |= addOrder(apart, *program, race, place, kept);
            if (!added)
                return false;
        }
        return false;
    }

    static bool addOrder(Resolved& apart, const program::Program& program, const program::Race& race,
                         const std::vector<std::size_t>& place, std::vector<analysis::Alternatives::Kept>& kept)
    {
        workload::Index first = program.operations[std::size_t(race.first)].branch;
        workload::Index second = program.operations[std::size_t(race.second)].branch;
        if (place[std::size_t(first)] > place[std::size_t(second)])
            std::swap(first, second);
        std::vector<workload::Index>& after = apart.workload.branches[std::size_t(second)].after;
        if (first == second || std::ranges::find(after, first) != after.end())
            return false;
        after.push_back(first);
        kept.push_back({program.branches[std::size_t(first)], program.branches[std::size_t(second)],
                        program.buffers[std::size_t(race.buffer)].name});
        return true;
    }

    const Resolved& m_resolved;
    const device::DeviceProfile& m_profile;
    int m_capability;
    const std::stop_token& m_stop;
    BusyTimes m_busy;            ///< of the program as it is
    program::Program m_original; ///< likewise
    std::int64_t m_races = 0;    ///< likewise
    analysis::Alternatives m_made;
};

} // namespace

std::optional<analysis::Alternatives> alternatives(const Resolved& resolved, const device::DeviceProfile& profile,
                                                   const std::stop_token& stop)
{
    if (!isSmall(resolved.workload))
        return std::nullopt;
    return WhatIf(resolved, profile, stop).ask();
}

} // namespace streamscope::session
