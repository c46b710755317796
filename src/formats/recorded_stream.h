// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/byte_source.h"
#include "formats/read_trace.h"

#include <memory>
#include <string>

namespace streamscope::formats {

/// Reads what a runner wrote to its pipe, kept in a file.
Result<trace::TracePointer> readRecordedStream(std::unique_ptr<ByteSource> source, const std::string& path,
                                               const ReadOptions& options);

/// Whether `path` is to be followed rather than read: a pipe, standard input ("-"), or a runner's stream in a file that
/// somebody has written to within the last seconds and that holds no result yet.
bool isLiveStream(const std::string& path);

/// Follows what a runner writes until its result, the end of the pipe or of standard input, or a request to stop; gives
/// what had arrived. Pictures of it come with a share of −1: nobody knows how much there will be. Errors:
/// formats.unknown-kind for what is no runner's stream, those of opening it, and the runner's own where nothing else
/// came. Where a trace in JSON, or gzip, comes in its place through a pipe, it is kept in a temporary file until the
/// pipe ends and read as any file is.
Result<trace::TracePointer> followStream(const std::string& path, const ReadOptions& options);

} // namespace streamscope::formats
