// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Graphs: how a launch brings nodes to the device, and when each may start.
#include "simulator/machine.h"

#include <algorithm>

namespace streamscope::simulator {

using program::Index;
using workload::OperationKind;

void Machine::submitGraph(std::int64_t correlation, Ns now)
{
    const program::Graph& graph = m_program.graph;
    const CommandId first = CommandId(m_commands.size());
    for (const Index operationIndex : graph.nodes) {
        const program::Operation& operation = m_program.operations[std::size_t(operationIndex)];
        Command& command = m_commands.emplace_back();
        command.graph = true;
        command.correlation = m_nextCorrelation++;
        command.operation = operationIndex;
        command.stream = operation.stream;
        command.ordinal = m_streams[std::size_t(operation.stream)].submitted++;
        switch (operation.kind) {
        case OperationKind::kernel:
            command.action = Action::kernel;
            break;
        case OperationKind::copy:
            command.action = Action::copy;
            break;
        case OperationKind::memset:
            command.action = Action::memset;
            break;
        case OperationKind::host:
            command.action = Action::hostFunction;
            break;
        default:
            command.action = Action::marker;
            break;
        }
        ++m_outstanding;
        ++processOf(command.stream).outstanding;
    }
    std::vector<std::int32_t> leaving(graph.nodes.size());
    for (const auto& [from, to] : graph.edges) {
        m_graphForks |= ++leaving[std::size_t(from)] > 1;
        addEdge(first + from, first + to, false);
        m_recorder.dependency(m_commands[std::size_t(first + from)].correlation,
                              m_commands[std::size_t(first + to)].correlation);
    }
    const auto isRoot = [](const Command& command) { return command.deps == 0; };
    m_graphForks |= std::count_if(m_commands.begin() + first, m_commands.end(), isRoot) > 1;
    bringNodes(first, correlation, now);
}

/// The roots of a graph start one after the other. Where nodes use copy engines every node waits until those before it,
/// branch by branch, have been brought to their queues, which takes the longer where queues must wait for each other.
void Machine::bringNodes(CommandId first, std::int64_t correlation, Ns now)
{
    const bool oneByOne = std::any_of(m_commands.begin() + first, m_commands.end(),
                                      [this](const Command& command) { return onCopyEngine(command); });
    const Ns branchNs = toNs(m_profile.model.graphBranchNs);
    Ns broughtNs = now + toNs(m_profile.latencies.graphStartNs);
    for (CommandId id = first; id < CommandId(m_commands.size()); ++id) {
        Command& command = m_commands[std::size_t(id)];
        command.readyNs = broughtNs;
        if (command.deps == 0) {
            m_recorder.dependency(correlation, command.correlation);
            m_events.push(broughtNs, EventKind::graphNode, id);
        }
        if (onCopyEngine(command))
            broughtNs += toNs(m_profile.latencies.eventGapNs);
        else if (oneByOne || command.deps == 0)
            broughtNs += branchNs;
    }
}

/// From a node of a graph to one that waits for it. Between the SMs and a copy engine an event has to pass.
Ns Machine::nodeGapNs(const Command& from, const Command& to) const
{
    const bool fromEngine = onCopyEngine(from), toEngine = onCopyEngine(to);
    if (fromEngine && toEngine)
        return turnsRound(from, to) ? toNs(m_profile.model.directionGapNs) : 0;
    if (fromEngine || toEngine)
        return toNs(m_profile.latencies.copyGapNs) + toNs(m_profile.latencies.graphNodeGapNs);
    if (smallMemset(from))
        return smallMemset(to) ? 0 : toNs(m_profile.latencies.graphNodeGapNs + m_profile.model.smallMemsetGapNs);
    const double gapNs = m_profile.latencies.graphNodeGapNs;
    if (!usesMemory(from) || (from.action == Action::memset && to.action == Action::memset))
        return toNs(gapNs);
    const device::ModelFit& model = m_profile.model;
    const double besideNs = model.flushBesideNs * std::min<double>(m_usingMemory, model.flushBesideMost);
    return toNs(gapNs + besideNs) + toNs(model.flushNs);
}

/// How much later than the first the `index`th of `edges` that leave a node lets its node start.
Ns Machine::forkNs(std::int32_t edges, std::int32_t index) const
{
    const device::ModelFit& model = m_profile.model;
    if (edges >= model.graphForkEdges)
        return toNs(model.graphWideForkNs + model.graphWideForkStepNs * (edges - 1 - index));
    return toNs(model.graphForkStepNs * index);
}

/// Small memsets of a graph with branches take turns: each is handed over by itself, and no other node starts
/// meanwhile.
bool Machine::waitsForTurn(CommandId id, Ns now)
{
    Command& command = m_commands[std::size_t(id)];
    if (!m_graphForks || command.hadTurn)
        return false;
    if (smallMemset(command)) {
        command.hadTurn = true;
        m_turnEndNs = std::max(m_turnEndNs, now) + toNs(m_profile.model.smallMemsetTurnNs);
    } else if (m_turnEndNs <= now) {
        return false;
    }
    m_events.push(m_turnEndNs, EventKind::graphNode, id);
    return true;
}

void Machine::graphNode(CommandId id, Ns now)
{
    if (m_gateShut) {
        m_heldNodes.push_back(id);
        return;
    }
    if (waitsForTurn(id, now))
        return;
    if (now >= m_nodesFreeNs && m_lateNodes.empty()) {
        startNode(id, now);
        return;
    }
    m_lateNodes.push_back(id);
    if (m_lateNodes.size() == 1)
        m_events.push(m_nodesFreeNs, EventKind::nextNode, 0);
}

void Machine::startNode(CommandId id, Ns now)
{
    m_nodesFreeNs = now + toNs(m_profile.model.graphNodeIntervalNs);
    execute(id, now);
}

void Machine::nextNode(Ns now)
{
    const CommandId id = m_lateNodes.front();
    m_lateNodes.pop_front();
    startNode(id, now);
    if (!m_lateNodes.empty())
        m_events.push(m_nodesFreeNs, EventKind::nextNode, 0);
}

} // namespace streamscope::simulator
