// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"
#include "base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace streamscope::cuda {

/// One GPU of this machine.
struct CudaDevice
{
    int index = 0;
    std::string name; ///< "NVIDIA H200"
    std::string uuid; ///< "GPU-…": the key of the lock a runner holds
    int computeMajor = 0, computeMinor = 0;
    int sms = 0;
    std::int64_t memoryBytes = 0;
    std::int64_t l2Bytes = 0;
    std::int64_t sharedBytesPerSm = 0, registersPerSm = 0;
    int threadsPerSm = 0;
    double clockHz = 0;                        ///< greatest SM clock
    double dramBytesPerSecond = 0;             ///< what clock and bus width of the memory come to
    int driverVersion = 0, runtimeVersion = 0; ///< 1000 · major + 10 · minor
    bool cupti = false;                        ///< activity tracing can be had
    std::string deviceProfile; ///< word after `simulator:` of the built-in profile of this GPU; empty: none

    int computeCapability() const { return 10 * computeMajor + computeMinor; }
};

/// True where the module was built with nvcc.
bool builtWithCuda();

/// The GPUs here, at least one. Errors, of kind device: cuda.not-built, cuda.no-driver, cuda.old-driver,
/// cuda.no-device. Touches the driver: call it in a process that may die.
Result<std::vector<CudaDevice>> cudaDevices();

/// Sets CUDA_DEVICE_MAX_CONNECTIONS and CUDA_MODULE_LOADING for `program`. Call before anything else of this module:
/// the driver reads them once a process.
void prepareEnvironment(const program::Program& program,
                        backend::ModuleLoading moduleLoading = backend::ModuleLoading::inherited);

/// What to do when the device has not become idle for `limitNs` in one repetition. `expired` is called once from a
/// thread of its own, while run() hangs in the driver: say it and end the process. Empty: prints to stderr and exits
/// with 4.
struct Watchdog
{
    Ns limitNs = 60'000'000'000;
    std::function<void(const Error&)> expired;
};

/// Executes programs on GPU `device`. One at a time, from one thread. Errors of kind device as above.
/// run() gives errors of kind run: cuda.out-of-memory, cuda.call-failed (an illegal address, say), cuda.cupti-missing.
Result<std::unique_ptr<backend::Backend>> makeCudaBackend(int device, Watchdog watchdog = {});

} // namespace streamscope::cuda
