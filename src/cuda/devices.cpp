// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/check.h"
#include "cuda/cuda_backend.h"
#include "cuda/cupti_library.h"
#include "device/profiles.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string>

namespace streamscope::cuda {

namespace {

/// "GPU-" and the 16 bytes as other tools write them.
std::string uuidText(const cudaUUID_t& uuid)
{
    std::string text = "GPU";
    for (int i = 0; i < 16; ++i)
        text += fmt::format("{}{:02x}", i == 0 || i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                            static_cast<unsigned char>(uuid.bytes[i]));
    return text;
}

/// 0 where the driver does not say.
double attribute(cudaDeviceAttr which, int index)
{
    int value = 0;
    return cudaDeviceGetAttribute(&value, which, index) == cudaSuccess ? value : 0;
}

void setEnvironment(const char* name, const std::string& value, bool overwrite)
{
    ::setenv(name, value.c_str(), overwrite ? 1 : 0);
}

} // namespace

bool builtWithCuda()
{
    return true;
}

Result<std::vector<CudaDevice>> cudaDevices()
{
    int count = 0, driver = 0, runtime = 0;
    cudaDriverGetVersion(&driver);
    cudaRuntimeGetVersion(&runtime);
    if (driver == 0)
        return Error{ErrorKind::device, {}, {}, {"cuda.no-driver", {}}};
    if (const cudaError_t code = cudaGetDeviceCount(&count); code == cudaErrorInsufficientDriver)
        return Error{ErrorKind::device,
                     {},
                     {},
                     {"cuda.old-driver",
                      {fmt::format("{}.{}", driver / 1000, driver % 1000 / 10),
                       fmt::format("{}.{}", runtime / 1000, runtime % 1000 / 10)}}};
    else if (code != cudaSuccess)
        return callError(code, "cudaGetDeviceCount");
    if (count == 0)
        return Error{ErrorKind::device, {}, {}, {"cuda.no-device", {}}};
    std::vector<CudaDevice> devices;
    const bool cupti = CuptiLibrary::find().has_value();
    for (int index = 0; index < count; ++index) {
        cudaDeviceProp properties{};
        STREAMSCOPE_CUDA_TRY(cudaGetDeviceProperties(&properties, index));
        CudaDevice device;
        device.index = index;
        device.name = properties.name;
        device.uuid = uuidText(properties.uuid);
        device.computeMajor = properties.major;
        device.computeMinor = properties.minor;
        device.sms = properties.multiProcessorCount;
        device.memoryBytes = static_cast<std::int64_t>(properties.totalGlobalMem);
        device.l2Bytes = properties.l2CacheSize;
        device.clockHz = attribute(cudaDevAttrClockRate, index) * 1e3;
        // Two transfers a clock.
        device.dramBytesPerSecond =
            2e3 * attribute(cudaDevAttrMemoryClockRate, index) * attribute(cudaDevAttrGlobalMemoryBusWidth, index) / 8;
        device.sharedBytesPerSm = static_cast<std::int64_t>(properties.sharedMemPerMultiprocessor);
        device.registersPerSm = properties.regsPerMultiprocessor;
        device.threadsPerSm = properties.maxThreadsPerMultiProcessor;
        device.driverVersion = driver;
        device.runtimeVersion = runtime;
        device.cupti = cupti;
        if (const std::optional<device::DeviceProfile> profile = device::profileOfDevice(device.name))
            device.deviceProfile = profile->name;
        devices.push_back(std::move(device));
    }
    return devices;
}

void prepareEnvironment(const program::Program& program, backend::ModuleLoading moduleLoading)
{
    if (program.connections > 0)
        setEnvironment("CUDA_DEVICE_MAX_CONNECTIONS", std::to_string(program.connections), true);
    // Loading a kernel at its first launch would drain the device in mid-program; who asked for lazy loading gets it.
    const bool asked = moduleLoading != backend::ModuleLoading::inherited;
    setEnvironment("CUDA_MODULE_LOADING", moduleLoading == backend::ModuleLoading::lazy ? "LAZY" : "EAGER", asked);
}

} // namespace streamscope::cuda
