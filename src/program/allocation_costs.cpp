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
        return mallocAsyncNs(bytes, call.stream);
    case CallKind::mallocHost:
        return mallocHostNs(bytes);
    case CallKind::free:
    case CallKind::freeHost:
        return freeNs(bytes);
    case CallKind::freeAsync:
        return freeAsyncNs(bytes, call.stream);
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

double AllocationCosts::mallocAsyncNs(std::int64_t bytes, Index stream)
{
    const device::ModelFit& model = m_profile.model;
    m_usedBytes += static_cast<double>(bytes);
    double takenBytes = m_usedBytes;
    for (const auto& [other, pendingBytes] : m_pendingBytes)
        takenBytes += other == stream ? 0 : pendingBytes;
    if (takenBytes <= m_poolBytes)
        return model.poolReuseNs;
    const double moreBytes = std::max(takenBytes - m_poolBytes, model.poolChunkBytes);
    m_poolBytes += moreBytes;
    return m_profile.calls.mallocAsyncNs + (moreBytes - model.poolChunkBytes) * model.poolNsPerByte;
}

double AllocationCosts::freeAsyncNs(std::int64_t bytes, Index stream)
{
    m_usedBytes -= static_cast<double>(bytes);
    m_pendingBytes[stream] += static_cast<double>(bytes);
    return m_profile.model.poolReuseNs;
}

void AllocationCosts::freeIsDone(const Program& program, Index operation, Index stream)
{
    freeIsDone(bytesOf(program, operation), stream);
}

void AllocationCosts::freeIsDone(std::int64_t bytes, Index stream)
{
    m_pendingBytes[stream] -= static_cast<double>(bytes);
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
