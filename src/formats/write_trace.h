// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "trace/trace.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace streamscope::formats {

/// Whether writeTrace() knows the ending of `path`: .json or .csv, with .gz or without, in letters of any case; a name
/// without any means .json. Error: formats.unknown-ending.
Status checkEnding(const std::string& path);

/// How many samples of counters a file of that name leaves out: CSV holds slices alone.
std::size_t samplesLeftOut(const trace::Trace& trace, const std::string& path);

struct WriteOptions
{
    std::function<void(double share)> onProgress; ///< 0…1 of the slices; called on the writing thread, often
    std::stop_token stop;
    std::optional<Ns> unprofiledNs = std::nullopt; ///< written instead of what the trace says of itself
};

/// Trace-event JSON in Kineto's vocabulary: sorted, closed, clean for Perfetto and HTA. Gzip if `path` ends in .gz,
/// CSV (one row a slice) if it ends in .csv. Reading it back gives the same model. Written piece by piece; `path` is
/// whole or as it was. Errors: those of checkEnding() and of writing; formats.writing-cancelled.
Status writeTrace(const trace::Trace& trace, const std::string& path, const WriteOptions& options = {});

/// The same as text, for tests.
std::string traceEventJson(const trace::Trace& trace);
std::string traceCsv(const trace::Trace& trace);

} // namespace streamscope::formats
