// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "device/device_profile.h"

#include <functional>
#include <stop_token>
#include <string>

namespace streamscope::cuda {

/// Measures the numbers of GPU `device` and its host for a device profile, with their spread, in under a minute. Nobody
/// else should use the GPU. `progress` gets the share done and what is measured now. CUDA_DEVICE_MAX_CONNECTIONS should
/// be unset. What no measurement gives but the fit to the fidelity suite (the kernels' constants, the model's,
/// corrections) is taken from the built-in profile of the same GPU or compute capability, if there is one: see
/// device::adoptFits(). Errors: those of makeCudaBackend(), cancelled.
Result<device::DeviceProfile>
calibrate(int device, const std::function<void(double share, const std::string& what)>& progress, std::stop_token stop);

} // namespace streamscope::cuda
