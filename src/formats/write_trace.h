// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "trace/trace.h"

#include <string>

namespace streamscope::formats {

/// Whether writeTrace() knows the ending of `path`: .json or .csv, with .gz or without, in letters of any case; a name
/// without any means .json. Error: formats.unknown-ending.
Status checkEnding(const std::string& path);

/// Trace-event JSON in Kineto's vocabulary: sorted, closed, clean for Perfetto and HTA. Gzip if `path` ends in .gz,
/// CSV (one row a slice) if it ends in .csv. Reading it back gives the same model. Errors: those of checkEnding() and
/// of writing.
Status writeTrace(const trace::Trace& trace, const std::string& path);

/// The same as text, for tests.
std::string traceEventJson(const trace::Trace& trace);
std::string traceCsv(const trace::Trace& trace);

} // namespace streamscope::formats
