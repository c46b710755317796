// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>
#include <string_view>

namespace streamscope::kernels {

/// What a block says of itself; %globaltimer.
struct BlockStamp
{
    std::uint64_t startNs;
    std::uint64_t endNs;
    std::int32_t sm;
    std::int32_t unused;
};

/// Where the blocks of one launch write who ran them and when: one stamp a block (x + y · grid.x), in device memory.
/// Null: no probing, at the price of two uniform branches.
struct Probe
{
    BlockStamp* stamps = nullptr;
    /// Launches of this program may be programmatic: let the next kernel start early, and wait for the one before. Said
    /// of the program, since it costs every block of a kernel that does nothing half of its time.
    bool programmatic = false;
};

/// The one argument every kernel of the table takes, by value.
struct KernelArguments
{
    std::int64_t parameters[4] = {}; ///< in the catalogue's order
    float* buffers[5] = {};          ///< in the catalogue's order, reads then writes; 256-byte aligned
    float* scratch = nullptr;        ///< scratchBytes(…) of device memory, zero before the first launch
    Probe probe;
};

/// One row of the table. Launches of one kernel may run side by side if each has a scratch of its own; a launch leaves
/// the scratch as it wants to find it.
struct KernelEntry
{
    std::string_view name; ///< the catalogue's
    const void* function;
    int parameters; ///< how many KernelArguments::parameters it reads
    int buffers;    ///< how many KernelArguments::buffers it uses
    bool reduces;   ///< sums over blocks: needs scratch

    std::int64_t scratchBytes(std::int64_t blocks) const { return reduces ? 16 + 4 * blocks : 0; }
};

struct Configuration
{
    dim3 grid, block;
    unsigned dynamicSharedBytes = 0;
    /// May start once all blocks of the kernel before it in its stream have begun. Every kernel of the table lets the
    /// next one do so at its start, waits for the one before it before it touches memory, and ends after it. From
    /// compute capability 9.0 on.
    bool programmatic = false;
};

/// Null if there is none of that name.
const KernelEntry* findKernel(std::string_view name);

/// The whole table, to walk through.
const KernelEntry* begin();
const KernelEntry* end();

cudaError_t launch(const KernelEntry& kernel, const Configuration& configuration, const KernelArguments& arguments,
                   cudaStream_t stream);

cudaError_t addNode(cudaGraphNode_t* node, cudaGraph_t graph, const cudaGraphNode_t* after, std::size_t afterCount,
                    const KernelEntry& kernel, const Configuration& configuration, const KernelArguments& arguments);

/// Writes %globaltimer to `*target`, which may be mapped host memory: a stamp in the stream.
cudaError_t launchStamp(std::uint64_t* target, cudaStream_t stream);

/// Says in `*running` that it runs and ends when `*mayEnd` is not zero, or after `limitNs`. Both in mapped host memory.
cudaError_t launchGate(volatile std::uint32_t* running, volatile std::uint32_t* mayEnd, std::uint64_t limitNs,
                       cudaStream_t stream);

/// Answers `rounds` times: waits for *request == round, then writes %globaltimer to *answer and round to *done. All
/// three in mapped host memory; gives up after two seconds. Lets the host find the distance of the two clocks.
cudaError_t launchClockEcho(volatile std::uint64_t* request, volatile std::uint64_t* answer,
                            volatile std::uint64_t* done, int rounds, cudaStream_t stream);

} // namespace streamscope::kernels
