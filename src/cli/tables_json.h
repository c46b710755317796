// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/tables.h"

#include <nlohmann/json.hpp>

namespace streamscope::cli {

/// `explain --json --tables`: operations by name, streams, launch delays; docs/metrics.md defines them.
nlohmann::ordered_json tablesJson(const trace::Trace& trace, const analysis::Tables& tables);

} // namespace streamscope::cli
