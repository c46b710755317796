// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cuda/buffers.h"
#include "cuda/probes.h"
#include "launch.h"
#include "program/program.h"

#include <cuda_runtime_api.h>

#include <memory>
#include <vector>

namespace streamscope::cuda {

/// What a host function of a stream is told, and what it notes.
struct HostFunctionRun
{
    Ns durationNs = 0;
    Ns startNs = 0, endNs = 0; ///< of its last run, nowNs()'s clock
};

/// A program with everything it needs on the device: streams, events, memory, launches ready to go, the graph. Stays
/// where it is; the program must outlive it.
class PreparedProgram
{
public:
    /// `probe`: give every kernel a place for its block records.
    static Result<std::unique_ptr<PreparedProgram>> make(const program::Program& program,
                                                         std::shared_ptr<Buffers> buffers, bool probe);
    ~PreparedProgram();
    PreparedProgram(const PreparedProgram&) = delete;
    PreparedProgram& operator=(const PreparedProgram&) = delete;

    const program::Program& program() const { return m_program; }
    Buffers& buffers() { return *m_buffers; }
    Probes& probes() { return m_probes; }

    const std::vector<cudaStream_t>& streams() const { return m_streams; }
    cudaStream_t stream(program::Index index) const { return m_streams[std::size_t(index)]; }
    cudaEvent_t event(program::Index index) const { return m_events[std::size_t(index)]; }
    cudaGraphExec_t graph() const { return m_executable; }
    HostFunctionRun& hostFunction(program::Index operation) { return m_hostFunctions[std::size_t(operation)]; }

    /// Launches the kernel of `operation`; memory that the program allocates is looked up now.
    cudaError_t launch(program::Index operation, cudaStream_t stream);
    cudaError_t copy(program::Index operation, cudaStream_t stream);
    cudaError_t set(program::Index operation, cudaStream_t stream);

    /// Nodes of the graph as made, by Graph::nodes, until it is instantiated elsewhere; for tracers.
    const std::vector<cudaGraphNode_t>& graphNodes() const { return m_graphNodes; }
    Ns captureNs() const { return m_captureNs; }
    Ns instantiateNs() const { return m_instantiateNs; }
    Ns uploadNs() const { return m_uploadNs; }

private:
    /// A kernel operation, ready.
    struct Kernel
    {
        const kernels::KernelEntry* entry = nullptr;
        kernels::Configuration configuration;
        kernels::KernelArguments arguments;
        bool allocatedMidway = false; ///< some buffer's address is known only when the program runs
    };

    PreparedProgram(const program::Program& program, std::shared_ptr<Buffers> buffers);
    Status makeStreams();
    Status makeEvents();
    Status makeKernels(bool probe);
    Status makeGraph();
    Status addNode(program::Index operation, const std::vector<cudaGraphNode_t>& after, cudaGraphNode_t& node);
    void fillBuffers(Kernel& kernel, const program::Operation& operation) const;

    const program::Program& m_program;
    std::shared_ptr<Buffers> m_buffers;
    Probes m_probes;
    std::vector<cudaStream_t> m_streams;
    std::vector<cudaEvent_t> m_events;
    std::vector<Kernel> m_kernels; ///< by operation
    std::vector<HostFunctionRun> m_hostFunctions;
    DeviceMemory<float> m_scratch;
    cudaGraph_t m_graph = nullptr;
    cudaGraphExec_t m_executable = nullptr;
    std::vector<cudaGraphNode_t> m_graphNodes;
    Ns m_captureNs = 0, m_instantiateNs = 0, m_uploadNs = 0;
};

/// Runs in the driver's thread.
void CUDART_CB runHostFunction(void* hostFunctionRun);

} // namespace streamscope::cuda
