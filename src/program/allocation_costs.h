// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/program.h"

#include <cstdint>
#include <map>

namespace streamscope::program {

/// What allocating calls cost their thread, ns, in the order in which they are made. cudaMallocAsync takes what was
/// freed before from the pool, or maps more memory: what its own stream has freed it takes at once, what another one
/// has only when that has come to pass. A synchronisation gives back what the pool does not use.
class AllocationCosts
{
public:
    /// `profile` must outlive it.
    explicit AllocationCosts(const device::DeviceProfile& profile) : m_profile(profile) {}

    /// Of a call that allocates(), by its buffer's size; 0 bytes where it names none.
    double callNs(const Program& program, const HostCall& call);

    double mallocNs(std::int64_t bytes) const;
    double freeNs(std::int64_t bytes) const;
    /// With what cudaFreeHost takes of it.
    double mallocHostNs(std::int64_t bytes) const;
    double mallocAsyncNs(std::int64_t bytes, Index stream);
    double freeAsyncNs(std::int64_t bytes, Index stream);
    /// A cudaFreeAsync has been carried out.
    void freeIsDone(const Program& program, Index operation, Index stream);
    void freeIsDone(std::int64_t bytes, Index stream);
    /// Of a wait for the device that is over, beside the wait.
    double trimNs();

private:
    const device::DeviceProfile& m_profile;
    double m_poolBytes = 0, m_usedBytes = 0;
    std::map<Index, double> m_pendingBytes; ///< by stream: of frees that are still to be carried out
};

} // namespace streamscope::program
