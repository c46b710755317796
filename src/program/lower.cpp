// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/lower.h"

#include "program/allocation_check.h"
#include "program/graph_builder.h"
#include "program/issue_order.h"
#include "program/operation_table.h"

namespace streamscope::program {

namespace {

using workload::AllocationKind;
using workload::OperationKind;
using workload::SyncScope;

CallKind syncCall(SyncScope scope)
{
    switch (scope) {
    case SyncScope::stream:
        return CallKind::streamSynchronize;
    case SyncScope::device:
        return CallKind::deviceSynchronize;
    case SyncScope::event:
        break;
    }
    return CallKind::eventSynchronize;
}

CallKind allocationCall(bool isAlloc, AllocationKind kind)
{
    switch (kind) {
    case AllocationKind::sync:
        return isAlloc ? CallKind::malloc : CallKind::free;
    case AllocationKind::async:
        return isAlloc ? CallKind::mallocAsync : CallKind::freeAsync;
    case AllocationKind::pinned:
        break;
    }
    return isAlloc ? CallKind::mallocHost : CallKind::freeHost;
}

CallKind callOf(const workload::Operation& operation)
{
    switch (operation.kind) {
    case OperationKind::kernel:
        return CallKind::launchKernel;
    case OperationKind::copy:
        return CallKind::memcpyAsync;
    case OperationKind::memset:
        return CallKind::memsetAsync;
    case OperationKind::record:
        return CallKind::eventRecord;
    case OperationKind::wait:
        return CallKind::streamWaitEvent;
    case OperationKind::host:
        return CallKind::launchHostFunction;
    case OperationKind::cpu:
        return CallKind::cpuWork;
    case OperationKind::sync:
        return syncCall(operation.scope);
    case OperationKind::alloc:
        return allocationCall(true, operation.allocation);
    case OperationKind::free:
        break;
    }
    return allocationCall(false, operation.allocation);
}

/// What does not depend on the order of submission.
Program frame(const workload::Workload& workload, const workload::Layout& layout)
{
    Program program;
    program.layout = layout.name;
    program.place = layout.place;
    program.events = workload.events;
    program.streams = layout.streams;
    program.buffers = workload.buffers;
    program.memoryOfBuffer = layout.memoryOfBuffer;
    program.launch = layout.launch;
    program.defaultStream = layout.defaultStream;
    program.connections = layout.connections;
    program.hostCostNs = layout.hostCostNs;
    for (const workload::Branch& branch : workload.branches)
        program.branches.push_back(branch.name);
    for (std::size_t index = 0; index < workload.buffers.size(); ++index) {
        const workload::Buffer& buffer = workload.buffers[index];
        if (buffer.resultRows > 0)
            program.results.push_back(
                {buffer.name, static_cast<Index>(index), buffer.resultRows, buffer.resultColumns});
    }
    return program;
}

/// Gives each branch whose end another stream waits for an event of its own.
std::vector<Index> addEndEvents(const std::vector<Step>& steps, Program& program)
{
    std::vector<Index> events(program.branches.size(), -1);
    for (const Step& step : steps)
        if (step.kind == Step::Kind::recordEnd) {
            events[static_cast<std::size_t>(step.branch)] = static_cast<Index>(program.events.size());
            program.events.push_back(program.branches[static_cast<std::size_t>(step.branch)] + " done");
        }
    return events;
}

/// A step's call and, for an operation, what it executes.
HostCall callFor(const Step& step, const workload::Workload& workload, const workload::Layout& layout,
                 const std::vector<Index>& endEvents, OperationTable& operations)
{
    const Index stream = layout.streamOfBranch[static_cast<std::size_t>(step.branch)];
    if (step.kind == Step::Kind::recordEnd)
        return {CallKind::eventRecord, stream, -1, endEvents[static_cast<std::size_t>(step.branch)]};
    if (step.kind == Step::Kind::waitEnd)
        return {CallKind::streamWaitEvent, stream, -1, endEvents[static_cast<std::size_t>(step.other)]};
    const workload::Operation& operation =
        workload.branches[static_cast<std::size_t>(step.branch)].operations[static_cast<std::size_t>(step.operation)];
    return {callOf(operation), stream, operations.add(step.branch, operation), operation.event};
}

} // namespace

Result<Program> lower(const workload::Workload& workload, const workload::Layout& layout, int computeCapability)
{
    const bool asGraph = layout.launch == workload::LaunchMode::graph;
    if (asGraph)
        if (const Status capturable = checkCapturable(workload, layout); !capturable)
            return capturable.error();
    const Result<std::vector<Step>> steps = issueOrder(workload, layout);
    if (!steps)
        return steps.error();
    Program program = frame(workload, layout);
    const std::vector<Index> endEvents = addEndEvents(*steps, program);
    OperationTable operations(workload, layout, computeCapability, program);
    AllocationCheck allocations(workload);
    GraphBuilder graph(program);
    program.threads.resize(asGraph ? 1 : static_cast<std::size_t>(layout.threads));
    for (const Step& step : *steps) {
        if (const Status allocated = allocations.check(step); !allocated)
            return allocated.error();
        const HostCall call = callFor(step, workload, layout, endEvents, operations);
        if (!asGraph)
            program.threads[static_cast<std::size_t>(program.streams[static_cast<std::size_t>(call.stream)].thread)]
                .push_back(call);
        else if (const Status added = graph.add(call); !added)
            return added.error();
    }
    if (asGraph)
        program.threads[0].push_back({CallKind::graphLaunch, 0, -1, -1});
    return program;
}

} // namespace streamscope::program
