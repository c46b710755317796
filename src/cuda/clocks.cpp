// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/clocks.h"

#include <cuda_runtime_api.h>
#include <dlfcn.h>
#include <unistd.h>

namespace streamscope::cuda {

namespace {

// The few entry points used, as NVML's documentation gives them; its header does not come with the compiler.
using NvmlDevice = struct NvmlDeviceTag*;
constexpr unsigned smClock = 1;
constexpr unsigned long long slowdownReasons =
    0x04 | 0x08 | 0x20 | 0x40 | 0x80; // power cap, hardware, heat, power brake

struct NvmlProcess
{
    unsigned pid;
    unsigned long long usedGpuMemory;
    unsigned gpuInstanceId, computeInstanceId;
};

struct Nvml
{
    int (*init)() = nullptr;
    int (*byBusId)(const char*, NvmlDevice*) = nullptr;
    int (*clock)(NvmlDevice, unsigned, unsigned*) = nullptr;
    int (*reasons)(NvmlDevice, unsigned long long*) = nullptr;
    int (*processes)(NvmlDevice, unsigned*, NvmlProcess*) = nullptr;
    bool usable = false;

    Nvml()
    {
        void* library = ::dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL);
        if (!library)
            return;
        const auto load = [library]<class F>(F& function, const char* name) {
            function = reinterpret_cast<F>(::dlsym(library, name));
        };
        load(init, "nvmlInit_v2");
        load(byBusId, "nvmlDeviceGetHandleByPciBusId_v2");
        load(clock, "nvmlDeviceGetClockInfo");
        load(reasons, "nvmlDeviceGetCurrentClocksThrottleReasons");
        load(processes, "nvmlDeviceGetComputeRunningProcesses_v3");
        usable = init && byBusId && init() == 0;
    }
};

} // namespace

std::optional<GpuState> gpuState(int device)
{
    static const Nvml nvml;
    char busId[32] = {};
    NvmlDevice handle = nullptr;
    if (!nvml.usable || cudaDeviceGetPCIBusId(busId, sizeof busId, device) != cudaSuccess ||
        nvml.byBusId(busId, &handle) != 0)
        return std::nullopt;
    GpuState state;
    unsigned megahertz = 0;
    if (nvml.clock && nvml.clock(handle, smClock, &megahertz) == 0)
        state.smClockHz = megahertz * 1e6;
    unsigned long long reasons = 0;
    if (nvml.reasons && nvml.reasons(handle, &reasons) == 0)
        state.throttled = (reasons & slowdownReasons) != 0;
    NvmlProcess processes[64];
    unsigned count = 64;
    if (nvml.processes && nvml.processes(handle, &count, processes) == 0)
        for (unsigned i = 0; i < count; ++i)
            state.otherProcesses += processes[i].pid != unsigned(::getpid());
    return state;
}

} // namespace streamscope::cuda
