// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "program/free_order.h"

#include <cstdint>
#include <deque>
#include <map>

namespace streamscope::program {

/// What allocating calls cost their thread, ns, in the order in which they are made. cudaMallocAsync takes what was
/// freed before from the pool, or maps more memory: what was freed before it in the order of streams and events it
/// takes at once, what another stream frees beside it only when that has come to pass. A synchronisation gives back
/// what the pool does not use.
class AllocationCosts
{
public:
    /// `profile` and `order` must outlive it; without an order only that of each stream by itself counts.
    explicit AllocationCosts(const device::DeviceProfile& profile, const FreeOrder* order = nullptr)
        : m_profile(profile), m_order(order)
    {}

    /// Of a call that allocates(), by its buffer's size; 0 bytes where it names none.
    double callNs(const Program& program, const HostCall& call);

    double mallocNs(std::int64_t bytes) const;
    double freeNs(std::int64_t bytes) const;
    /// With what cudaFreeHost takes of it.
    double mallocHostNs(std::int64_t bytes) const;
    /// `operation`: of Program::operations; -1 is before and after no other.
    double mallocAsyncNs(std::int64_t bytes, Index stream, Index operation = -1);
    double freeAsyncNs(std::int64_t bytes, Index stream, Index operation = -1);
    /// The stream's next cudaFreeAsync has been carried out.
    void freeIsDone(Index stream);
    /// Of a wait for the device that is over, beside the wait.
    double trimNs();

private:
    struct Freed
    {
        double bytes = 0; ///< of them, those that no allocation has taken yet
        Index operation = -1;
    };

    const device::DeviceProfile& m_profile;
    const FreeOrder* m_order;
    double m_poolBytes = 0, m_usedBytes = 0;
    std::map<Index, std::deque<Freed>> m_pending; ///< by stream: frees that are still to be carried out
};

} // namespace streamscope::program
