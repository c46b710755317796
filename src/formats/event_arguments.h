// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/byte_source.h"
#include "trace/trace_builder.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace streamscope::formats {

/// Reads the arguments of an event from its file when somebody asks; `offsets[id]` is where event `id` starts.
trace::ArgumentReader eventArguments(std::unique_ptr<ByteSource> source, std::vector<std::uint64_t> offsets);

} // namespace streamscope::formats
