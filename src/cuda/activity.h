// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/time.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace streamscope::cuda {

/// What a tracer reports of one thing the device did; times by nowNs()'s clock. Free of CUPTI's types.
struct DeviceActivity
{
    enum class Kind : std::uint8_t
    {
        kernel,
        copy,
        memset
    } kind = Kind::kernel;
    Ns startNs = 0;
    Ns endNs = 0;
    std::uint32_t correlation = 0; ///< of the call that submitted it
    std::uint64_t graphNode = 0;   ///< 0: not from a graph
    std::int64_t stream = -1;      ///< the driver's number
    std::int32_t channel = -1;     ///< hardware channel, where known
    std::array<std::int32_t, 3> grid{};
    std::array<std::int32_t, 3> block{};
    std::int32_t registersPerThread = 0;
    std::int32_t staticSharedBytes = 0;
    std::int32_t dynamicSharedBytes = 0;
    std::int64_t bytes = 0;
};

/// Gives records of what the device does: CUPTI, or a fake in tests. Records may come from any thread, in any order,
/// until stop() returns.
class ActivitySource
{
public:
    using Take = std::function<void(const DeviceActivity&)>;

    virtual ~ActivitySource() = default;

    /// Before the first context of the process is made, where that can be had.
    virtual Status start(Take take) = 0;
    /// Hands over what is complete; with `all` also what sits in half-full buffers.
    virtual void flush(bool all) = 0;
    virtual std::int64_t lostRecords() = 0;
    virtual void stop() = 0;

    /// Correlation of the calling thread's most recent runtime call.
    virtual std::uint32_t lastCorrelation() const = 0;
    /// Executable graph nodes carry ids of their own: those of the nodes they were made from, {id, origin}, since the
    /// last call of this.
    virtual std::vector<std::pair<std::uint64_t, std::uint64_t>> takeClonedNodes() = 0;
    /// The id of a node of a graph that was not instantiated yet; `node` is a cudaGraphNode_t.
    virtual std::uint64_t nodeId(void* node) = 0;
};

/// CUPTI, loaded now. One at a time. Errors: cuda.cupti-missing, cuda.cupti-version, cuda.cupti-failed.
Result<std::unique_ptr<ActivitySource>> makeCuptiSource();

} // namespace streamscope::cuda
