// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/backend.h"

#include <nlohmann/json.hpp>

namespace streamscope::session {

/// A run's outcome as it travels in a `result` line and in a recording's metadata.
nlohmann::json outcomeJson(const backend::RunOutcome& outcome);

/// The reverse; what is missing or of another type keeps its default, since the other side may be older.
backend::RunOutcome outcomeFromJson(const nlohmann::json& document);

} // namespace streamscope::session
