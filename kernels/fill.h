// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

namespace streamscope::kernels {

/// What workload/fill.h computes on the host, on the device: the same numbers.
struct FillArguments
{
    enum class Kind
    {
        uniform,
        zeros,
        features
    } kind = Kind::uniform;
    std::int64_t samples = 0;
    double depth = 0;
    std::uint64_t seed = 0;
};

cudaError_t launchFill(const FillArguments& fill, float* target, std::int64_t elements, cudaStream_t stream);

} // namespace streamscope::kernels
