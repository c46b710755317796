// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What every backend promises, asked of a real GPU: the cases that the simulator is asked too.
#include "contract/contract_cases.h"
#include "cuda/cuda_backend.h"
#include "support.h"

namespace streamscope::devicetest {

void checkContract(Report& report, const Arguments&)
{
    Result<std::vector<cuda::CudaDevice>> devices = cuda::cudaDevices();
    Result<std::unique_ptr<backend::Backend>> gpu = cuda::makeCudaBackend(0);
    if (!devices || !gpu) {
        report.add("a GPU", false, text(!gpu ? gpu.error() : devices.error()));
        return;
    }
    const contract::Bench bench{**gpu, (*devices)[0].computeCapability(), backend::Tracing::cupti};
    for (const contract::Case& promise : contract::contractCases()) {
        const std::string seen = promise.check(bench);
        report.add(std::string("promise: ") + promise.name, seen.empty(), seen);
    }
}

} // namespace streamscope::devicetest
