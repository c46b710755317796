// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/free_order.h"

namespace streamscope::program {

namespace {

/// Operations times streams: what the walk may cost.
constexpr std::size_t mostWork = 50'000'000;

bool isInStreamOrder(const Operation& operation, workload::OperationKind kind)
{
    return operation.kind == kind && operation.allocation == workload::AllocationKind::async;
}

/// One stream's frees come before another's allocations.
bool streamsShareAPool(const Program& program)
{
    Index freeing = -1;
    bool several = false;
    for (const Operation& operation : program.operations) {
        if (isInStreamOrder(operation, workload::OperationKind::free)) {
            several |= freeing >= 0 && freeing != operation.stream;
            freeing = operation.stream;
        } else if (isInStreamOrder(operation, workload::OperationKind::alloc) && freeing >= 0 &&
                   (several || freeing != operation.stream)) {
            return true;
        }
    }
    return false;
}

} // namespace

FreeOrder::FreeOrder(const Program& program) : m_program(program)
{
    if (program.operations.size() * program.streams.size() > mostWork || !streamsShareAPool(program))
        return;
    m_order.emplace(program);
    m_order->walk([this](Index operation, const Clock& before) {
        if (isInStreamOrder(m_program.operations[std::size_t(operation)], workload::OperationKind::alloc))
            m_before[operation] = before;
        return true;
    });
}

bool FreeOrder::comesBefore(Index free, Index alloc) const
{
    const auto before = m_before.find(alloc);
    if (before == m_before.end())
        return false;
    const std::int32_t number = m_order->numberInStream(free);
    return number > 0 && number <= before->second[std::size_t(m_program.operations[std::size_t(free)].stream)];
}

} // namespace streamscope::program
