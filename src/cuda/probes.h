// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/memory.h"
#include "launch.h"
#include "program/program.h"
#include "trace/event.h"

#include <vector>

namespace streamscope::cuda {

/// Place for what the blocks of a program's kernels note of themselves, and its reading.
class Probes
{
public:
    /// What the blocks of one kernel said; times on the device's clock.
    struct Record
    {
        program::Index operation = -1;
        trace::Blocks blocks;
        Ns startNs = 0, endNs = 0; ///< first start, last end
    };

    /// Makes room for the kernels of `program`, in order, as long as all their blocks stay under a cap; kernels beyond
    /// it are not probed.
    Status prepare(const program::Program& program);

    /// For kernel operation `operation`; empty if it is not probed.
    kernels::Probe of(program::Index operation) const;

    /// What the last repetition wrote, in the order of the operations. Waits for the device.
    Result<std::vector<Record>> read() const;

private:
    struct Span
    {
        program::Index operation = -1;
        std::int64_t first = 0, count = 0;
    };

    std::vector<Span> m_spans;
    std::vector<std::int64_t> m_firstOfOperation; ///< −1: not probed
    std::int64_t m_blocks = 0;
    DeviceMemory<kernels::BlockStamp> m_stamps;
};

/// What to add to %globaltimer to get nowNs(), good to about a microsecond: the tightest of some round trips.
Result<Ns> deviceClockOffset();

} // namespace streamscope::cuda
