// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <nlohmann/json.hpp>

namespace streamscope::formats {

/// Where a stream's events come from: what its hello says beside device and profile. `provenance`, `branches`, and of
/// the metadata `experiment`, `layout`, `parameters` and `model_error`.
nlohmann::json originJson(const trace::TraceInfo& info);

/// Fills `info` from a hello: origin, device and the profile's name. What was measured when it was written is a
/// recording to whoever reads it.
void applyHello(const nlohmann::json& hello, trace::TraceInfo& info);

/// A hello's `device`, keys as in docs/runner-protocol.md; zero where it says nothing.
nlohmann::json deviceJson(const trace::RecordedDevice& device);
trace::RecordedDevice deviceFromJson(const nlohmann::json& said);

} // namespace streamscope::formats
