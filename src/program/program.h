// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "workload/workload.h"

#include <cstdint>
#include <string>
#include <vector>

namespace streamscope::program {

using workload::Index;

/// One call of a submitting thread.
enum class CallKind : std::uint8_t
{
    launchKernel,
    memcpyAsync,
    memsetAsync,
    eventRecord,
    streamWaitEvent,
    launchHostFunction,
    cpuWork, ///< no call: the thread computes
    streamSynchronize,
    deviceSynchronize,
    eventSynchronize,
    malloc,
    mallocAsync,
    mallocHost,
    free,
    freeAsync,
    freeHost,
    graphLaunch,
};

/// CUDA runtime name ("cudaLaunchKernel"); "cpu work" for cpuWork.
const char* callName(CallKind kind);

/// Whether it hands the device something, for which the driver has one lock a process.
bool submits(CallKind kind);

/// Whether it allocates, frees or pins memory, be it from a pool.
bool allocates(CallKind kind);

struct HostCall
{
    CallKind kind = CallKind::launchKernel;
    Index stream = -1;    ///< Program::streams
    Index operation = -1; ///< Program::operations; -1 for calls that lower() added
    Index event = -1;     ///< Program::events
};

/// A distinct launch: operations that launch the same kernel with the same parameters share one.
struct Launch
{
    const workload::KernelInfo* kernel = nullptr;
    std::vector<std::int64_t> parameters;
    workload::LaunchShape shape;
};

/// What a stream or a graph node executes.
struct Operation
{
    workload::OperationKind kind = workload::OperationKind::kernel;
    workload::CopyDirection direction = workload::CopyDirection::hostToDevice;
    workload::AllocationKind allocation = workload::AllocationKind::sync;
    workload::HostMemory memory = workload::HostMemory::pinned; ///< host side of a copy
    Index branch = -1;
    Index label = -1;  ///< Program::labels
    Index launch = -1; ///< Program::launches
    Index buffer = -1; ///< Program::buffers
    Index event = -1;  ///< Program::events
    Index stream = -1; ///< the branch's stream, for graphs too: rows of the picture
    Index place = -1;  ///< Program::places: JSON pointer in the experiment file
    std::int64_t bytes = 0;
    Ns durationNs = 0;                     ///< host function, cpu work
    std::uint32_t firstBufferArgument = 0; ///< kernel: into Program::bufferArguments, reads then writes
    std::uint16_t reads = 0, writes = 0;
    /// Kernel: launched so that it may start once all blocks of the kernel right before it in its stream have begun. It
    /// touches memory only when that one has ended, and never ends before it.
    bool programmatic = false;

    bool touchesMemory() const { return reads + writes > 0; } ///< of a kernel
};

/// The graph of a graph layout. Node i stands for operation nodes[i]; edges are (from node, to node), topologically
/// ordered by `to`, no duplicates.
struct Graph
{
    std::vector<Index> nodes;
    std::vector<std::pair<Index, Index>> edges;
};

/// The flat list of host calls per submitting thread that a workload under a layout comes to: what a backend executes.
/// The threads' lists come from one common order of submission in which every wait stands behind its record: where the
/// record is another thread's, the backend holds the waiting thread until that call has returned.
/// Implied after it: one cudaDeviceSynchronize by thread 0 once every thread is through; it ends the makespan.
struct Program
{
    std::string experiment;
    std::string layout;
    std::string place; ///< of the layout in its file, for errors
    std::vector<std::string> labels;
    std::vector<std::string> branches;
    std::vector<std::string> places;
    std::vector<std::string> events;
    std::vector<workload::Stream> streams;
    std::vector<workload::Buffer> buffers;
    std::vector<workload::HostMemory> memoryOfBuffer;
    std::vector<Launch> launches;
    std::vector<Operation> operations;
    std::vector<Index> bufferArguments;
    std::vector<std::vector<HostCall>> threads;
    /// Empty unless launch == graph; then threads == {{graphLaunch}}. Nodes are kernels, copies, memsets and host
    /// functions; what the branches' records, waits and order ask for are its edges; work of the CPU happens at
    /// capture.
    Graph graph;
    workload::LaunchMode launch = workload::LaunchMode::eager;
    workload::DefaultStreamMode defaultStream = workload::DefaultStreamMode::legacy;
    int connections = 0; ///< 0: the device's default; each process has as many

    int processes() const; ///< from 0 on, one more than the last that has a stream
    /// Whose call it is: its stream's process, the first one's without a stream.
    int processOf(const HostCall& call) const;
    Ns hostCostNs = 0;
    /// Results the backend reads back when kernels ran for real: names of result buffers and their matrix shape.
    struct ResultMatrix
    {
        std::string name;
        Index buffer = -1;
        std::int64_t rows = 0, columns = 0;
    };
    std::vector<ResultMatrix> results;
};

} // namespace streamscope::program
