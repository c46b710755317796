// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/memory.h"
#include "program/memory_needs.h"

#include <atomic>
#include <memory>
#include <vector>

namespace streamscope::cuda {

/// The memory of a program's buffers: a device side each, a host side where copies need one, filled as the workload
/// says. Programs of one experiment that never run at once share it.
class Buffers
{
public:
    /// Makes what `program` does not allocate itself.
    static Result<std::shared_ptr<Buffers>> make(const program::Program& program);

    /// True if `program` finds here exactly what make() would give it.
    bool suits(const program::Program& program) const;

    /// Null while a buffer of the program's own making is not allocated.
    float* device(program::Index buffer) const
    {
        return m_sides[std::size_t(buffer)].device.load(std::memory_order_acquire);
    }
    float* host(program::Index buffer) const
    {
        return m_sides[std::size_t(buffer)].host.load(std::memory_order_acquire);
    }
    /// Second device side, of device-to-device copies; second host side, of host-to-host copies.
    float* otherDevice(program::Index buffer) const { return m_sides[std::size_t(buffer)].otherDevice.get(); }
    float* otherHost(program::Index buffer) const { return m_sides[std::size_t(buffer)].otherHost.get(); }
    bool allocatedMidway(program::Index buffer) const { return m_sides[std::size_t(buffer)].midway; }

    // Calls of the program itself, from its submitting threads.
    cudaError_t allocate(program::Index buffer, bool async, cudaStream_t stream);
    cudaError_t free(program::Index buffer, bool async, cudaStream_t stream);
    cudaError_t allocatePinned(program::Index buffer);
    cudaError_t freePinned(program::Index buffer);
    /// Gives back what the program left allocated.
    void freeLeftovers();

    /// The first `count` floats of the device side. Waits for the device.
    Result<std::vector<float>> read(program::Index buffer, std::int64_t count) const;

private:
    struct Side
    {
        std::atomic<float*> device = nullptr, host = nullptr;
        DeviceMemory<float> ownDevice, otherDevice;
        PinnedMemory<float> pinned;
        PageableMemory<float> pageable;
        PageableMemory<float> otherHost;
        bool midway = false;
    };

    static Status fill(const program::MemoryNeed& need, Side& side);

    std::vector<program::MemoryNeed> m_needs;
    std::vector<Side> m_sides;
};

} // namespace streamscope::cuda
