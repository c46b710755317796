// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/device_profile.h"
#include "session/run.h"

namespace streamscope::session {

// One way of running per kind of target; run() chooses. Each fills in everything but the verdict.
Result<analysis::Comparison> runSimulated(const RunRequest& request, const RunListener& listener, std::stop_token stop);
Result<analysis::Comparison> runOnHardware(const RunRequest& request, const RunListener& listener,
                                           std::stop_token stop);
Result<analysis::Comparison> runRecorded(const RunRequest& request, const RunListener& listener, std::stop_token stop);

/// What stands over the trace of one layout of one run.
void describe(trace::TraceInfo& info, const RunRequest& request, const std::string& layout);

/// What stands over any trace of the model `profile`: its device, how far it may be trusted and its error.
void describe(trace::TraceInfo& info, const device::DeviceProfile& profile);

} // namespace streamscope::session
