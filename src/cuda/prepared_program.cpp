// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/prepared_program.h"

#include "cuda/clock.h"

#include <algorithm>
#include <iterator>

namespace streamscope::cuda {

namespace {

using program::Index;
using workload::CopyDirection;
using workload::OperationKind;

constexpr std::int64_t scratchAlignment = 64; ///< floats
constexpr int firstMajorWithProgrammaticLaunch = 9;

cudaMemcpyKind copyKind(CopyDirection direction)
{
    switch (direction) {
    case CopyDirection::hostToDevice:
        return cudaMemcpyHostToDevice;
    case CopyDirection::deviceToHost:
        return cudaMemcpyDeviceToHost;
    case CopyDirection::deviceToDevice:
        return cudaMemcpyDeviceToDevice;
    case CopyDirection::hostToHost:
        break;
    }
    return cudaMemcpyHostToHost;
}

struct CopyEnds
{
    void* target;
    const void* source;
};

CopyEnds copyEnds(const Buffers& buffers, const program::Operation& copy)
{
    const Index b = copy.buffer;
    switch (copy.direction) {
    case CopyDirection::hostToDevice:
        return {buffers.device(b), buffers.host(b)};
    case CopyDirection::deviceToHost:
        return {buffers.host(b), buffers.device(b)};
    case CopyDirection::deviceToDevice:
        return {buffers.otherDevice(b), buffers.device(b)};
    case CopyDirection::hostToHost:
        break;
    }
    return {buffers.otherHost(b), buffers.host(b)};
}

kernels::Configuration configuration(const workload::LaunchShape& shape)
{
    const auto dimension = [](const std::array<std::int32_t, 3>& v) {
        return dim3(unsigned(v[0]), unsigned(v[1]), unsigned(v[2]));
    };
    return {dimension(shape.grid), dimension(shape.block), unsigned(shape.dynamicSharedBytes)};
}

} // namespace

void CUDART_CB runHostFunction(void* hostFunctionRun)
{
    auto* run = static_cast<HostFunctionRun*>(hostFunctionRun);
    run->startNs = nowNs();
    busyWait(run->durationNs);
    run->endNs = nowNs();
}

PreparedProgram::PreparedProgram(const program::Program& program, std::shared_ptr<Buffers> buffers)
    : m_program(program), m_buffers(std::move(buffers))
{}

PreparedProgram::~PreparedProgram()
{
    if (m_executable)
        cudaGraphExecDestroy(m_executable);
    if (m_graph)
        cudaGraphDestroy(m_graph);
    for (const cudaEvent_t event : m_events)
        cudaEventDestroy(event);
    for (std::size_t i = 0; i < m_streams.size(); ++i)
        if (!m_program.streams[i].isDefault)
            cudaStreamDestroy(m_streams[i]);
}

Result<std::unique_ptr<PreparedProgram>> PreparedProgram::make(const program::Program& program,
                                                               std::shared_ptr<Buffers> buffers, bool probe)
{
    std::unique_ptr<PreparedProgram> prepared(new PreparedProgram(program, std::move(buffers)));
    Status done = prepared->makeStreams();
    if (done)
        done = prepared->makeEvents();
    if (done)
        done = prepared->makeKernels(probe);
    if (done)
        done = prepared->makeGraph();
    if (!done)
        return done.error();
    return prepared;
}

Status PreparedProgram::makeStreams()
{
    for (const workload::Stream& stream : m_program.streams) {
        cudaStream_t made =
            m_program.defaultStream == workload::DefaultStreamMode::legacy ? cudaStreamLegacy : cudaStreamPerThread;
        if (!stream.isDefault)
            STREAMSCOPE_CUDA_TRY(cudaStreamCreateWithPriority(
                &made, stream.nonBlocking ? cudaStreamNonBlocking : cudaStreamDefault, stream.priority));
        m_streams.push_back(made);
    }
    return {};
}

Status PreparedProgram::makeEvents()
{
    for (std::size_t i = 0; i < m_program.events.size(); ++i) {
        cudaEvent_t event = nullptr;
        STREAMSCOPE_CUDA_TRY(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
        m_events.push_back(event);
    }
    return {};
}

Status PreparedProgram::makeKernels(bool probe)
{
    int device = 0, majorCapability = 0;
    STREAMSCOPE_CUDA_TRY(cudaGetDevice(&device));
    STREAMSCOPE_CUDA_TRY(cudaDeviceGetAttribute(&majorCapability, cudaDevAttrComputeCapabilityMajor, device));
    if (probe)
        if (Status done = m_probes.prepare(m_program); !done)
            return done;
    m_kernels.resize(m_program.operations.size());
    m_hostFunctions.resize(m_program.operations.size());
    std::vector<std::int64_t> scratchOf(m_program.operations.size(), -1);
    std::int64_t scratch = 0;
    const bool anyProgrammatic = majorCapability >= firstMajorWithProgrammaticLaunch &&
                                 std::ranges::any_of(m_program.operations, &program::Operation::programmatic);
    for (std::size_t i = 0; i < m_program.operations.size(); ++i) {
        const program::Operation& operation = m_program.operations[i];
        m_hostFunctions[i].durationNs = operation.durationNs;
        if (operation.kind != OperationKind::kernel)
            continue;
        const program::Launch& launch = m_program.launches[std::size_t(operation.launch)];
        Kernel& kernel = m_kernels[i];
        kernel.entry = launch.kernel ? kernels::findKernel(launch.kernel->name) : nullptr;
        if (!kernel.entry)
            return Error{ErrorKind::run, {}, {}, {"cuda.unknown-kernel", {launch.kernel ? launch.kernel->name : ""}}};
        kernel.configuration = configuration(launch.shape);
        kernel.configuration.programmatic = anyProgrammatic && operation.programmatic;
        const std::size_t parameters = std::min(launch.parameters.size(), std::size(kernel.arguments.parameters));
        std::copy_n(launch.parameters.begin(), parameters, kernel.arguments.parameters);
        kernel.arguments.probe = m_probes.of(Index(i));
        kernel.arguments.probe.programmatic = anyProgrammatic;
        fillBuffers(kernel, operation);
        if (const std::int64_t bytes = kernel.entry->scratchBytes(launch.shape.blocks())) {
            scratchOf[i] = scratch;
            scratch += (bytes / 4 + scratchAlignment) / scratchAlignment * scratchAlignment;
        }
    }
    Result<DeviceMemory<float>> memory = deviceMemory<float>(scratch);
    if (!memory)
        return memory.error();
    m_scratch = std::move(*memory);
    if (scratch > 0)
        STREAMSCOPE_CUDA_TRY(cudaMemset(m_scratch.get(), 0, std::size_t(scratch) * sizeof(float)));
    for (std::size_t i = 0; i < m_kernels.size(); ++i)
        if (scratchOf[i] >= 0)
            m_kernels[i].arguments.scratch = m_scratch.get() + scratchOf[i];
    return {};
}

void PreparedProgram::fillBuffers(Kernel& kernel, const program::Operation& operation) const
{
    const std::size_t count =
        std::min<std::size_t>(std::size_t(operation.reads) + operation.writes, std::size(kernel.arguments.buffers));
    for (std::size_t i = 0; i < count; ++i) {
        const Index buffer = m_program.bufferArguments[operation.firstBufferArgument + i];
        kernel.arguments.buffers[i] = m_buffers->device(buffer);
        kernel.allocatedMidway |= m_buffers->allocatedMidway(buffer);
    }
}

cudaError_t PreparedProgram::launch(Index operation, cudaStream_t stream)
{
    Kernel& kernel = m_kernels[std::size_t(operation)];
    if (kernel.allocatedMidway)
        fillBuffers(kernel, m_program.operations[std::size_t(operation)]);
    return kernels::launch(*kernel.entry, kernel.configuration, kernel.arguments, stream);
}

cudaError_t PreparedProgram::copy(Index operation, cudaStream_t stream)
{
    const program::Operation& copy = m_program.operations[std::size_t(operation)];
    const CopyEnds ends = copyEnds(*m_buffers, copy);
    return cudaMemcpyAsync(ends.target, ends.source, std::size_t(copy.bytes), copyKind(copy.direction), stream);
}

cudaError_t PreparedProgram::set(Index operation, cudaStream_t stream)
{
    const program::Operation& set = m_program.operations[std::size_t(operation)];
    return cudaMemsetAsync(m_buffers->device(set.buffer), 0, std::size_t(set.bytes), stream);
}

Status PreparedProgram::makeGraph()
{
    const program::Graph& graph = m_program.graph;
    if (m_program.launch != workload::LaunchMode::graph)
        return {};
    const Ns start = nowNs();
    STREAMSCOPE_CUDA_TRY(cudaGraphCreate(&m_graph, 0));
    std::vector<std::vector<cudaGraphNode_t>> after(graph.nodes.size());
    std::size_t edge = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        for (; edge < graph.edges.size() && std::size_t(graph.edges[edge].second) == i; ++edge)
            after[i].push_back(m_graphNodes[std::size_t(graph.edges[edge].first)]);
        cudaGraphNode_t node = nullptr;
        if (Status done = addNode(graph.nodes[i], after[i], node); !done)
            return done;
        m_graphNodes.push_back(node);
    }
    const Ns captured = nowNs();
    STREAMSCOPE_CUDA_TRY(cudaGraphInstantiate(&m_executable, m_graph, 0));
    const Ns instantiated = nowNs();
    const Index launchStream =
        m_program.threads.empty() || m_program.threads[0].empty() ? -1 : m_program.threads[0][0].stream;
    STREAMSCOPE_CUDA_TRY(cudaGraphUpload(m_executable, launchStream >= 0 ? stream(launchStream) : cudaStreamLegacy));
    STREAMSCOPE_CUDA_TRY(cudaDeviceSynchronize());
    m_captureNs = captured - start;
    m_instantiateNs = instantiated - captured;
    m_uploadNs = nowNs() - instantiated;
    return {};
}

Status PreparedProgram::addNode(Index index, const std::vector<cudaGraphNode_t>& after, cudaGraphNode_t& node)
{
    const program::Operation& operation = m_program.operations[std::size_t(index)];
    switch (operation.kind) {
    case OperationKind::kernel: {
        const Kernel& kernel = m_kernels[std::size_t(index)];
        STREAMSCOPE_CUDA_TRY(kernels::addNode(&node, m_graph, after.data(), after.size(), *kernel.entry,
                                              kernel.configuration, kernel.arguments));
        const int priority = operation.stream >= 0 ? m_program.streams[std::size_t(operation.stream)].priority : 0;
        if (priority != 0) {
            cudaLaunchAttributeValue value{};
            value.priority = priority;
            STREAMSCOPE_CUDA_TRY(cudaGraphKernelNodeSetAttribute(node, cudaLaunchAttributePriority, &value));
        }
        return {};
    }
    case OperationKind::copy: {
        const CopyEnds ends = copyEnds(*m_buffers, operation);
        STREAMSCOPE_CUDA_TRY(cudaGraphAddMemcpyNode1D(&node, m_graph, after.data(), after.size(), ends.target,
                                                      ends.source, std::size_t(operation.bytes),
                                                      copyKind(operation.direction)));
        return {};
    }
    case OperationKind::memset: {
        cudaMemsetParams parameters{};
        parameters.dst = m_buffers->device(operation.buffer);
        parameters.elementSize = 1;
        parameters.width = std::size_t(operation.bytes);
        parameters.height = 1;
        STREAMSCOPE_CUDA_TRY(cudaGraphAddMemsetNode(&node, m_graph, after.data(), after.size(), &parameters));
        return {};
    }
    case OperationKind::host: {
        cudaHostNodeParams parameters{};
        parameters.fn = runHostFunction;
        parameters.userData = &m_hostFunctions[std::size_t(index)];
        STREAMSCOPE_CUDA_TRY(cudaGraphAddHostNode(&node, m_graph, after.data(), after.size(), &parameters));
        return {};
    }
    default:
        STREAMSCOPE_CUDA_TRY(cudaGraphAddEmptyNode(&node, m_graph, after.data(), after.size()));
        return {};
    }
}

} // namespace streamscope::cuda
