// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event.h"

#include <string>
#include <string_view>
#include <utility>

namespace streamscope::formats {

/// What the `cat` of a trace event says it is, over all years of the format.
enum class Category : std::uint8_t
{
    kernel,
    copy,
    memset,
    runtime,
    cpuOperator,
    pythonFunction,
    annotation,
    gpuAnnotation,
    synchronisation, ///< cuda_sync
    eventRecord,     ///< cuda_event
    collective,      ///< collective_comm: of a thread, or beside the kernels of a stream
    overhead,
    instant, ///< cpu_instant_event
    hostFunction,
    block,
    engineCopy, ///< ours: a copy once more, on its copy engine
    other,
};

Category category(std::string_view cat);
constexpr bool isOnGpu(Category c)
{
    return c <= Category::memset || c == Category::gpuAnnotation || c == Category::synchronisation ||
           c == Category::eventRecord || c == Category::hostFunction;
}

/// The number at the end of "stream 7"; −1 without one.
std::int64_t trailingNumber(std::string_view text);
/// The number that the text begins with; −1 without one.
std::int64_t leadingNumber(std::string_view text);
/// The GPU that a row's text names, "GPU 1 (H100)", "/device:GPU:0", "cuda:1": the first number behind such a word,
/// else the one at the end; −1 without one.
std::int64_t deviceNumber(std::string_view text);

/// What a slice of this category and name is: kernels by class, copies by direction, calls by what they do to the host.
trace::SliceKind classify(Category category, std::string_view name);

/// The `cat` written for a kind on such a track: a copy is "gpu_memcpy" on its stream and "copy_engine" on its engine,
/// so that it counts once.
std::string_view categoryName(trace::SliceKind kind, trace::TrackKind track);

/// "Memcpy HtoD (Pinned -> Device)": what the name says of both sides.
using Memory = trace::OperationDetails::Memory;
std::pair<Memory, Memory> memoryKinds(std::string_view copyName);
/// Such a name for a copy of this kind.
std::string copyName(trace::SliceKind kind, Memory source, Memory target);

} // namespace streamscope::formats
