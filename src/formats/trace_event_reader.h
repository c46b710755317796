// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/byte_source.h"
#include "formats/read_trace.h"

#include <memory>
#include <string>

namespace streamscope::formats {

/// Reads trace-event JSON: Kineto, Chrome, ours. Blocks of the file are parsed on several threads, each from the first
/// place in its block that looks like an event; the reading thread joins them in order and parses a block again where
/// the guess proves wrong, so that the result is that of reading from front to back.
Result<trace::TracePointer> readTraceEvents(std::unique_ptr<ByteSource> source, const std::string& path,
                                            const ReadOptions& options, std::size_t blockBytes = 4u << 20);

} // namespace streamscope::formats
