// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/read_operation.h"

#include "workload/limits.h"
#include "workload/read_workload.h"

#include <algorithm>
#include <fmt/format.h>

namespace streamscope::workload {

namespace {

/// In the order of OperationKind, then repeat, which the branch reader takes care of.
const std::initializer_list<std::string_view> kinds = {"kernel", "copy", "memset", "record", "wait",  "host",
                                                       "cpu",    "sync", "alloc",  "free",   "repeat"};

void checkShape(const Node& node, const KernelInfo& kernel, const std::vector<std::int64_t>& parameters)
{
    const LaunchShape shape = kernel.shape(parameters);
    const bool gridFits =
        shape.grid[0] > 0 && shape.grid[1] > 0 && shape.grid[2] > 0 && shape.grid[1] < 65536 && shape.grid[2] < 65536;
    const bool blockFits =
        shape.threadsPerBlock() > 0 && shape.threadsPerBlock() <= limits::threadsPerBlock && shape.block[2] <= 64;
    if (!gridFits || !blockFits)
        node.fail("workload.launch-impossible",
                  {kernel.name, fmt::format("{} × {} × {}", shape.grid[0], shape.grid[1], shape.grid[2]),
                   std::to_string(shape.threadsPerBlock())});
}

std::vector<std::string> parameterNames(const KernelInfo& kernel)
{
    std::vector<std::string> names;
    for (const KernelParameter& parameter : kernel.parameters)
        names.push_back(parameter.name);
    return names;
}

const KernelInfo* kernelNamed(const Node& node)
{
    const std::string name = node.name();
    if (const KernelInfo* kernel = findKernel(name))
        return kernel;
    std::vector<std::string> names;
    for (const KernelInfo& kernel : kernelCatalogue())
        names.push_back(kernel.name);
    const std::string meant = nearest(name, names);
    if (!meant.empty())
        node.fail("workload.unknown-kernel-meant", {name, meant});
    node.fail("workload.unknown-kernel", {name});
}

} // namespace

OperationReader::OperationReader(Workload& workload, Expressions& expressions)
    : m_workload(workload), m_expressions(expressions)
{
    for (std::size_t index = 0; index < workload.buffers.size(); ++index)
        m_buffers.emplace(workload.buffers[index].name, static_cast<Index>(index));
}

void OperationReader::startBranch(const std::string& name)
{
    m_branch = name;
    m_read.clear();
}

const OperationRead& OperationReader::read(const Node& node)
{
    if (const auto known = m_read.find(&node.json()); known != m_read.end())
        return known->second;
    node.expectObject(kinds);
    if (node.size() != 1)
        node.fail("workload.one-kind");
    OperationRead read;
    Operation& operation = read.operation;
    operation.place = node.pointer();
    node.eachMember([&](const std::string& kind, const Node& body) {
        operation.kind = static_cast<OperationKind>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
        body.expectObject();
        switch (operation.kind) {
        case OperationKind::kernel:
            readKernel(body, operation);
            break;
        case OperationKind::copy:
            readCopy(body, operation);
            break;
        case OperationKind::memset:
            body.expectObject({"buffer", "bytes", "label"});
            readBytes(body, operation, "memset");
            break;
        case OperationKind::record:
        case OperationKind::wait:
            body.expectObject({"event", "label"});
            read.event = body.required("event").name();
            operation.label = kind + ' ' + read.event;
            break;
        case OperationKind::host:
        case OperationKind::cpu:
            body.expectObject({"ns", "label"});
            operation.durationNs = m_expressions.integer(body.required("ns"), 0, limits::durationNs);
            operation.label = operation.kind == OperationKind::host ? "host function" : "cpu work";
            break;
        case OperationKind::sync:
            readSync(body, read);
            break;
        case OperationKind::alloc:
        case OperationKind::free:
            readAllocation(body, operation);
            break;
        }
        if (const Node label = body.member("label"); label.there())
            operation.label = label.text();
    });
    return m_read.emplace(&node.json(), std::move(read)).first->second;
}

void OperationReader::readKernel(const Node& node, Operation& operation)
{
    node.expectObject({"kernel", "parameters", "reads", "writes", "programmatic", "label"});
    const KernelInfo& kernel = *kernelNamed(node.required("kernel"));
    operation.kernel = &kernel;
    operation.label = kernel.name;
    for (const KernelParameter& parameter : kernel.parameters)
        operation.parameters.push_back(parameter.defaultValue);
    if (const Node given = node.member("parameters"); given.there())
        given.eachMember([&](const std::string& name, const Node& value) {
            const std::vector<std::string> names = parameterNames(kernel);
            const auto found = std::find(names.begin(), names.end(), name);
            if (found == names.end()) {
                const std::string meant = nearest(name, names);
                if (!meant.empty())
                    value.fail("workload.unknown-kernel-parameter-meant", {kernel.name, name, meant});
                value.fail("workload.unknown-kernel-parameter",
                           {kernel.name, name, fmt::format("{}", fmt::join(names, ", "))});
            }
            const auto index = static_cast<std::size_t>(found - names.begin());
            const KernelParameter& parameter = kernel.parameters[index];
            operation.parameters[index] = m_expressions.integer(value, parameter.minimum, parameter.maximum);
        });
    checkShape(node, kernel, operation.parameters);
    const std::vector<std::int64_t> needs = kernel.bufferBytes(operation.parameters);
    readArguments(node, "reads", kernel.reads, needs.data(), operation.reads);
    readArguments(node, "writes", kernel.writes, needs.data() + kernel.reads.size(), operation.writes);
    if (const Node programmatic = node.member("programmatic"); programmatic.there())
        operation.programmatic = programmatic.boolean();
}

void OperationReader::readArguments(const Node& node, const char* key, const std::vector<std::string>& names,
                                    const std::int64_t* needs, std::vector<Index>& buffers)
{
    const Node given = node.member(key);
    if (!given.there()) {
        for (std::size_t index = 0; index < names.size(); ++index)
            buffers.push_back(makeBuffer(names[index], needs[index]));
        return;
    }
    given.expectArray();
    if (given.size() != names.size())
        given.fail("workload.argument-count", {std::to_string(names.size()), fmt::format("{}", fmt::join(names, ", ")),
                                               std::to_string(given.size())});
    for (std::size_t index = 0; index < names.size(); ++index) {
        const Node element = given.element(index);
        buffers.push_back(bufferNamed(element));
        const Buffer& buffer = m_workload.buffers[static_cast<std::size_t>(buffers.back())];
        if (buffer.bytes < needs[index])
            element.fail("workload.buffer-too-small",
                         {buffer.name, std::to_string(needs[index]), std::to_string(buffer.bytes)});
    }
}

void OperationReader::readCopy(const Node& node, Operation& operation)
{
    node.expectObject({"from", "to", "buffer", "bytes", "label"});
    const int from = node.required("from").oneOf({"host", "device"});
    const int to = node.required("to").oneOf({"host", "device"});
    constexpr CopyDirection directions[2][2] = {{CopyDirection::hostToHost, CopyDirection::hostToDevice},
                                                {CopyDirection::deviceToHost, CopyDirection::deviceToDevice}};
    constexpr const char* labels[2][2] = {{"copy HtoH", "copy HtoD"}, {"copy DtoH", "copy DtoD"}};
    operation.direction = directions[from][to];
    readBytes(node, operation, labels[from][to]);
}

void OperationReader::readBytes(const Node& node, Operation& operation, const char* made)
{
    const Node buffer = node.member("buffer");
    const Node bytes = node.member("bytes");
    if (!buffer.there() && !bytes.there())
        node.fail("workload.buffer-or-bytes");
    if (bytes.there())
        operation.bytes = m_expressions.integer(bytes, 1, limits::bytes);
    operation.label = made;
    if (!buffer.there()) {
        operation.buffer = makeBuffer(made, operation.bytes);
        return;
    }
    operation.buffer = bufferNamed(buffer);
    const Buffer& named = m_workload.buffers[static_cast<std::size_t>(operation.buffer)];
    operation.label += ' ' + named.name;
    if (!bytes.there())
        operation.bytes = named.bytes;
    if (operation.bytes > named.bytes)
        bytes.fail("workload.buffer-too-small",
                   {named.name, std::to_string(operation.bytes), std::to_string(named.bytes)});
}

void OperationReader::readSync(const Node& node, OperationRead& read)
{
    node.expectObject({"scope", "event", "label"});
    const Node scope = node.required("scope");
    read.operation.scope = static_cast<SyncScope>(scope.oneOf({"stream", "device", "event"}));
    read.operation.label = "synchronize";
    const Node event = node.member("event");
    if (read.operation.scope == SyncScope::event)
        read.event = node.required("event").name();
    else if (event.there())
        event.fail("workload.sync-event-unused");
}

void OperationReader::readAllocation(const Node& node, Operation& operation)
{
    node.expectObject({"buffer", "how", "label"});
    const Node buffer = node.required("buffer");
    operation.buffer = bufferNamed(buffer);
    Buffer& named = m_workload.buffers[static_cast<std::size_t>(operation.buffer)];
    operation.bytes = named.bytes;
    operation.label = (operation.kind == OperationKind::alloc ? "alloc " : "free ") + named.name;
    if (const Node how = node.member("how"); how.there())
        operation.allocation = static_cast<AllocationKind>(how.oneOf({"sync", "async", "pinned"}));
    if (operation.kind == OperationKind::alloc && operation.allocation != AllocationKind::pinned)
        named.allocatedByBranch = true;
}

Index OperationReader::bufferNamed(const Node& node)
{
    const std::string name = node.name();
    if (const auto found = m_buffers.find(name); found != m_buffers.end())
        return found->second;
    std::vector<std::string> names;
    for (const auto& entry : m_buffers)
        names.push_back(entry.first);
    std::sort(names.begin(), names.end());
    const std::string meant = nearest(name, names);
    if (!meant.empty())
        node.fail("workload.unknown-buffer-meant", {name, meant});
    node.fail("workload.unknown-buffer", {name});
}

Index OperationReader::makeBuffer(const std::string& name, std::int64_t bytes)
{
    Buffer buffer;
    buffer.name = fmt::format("{} {}: {}", m_branch, m_read.size() + 1, name);
    buffer.bytes = bytes;
    buffer.fill.seed = seedOfName(buffer.name);
    m_workload.buffers.push_back(std::move(buffer));
    return static_cast<Index>(m_workload.buffers.size() - 1);
}

} // namespace streamscope::workload
