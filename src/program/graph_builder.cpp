// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/graph_builder.h"

#include <algorithm>

namespace streamscope::program {

namespace {

using workload::OperationKind;

constexpr std::size_t mostEdges = 20'000'000;

const char* whyNotCapturable(const workload::Operation& operation, const workload::Layout& layout)
{
    switch (operation.kind) {
    case OperationKind::kernel:
        if (operation.programmatic)
            return "program.not-capturable-programmatic";
        break;
    case OperationKind::sync:
        return "program.not-capturable-sync";
    case OperationKind::alloc:
    case OperationKind::free:
        return "program.not-capturable-allocation";
    case OperationKind::copy:
        if (operation.direction != workload::CopyDirection::deviceToDevice &&
            layout.memoryOfBuffer[static_cast<std::size_t>(operation.buffer)] == workload::HostMemory::pageable)
            return "program.not-capturable-pageable";
        break;
    default:
        break;
    }
    return nullptr;
}

} // namespace

Status checkCapturable(const workload::Workload& workload, const workload::Layout& layout)
{
    for (std::size_t branch = 0; branch < workload.branches.size(); ++branch) {
        const workload::Stream& stream = layout.streams[static_cast<std::size_t>(layout.streamOfBranch[branch])];
        if (stream.isDefault)
            return Error{ErrorKind::input,
                         "",
                         stream.place,
                         {"program.not-capturable-default-stream", {layout.name, workload.branches[branch].name}}};
        if (stream.process != layout.streams[static_cast<std::size_t>(layout.streamOfBranch.front())].process)
            return Error{ErrorKind::input,
                         "",
                         stream.place,
                         {"program.not-capturable-processes", {layout.name, workload.branches[branch].name}}};
        for (const workload::Operation& operation : workload.branches[branch].operations)
            if (const char* why = whyNotCapturable(operation, layout))
                return Error{ErrorKind::input, "", operation.place, {why, {layout.name, operation.label}}};
    }
    return {};
}

GraphBuilder::GraphBuilder(Program& program)
    : m_program(program), m_before(program.streams.size()), m_events(program.events.size())
{}

void GraphBuilder::join(Nodes& nodes, const Nodes& others)
{
    const auto middle = static_cast<std::ptrdiff_t>(nodes.size());
    nodes.insert(nodes.end(), others.begin(), others.end());
    std::inplace_merge(nodes.begin(), nodes.begin() + middle, nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

Status GraphBuilder::add(const HostCall& call)
{
    Nodes& before = m_before[static_cast<std::size_t>(call.stream)];
    switch (call.kind) {
    case CallKind::eventRecord:
        m_events[static_cast<std::size_t>(call.event)] = before;
        break;
    case CallKind::streamWaitEvent:
        join(before, m_events[static_cast<std::size_t>(call.event)]);
        break;
    case CallKind::cpuWork:
        return {};
    default:
        return addNode(call);
    }
    m_held += before.size();
    if (m_held > mostEdges)
        return Error{ErrorKind::input, "", "", {"program.too-many-edges", {std::to_string(mostEdges)}}};
    return {};
}

Status GraphBuilder::addNode(const HostCall& call)
{
    Graph& graph = m_program.graph;
    const auto node = static_cast<Index>(graph.nodes.size());
    Nodes& before = m_before[static_cast<std::size_t>(call.stream)];
    for (const Index from : before)
        graph.edges.emplace_back(from, node);
    graph.nodes.push_back(call.operation);
    before.assign(1, node);
    return {};
}

} // namespace streamscope::program
