// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/activity.h"

#include <cupti_activity.h>
#include <optional>

namespace streamscope::cuda {

/// The oldest and newest CUPTI whose record layouts decode() knows: fields it reads lie where CUDA 12.0 put them.
inline constexpr std::uint32_t oldestCupti = 18;

/// What a record says; nothing for kinds that are no work of the device. `offsetNs` is added to its times.
std::optional<DeviceActivity> decode(const CUpti_Activity& record, Ns offsetNs);

} // namespace streamscope::cuda
