// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace streamscope::trace {

using NameId = std::uint32_t;    ///< interned text
using TrackId = std::uint32_t;   ///< index into Trace::tracks()
using DetailsId = std::uint32_t; ///< index into the trace's table of operation details; 0 is 'none'

enum class TrackKind : std::uint8_t
{
    hostThread,
    stream,
    copyEngine,
    sm,
    annotation, ///< annotated ranges on the device or host, apart from operations
    other,
};

enum class SliceKind : std::uint8_t
{
    // on the device
    kernelMatrixProduct,
    kernelReduction,
    kernelElementwise,
    kernelOther,
    copyHostToDevice,
    copyDeviceToHost,
    copyDeviceToDevice,
    copyOther,
    memset,
    eventRecord,
    eventWait,
    hostFunction,
    block,      ///< blocks of kernels on an SM track
                // on the host
    hostSubmit, ///< a call that submits work
    hostSync,   ///< a call that waits: synchronize, blocking copy
    hostCall,   ///< any other API call
    hostWork,   ///< the thread computes
    cpuOperator,
    annotation,
    gpuAnnotation,
    overhead,
    unknown,
};

constexpr bool isKernel(SliceKind k)
{
    return k <= SliceKind::kernelOther;
}
constexpr bool isCopy(SliceKind k)
{
    return k >= SliceKind::copyHostToDevice && k <= SliceKind::copyOther;
}
/// Kernels, copies and memsets: what `gpu_operations` counts.
constexpr bool isGpuOperation(SliceKind k)
{
    return k <= SliceKind::memset;
}
constexpr bool isHost(SliceKind k)
{
    return k >= SliceKind::hostSubmit && k <= SliceKind::cpuOperator;
}

/// What is known of an operation beyond its time; shared by all slices with the same values. Zero: not known.
struct OperationDetails
{
    std::array<std::int32_t, 3> grid{};
    std::array<std::int32_t, 3> block{};
    std::int32_t registersPerThread = 0;
    std::int32_t staticSharedBytes = 0;
    std::int32_t dynamicSharedBytes = 0;
    std::int64_t bytes = 0;
    double flops = 0;
    double dramBytes = 0;
    enum class Memory : std::uint8_t { unknown, pinned, pageable, device } source = Memory::unknown, target = Memory::unknown;

    bool operator==(const OperationDetails&) const = default;
};

struct TrackInfo
{
    TrackKind kind = TrackKind::other;
    std::string name;         ///< "default stream", "stream 13", "thread 0", "SM 12"
    std::string process;      ///< "GPU 0 · NVIDIA H200", "host", "python (4242)"
    std::int64_t pid = 0;     ///< as in the file
    std::int64_t tid = 0;     ///< as in the file
    std::int32_t device = -1; ///< −1 on the host
    std::int64_t context = -1;
    std::int64_t stream = -1;
    std::int32_t rank = 0;
    std::int64_t sortIndex = 0;
};

/// One thing that took time on a track.
struct Slice
{
    Ns startNs = 0;
    Ns durationNs = 0;
    NameId name = 0;
    SliceKind kind = SliceKind::unknown;
    DetailsId details = 0;
    std::int64_t correlation = -1; ///< joins a host call and what it submitted; −1: none
    std::int32_t branch = -1;      ///< index of the branch, of a run
    std::uint32_t id = 0;          ///< index in the file's traceEvents, row, or order of emission
};

/// The blocks of one kernel, in one record.
struct Blocks
{
    std::int64_t correlation = -1;
    std::vector<std::int32_t> sm;
    std::vector<Ns> startNs;
    std::vector<Ns> durationNs;
};

} // namespace streamscope::trace
