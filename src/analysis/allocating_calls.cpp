// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/allocating_calls.h"

namespace streamscope::analysis {

bool setsMemory(std::string_view name)
{
    return (name.starts_with("cudaMemset") || name.starts_with("cuMemset")) &&
           name.find("Async") == std::string_view::npos;
}

bool freesAtOnce(std::string_view name)
{
    return name == "cudaFree" || name == "cuMemFree" || name == "cuMemFree_v2";
}

bool allocates(std::string_view name)
{
    for (const std::string_view word :
         {"cudaMalloc", "cudaFree", "cudaHostAlloc", "cudaHostRegister", "cudaHostUnregister", "cuMemAlloc",
          "cuMemFree", "cuMemHostAlloc", "cuMemHostRegister"})
        if (name.starts_with(word))
            return true;
    return setsMemory(name);
}

} // namespace streamscope::analysis
