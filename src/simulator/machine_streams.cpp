// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Streams and hardware queues: which command may start when.
#include "simulator/machine.h"

#include <algorithm>
#include <utility>

namespace streamscope::simulator {

using program::CallKind;
using workload::CopyDirection;
using workload::OperationKind;

namespace {

constexpr Ns hostThreadSleepsNs =
    9'000; ///< for so long the driver's thread for host functions looks on, then it sleeps
constexpr int firstWithProgrammaticLaunch = 9; ///< major compute capability; older devices launch as ever

} // namespace

Machine::CommandId Machine::submit(const program::HostCall& call, std::int64_t correlation, Ns now)
{
    const CommandId id = CommandId(m_commands.size());
    Command& command = m_commands.emplace_back();
    command.correlation = correlation;
    command.operation = call.operation;
    command.stream = call.stream;
    command.event = call.event;
    switch (call.kind) {
    case CallKind::launchKernel:
        command.action = Action::kernel;
        command.programmatic = m_profile.computeMajor >= firstWithProgrammaticLaunch &&
                               m_program.operations[std::size_t(call.operation)].programmatic;
        break;
    case CallKind::memcpyAsync:
        command.action = Action::copy;
        break;
    case CallKind::memsetAsync:
        command.action = Action::memset;
        break;
    case CallKind::eventRecord:
        command.action = Action::record;
        break;
    case CallKind::streamWaitEvent:
        command.action = Action::wait;
        break;
    case CallKind::launchHostFunction:
        command.action = Action::hostFunction;
        break;
    default:
        command.action = Action::marker;
        break;
    }
    const bool copies = command.action == Action::copy;
    command.readyNs =
        now + submitLatencyNs(m_profile, copies ? &m_program.operations[std::size_t(call.operation)] : nullptr);
    order(id);

    Stream& stream = m_streams[std::size_t(call.stream)];
    command.ordinal = stream.submitted++;
    stream.last = id;
    ++m_outstanding;
    ++processOf(call.stream).outstanding;
    Connection& connection = m_connections[std::size_t(stream.connection)];
    m_busyConnections += connection.pending++ == 0;
    if (connection.head == none)
        connection.head = id;
    else
        m_commands[std::size_t(connection.tail)].nextInConnection = id;
    connection.tail = id;
    if (connection.head == id)
        list(stream.connection);
    return id;
}

/// What must come before the command beside the earlier ones of its own stream: events, the legacy default stream, and
/// what the older guide calls implicit synchronisation.
void Machine::order(CommandId id)
{
    Command& command = m_commands[std::size_t(id)];
    Stream& stream = m_streams[std::size_t(command.stream)];
    if (command.action == Action::record)
        m_lastRecord[std::size_t(command.event)] = id;
    if (command.action == Action::wait) {
        const CommandId record = m_lastRecord[std::size_t(command.event)];
        addEdge(record, id, true);
        if (record != none)
            m_recorder.dependency(m_commands[std::size_t(record)].correlation, command.correlation);
    }

    const bool withinDevice = command.operation != none && command.action != Action::kernel &&
                              isSetOrCopyWithinDevice(m_program.operations[std::size_t(command.operation)]);
    const bool barrier = m_profile.implicitSyncRules && withinDevice;
    Process& process = processOf(command.stream);
    const CommandId earlier = std::max(process.lastBarrier, stream.nonBlocking ? none : process.lastLegacy);
    if (earlier > stream.sawBarrier && m_commands[std::size_t(earlier)].stream != command.stream) {
        if (process.lastBarrier > stream.sawBarrier)
            addEdge(process.lastBarrier, id, true);
        if (!stream.nonBlocking && process.lastLegacy > stream.sawBarrier && process.lastLegacy != process.lastBarrier)
            addEdge(process.lastLegacy, id, true);
        stream.sawBarrier = earlier;
    }
    if (!barrier && !stream.legacy)
        return;
    for (Stream& other : m_streams)
        if (&other != &stream && other.process == stream.process && other.last != none &&
            (barrier || !other.nonBlocking))
            addEdge(other.last, id, true);
    if (barrier)
        process.lastBarrier = id;
    else
        process.lastLegacy = id;
}

void Machine::addEdge(CommandId from, CommandId to, bool joinsStreams)
{
    if (from == none)
        return;
    Command& before = m_commands[std::size_t(from)];
    if (before.done)
        return;
    m_edges.push_back({to, before.firstEdge, joinsStreams});
    before.firstEdge = std::int32_t(m_edges.size()) - 1;
    ++m_commands[std::size_t(to)].deps;
}

void Machine::list(std::int32_t index)
{
    Connection& connection = m_connections[std::size_t(index)];
    if (connection.listed)
        return;
    connection.listed = true;
    m_toPump.push_back(index);
}

void Machine::pumpAll(Ns now)
{
    takeComputeResults(now);
    // Grows while it is worked through.
    for (std::size_t i = 0; i < m_toPump.size(); ++i) {
        const std::int32_t index = m_toPump[i];
        m_connections[std::size_t(index)].listed = false;
        pump(index, now);
        takeComputeResults(now);
    }
    m_toPump.clear();
    m_copies.startNext(now);
    for (const CommandId id : m_copies.started)
        m_commands[std::size_t(id)].startNs = now;
    m_copies.started.clear();
}

void Machine::pump(std::int32_t index, Ns now)
{
    Connection& connection = m_connections[std::size_t(index)];
    while (!m_gateShut && connection.head != none && !connection.dispatching) {
        const CommandId id = connection.head;
        const Command& command = m_commands[std::size_t(id)];
        if (command.deps > 0 || (m_streams[std::size_t(command.stream)].running != none && !mayOverlap(command)))
            return;
        const Ns startNs = startOf(command);
        if (startNs > now) {
            if (connection.wakesNs != startNs)
                m_events.push(startNs, EventKind::connection, index);
            connection.wakesNs = startNs;
            return;
        }
        if (command.action <= Action::memset && !hasDevice(m_streams[std::size_t(command.stream)].process, now))
            return;
        if (command.action == Action::kernel)
            connection.dispatching = true; // it holds its queue until its last block is handed out
        else
            pop(index);
        execute(id, now);
    }
}

/// A programmatic launch starts once all blocks of the kernel right before it in its stream have begun, which is when
/// that one has left the queue they share. Kernels that touch memory wait for its end first; that they hold their room
/// while they do is not modelled.
bool Machine::mayOverlap(const Command& command) const
{
    const Command& before = m_commands[std::size_t(m_streams[std::size_t(command.stream)].running)];
    return command.programmatic && before.action == Action::kernel && before.ordinal + 1 == command.ordinal &&
           !m_program.operations[std::size_t(command.operation)].touchesMemory();
}

Ns Machine::startOf(const Command& command) const
{
    const Stream& stream = m_streams[std::size_t(command.stream)];
    if (stream.tail == none)
        return std::max(command.readyNs, stream.notBeforeNs);
    const Command& before = m_commands[std::size_t(stream.tail)];
    const bool isReady = command.programmatic && before.action == Action::kernel &&
                         before.ordinal + 1 == command.ordinal; // its blocks need not be brought first
    const Ns gap = isReady ? 0 : gapNs(before, command);
    const Ns afterOwn = stream.tailNs + (gap > 0 || isReady ? gap + stream.tailMoreNs : 0);
    return std::max({command.readyNs, stream.notBeforeNs, afterOwn});
}

/// Whether one engine copies and another the other way.
bool Machine::turnsRound(const Command& before, const Command& after) const
{
    return onCopyEngine(before) && onCopyEngine(after) &&
           m_program.operations[std::size_t(before.operation)].direction !=
               m_program.operations[std::size_t(after.operation)].direction;
}

bool Machine::followsHostFunction(const Stream& stream) const
{
    return stream.tail != none && m_commands[std::size_t(stream.tail)].action == Action::hostFunction;
}

bool Machine::smallMemset(const Command& command) const
{
    return command.action == Action::memset &&
           program::isSmallMemset(m_program.operations[std::size_t(command.operation)], m_profile);
}

Ns Machine::gapNs(const Command& before, const Command& after) const
{
    const device::DeviceLatencies& latencies = m_profile.latencies;
    if (after.action == Action::record || after.action == Action::wait || after.action == Action::marker)
        return 0;
    if (before.action == Action::hostFunction) // to the next one its thread goes on by itself
        return after.action == Action::hostFunction ? 0 : toNs(latencies.hostFunctionNs);
    // A copy's own latency is all that passes between two of them of one direction.
    if (before.action == Action::copy && after.action == Action::copy)
        return turnsRound(before, after) ? toNs(m_profile.model.directionGapNs) : 0;
    if (before.action == Action::copy || after.action == Action::copy)
        return toNs(latencies.copyGapNs);
    if (smallMemset(before) && smallMemset(after))
        return 0;
    return toNs(latencies.sameStreamGapNs);
}

void Machine::pop(std::int32_t index)
{
    Connection& connection = m_connections[std::size_t(index)];
    connection.head = m_commands[std::size_t(connection.head)].nextInConnection;
    connection.wakesNs = -1;
    if (connection.head == none)
        connection.tail = none;
}

void Machine::execute(CommandId id, Ns now)
{
    Command& command = m_commands[std::size_t(id)];
    Stream& stream = m_streams[std::size_t(command.stream)];
    command.startNs = now;
    m_onDevice += command.action <= Action::memset;
    m_usingMemory += usesMemory(command);
    if (!command.graph)
        stream.running = id;
    switch (command.action) {
    case Action::kernel:
    case Action::memset:
        submitToSms(id, now);
        return;
    case Action::copy: {
        const program::Operation& copy = m_program.operations[std::size_t(command.operation)];
        if (isSetOrCopyWithinDevice(copy))
            return submitToSms(id, now);
        m_copies.enqueue(id, command.stream, copy.direction, copyNs(m_profile, copy, m_pageableBytes));
        return;
    }
    case Action::hostFunction: {
        // One thread of the driver runs them all; to the next one that waits it goes on without being woken.
        Ns& freeNs = processOf(command.stream).hostFunctionFreeNs;
        const Ns wakeNs = toNs(m_profile.latencies.hostFunctionNs);
        // It looks on from when it has told the device that its last one ended; a graph's nodes know without being
        // told.
        const Ns toldNs = freeNs + (command.graph ? 0 : wakeNs);
        const bool calledByDevice = command.graph || (command.readyNs < now && stream.tail != none);
        const bool sleeps = calledByDevice && now - toldNs > hostThreadSleepsNs;
        const bool goesOn = calledByDevice && !command.graph && followsHostFunction(stream);
        const Ns calledNs = goesOn ? now : now + wakeNs + (sleeps ? toNs(m_profile.model.hostWakeNs) : 0);
        command.startNs = std::max(calledNs, freeNs + wakeNs / 4);
        const Ns durationNs = bounded(m_program.operations[std::size_t(command.operation)].durationNs);
        freeNs = std::min(command.startNs + durationNs, farNs);
        m_events.push(freeNs, EventKind::timedCommand, id);
        return;
    }
    case Action::record:
    case Action::wait:
    case Action::marker:
        complete(id, now);
        return;
    }
}

void Machine::submitToSms(CommandId id, Ns now)
{
    const Command& command = m_commands[std::size_t(id)];
    const Stream& stream = m_streams[std::size_t(command.stream)];
    m_compute.submit(id, m_modelOfOperation[std::size_t(command.operation)], stream.priority, now);
}

bool Machine::usesMemory(const Command& command) const
{
    if (command.action != Action::kernel)
        return command.action <= Action::memset && !onCopyEngine(command) && !smallMemset(command);
    const std::int32_t model = m_modelOfOperation[std::size_t(command.operation)];
    return m_models[std::size_t(model)].l2Bytes > 0;
}

/// What comes after a kernel that touched memory waits for that to be in order.
Ns Machine::flushNs(const Command& command) const
{
    return usesMemory(command) ? toNs(m_profile.model.flushNs) : 0;
}

/// The device looks after few connections at once; with more it goes from one to the other.
Ns Machine::channelSwitchNs() const
{
    return m_busyConnections > m_profile.model.channelsAtOnce ? toNs(m_profile.model.channelSwitchNs) : 0;
}

void Machine::complete(CommandId id, Ns now)
{
    Command& command = m_commands[std::size_t(id)];
    Stream& stream = m_streams[std::size_t(command.stream)];
    if (!command.graph && command.ordinal != stream.completed) { // a programmatic launch outran the one before it
        stream.early.push_back(id);
        return;
    }
    command.done = true;
    ++stream.completed;
    --m_outstanding;
    --processOf(command.stream).outstanding;
    m_onDevice -= command.action <= Action::memset;
    m_usingMemory -= usesMemory(command);
    const bool tookTime = command.action <= Action::memset || command.action == Action::hostFunction;
    if (tookTime) {
        m_recorder.operation(command.operation, command.stream, command.startNs, now, command.correlation);
    } else if (command.action == Action::marker) {
        if (command.operation >= 0 && m_program.operations[std::size_t(command.operation)].kind == OperationKind::free)
            m_allocations[std::size_t(stream.process)].freeIsDone(command.stream);
    } else if (command.event != none) {
        const Index branch = command.operation < 0 ? none : m_program.operations[std::size_t(command.operation)].branch;
        m_recorder.event(command.event, command.action == Action::record, branch, command.stream, command.startNs, now,
                         command.correlation);
    }
    if (!command.graph) {
        m_busyConnections -= --m_connections[std::size_t(stream.connection)].pending == 0;
        if (stream.running == id)
            stream.running = none;
        if (tookTime) {
            stream.tail = id;
            stream.tailNs = now;
            stream.tailMoreNs = flushNs(command) + channelSwitchNs();
        }
        list(stream.connection);
    }
    releaseAll(id, now);
    if (m_waitingThreads > 0)
        notifyThreads(command, id, now);
    if (!stream.early.empty())
        completeEarly(stream, now);
    if (m_onDevice == 0 && m_processes.size() > 1)
        passDeviceOn(now);
}

/// Who waited for the command, in the order in which that was said.
void Machine::releaseAll(CommandId id, Ns now)
{
    std::int32_t first = none;
    std::int32_t edges = 0;
    for (std::int32_t edge = m_commands[std::size_t(id)].firstEdge; edge != none; ++edges) { // listed last first
        const std::int32_t next = std::exchange(m_edges[std::size_t(edge)].next, first);
        first = std::exchange(edge, next);
    }
    std::int32_t index = 0;
    for (std::int32_t edge = first; edge != none; edge = m_edges[std::size_t(edge)].next)
        release(id, m_edges[std::size_t(edge)], forkNs(edges, index++), now);
}

void Machine::completeEarly(Stream& stream, Ns now)
{
    const auto next = std::find_if(stream.early.begin(), stream.early.end(), [&](CommandId id) {
        return m_commands[std::size_t(id)].ordinal == stream.completed;
    });
    if (next == stream.early.end())
        return;
    const CommandId id = *next;
    stream.early.erase(next);
    complete(id, now);
}

bool Machine::onCopyEngine(const Command& command) const
{
    return command.action == Action::copy &&
           !isSetOrCopyWithinDevice(m_program.operations[std::size_t(command.operation)]);
}

/// `afterNs`: so much later than if it were the only one.
void Machine::release(CommandId from, const Edge& edge, Ns afterNs, Ns now)
{
    Command& to = m_commands[std::size_t(edge.to)];
    --to.deps;
    if (!edge.joinsStreams) {
        to.readyNs = std::max(to.readyNs, now + nodeGapNs(m_commands[std::size_t(from)], to) + afterNs);
        if (to.deps == 0)
            m_events.push(to.readyNs, EventKind::graphNode, edge.to);
        return;
    }
    Stream& stream = m_streams[std::size_t(to.stream)];
    const Ns afterEvent = now + toNs(m_profile.latencies.eventGapNs);
    if (to.action == Action::wait)
        stream.notBeforeNs = std::max(stream.notBeforeNs, afterEvent);
    else
        to.readyNs = std::max(to.readyNs, afterEvent);
    if (to.deps == 0)
        list(stream.connection);
}

void Machine::copyEvent(const Event& event, Ns now)
{
    if (const CommandId id = m_copies.finish(event.index, event.version); id != none)
        complete(id, now);
}

void Machine::recordBlocks(CommandId id)
{
    if (!m_recorder.active() || m_commands[std::size_t(id)].action != Action::kernel)
        return;
    trace::Blocks blocks;
    blocks.correlation = m_commands[std::size_t(id)].correlation;
    for (const BlockRecords::Block& block : m_compute.records.take(id)) {
        blocks.sm.push_back(block.sm);
        blocks.startNs.push_back(block.startNs);
        blocks.durationNs.push_back(block.endNs - block.startNs);
    }
    if (!blocks.sm.empty())
        m_recorder.blocks(blocks);
}

void Machine::takeComputeResults(Ns now)
{
    if (m_compute.quiet())
        return;
    for (const CommandId id : m_compute.started)
        m_commands[std::size_t(id)].startNs = now;
    m_compute.started.clear();
    for (const CommandId id : m_compute.dispatched) {
        const Command& command = m_commands[std::size_t(id)];
        if (command.graph || command.action != Action::kernel)
            continue;
        const std::int32_t index = m_streams[std::size_t(command.stream)].connection;
        m_connections[std::size_t(index)].dispatching = false;
        pop(index);
        list(index);
    }
    m_compute.dispatched.clear();
    for (const ComputeEngine::Finished& finished : m_compute.finished) {
        recordBlocks(finished.command);
        if (finished.tailNs > 0)
            m_events.push(now + finished.tailNs, EventKind::timedCommand, finished.command);
        else
            complete(finished.command, now);
    }
    m_compute.finished.clear();
}

} // namespace streamscope::simulator
