// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

namespace streamscope::kernels {

/// Writes into `ring` of `lines` 128-byte lines a walk that visits all of them in an order caches cannot guess;
/// at least three.
cudaError_t launchMakeRing(std::uint32_t* ring, std::uint32_t lines, cudaStream_t stream);

/// One thread follows the ring for `steps` steps; *ns is how long that took by %globaltimer, *end where it came to.
cudaError_t launchChase(const std::uint32_t* ring, std::uint32_t steps, std::uint64_t* ns, std::uint32_t* end,
                        cudaStream_t stream);

} // namespace streamscope::kernels
