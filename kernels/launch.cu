// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device.cuh"
#include "kernels.cuh"

namespace streamscope::kernels {

namespace {

const KernelEntry table[] = {
    {"empty", reinterpret_cast<const void*>(emptyKernel), 2, 0, false},
    {"spin", reinterpret_cast<const void*>(spinKernel), 3, 0, false},
    {"fma", reinterpret_cast<const void*>(fmaKernel), 3, 0, false},
    {"triad", reinterpret_cast<const void*>(triadKernel), 1, 3, false},
    {"gemm", reinterpret_cast<const void*>(gemmKernel), 3, 3, false},
    {"reduce", reinterpret_cast<const void*>(reduceKernel), 1, 2, true},
    {"elementwise", reinterpret_cast<const void*>(elementwiseKernel), 2, 2, false},
    {"dcka_gram", reinterpret_cast<const void*>(dckaGramKernel), 2, 2, false},
    {"dcka_row_means", reinterpret_cast<const void*>(dckaRowMeansKernel), 1, 2, true},
    {"dcka_centre", reinterpret_cast<const void*>(dckaCentreKernel), 1, 3, false},
    {"dcka_dot", reinterpret_cast<const void*>(dckaDotKernel), 1, 3, true},
    {"dcka_regress", reinterpret_cast<const void*>(dckaRegressKernel), 1, 5, false},
    {"dcka_normalise", reinterpret_cast<const void*>(dckaNormaliseKernel), 1, 3, false},
    {"dcka_inner_product", reinterpret_cast<const void*>(dckaInnerProductKernel), 4, 3, true},
};

__global__ void stampKernel(std::uint64_t* target)
{
    *target = globalTimerNs();
}

__global__ void clockEchoKernel(volatile std::uint64_t* request, volatile std::uint64_t* answer,
                                volatile std::uint64_t* done, int rounds)
{
    const std::uint64_t deadline = globalTimerNs() + 2'000'000'000;
    for (int round = 1; round <= rounds; ++round) {
        while (*request != std::uint64_t(round))
            if (globalTimerNs() > deadline)
                return;
        *answer = globalTimerNs();
        __threadfence_system();
        *done = std::uint64_t(round);
        __threadfence_system();
    }
}

__global__ void gateKernel(volatile std::uint32_t* running, volatile std::uint32_t* mayEnd, std::uint64_t limitNs)
{
    const std::uint64_t start = globalTimerNs();
    *running = 1;
    __threadfence_system();
    while (*mayEnd == 0 && globalTimerNs() - start < limitNs) {
    }
}

} // namespace

const KernelEntry* begin()
{
    return table;
}

const KernelEntry* end()
{
    return table + sizeof table / sizeof *table;
}

const KernelEntry* findKernel(std::string_view name)
{
    for (const KernelEntry& entry : table)
        if (entry.name == name)
            return &entry;
    return nullptr;
}

cudaError_t launch(const KernelEntry& kernel, const Configuration& configuration, const KernelArguments& arguments,
                   cudaStream_t stream)
{
    void* pointers[] = {const_cast<KernelArguments*>(&arguments)};
    if (!configuration.programmatic)
        return cudaLaunchKernel(kernel.function, configuration.grid, configuration.block, pointers,
                                configuration.dynamicSharedBytes, stream);
    cudaLaunchAttribute attribute{};
    attribute.id = cudaLaunchAttributeProgrammaticStreamSerialization;
    attribute.val.programmaticStreamSerializationAllowed = 1;
    cudaLaunchConfig_t launchConfiguration{};
    launchConfiguration.gridDim = configuration.grid;
    launchConfiguration.blockDim = configuration.block;
    launchConfiguration.dynamicSmemBytes = configuration.dynamicSharedBytes;
    launchConfiguration.stream = stream;
    launchConfiguration.attrs = &attribute;
    launchConfiguration.numAttrs = 1;
    return cudaLaunchKernelExC(&launchConfiguration, kernel.function, pointers);
}

cudaError_t addNode(cudaGraphNode_t* node, cudaGraph_t graph, const cudaGraphNode_t* after, std::size_t afterCount,
                    const KernelEntry& kernel, const Configuration& configuration, const KernelArguments& arguments)
{
    void* pointers[] = {const_cast<KernelArguments*>(&arguments)};
    cudaKernelNodeParams nodeParameters{};
    nodeParameters.func = const_cast<void*>(kernel.function);
    nodeParameters.gridDim = configuration.grid;
    nodeParameters.blockDim = configuration.block;
    nodeParameters.sharedMemBytes = configuration.dynamicSharedBytes;
    nodeParameters.kernelParams = pointers;
    return cudaGraphAddKernelNode(node, graph, after, afterCount, &nodeParameters);
}

cudaError_t launchStamp(std::uint64_t* target, cudaStream_t stream)
{
    void* pointers[] = {&target};
    return cudaLaunchKernel(reinterpret_cast<const void*>(stampKernel), dim3(1), dim3(1), pointers, 0, stream);
}

cudaError_t launchGate(volatile std::uint32_t* running, volatile std::uint32_t* mayEnd, std::uint64_t limitNs,
                       cudaStream_t stream)
{
    void* pointers[] = {&running, &mayEnd, &limitNs};
    return cudaLaunchKernel(reinterpret_cast<const void*>(gateKernel), dim3(1), dim3(1), pointers, 0, stream);
}

cudaError_t launchClockEcho(volatile std::uint64_t* request, volatile std::uint64_t* answer,
                            volatile std::uint64_t* done, int rounds, cudaStream_t stream)
{
    void* pointers[] = {&request, &answer, &done, &rounds};
    return cudaLaunchKernel(reinterpret_cast<const void*>(clockEchoKernel), dim3(1), dim3(1), pointers, 0, stream);
}

} // namespace streamscope::kernels
