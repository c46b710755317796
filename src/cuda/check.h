// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cuda_runtime_api.h>

#include <string>

namespace streamscope::cuda {

/// The error that a failed call comes to: cuda.out-of-memory, cuda.no-driver, … or cuda.call-failed with the call's
/// name.
Error callError(cudaError_t code, const std::string& call);

/// Success, or callError().
Status check(cudaError_t code, const char* call);

} // namespace streamscope::cuda

/// Leaves the function with the error if `call` fails.
#define STREAMSCOPE_CUDA_TRY(call)                                                                                     \
    do {                                                                                                               \
        if (const ::cudaError_t streamscopeCode = (call); streamscopeCode != ::cudaSuccess)                            \
            return ::streamscope::cuda::callError(streamscopeCode, #call);                                             \
    } while (false)
