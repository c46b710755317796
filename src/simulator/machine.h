// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"
#include "backend/recorder.h"
#include "base/result.h"
#include "simulator/compute_engine.h"
#include "simulator/copy_engines.h"
#include "simulator/costs.h"
#include "simulator/event_queue.h"

#include <deque>
#include <stop_token>
#include <vector>

namespace streamscope::simulator {

/// One run of one program: the host's threads, the streams and their hardware queues, and the engines behind them.
/// Single-threaded, used once. What happens at equal times happens in the order it was brought about.
class Machine
{
public:
    Machine(const program::Program& program, const device::DeviceProfile& profile,
            const std::vector<program::KernelModel>& models, const std::vector<std::int32_t>& modelOfOperation,
            trace::EventSink* sink, const backend::RunOptions& options);

    /// The gate opened before all calls had been made.
    bool gateTimedOut() const { return m_gateTimedOut; }

    /// The makespan. Errors: simulator.cancelled, simulator.too-long, simulator.stuck.
    Result<Ns> run(std::stop_token stop);

private:
    using Index = program::Index;
    using CommandId = std::int32_t;
    static constexpr std::int32_t none = -1;

    enum class Action : std::uint8_t
    {
        kernel,
        copy,
        memset,
        record,
        wait,
        hostFunction,
        marker, ///< takes no time on the device: allocation in stream order
    };

    /// Something submitted to a stream, or a node of a graph.
    struct Command
    {
        Ns readyNs = 0; ///< not before
        Ns startNs = 0;
        std::int64_t correlation = 0;
        Index operation = none;
        Index event = none;
        Index stream = none;
        CommandId nextInConnection = none;
        std::int32_t firstEdge = none;
        std::int32_t ordinal = 0; ///< in its stream, whose commands are done in order
        std::int32_t deps = 0;    ///< commands it still waits for beside its stream's order
        Action action = Action::kernel;
        bool programmatic = false; ///< may start while the kernel before it in its stream runs
        bool graph = false;
        bool done = false;
        bool hadTurn = false; ///< of the small memsets in a graph with branches
    };

    /// `to` waits for the command that owns the list.
    struct Edge
    {
        CommandId to = none;
        std::int32_t next = none;
        bool joinsStreams = false; ///< by an event or the default stream; else an edge of a graph
    };

    struct Stream
    {
        Ns tailNs = -farNs;    ///< end of the last operation that took time
        Ns tailMoreNs = 0;     ///< what must pass beyond the usual gap after that one
        Ns notBeforeNs = 0;    ///< because of waits
        CommandId last = none; ///< submitted last
        CommandId running = none;
        CommandId sawBarrier = none;               ///< the last legacy or implicit barrier it has been made to wait for
        std::vector<CommandId> early;              ///< ended before one that came before them: programmatic launches
        std::int32_t submitted = 0, completed = 0; ///< commands
        CommandId tail = none;                     ///< the last operation that took time
        std::int32_t connection = 0;
        std::int32_t process = 0;
        int priority = 0; ///< 0 is the highest
        bool legacy = false;
        bool nonBlocking = false;

        std::int32_t pending() const { return submitted - completed; }
    };

    /// A hardware queue: commands of one or more streams in order of submission.
    struct Connection
    {
        CommandId head = none, tail = none;
        Ns wakesNs = -1;
        std::int32_t pending = 0; ///< commands submitted and not done
        bool listed = false;      ///< in m_toPump
        bool dispatching = false; ///< the head is a kernel whose blocks are being handed out
    };

    enum class Phase : std::uint8_t
    {
        framework, ///< the time a framework takes before the call
        calling,   ///< ends by itself
        record,    ///< waits until another thread has recorded an event: a wait is for the most recent record
        room,      ///< waits for room in a stream's queue
        commands,  ///< waits until `waitCount` commands up to `waitUpTo` are done
        returning, ///< what it waited for is done; the call returns
        finished,
    };

    struct Thread
    {
        std::size_t next = 0;
        Ns callStartNs = 0;
        CommandId waitUpTo = none;       ///< the thread waits for commands up to this one …
        Index waitStream = none;         ///< … of this stream; none: of the device
        std::int32_t waitProcess = none; ///< … of the device: of this process; none: of all
        bool waitsForBlocking = false;   ///< … of the device: but of non-blocking streams
        std::int64_t waitCount = 0;
        std::int64_t correlation = 0;
        std::int64_t lastSubmission = 0; ///< of m_submissions
        std::int32_t process = none;     ///< that it submitted to
        Phase phase = Phase::framework;
    };

    /// What processes do not share: a context each.
    struct Process
    {
        CommandId lastLegacy = none, lastBarrier = none;
        Ns hostFunctionFreeNs = 0;
        Ns driverFreeNs = 0;          ///< its threads submit one at a time
        std::int64_t outstanding = 0; ///< commands
        bool waits = false;           ///< for the device
    };

    // machine_host.cpp
    void startThreads();
    void nextCall(std::size_t thread, Ns now);
    void beginCall(std::size_t thread, Ns now);
    Ns callEndNs(std::size_t thread, const program::HostCall& call, Ns now);
    std::int32_t submittedSince(std::size_t thread, const program::HostCall& call);
    Ns callNs(const program::HostCall& call);
    void hostEvent(std::size_t thread, Ns now);
    void makeCall(std::size_t thread, Ns now);
    void endCall(std::size_t thread, Ns now);
    bool comesBeforeItsRecord(std::size_t thread, const program::HostCall& call) const;
    void recordWasCalled(Index event, Ns now);
    bool mustDrain(program::CallKind kind) const;
    void wait(std::size_t thread, const program::HostCall& call, Ns now);
    void waitForBlockingStreams(Thread& thread, std::int32_t process);
    void waitFor(std::size_t thread, CommandId command, Ns now);
    void waitIsOver(std::size_t thread, Ns now);
    void notifyThreads(const Command& command, CommandId id, Ns now);
    void finalSync(Ns now);
    void openGate(Ns now);

    // machine_processes.cpp
    Process& processOf(Index stream) { return m_processes[std::size_t(m_streams[std::size_t(stream)].process)]; }
    bool hasDevice(std::int32_t process, Ns now);
    bool othersWait(std::int32_t process) const;
    void passDeviceOn(Ns now);
    void giveDevice(std::int32_t process, Ns now);

    // machine_streams.cpp
    CommandId submit(const program::HostCall& call, std::int64_t correlation, Ns now);
    void order(CommandId id);
    void addEdge(CommandId from, CommandId to, bool joinsStreams);
    void list(std::int32_t connection);
    void pumpAll(Ns now);
    void pump(std::int32_t connection, Ns now);
    bool mayOverlap(const Command& command) const;
    Ns startOf(const Command& command) const;
    void pop(std::int32_t connection);
    void execute(CommandId id, Ns now);
    void complete(CommandId id, Ns now);
    void completeEarly(Stream& stream, Ns now);
    bool onCopyEngine(const Command& command) const;
    void releaseAll(CommandId id, Ns now);
    void release(CommandId from, const Edge& edge, Ns afterNs, Ns now);
    void submitToSms(CommandId id, Ns now);
    bool usesMemory(const Command& command) const;
    Ns flushNs(const Command& command) const;
    Ns channelSwitchNs() const;
    void copyEvent(const Event& event, Ns now);
    void recordBlocks(CommandId id);
    void takeComputeResults(Ns now);
    Ns gapNs(const Command& before, const Command& after) const;
    bool followsHostFunction(const Stream& stream) const;
    bool smallMemset(const Command& command) const;
    bool turnsRound(const Command& before, const Command& after) const;

    // machine_graphs.cpp
    void submitGraph(std::int64_t correlation, Ns now);
    void bringNodes(CommandId first, std::int64_t correlation, Ns now);
    Ns nodeGapNs(const Command& from, const Command& to) const;
    Ns forkNs(std::int32_t edges, std::int32_t index) const;
    bool waitsForTurn(CommandId id, Ns now);
    void graphNode(CommandId id, Ns now);
    void startNode(CommandId id, Ns now);
    void nextNode(Ns now);

    const program::Program& m_program;
    const device::DeviceProfile& m_profile;
    const std::vector<program::KernelModel>& m_models;
    const std::vector<std::int32_t>& m_modelOfOperation;
    backend::Recorder m_recorder;
    EventQueue m_events;
    ComputeEngine m_compute;
    CopyEngines m_copies;
    std::vector<Command> m_commands;
    std::vector<Edge> m_edges;
    std::vector<Stream> m_streams;
    std::vector<Connection> m_connections;
    std::vector<Thread> m_threads;
    std::vector<CommandId> m_lastRecord;         ///< by event
    std::vector<std::int32_t> m_recordingThread; ///< by event: the one thread that records it; −1: none, −2: several
    std::vector<std::int32_t> m_toPump;
    std::vector<Process> m_processes;
    program::FreeOrder m_freeOrder;
    std::vector<program::AllocationCosts> m_allocations; ///< by process
    std::int64_t m_pageableBytes = 0;                    ///< that are copied to the device
    std::int32_t m_owner = 0;                            ///< the process that has the device …
    Ns m_sliceEndNs = 0;                                 ///< … at least until then, while it has work
    std::int32_t m_onDevice = 0;                         ///< operations under way
    std::int32_t m_usingMemory = 0;                      ///< of them on SMs
    std::int64_t m_outstanding = 0;                      ///< commands of all processes
    std::int64_t m_nextCorrelation = 1;
    std::int64_t m_submissions = 0; ///< of programs with several threads
    std::size_t m_threadsLeft = 0;
    std::int32_t m_waitingThreads = 0;
    std::int32_t m_busyConnections = 0; ///< that have pending commands
    Ns m_gateNs;                        ///< how long the gate stays shut at most; 0: there is none
    bool m_gateShut = false;            ///< no stream starts anything
    bool m_gateTimedOut = false;
    std::vector<CommandId> m_heldNodes; ///< roots of a graph behind the gate
    std::deque<CommandId> m_lateNodes;  ///< whose time has come, and who wait for the nodes before them to be started
    Ns m_nodesFreeNs = 0;               ///< from then on another node may start
    Ns m_turnEndNs = 0;                 ///< of the last small memset that got its turn
    bool m_graphForks = false;          ///< the graph has branches
    bool m_syncing = false;             ///< the implied cudaDeviceSynchronize has begun
    Ns m_endNs = -1;
};

} // namespace streamscope::simulator
