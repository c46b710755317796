// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/submitter.h"

#include "cuda/clock.h"

#include <thread>

namespace streamscope::cuda {

using program::CallKind;
using program::HostCall;
using program::Index;

Submitter::Submitter(PreparedProgram& prepared, int device, bool logged, const ActivitySource* source)
    : m_prepared(prepared), m_program(prepared.program()), m_device(device), m_logged(logged), m_source(source),
      m_recordingThread(m_program.events.size(), -1), m_recorded(m_program.events.size())
{
    for (std::size_t thread = 0; thread < m_program.threads.size(); ++thread) {
        m_logs.push_back(std::make_unique<HostLog>());
        for (const HostCall& call : m_program.threads[thread])
            if (call.kind == CallKind::eventRecord) {
                int& recorder = m_recordingThread[std::size_t(call.event)];
                recorder = recorder == -1 || recorder == int(thread) ? int(thread) : -2;
            }
    }
}

void Submitter::reset()
{
    m_startNs = 0;
    for (const std::unique_ptr<HostLog>& log : m_logs)
        log->reset(0);
}

Result<Ns> Submitter::run(std::stop_token stop, Gate* gate)
{
    const std::size_t threads = m_program.threads.size();
    m_startNs = 0;
    for (std::size_t i = 0; i < threads; ++i)
        m_logs[i]->reset(m_logged ? m_program.threads[i].size() + 1 : 0);
    for (std::atomic<int>& recorded : m_recorded)
        recorded = 0;
    m_failed = false;

    if (gate)
        if (Status shut = gate->shut(m_prepared.streams()); !shut)
            return shut.error();

    std::vector<Failure> failures(std::max<std::size_t>(threads, 1));
    std::atomic<std::size_t> ready = 1, through = 1;
    std::atomic<bool> go = false;
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i)
        others.emplace_back([&, i] {
            cudaSetDevice(m_device);
            if (m_program.defaultStream == workload::DefaultStreamMode::perThread) {
                cudaStreamSynchronize(cudaStreamPerThread); // the thread's is made at its first use
                if (gate)
                    gate->hold(cudaStreamPerThread);
            }
            ++ready;
            while (!go) {
            }
            failures[i] = runThread(i, stop);
            ++through;
        });
    while (ready < std::max<std::size_t>(threads, 1))
        std::this_thread::yield();

    const Ns start = nowNs();
    if (!gate)
        m_startNs.store(start, std::memory_order_release);
    go = true;
    if (threads > 0)
        failures[0] = runThread(0, stop);
    while (through < threads) {
    }
    if (gate) {
        gate->open();
        m_startNs.store(gate->openedNs(), std::memory_order_release);
    }
    const Ns synchronizing = m_logged ? nowNs() : 0;
    const cudaError_t code = cudaDeviceSynchronize();
    const Ns end = nowNs();
    if (m_logged && threads > 0)
        m_logs[0]->add({synchronizing, synchronizing, end, 0});

    for (const Failure& failure : failures)
        if (failure.code != cudaSuccess)
            return errorOf(failure);
    if (code != cudaSuccess)
        return callError(code, "cudaDeviceSynchronize");
    for (const Failure& failure : failures)
        if (failure.cancelled)
            return Error{ErrorKind::cancelled, {}, {}, {"cuda.cancelled", {}}};
    return end - startNs();
}

Submitter::Failure Submitter::runThread(std::size_t thread, std::stop_token stop)
{
    return m_logged ? work<true>(thread, stop) : work<false>(thread, stop);
}

template <bool logged>
Submitter::Failure Submitter::work(std::size_t thread, std::stop_token stop)
{
    HostLog& log = *m_logs[thread];
    const Ns hostCostNs = m_program.hostCostNs;
    for (const HostCall& call : m_program.threads[thread]) {
        if (stop.stop_requested() || m_failed.load(std::memory_order_relaxed))
            return {cudaSuccess, call, stop.stop_requested()};
        HostRecord record;
        if constexpr (logged)
            record.frameworkNs = nowNs();
        if (call.kind != CallKind::cpuWork)
            busyWait(hostCostNs);
        if constexpr (logged)
            record.startNs = hostCostNs > 0 ? nowNs() : record.frameworkNs;
        if (const cudaError_t code = issue(call, thread); code != cudaSuccess) {
            m_failed = true;
            return {code, call, false};
        }
        if constexpr (logged) {
            record.endNs = nowNs();
            record.correlation = m_source && call.kind != CallKind::cpuWork ? m_source->lastCorrelation() : 0;
            log.add(record);
        }
    }
    return {};
}

/// A wait takes the most recent record at call time: it has to be called after it, whichever thread records.
void Submitter::awaitRecord(Index event, std::size_t thread) const
{
    const int recorder = m_recordingThread[std::size_t(event)];
    if (recorder < 0 || recorder == int(thread))
        return;
    while (m_recorded[std::size_t(event)].load(std::memory_order_acquire) == 0 &&
           !m_failed.load(std::memory_order_relaxed)) {
    }
}

cudaError_t Submitter::issue(const HostCall& call, std::size_t thread)
{
    const cudaStream_t stream = call.stream >= 0 ? m_prepared.stream(call.stream) : nullptr;
    Buffers& buffers = m_prepared.buffers();
    const auto buffer = [&] { return m_program.operations[std::size_t(call.operation)].buffer; };
    switch (call.kind) {
    case CallKind::launchKernel:
        return m_prepared.launch(call.operation, stream);
    case CallKind::memcpyAsync:
        return m_prepared.copy(call.operation, stream);
    case CallKind::memsetAsync:
        return m_prepared.set(call.operation, stream);
    case CallKind::eventRecord: {
        const cudaError_t code = cudaEventRecord(m_prepared.event(call.event), stream);
        m_recorded[std::size_t(call.event)].fetch_add(1, std::memory_order_release);
        return code;
    }
    case CallKind::streamWaitEvent:
        awaitRecord(call.event, thread);
        return cudaStreamWaitEvent(stream, m_prepared.event(call.event), 0);
    case CallKind::launchHostFunction:
        return cudaLaunchHostFunc(stream, runHostFunction, &m_prepared.hostFunction(call.operation));
    case CallKind::cpuWork:
        busyWait(m_program.operations[std::size_t(call.operation)].durationNs);
        return cudaSuccess;
    case CallKind::streamSynchronize:
        return cudaStreamSynchronize(stream);
    case CallKind::deviceSynchronize:
        return cudaDeviceSynchronize();
    case CallKind::eventSynchronize:
        awaitRecord(call.event, thread);
        return cudaEventSynchronize(m_prepared.event(call.event));
    case CallKind::malloc:
        return buffers.allocate(buffer(), false, stream);
    case CallKind::mallocAsync:
        return buffers.allocate(buffer(), true, stream);
    case CallKind::mallocHost:
        return buffers.allocatePinned(buffer());
    case CallKind::free:
        return buffers.free(buffer(), false, stream);
    case CallKind::freeAsync:
        return buffers.free(buffer(), true, stream);
    case CallKind::freeHost:
        return buffers.freePinned(buffer());
    case CallKind::graphLaunch:
        return cudaGraphLaunch(m_prepared.graph(), stream);
    }
    return cudaErrorNotSupported;
}

Error Submitter::errorOf(const Failure& failure) const
{
    Error error = callError(failure.code, program::callName(failure.call.kind));
    if (failure.call.operation >= 0) {
        const program::Operation& operation = m_program.operations[std::size_t(failure.call.operation)];
        if (operation.branch >= 0)
            error.place = m_program.branches[std::size_t(operation.branch)];
        if (operation.label >= 0)
            error.place += "/" + m_program.labels[std::size_t(operation.label)];
    }
    return error;
}

} // namespace streamscope::cuda
