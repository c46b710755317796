// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/program.h"

#include <algorithm>

namespace streamscope::program {

int Program::processes() const
{
    int last = 0;
    for (const workload::Stream& stream : streams)
        last = std::max(last, stream.process);
    return last + 1;
}

int Program::processOf(const HostCall& call) const
{
    return call.stream < 0 ? 0 : streams[static_cast<std::size_t>(call.stream)].process;
}

const char* callName(CallKind kind)
{
    switch (kind) {
    case CallKind::launchKernel:
        return "cudaLaunchKernel";
    case CallKind::memcpyAsync:
        return "cudaMemcpyAsync";
    case CallKind::memsetAsync:
        return "cudaMemsetAsync";
    case CallKind::eventRecord:
        return "cudaEventRecord";
    case CallKind::streamWaitEvent:
        return "cudaStreamWaitEvent";
    case CallKind::launchHostFunction:
        return "cudaLaunchHostFunc";
    case CallKind::cpuWork:
        return "cpu work";
    case CallKind::streamSynchronize:
        return "cudaStreamSynchronize";
    case CallKind::deviceSynchronize:
        return "cudaDeviceSynchronize";
    case CallKind::eventSynchronize:
        return "cudaEventSynchronize";
    case CallKind::malloc:
        return "cudaMalloc";
    case CallKind::mallocAsync:
        return "cudaMallocAsync";
    case CallKind::mallocHost:
        return "cudaMallocHost";
    case CallKind::free:
        return "cudaFree";
    case CallKind::freeAsync:
        return "cudaFreeAsync";
    case CallKind::freeHost:
        return "cudaFreeHost";
    case CallKind::graphLaunch:
        return "cudaGraphLaunch";
    }
    return "";
}

bool submits(CallKind kind)
{
    switch (kind) {
    case CallKind::launchKernel:
    case CallKind::memcpyAsync:
    case CallKind::memsetAsync:
    case CallKind::eventRecord:
    case CallKind::streamWaitEvent:
    case CallKind::launchHostFunction:
    case CallKind::mallocAsync:
    case CallKind::freeAsync:
        return true;
    default:
        return false;
    }
}

bool allocates(CallKind kind)
{
    switch (kind) {
    case CallKind::malloc:
    case CallKind::mallocAsync:
    case CallKind::mallocHost:
    case CallKind::free:
    case CallKind::freeAsync:
    case CallKind::freeHost:
        return true;
    default:
        return false;
    }
}

} // namespace streamscope::program
