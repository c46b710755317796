// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine.h"

#include "program/l2_reuse.h"
#include "workload/limits.h"

#include <algorithm>

namespace streamscope::simulator {

namespace {

/// By operation: what it moves from and to DRAM.
std::vector<double> dramBytes(const program::Program& program, const device::DeviceProfile& profile,
                              const std::vector<program::KernelModel>& models,
                              const std::vector<std::int32_t>& modelOfOperation)
{
    std::vector<double> bytes;
    bytes.reserve(modelOfOperation.size());
    for (std::size_t i = 0; i < modelOfOperation.size(); ++i) {
        const std::int32_t index = modelOfOperation[i];
        const program::KernelModel* model = index >= 0 ? &models[std::size_t(index)] : nullptr;
        bytes.push_back((model ? model->dramBytes * static_cast<double>(model->blocks) : 0) +
                        program::dramBytesOfSetOrCopy(program.operations[i], &profile));
    }
    return bytes;
}

/// Of all pageable memory that the program copies to the device.
std::int64_t pageableBytes(const program::Program& program)
{
    std::vector<std::int64_t> ofBuffer(program.buffers.size());
    for (const program::Operation& operation : program.operations)
        if (operation.kind == workload::OperationKind::copy && operation.memory == workload::HostMemory::pageable &&
            operation.direction == workload::CopyDirection::hostToDevice && operation.buffer >= 0)
            ofBuffer[std::size_t(operation.buffer)] =
                std::max(ofBuffer[std::size_t(operation.buffer)], operation.bytes);
    std::int64_t all = 0;
    for (const std::int64_t bytes : ofBuffer)
        all += bytes;
    return all;
}

} // namespace

Machine::Machine(const program::Program& program, const device::DeviceProfile& profile,
                 const std::vector<program::KernelModel>& models, const std::vector<std::int32_t>& modelOfOperation,
                 trace::EventSink* sink, const backend::RunOptions& options)
    : m_program(program), m_profile(profile), m_models(models), m_modelOfOperation(modelOfOperation),
      m_recorder(program, profile.deviceName,
                 sink ? dramBytes(program, profile, models, modelOfOperation) : std::vector<double>(), sink),
      m_compute(profile, models, options.blocks && sink), m_copies(profile, m_events), m_freeOrder(program),
      m_allocations(std::size_t(program.processes()), program::AllocationCosts(profile, &m_freeOrder)),
      m_gateNs(options.gateNs)
{
    const int connections = program.connections > 0 ? program.connections : profile.connections;
    m_processes.resize(std::size_t(program.processes()));
    m_pageableBytes = pageableBytes(program);
    std::vector<std::int32_t> shared(m_processes.size());
    for (const workload::Stream& description : program.streams) {
        Stream stream;
        stream.legacy = description.isDefault && program.defaultStream == workload::DefaultStreamMode::legacy;
        stream.nonBlocking = description.nonBlocking && !stream.legacy;
        // A legacy default stream has a queue of its own; the others share the connections round robin;
        // every process has its own.
        stream.process = description.process;
        std::int32_t& dealt = shared[std::size_t(stream.process)];
        stream.connection = stream.process * (connections + 1) + (stream.legacy ? connections : dealt++ % connections);
        const int priority = std::clamp(description.priority, profile.greatestPriority, profile.leastPriority);
        stream.priority = priority - profile.greatestPriority;
        m_streams.push_back(stream);
    }
    m_connections.resize(m_processes.size() * (std::size_t(connections) + 1));
    m_threads.resize(std::max<std::size_t>(program.threads.size(), 1));
    m_lastRecord.assign(program.events.size(), none);
    m_recordingThread.assign(program.events.size(), none);
    for (std::size_t thread = 0; thread < program.threads.size(); ++thread)
        for (const program::HostCall& call : program.threads[thread])
            if (call.kind == program::CallKind::eventRecord) {
                std::int32_t& recorder = m_recordingThread[std::size_t(call.event)];
                recorder = recorder == none || recorder == std::int32_t(thread) ? std::int32_t(thread) : -2;
            }
    std::size_t calls = program.graph.nodes.size();
    for (const std::vector<program::HostCall>& thread : program.threads)
        calls += thread.size();
    m_commands.reserve(calls);
}

/// Readers of JSON count in doubles; beyond this they would be off.
constexpr Ns longestNs = workload::limits::exactInteger;

Result<Ns> Machine::run(std::stop_token stop)
{
    if (m_gateNs > 0) {
        m_gateShut = true;
        m_recorder.setOriginNs(farNs);
        m_events.push(m_gateNs, EventKind::gate, 0);
    }
    startThreads();
    std::uint32_t steps = 0;
    while (m_endNs < 0) {
        const Ns computeNs = m_compute.nextNs();
        const Ns eventNs = m_events.empty() ? farNs : m_events.top().timeNs;
        const Ns now = std::min(computeNs, eventNs);
        if (now >= farNs && m_events.empty() && m_compute.idle())
            return Error{ErrorKind::run, "", "", {"simulator.stuck", {}}};
        if (now > longestNs)
            return Error{ErrorKind::input, "", m_program.place, {"simulator.too-long", {m_program.layout}}};
        if ((steps++ & 1023) == 0 && stop.stop_requested())
            return Error{ErrorKind::cancelled, "", "", {"simulator.cancelled", {}}};
        if (computeNs <= eventNs) {
            m_compute.advance(now);
        } else {
            const Event event = m_events.top();
            m_events.pop();
            switch (event.kind) {
            case EventKind::hostThread:
                hostEvent(std::size_t(event.index), now);
                break;
            case EventKind::connection:
                list(event.index);
                break;
            case EventKind::graphNode:
                graphNode(event.index, now);
                break;
            case EventKind::nextNode:
                nextNode(now);
                break;
            case EventKind::copyEngine:
                copyEvent(event, now);
                break;
            case EventKind::timedCommand:
                complete(event.index, now);
                break;
            case EventKind::timeSlice:
                passDeviceOn(now);
                break;
            case EventKind::gate:
                m_gateTimedOut |= m_gateShut;
                openGate(now);
                break;
            }
        }
        pumpAll(now);
    }
    m_recorder.advanceTo(m_endNs);
    return m_endNs - m_recorder.originNs();
}

} // namespace streamscope::simulator
