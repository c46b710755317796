// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::workload {

/// The legend's classes of kernel.
enum class KernelClass
{
    matrixProduct,
    reduction,
    elementwise,
    other,
};

/// One parameter of a kernel. All are integers ("samples", "steps", "ns").
struct KernelParameter
{
    std::string name;
    std::string unit; ///< "blocks", "threads", "elements", "ns", …
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::int64_t defaultValue = 0;
};

/// What one launch with given parameters is: configuration and work. The counts are of the algorithm as written in
/// kernels/NAME.cu; tests/device compares them with the hardware's.
struct LaunchShape
{
    std::array<std::int32_t, 3> grid{1, 1, 1};
    std::array<std::int32_t, 3> block{1, 1, 1};
    std::int32_t registersPerThread = 0; ///< for the architecture in question; see KernelInfo::registersPerThread
    std::int32_t staticSharedBytes = 0;
    std::int32_t dynamicSharedBytes = 0;
    double flops = 0;     ///< floating-point operations, a fused multiply-add counts two
    double dramBytes = 0; ///< least bytes read from plus written to device memory
    // For the block model, per block:
    double pipeCycles = 0;    ///< cycles an SM's fp32 pipe (or load/store pipe, the busier one) is busy for the block
    double latencyCycles = 0; ///< length of the block's dependent chain when alone, cycles
    double tailCycles = 0;    ///< the last block takes longer by so much
    double l2Bytes = 0;       ///< bytes through L2
    double bytesInFlight = 0; ///< memory requests outstanding while the block streams
    bool inStep = false;      ///< blocks of one SM end together: they wait for memory more than for the pipe
    std::int64_t fixedNs = 0; ///< wall time a block takes by the clock whatever else runs (spin)
    std::int64_t footprintBytes = 0; ///< of the whole launch, for L2 misses

    std::int64_t blocks() const { return std::int64_t(grid[0]) * grid[1] * grid[2]; }
    std::int64_t threadsPerBlock() const { return std::int64_t(block[0]) * block[1] * block[2]; }
    bool operator==(const LaunchShape&) const = default;
};

/// One kernel of the catalogue: `name` is the name in experiment files, on the command line and in kernels/NAME.cu.
struct KernelInfo
{
    std::string name;
    KernelClass kernelClass = KernelClass::other;
    std::vector<KernelParameter> parameters;
    std::vector<std::string> reads;  ///< names of the buffers it reads, in argument order ("x", "weights", …)
    std::vector<std::string> writes; ///< names of the buffers it writes, in argument order
    std::string flopsFormula;        ///< for people: "2 · m · n · k"
    std::string bytesFormula;
    /// registers per thread by compute capability ("7.5" → 32): what ptxas reports, checked on devices.
    std::vector<std::pair<int, int>> registersByArchitecture; ///< {75, 32}, {90, 40}
    /// Shape for parameter values in the order of `parameters`, each within its range.
    std::function<LaunchShape(std::span<const std::int64_t>)> shape;
    /// Bytes each buffer needs, `reads` first, then `writes`.
    std::function<std::vector<std::int64_t>(std::span<const std::int64_t>)> bufferBytes;
};

/// All kernels, in the order `streamscope-cli kernels` lists them.
const std::vector<KernelInfo>& kernelCatalogue();

/// Null if there is none of that name.
const KernelInfo* findKernel(std::string_view name);

} // namespace streamscope::workload
