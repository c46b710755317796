// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/allocation_check.h"

namespace streamscope::program {

namespace {

using workload::AllocationKind;
using workload::OperationKind;

Error errorAt(const workload::Operation& operation, const char* id, const std::string& buffer)
{
    return {ErrorKind::input, "", operation.place, {id, {buffer}}};
}

} // namespace

AllocationCheck::AllocationCheck(const workload::Workload& workload)
    : m_workload(workload), m_device(workload.buffers.size(), 0), m_pinned(workload.buffers.size(), 0)
{}

Status AllocationCheck::check(const Step& step)
{
    if (step.kind != Step::Kind::operation)
        return {};
    const workload::Operation& operation =
        m_workload.branches[static_cast<std::size_t>(step.branch)].operations[static_cast<std::size_t>(step.operation)];
    if (operation.kind == OperationKind::alloc || operation.kind == OperationKind::free)
        return checkAllocation(operation);
    if (operation.buffer >= 0 && operation.direction != workload::CopyDirection::hostToHost)
        if (Status status = checkUse(operation, operation.buffer); !status)
            return status;
    for (const std::vector<Index>* buffers : {&operation.reads, &operation.writes})
        for (const Index buffer : *buffers)
            if (Status status = checkUse(operation, buffer); !status)
                return status;
    return {};
}

Status AllocationCheck::checkUse(const workload::Operation& operation, Index buffer) const
{
    const auto index = static_cast<std::size_t>(buffer);
    if (m_workload.buffers[index].allocatedByBranch && m_device[index] == 0)
        return errorAt(operation, "program.not-allocated", m_workload.buffers[index].name);
    return {};
}

Status AllocationCheck::checkAllocation(const workload::Operation& operation)
{
    const auto index = static_cast<std::size_t>(operation.buffer);
    const std::string& name = m_workload.buffers[index].name;
    int& state = operation.allocation == AllocationKind::pinned ? m_pinned[index] : m_device[index];
    const int kind = 1 + static_cast<int>(operation.allocation);
    if (operation.kind == OperationKind::alloc) {
        if (state != 0)
            return errorAt(operation, "program.allocated-twice", name);
        state = kind;
        return {};
    }
    if (state == 0)
        return errorAt(operation, "program.not-allocated", name);
    if (state != kind)
        return errorAt(operation, "program.freed-otherwise", name);
    state = 0;
    return {};
}

} // namespace streamscope::program
