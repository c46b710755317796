// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What calibration measures with: streams and kernels without a program around them.
#pragma once

#include "base/interval.h"
#include "cuda/memory.h"
#include "launch.h"

#include <initializer_list>
#include <vector>

namespace streamscope::cuda {

/// A stream of one's own.
class BenchStream
{
public:
    explicit BenchStream(unsigned flags = cudaStreamNonBlocking) { cudaStreamCreateWithFlags(&m_stream, flags); }
    ~BenchStream() { cudaStreamDestroy(m_stream); }
    BenchStream(const BenchStream&) = delete;
    BenchStream& operator=(const BenchStream&) = delete;
    operator cudaStream_t() const { return m_stream; }

private:
    cudaStream_t m_stream = nullptr;
};

/// Launches kernels of the table and reads their stamps.
class Bench
{
public:
    Bench();

    /// `ns` by the clock in `blocks` blocks.
    void spin(cudaStream_t stream, std::int64_t ns, unsigned blocks = 1, unsigned threads = 32,
              kernels::BlockStamp* stamps = nullptr) const;
    void empty(cudaStream_t stream, unsigned blocks = 1, unsigned threads = 32,
               kernels::BlockStamp* stamps = nullptr) const;
    /// triad over `elements` of the bench's memory.
    void triad(cudaStream_t stream, std::int64_t elements, kernels::BlockStamp* stamps = nullptr);

    /// Device memory for stamps, one a block; grows. Index from the start.
    kernels::BlockStamp* stamps(std::int64_t count);
    /// The first `count`, after waiting for the device.
    std::vector<kernels::BlockStamp> read(std::int64_t count) const;

    /// nowNs() minus %globaltimer.
    Ns clockOffsetNs() const { return m_clockOffsetNs; }
    void measureClockOffset();

    float* memory(std::int64_t bytes); ///< device memory of at least so many bytes, the same again

private:
    void launch(const char* name, cudaStream_t stream, std::initializer_list<std::int64_t> parameters, dim3 grid,
                dim3 block, kernels::BlockStamp* stamps, std::initializer_list<float*> buffers = {}) const;

    DeviceMemory<kernels::BlockStamp> m_stamps;
    std::int64_t m_stampCount = 0;
    DeviceMemory<float> m_memory;
    std::int64_t m_memoryBytes = 0;
    Ns m_clockOffsetNs = 0;
};

/// Start of the first block and end of the last.
Interval extentOf(const std::vector<kernels::BlockStamp>& stamps, std::size_t first, std::size_t count);

/// Tenth, fiftieth and ninetieth percentile.
struct Spread
{
    double low = 0, median = 0, high = 0;
};
Spread spreadOf(std::vector<double> samples);

} // namespace streamscope::cuda
