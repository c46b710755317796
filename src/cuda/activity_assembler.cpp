// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/activity_assembler.h"

#include "device/profiles.h"
#include "program/l2_reuse.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace streamscope::cuda {

using program::CallKind;
using program::HostCall;
using program::Index;
using workload::OperationKind;

namespace {

std::vector<double> dramBytes(const program::Program& program, const std::string& deviceName)
{
    const std::optional<device::DeviceProfile> profile = device::profileOfDevice(deviceName);
    return program::dramBytesOfOperations(program, profile ? &*profile : nullptr);
}

} // namespace

ActivityAssembler::ActivityAssembler(const program::Program& program, const std::string& deviceName,
                                     trace::EventSink& sink)
    : m_program(program), m_recorder(program, deviceName, dramBytes(program, deviceName), &sink),
      m_when(program.operations.size()), m_submittedNs(program.operations.size(), -1),
      m_reachedNs(program.threads.size())
{
    addDependencies();
}

bool ActivityAssembler::onDevice(Index operation) const
{
    const OperationKind kind = m_program.operations[std::size_t(operation)].kind;
    return kind == OperationKind::kernel || kind == OperationKind::copy || kind == OperationKind::memset;
}

/// An arrow for every wait: from the last operation before the record in its stream to the first after the wait in its
/// own.
void ActivityAssembler::addDependencies()
{
    std::vector<bool> isRoot(m_program.graph.nodes.size(), true);
    for (const auto& [from, to] : m_program.graph.edges) {
        m_recorder.dependency(m_program.graph.nodes[std::size_t(from)], m_program.graph.nodes[std::size_t(to)]);
        isRoot[std::size_t(to)] = false;
    }
    for (std::size_t i = 0; i < isRoot.size(); ++i)
        if (isRoot[i])
            m_recorder.dependency(graphLaunchCorrelation(), m_program.graph.nodes[i]);
    std::vector<Index> lastOfStream(m_program.streams.size(), -1), recorded(m_program.events.size(), -1);
    std::vector<std::vector<Index>> awaited(m_program.streams.size());
    const auto visit = [&](const HostCall& call) {
        if (call.stream < 0)
            return;
        const auto stream = std::size_t(call.stream);
        if (call.kind == CallKind::eventRecord)
            recorded[std::size_t(call.event)] = lastOfStream[stream];
        else if (call.kind == CallKind::streamWaitEvent && recorded[std::size_t(call.event)] >= 0)
            awaited[stream].push_back(recorded[std::size_t(call.event)]);
        else if (call.operation >= 0 && onDevice(call.operation)) {
            for (const Index from : std::exchange(awaited[stream], {}))
                m_recorder.dependency(from, call.operation);
            lastOfStream[stream] = call.operation;
        }
    };
    // Threads in turn: a wait on another thread's record finds it if that thread stands earlier; others are left out.
    for (const std::vector<HostCall>& thread : m_program.threads)
        for (const HostCall& call : thread)
            visit(call);
}

void ActivityAssembler::submitted(Index operation, Ns callStartNs)
{
    m_submittedNs[std::size_t(operation)] = callStartNs;
    if (m_when[std::size_t(operation)] == Interval())
        m_outstandingNs.insert(callStartNs);
}

void ActivityAssembler::addHostCall(std::size_t thread, std::size_t index, const HostRecord& record)
{
    const std::vector<HostCall>& calls = m_program.threads[thread];
    const HostCall call = index < calls.size() ? calls[index] : HostCall{CallKind::deviceSynchronize, -1, -1, -1};
    if (record.startNs > record.frameworkNs)
        m_recorder.framework(thread, record.frameworkNs, record.startNs);
    m_recorder.hostCall(thread, call, record.startNs, record.endNs,
                        call.kind == CallKind::graphLaunch ? graphLaunchCorrelation() : call.operation);
    m_reachedNs[thread] = index < calls.size() ? record.endNs : std::numeric_limits<Ns>::max();
    if (call.kind == CallKind::graphLaunch) {
        for (const Index node : m_program.graph.nodes)
            if (onDevice(node))
                submitted(node, record.startNs);
    } else if (call.operation >= 0 && onDevice(call.operation)) {
        submitted(call.operation, record.startNs);
        if (record.correlation != 0)
            m_operationOfCall[record.correlation] = call.operation;
    }
    if (const auto early = m_early.find(record.correlation); early != m_early.end()) {
        const std::vector<DeviceActivity> activities = std::move(early->second);
        m_early.erase(early);
        for (const DeviceActivity& activity : activities)
            addDeviceActivity(activity);
    }
}

void ActivityAssembler::addDeviceActivity(const DeviceActivity& activity)
{
    if (activity.graphNode != 0) {
        if (const auto found = m_operationOfNode.find(activity.graphNode); found != m_operationOfNode.end()) {
            addOperation(found->second, activity.startNs, activity.endNs);
            return;
        }
    }
    if (const auto found = m_operationOfCall.find(activity.correlation); found != m_operationOfCall.end())
        addOperation(found->second, activity.startNs, activity.endNs);
    else
        m_early[activity.correlation].push_back(activity);
}

void ActivityAssembler::addOperation(Index operation, Ns startNs, Ns endNs)
{
    Interval& when = m_when[std::size_t(operation)];
    // A pageable copy comes as several pieces.
    const bool first = when == Interval();
    if (first)
        when = {startNs, endNs};
    if (const Ns submittedNs = m_submittedNs[std::size_t(operation)]; first && submittedNs >= 0)
        if (const auto found = m_outstandingNs.find(submittedNs); found != m_outstandingNs.end())
            m_outstandingNs.erase(found);
    m_recorder.operation(operation, m_program.operations[std::size_t(operation)].stream, startNs, endNs, operation);
}

void ActivityAssembler::addBlocks(Index operation, trace::Blocks blocks)
{
    blocks.correlation = operation;
    m_recorder.blocks(std::move(blocks));
}

void ActivityAssembler::advance()
{
    if (m_reachedNs.empty())
        return;
    Ns known = *std::min_element(m_reachedNs.begin(), m_reachedNs.end());
    if (!m_outstandingNs.empty())
        known = std::min(known, *m_outstandingNs.begin());
    if (known != std::numeric_limits<Ns>::max() && known > m_recorder.originNs())
        m_recorder.advanceTo(known);
}

void ActivityAssembler::finish()
{
    for (const auto& [correlation, activities] : m_early)
        m_lost += static_cast<std::int64_t>(activities.size());
    m_early.clear();
    m_lost += static_cast<std::int64_t>(m_outstandingNs.size());
    m_outstandingNs.clear();
}

} // namespace streamscope::cuda
