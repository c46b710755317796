// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/operation_table.h"

#include <limits>

namespace streamscope::program {

namespace {

Index share(std::unordered_map<std::string_view, Index>& known, std::vector<std::string>& texts,
            const std::string& text)
{
    const auto [entry, isNew] = known.try_emplace(text, static_cast<Index>(texts.size()));
    if (isNew)
        texts.push_back(text);
    return entry->second;
}

/// Registers of the newest architecture that is not newer than the device's; of the oldest if all are newer.
int registersFor(const workload::KernelInfo& kernel, int computeCapability, int otherwise)
{
    int best = -1, registers = otherwise, oldest = std::numeric_limits<int>::max();
    for (const auto& [architecture, count] : kernel.registersByArchitecture) {
        if (architecture <= computeCapability && architecture > best) {
            best = architecture;
            registers = count;
        }
        if (best < 0 && architecture < oldest) {
            oldest = architecture;
            registers = count;
        }
    }
    return registers;
}

} // namespace

std::size_t OperationTable::LaunchHash::operator()(const LaunchKey& key) const
{
    std::size_t hash = std::hash<const void*>()(key.kernel);
    for (const std::int64_t value : *key.parameters)
        hash = (hash ^ static_cast<std::size_t>(value)) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

OperationTable::OperationTable(const workload::Workload& workload, const workload::Layout& layout,
                               int computeCapability, Program& program)
    : m_layout(layout), m_computeCapability(computeCapability), m_program(program)
{
    std::size_t count = 0;
    for (const workload::Branch& branch : workload.branches)
        count += branch.operations.size();
    program.operations.reserve(count);
}

Index OperationTable::add(Index branch, const workload::Operation& source)
{
    Operation operation;
    operation.kind = source.kind;
    operation.direction = source.direction;
    operation.allocation = source.allocation;
    operation.branch = branch;
    operation.label = labelOf(source.label);
    operation.place = placeOf(source.place);
    operation.buffer = source.buffer;
    operation.event = source.event;
    operation.stream = m_layout.streamOfBranch[static_cast<std::size_t>(branch)];
    operation.bytes = source.bytes;
    operation.durationNs = source.durationNs;
    if (source.buffer >= 0)
        operation.memory = m_layout.memoryOfBuffer[static_cast<std::size_t>(source.buffer)];
    if (source.kernel) {
        operation.launch = launchOf(source);
        std::vector<Index>& arguments = m_program.bufferArguments;
        operation.firstBufferArgument = static_cast<std::uint32_t>(arguments.size());
        arguments.insert(arguments.end(), source.reads.begin(), source.reads.end());
        arguments.insert(arguments.end(), source.writes.begin(), source.writes.end());
        operation.reads = static_cast<std::uint16_t>(source.reads.size());
        operation.writes = static_cast<std::uint16_t>(source.writes.size());
        operation.programmatic = source.programmatic;
    }
    m_program.operations.push_back(operation);
    return static_cast<Index>(m_program.operations.size() - 1);
}

Index OperationTable::labelOf(const std::string& text)
{
    return share(m_labels, m_program.labels, text);
}

Index OperationTable::placeOf(const std::string& text)
{
    return share(m_places, m_program.places, text);
}

Index OperationTable::launchOf(const workload::Operation& operation)
{
    const auto [entry, isNew] = m_launches.try_emplace({operation.kernel, &operation.parameters},
                                                       static_cast<Index>(m_program.launches.size()));
    if (isNew) {
        Launch launch{operation.kernel, operation.parameters, operation.kernel->shape(operation.parameters)};
        launch.shape.registersPerThread =
            registersFor(*operation.kernel, m_computeCapability, launch.shape.registersPerThread);
        m_program.launches.push_back(std::move(launch));
    }
    return entry->second;
}

} // namespace streamscope::program
