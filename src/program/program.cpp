// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/program.h"

namespace streamscope::program {

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

} // namespace streamscope::program
