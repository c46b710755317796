// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/what_if.h"

#include "program/lower.h"
#include "program/races.h"
#include "simulator/simulator.h"

#include <algorithm>
#include <set>

namespace streamscope::session {

namespace {

using workload::Index;
using workload::LaunchMode;
using workload::Resolved;

/// Larger work is not simulated on the side.
constexpr std::size_t mostOperations = 20'000, mostBranches = 128;

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

std::optional<Resolved> withOwnStreams(Resolved resolved)
{
    workload::Layout& layout = resolved.layout;
    const std::set<Index> used(layout.streamOfBranch.begin(), layout.streamOfBranch.end());
    if (used.size() == layout.streamOfBranch.size())
        return std::nullopt;
    std::vector<workload::Stream> streams;
    for (std::size_t branch = 0; branch < layout.streamOfBranch.size(); ++branch) {
        workload::Stream stream = layout.streams[std::size_t(layout.streamOfBranch[branch])];
        stream.name = resolved.workload.branches[branch].name;
        stream.isDefault = false;
        streams.push_back(std::move(stream));
        layout.streamOfBranch[branch] = Index(branch);
    }
    layout.streams = std::move(streams);
    return resolved;
}

class WhatIf
{
public:
    WhatIf(const device::DeviceProfile& profile, const std::stop_token& stop)
        : m_simulator(profile), m_capability(10 * profile.computeMajor + profile.computeMinor), m_stop(stop)
    {}

    std::optional<program::Program> lowered(const Resolved& resolved) const
    {
        Result<program::Program> program = program::lower(resolved.workload, resolved.layout, m_capability);
        return program ? std::optional(std::move(*program)) : std::nullopt;
    }

    std::optional<Ns> makespanNs(const Resolved& resolved)
    {
        const std::optional<program::Program> program = lowered(resolved);
        if (!program)
            return std::nullopt;
        const Result<backend::RunOutcome> outcome = m_simulator.run(*program, {}, nullptr, m_stop);
        return outcome && !outcome->makespanNs.empty() ? std::optional(outcome->makespanNs.back()) : std::nullopt;
    }

    std::optional<Ns> asGraphNs(Resolved resolved)
    {
        resolved.layout.launch = LaunchMode::graph;
        return makespanNs(resolved);
    }

    /// Puts branches that race into the order in which \p original submits them. False: that makes a circle, or they
    /// race nonetheless.
    bool keepOrder(Resolved& apart, const program::Program& original, std::vector<analysis::Alternatives::Kept>& kept)
    {
        std::vector<std::size_t> place(apart.workload.branches.size());
        for (std::size_t i = original.operations.size(); i-- > 0;)
            place[std::size_t(original.operations[i].branch)] = i;
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

private:
    static bool addOrder(Resolved& apart, const program::Program& program, const program::Race& race,
                         const std::vector<std::size_t>& place, std::vector<analysis::Alternatives::Kept>& kept)
    {
        Index first = program.operations[std::size_t(race.first)].branch;
        Index second = program.operations[std::size_t(race.second)].branch;
        if (place[std::size_t(first)] > place[std::size_t(second)])
            std::swap(first, second);
        std::vector<Index>& after = apart.workload.branches[std::size_t(second)].after;
        if (first == second || std::ranges::find(after, first) != after.end())
            return false;
        after.push_back(first);
        kept.push_back({program.branches[std::size_t(first)], program.branches[std::size_t(second)],
                        program.buffers[std::size_t(race.buffer)].name});
        return true;
    }

    simulator::Simulator m_simulator;
    int m_capability;
    const std::stop_token& m_stop;
};

} // namespace

std::optional<analysis::Alternatives> alternatives(const Resolved& resolved, const device::DeviceProfile& profile,
                                                   const std::stop_token& stop)
{
    if (!isSmall(resolved.workload))
        return std::nullopt;
    WhatIf whatIf(profile, stop);
    const std::optional<program::Program> original = whatIf.lowered(resolved);
    const std::optional<Ns> asItIsNs = original ? whatIf.makespanNs(resolved) : std::nullopt;
    if (!asItIsNs || *asItIsNs <= 0)
        return std::nullopt;
    analysis::Alternatives made;
    made.asItIsNs = *asItIsNs;
    const bool asGraph = graphIsFair(resolved);
    if (asGraph)
        made.graphNs = whatIf.asGraphNs(resolved);
    if (std::optional<Resolved> apart = withOwnStreams(resolved)) {
        if (whatIf.keepOrder(*apart, *original, made.kept)) {
            made.streamsNs = whatIf.makespanNs(*apart);
            if (asGraph)
                made.graphStreamsNs = whatIf.asGraphNs(*apart);
        } else {
            made.kept.clear();
        }
    }
    return stop.stop_requested() ? std::nullopt : std::optional(made);
}

} // namespace streamscope::session
