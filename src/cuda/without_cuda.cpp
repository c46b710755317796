// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Stands in for the whole module where there is no nvcc.
#include "cuda/calibrate.h"
#include "cuda/cuda_backend.h"

namespace streamscope::cuda {

namespace {

Error notBuilt()
{
    return Error{ErrorKind::device, {}, {}, Message{"cuda.not-built", {}}};
}

} // namespace

bool builtWithCuda()
{
    return false;
}

Result<std::vector<CudaDevice>> cudaDevices()
{
    return notBuilt();
}

void prepareEnvironment(const program::Program&, backend::ModuleLoading) {}

Result<std::unique_ptr<backend::Backend>> makeCudaBackend(int, Watchdog)
{
    return notBuilt();
}

Result<device::DeviceProfile> calibrate(int, const std::function<void(double, const std::string&)>&, std::stop_token)
{
    return notBuilt();
}

} // namespace streamscope::cuda
