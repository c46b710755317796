// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device.cuh"

namespace streamscope::kernels {

/// The sum of x[i] · y[i], in thread 0 of the block that returns true; the same bits every time.
__device__ inline bool gridDot(const float* __restrict__ x, const float* __restrict__ y, std::int64_t elements,
                               float* scratch, float& total)
{
    const auto four = [x, y](std::int64_t i) {
        const float4 u = load4(x + i);
        const float4 v = load4(y + i);
        return (u.x * v.x + u.y * v.y) + (u.z * v.z + u.w * v.w);
    };
    const auto one = [x, y](std::int64_t i) { return x[i] * y[i]; };
    return gridSum(scratch, blockSum(stridedSum(elements, four, one)), total);
}

} // namespace streamscope::kernels
