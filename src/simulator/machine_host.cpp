// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The submitting threads: what their calls cost, when they wait, and what they submit.
#include "program/copies.h"
#include "simulator/machine.h"

#include <algorithm>

namespace streamscope::simulator {

using program::CallKind;
using program::HostCall;

namespace {

bool waits(CallKind kind)
{
    return kind == CallKind::streamSynchronize || kind == CallKind::deviceSynchronize ||
           kind == CallKind::eventSynchronize;
}

} // namespace

void Machine::startThreads()
{
    m_threadsLeft = m_threads.size();
    for (std::size_t i = 0; i < m_threads.size(); ++i)
        nextCall(i, 0);
    pumpAll(0);
}

void Machine::nextCall(std::size_t index, Ns now)
{
    Thread& thread = m_threads[index];
    if (m_program.threads.empty() || thread.next == m_program.threads[index].size()) {
        thread.phase = Phase::finished;
        if (--m_threadsLeft == 0)
            finalSync(now);
        return;
    }
    const HostCall& call = m_program.threads[index][thread.next];
    if (m_program.hostCostNs > 0 && call.kind != CallKind::cpuWork) {
        thread.phase = Phase::framework;
        thread.callStartNs = now;
        m_events.push(now + bounded(m_program.hostCostNs), EventKind::hostThread, std::int32_t(index));
        return;
    }
    beginCall(index, now);
}

void Machine::beginCall(std::size_t index, Ns now)
{
    Thread& thread = m_threads[index];
    const HostCall& call = m_program.threads[index][thread.next];
    thread.callStartNs = now;
    thread.correlation = m_nextCorrelation++;
    if (comesBeforeItsRecord(index, call)) {
        thread.phase = Phase::record;
        ++m_waitingThreads;
        return;
    }
    if (submits(call.kind) && m_streams[std::size_t(call.stream)].pending() >= m_profile.launchQueueDepth) {
        thread.phase = Phase::room;
        thread.waitStream = call.stream;
        ++m_waitingThreads;
        return;
    }
    if (waits(call.kind) || mustDrain(call.kind))
        return wait(index, call, now);
    thread.phase = Phase::calling;
    m_events.push(callEndNs(index, call, now), EventKind::hostThread, std::int32_t(index));
}

/// For a share of a submission the driver holds a lock that all threads of a process want.
Ns Machine::callEndNs(std::size_t index, const HostCall& call, Ns now)
{
    const Ns aloneNs = callNs(call);
    if (!submits(call.kind))
        return now + aloneNs;
    const device::ModelFit& model = m_profile.model;
    const bool launches = call.kind == CallKind::launchKernel;
    const std::int32_t others = submittedSince(index, call);
    const double turnShare = launches ? model.turnShare(others) : 0;
    const Ns costNs = aloneNs + toNs(turnShare * static_cast<double>(aloneNs));
    const Ns lockedNs = toNs(model.lockShare(launches) * static_cast<double>(costNs));
    if (lockedNs == 0)
        return now + costNs;
    Ns& driverFreeNs = processOf(call.stream).driverFreeNs;
    driverFreeNs = std::max(now + costNs - lockedNs, driverFreeNs) + lockedNs;
    return driverFreeNs;
}

/// How many other threads of the process submitted since this one last did; it does now.
std::int32_t Machine::submittedSince(std::size_t index, const HostCall& call)
{
    if (m_threads.size() == 1)
        return 0;
    Thread& own = m_threads[index];
    own.process = m_streams[std::size_t(call.stream)].process;
    const auto others = std::ranges::count_if(m_threads, [&](const Thread& other) {
        return other.process == own.process && other.lastSubmission > own.lastSubmission;
    });
    own.lastSubmission = ++m_submissions;
    return std::int32_t(others);
}

Ns Machine::callNs(const HostCall& call)
{
    return callCostNs(m_profile, m_program, call, m_allocations[std::size_t(m_program.processOf(call))]);
}

void Machine::hostEvent(std::size_t index, Ns now)
{
    Thread& thread = m_threads[index];
    if (thread.phase == Phase::framework) {
        m_recorder.framework(index, thread.callStartNs, now);
        beginCall(index, now);
    } else if (thread.phase == Phase::calling) {
        makeCall(index, now);
    } else if (m_syncing) {
        const HostCall sync{CallKind::deviceSynchronize};
        m_recorder.hostCall(index, sync, thread.callStartNs, now, thread.correlation);
        m_endNs = now;
    } else {
        endCall(index, now);
    }
}

void Machine::makeCall(std::size_t index, Ns now)
{
    const HostCall& call = m_program.threads[index][m_threads[index].next];
    if (call.kind == CallKind::graphLaunch) {
        submitGraph(m_threads[index].correlation, now);
    } else if (submits(call.kind)) {
        const CommandId id = submit(call, m_threads[index].correlation, now);
        if (call.kind == CallKind::eventRecord && m_threads.size() > 1)
            recordWasCalled(call.event, now);
        if (call.operation >= 0 && program::holdsCaller(m_program.operations[std::size_t(call.operation)]))
            return waitFor(index, id, now);
    }
    endCall(index, now);
}

void Machine::endCall(std::size_t index, Ns now)
{
    Thread& thread = m_threads[index];
    const HostCall& call = m_program.threads[index][thread.next];
    m_recorder.hostCall(index, call, thread.callStartNs, now, thread.correlation);
    ++thread.next;
    nextCall(index, now);
}

/// Threads that hand events to each other see to it that the record is called first; programs imply that.
bool Machine::comesBeforeItsRecord(std::size_t index, const HostCall& call) const
{
    if (call.kind != CallKind::streamWaitEvent && call.kind != CallKind::eventSynchronize)
        return false;
    const std::int32_t recorder = m_recordingThread[std::size_t(call.event)];
    return recorder >= 0 && recorder != std::int32_t(index) && m_lastRecord[std::size_t(call.event)] == none;
}

void Machine::recordWasCalled(Index event, Ns now)
{
    for (std::size_t i = 0; i < m_threads.size(); ++i) {
        Thread& thread = m_threads[i];
        if (thread.phase != Phase::record || m_program.threads[i][thread.next].event != event)
            continue;
        --m_waitingThreads;
        beginCall(i, now);
    }
}

bool Machine::mustDrain(CallKind kind) const
{
    if (kind == CallKind::free || kind == CallKind::freeHost)
        return true;
    return m_profile.implicitSyncRules && (kind == CallKind::malloc || kind == CallKind::mallocHost);
}

void Machine::wait(std::size_t index, const HostCall& call, Ns now)
{
    Thread& thread = m_threads[index];
    if (call.kind == CallKind::eventSynchronize)
        return waitFor(index, m_lastRecord[std::size_t(call.event)], now);
    thread.waitUpTo = CommandId(m_commands.size()) - 1;
    thread.waitsForBlocking = false;
    if (call.kind == CallKind::streamSynchronize && m_streams[std::size_t(call.stream)].legacy) {
        waitForBlockingStreams(thread, m_streams[std::size_t(call.stream)].process);
    } else if (call.kind == CallKind::streamSynchronize) {
        thread.waitStream = call.stream;
        thread.waitCount = m_streams[std::size_t(call.stream)].pending();
    } else {
        thread.waitStream = none;
        thread.waitProcess = m_syncing ? none : std::int32_t(m_program.processOf(call));
        thread.waitCount = m_syncing ? m_outstanding : m_processes[std::size_t(thread.waitProcess)].outstanding;
    }
    thread.phase = Phase::commands;
    ++m_waitingThreads;
    if (thread.waitCount == 0)
        waitIsOver(index, now);
}

/// Whoever waits for the legacy default stream waits for what it would wait for.
void Machine::waitForBlockingStreams(Thread& thread, std::int32_t process)
{
    thread.waitStream = none;
    thread.waitProcess = process;
    thread.waitsForBlocking = true;
    thread.waitCount = 0;
    for (const Stream& stream : m_streams)
        thread.waitCount += stream.process == process && !stream.nonBlocking ? stream.pending() : 0;
}

void Machine::waitFor(std::size_t index, CommandId command, Ns now)
{
    Thread& thread = m_threads[index];
    thread.phase = Phase::commands;
    ++m_waitingThreads;
    if (command == none || m_commands[std::size_t(command)].done)
        return waitIsOver(index, now);
    const Command& target = m_commands[std::size_t(command)];
    thread.waitUpTo = command;
    thread.waitStream = target.stream;
    thread.waitCount = target.ordinal + 1 - m_streams[std::size_t(target.stream)].completed;
}

void Machine::waitIsOver(std::size_t index, Ns now)
{
    Thread& thread = m_threads[index];
    --m_waitingThreads;
    thread.phase = Phase::returning;
    Ns costNs = toNs(m_profile.calls.synchronizeNs);
    if (m_syncing)
        costNs = callNs({CallKind::deviceSynchronize});
    else if (const HostCall& call = m_program.threads[index][thread.next]; call.kind != CallKind::memcpyAsync)
        costNs = callNs(call);
    m_events.push(now + costNs, EventKind::hostThread, std::int32_t(index));
}

void Machine::notifyThreads(const Command& command, CommandId id, Ns now)
{
    const Stream& stream = m_streams[std::size_t(command.stream)];
    for (std::size_t i = 0; i < m_threads.size(); ++i) {
        Thread& thread = m_threads[i];
        const bool isMeant = thread.waitStream != none
                                 ? thread.waitStream == command.stream
                                 : (thread.waitProcess == none || thread.waitProcess == stream.process) &&
                                       !(thread.waitsForBlocking && stream.nonBlocking);
        if (thread.phase == Phase::commands && id <= thread.waitUpTo && isMeant) {
            if (--thread.waitCount == 0)
                waitIsOver(i, now);
        } else if (thread.phase == Phase::room && thread.waitStream == command.stream) {
            // The call goes on where it stood; its slice covers the wait.
            thread.phase = Phase::calling;
            --m_waitingThreads;
            const HostCall& call = m_program.threads[i][thread.next];
            m_events.push(callEndNs(i, call, now), EventKind::hostThread, std::int32_t(i));
        }
    }
}

/// What waits behind the gate starts as behind an event.
void Machine::openGate(Ns now)
{
    if (!m_gateShut)
        return;
    m_gateShut = false;
    m_recorder.setOriginNs(now);
    const Ns startNs = now + toNs(m_profile.latencies.launchToStartNs) + toNs(m_profile.latencies.eventGapNs);
    for (Stream& stream : m_streams)
        stream.notBeforeNs = std::max(stream.notBeforeNs, startNs);
    for (std::size_t i = 0; i < m_connections.size(); ++i)
        list(std::int32_t(i));
    Ns rootNs = startNs;
    for (const CommandId id : m_heldNodes) {
        m_events.push(rootNs, EventKind::graphNode, id);
        rootNs += toNs(m_profile.model.graphBranchNs);
    }
}

void Machine::finalSync(Ns now)
{
    openGate(now);
    m_syncing = true;
    Thread& thread = m_threads[0];
    thread.callStartNs = now;
    thread.correlation = m_nextCorrelation++;
    wait(0, HostCall{CallKind::deviceSynchronize}, now);
}

} // namespace streamscope::simulator
