// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/alternatives.h"
#include "device/device_profile.h"
#include "workload/experiment.h"

#include <optional>
#include <stop_token>

namespace streamscope::session {

/// Simulates the layout as it is and arranged otherwise. Nothing where the model cannot run it, it is too large to ask
/// on the side, or \p stop was requested.
std::optional<analysis::Alternatives> alternatives(const workload::Resolved& resolved,
                                                   const device::DeviceProfile& profile, const std::stop_token& stop);

} // namespace streamscope::session
