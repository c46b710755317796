// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"
#include "runner/request.h"

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

namespace streamscope::cuda {
struct CudaDevice;
}

namespace streamscope::runner {

/// Where a request runs, and what hello says of it.
struct Place
{
    using MakeBackend = std::function<Result<std::unique_ptr<backend::Backend>>()>;
    MakeBackend makeBackend; ///< called once this runner's turn has come
    nlohmann::json device;   ///< name, compute_capability, cupti, …
    nlohmann::json profile;  ///< device profile, or null
    trace::TraceInfo origin; ///< of a model its profile, of a replay what the recording says of itself
    int computeCapability = 90;
    std::int64_t memoryBytes = 0; ///< of the device; 0: not known
    std::string lockKey;          ///< empty: no need to wait for anybody
};

/// Finds the place `request` asks for. For a GPU the environment variables of the first layout are set before CUDA is
/// touched; `expired` is called from another thread when a kernel hangs.
Result<Place> findPlace(const Request& request, std::function<void(const Error&)> expired, std::stop_token stop);

/// Name of the lock that whoever uses `gpu` holds: base/queue_lock.h.
std::string lockKey(const cuda::CudaDevice& gpu);

/// The answer to {"query": "devices"}.
Result<nlohmann::json> gpusJson();

} // namespace streamscope::runner
