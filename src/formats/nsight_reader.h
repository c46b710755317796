// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/read_trace.h"

#include <string>

namespace streamscope::formats {

/// Reads the SQLite export of Nsight Systems, schemas 2.9 to 3.25; tables and columns that are not there are done
/// without.
Result<trace::TracePointer> readNsight(const std::string& path, const ReadOptions& options);

} // namespace streamscope::formats
