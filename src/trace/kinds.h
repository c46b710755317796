// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event.h"

#include <optional>
#include <string_view>

namespace streamscope::trace {

/// The names that files and the pipe use: "kernel", "copy-h2d", "host-submit"; "stream", "host-thread".
std::string_view nameOf(SliceKind kind);
std::string_view nameOf(TrackKind kind);
std::string_view nameOf(OperationDetails::Memory memory);
std::optional<SliceKind> sliceKind(std::string_view name);
std::optional<TrackKind> trackKind(std::string_view name);
std::optional<OperationDetails::Memory> memoryKind(std::string_view name);

/// Number of kinds of slices; they are numbered from 0.
inline constexpr int sliceKinds = static_cast<int>(SliceKind::unknown) + 1;

} // namespace streamscope::trace
