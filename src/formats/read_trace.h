// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "trace/trace.h"

#include <atomic>
#include <functional>
#include <stop_token>
#include <string>

namespace streamscope::formats {

struct ReadProgress
{
    double share = 0;          ///< 0…1 of the file's bytes
    trace::TracePointer soFar; ///< null, or what can be drawn already
};

struct ReadOptions
{
    std::function<void(const ReadProgress&)> onProgress; ///< called on the reading thread, a few times a second
    std::stop_token stop;
    int threads = 0;   ///< 0: as many as there are cores
    std::string title; ///< of the trace; empty: the file's name
};

/// Opens a trace of any kind Streamscope reads; the kind is told by content: trace-event JSON (Kineto, Chrome; object,
/// array, unfinished), gzip of it, Nsight Systems SQLite, the runner's stream. Standard input ("-") is read to its end.
/// A broken file gives what could be read, with Trust saying what was lost, or one error with the offset where nothing
/// could.
Result<trace::TracePointer> readTrace(const std::string& path, const ReadOptions& options = {});

} // namespace streamscope::formats
