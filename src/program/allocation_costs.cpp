// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/allocation_costs.h"

#include <algorithm>

namespace streamscope::program {
namespace {

constexpr double measuredBytes = 8 << 20; ///< what `calibrate` allocates
constexpr double pinnedAtOnce = 1 << 20;  ///< up to this size pinning takes the same

/// The part of a call that goes with the size, against what was measured.
double beyondMeasured(std::int64_t bytes, double nsPerByte)
{
    return (static_cast<double>(bytes) - measuredBytes) * nsPerByte;
}

/// Of the operation's buffer; 0 where it names none.
std::int64_t bytesOf(const Program& program, Index operation)
{
    const Index buffer = operation < 0 ? -1 : program.operations[std::size_t(operation)].buffer;
    return buffer < 0 ? 0 : program.buffers[std::size_t(buffer)].bytes;
}

} // namespace

double AllocationCosts::callNs(const Program& program, const HostCall& call)
{
    const std::int64_t bytes = bytesOf(program, call.operation);
    switch (call.kind) {
    case CallKind::malloc:
        return mallocNs(bytes);
    case CallKind::mallocAsync:
        return mallocAsyncNs(bytes, call.stream, call.operation);
    case CallKind::mallocHost:
        return mallocHostNs(bytes);
    case CallKind::free:
    case CallKind::freeHost:
        return freeNs(bytes);
    case CallKind::freeAsync:
        return freeAsyncNs(bytes, call.stream, call.operation);
    default:
        return 0;
    }
}

double AllocationCosts::mallocNs(std::int64_t bytes) const
{
    return std::max(m_profile.calls.mallocNs + beyondMeasured(bytes, m_profile.model.mallocNsPerByte), 0.0);
}

double AllocationCosts::freeNs(std::int64_t bytes) const
{
    return std::max(m_profile.calls.freeNs + beyondMeasured(bytes, m_profile.model.freeNsPerByte), 0.0);
}

double AllocationCosts::mallocHostNs(std::int64_t bytes) const
{
    const double fixed = m_profile.model.pinnedFixedShare;
    const double more = std::max(static_cast<double>(bytes) - pinnedAtOnce, 0.0) / (measuredBytes - pinnedAtOnce);
    return m_profile.calls.mallocHostNs * (fixed + (1 - fixed) * more);
}

double AllocationCosts::mallocAsyncNs(std::int64_t bytes, Index stream, Index operation)
{
    const device::ModelFit& model = m_profile.model;
    double freeBytes = m_poolBytes - m_usedBytes;
    for (const auto& [other, pending] : m_pending)
        for (const Freed& freed : pending)
            freeBytes -= freed.bytes;
    m_usedBytes += static_cast<double>(bytes);
    double missingBytes = static_cast<double>(bytes) - freeBytes;
    for (auto& [other, pending] : m_pending)
        for (Freed& freed : pending)
            if (other == stream || (m_order && m_order->comesBefore(freed.operation, operation))) {
                const double takenBytes = std::clamp(missingBytes, 0.0, freed.bytes);
                freed.bytes -= takenBytes;
                missingBytes -= takenBytes;
            }
    if (missingBytes <= 0)
        return model.poolReuseNs;
    const double moreBytes = std::max(missingBytes, model.poolChunkBytes);
    m_poolBytes += moreBytes;
    return m_profile.calls.mallocAsyncNs + (moreBytes - model.poolChunkBytes) * model.poolNsPerByte;
}

double AllocationCosts::freeAsyncNs(std::int64_t bytes, Index stream, Index operation)
{
    m_usedBytes -= static_cast<double>(bytes);
    m_pending[stream].push_back({static_cast<double>(bytes), operation});
    return m_profile.model.poolReuseNs;
}

void AllocationCosts::freeIsDone(Index stream)
{
    m_pending[stream].pop_front();
}

double AllocationCosts::trimNs()
{
    const double unused = m_poolBytes - m_usedBytes;
    if (unused < m_profile.model.poolChunkBytes)
        return 0;
    m_poolBytes = m_usedBytes;
    return m_profile.calls.freeAsyncNs + (unused - m_profile.model.poolChunkBytes) * m_profile.model.poolNsPerByte;
}

} // namespace streamscope::program
