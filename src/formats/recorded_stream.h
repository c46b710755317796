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

} // namespace streamscope::formats
