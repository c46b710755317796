// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "workload/kernel_catalogue.h"

#include <cstdint>
#include <string>
#include <vector>

namespace streamscope::workload {

/// Index into the vector that the name says; -1 where there is none.
using Index = std::int32_t;

enum class OperationKind : std::uint8_t
{
    kernel,
    copy,
    memset,
    record,
    wait,
    host, ///< host function in the stream
    cpu,  ///< work of the submitting thread
    sync,
    alloc,
    free,
};

enum class CopyDirection : std::uint8_t
{
    hostToDevice,
    deviceToHost,
    deviceToDevice,
    hostToHost,
};

enum class SyncScope : std::uint8_t
{
    stream,
    device,
    event,
};

enum class AllocationKind : std::uint8_t
{
    sync,   ///< cudaMalloc, cudaFree
    async,  ///< cudaMallocAsync, cudaFreeAsync
    pinned, ///< cudaMallocHost, cudaFreeHost
};

/// What stands in a buffer before the measured region: a deterministic function of the seed and the element's place, so
/// that host, device and reference compute from the same numbers. All floats. See workload/fill.h for the functions.
struct Fill
{
    enum class Kind : std::uint8_t
    {
        uniform, ///< in [-1, 1)
        zeros,
        features, ///< `samples` rows of layer activations that drift from a common input as `depth` goes 0 → 1
    } kind = Kind::uniform;
    std::int64_t samples = 0;
    double depth = 0;
    std::uint64_t seed = 0; ///< uniform: hash of the buffer's name unless given

    bool operator==(const Fill&) const = default;
};

/// A host side and a device side of `bytes` each. Made before the measured region unless `allocatedByBranch`.
struct Buffer
{
    std::string name;
    std::int64_t bytes = 0;
    bool allocatedByBranch = false;
    Fill fill;
    std::int64_t resultRows = 0, resultColumns = 0; ///< a matrix of floats to read back and report under `results`
};

/// One operation with every expression evaluated. Which fields count depends on `kind`.
struct Operation
{
    OperationKind kind = OperationKind::kernel;
    std::string label;
    const KernelInfo* kernel = nullptr;
    std::vector<std::int64_t> parameters; ///< in the catalogue's order
    std::vector<Index> reads, writes;     ///< buffers, in the kernel's argument order
    CopyDirection direction = CopyDirection::hostToDevice;
    Index buffer = -1; ///< copy, memset, alloc, free
    std::int64_t bytes = 0;
    Index event = -1;  ///< record, wait, sync of an event
    Ns durationNs = 0; ///< host, cpu
    SyncScope scope = SyncScope::stream;
    AllocationKind allocation = AllocationKind::sync;
    bool programmatic = false; ///< kernel: may start before the kernel before it in its stream has ended
    std::string place;         ///< JSON pointer in the experiment file, for errors
};

/// An ordered list of operations that belong together.
struct Branch
{
    std::string name;
    std::vector<Operation> operations;
    std::vector<Index> after; ///< branches all of whose operations come before the first of this one
    std::string place;
};

/// WHAT runs.
struct Workload
{
    std::vector<Buffer> buffers;
    std::vector<std::string> events;
    std::vector<Branch> branches;
};

enum class IssueOrder : std::uint8_t
{
    depthFirst,
    breadthFirst,
};

enum class LaunchMode : std::uint8_t
{
    eager,
    graph,
};

enum class DefaultStreamMode : std::uint8_t
{
    legacy,
    perThread,
};

enum class HostMemory : std::uint8_t
{
    pinned,
    pageable,
};

struct Stream
{
    std::string name;
    int priority = 0;
    bool nonBlocking = false;
    bool isDefault = false; ///< the stream named `default`
    int thread = 0;         ///< index of the submitting thread
    int device = 0;
    int process = 0; ///< whose it is: each has a context, a default stream and submitting threads of its own
    std::string place;
};

/// WHERE and HOW it runs.
struct Layout
{
    std::string name;
    std::string title;
    std::vector<Stream> streams;
    std::vector<Index> streamOfBranch; ///< by branch
    int threads = 1;
    IssueOrder issue = IssueOrder::depthFirst;
    LaunchMode launch = LaunchMode::eager;
    DefaultStreamMode defaultStream = DefaultStreamMode::legacy;
    std::vector<HostMemory> memoryOfBuffer; ///< by buffer
    int connections = 0;                    ///< CUDA_DEVICE_MAX_CONNECTIONS; 0: the device's default
    Ns hostCostNs = 0;                      ///< a framework's time per call, added to the call's own
    std::string place;
};

} // namespace streamscope::workload
