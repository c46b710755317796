// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event.h"

#include <cstdint>
#include <functional>
#include <span>

namespace streamscope::formats {

/// Half a slice: where it begins or ends, or an instant in between.
struct SliceMark
{
    enum class Part : std::uint8_t
    {
        begin,
        instant,
        end
    };
    trace::Slice slice;       ///< without a length; an end says its time and perhaps a name
    std::uint32_t row = 0;    ///< what `add` is told
    std::int64_t process = 0; ///< ends look there first
    Part part = Part::begin;
};

/// Makes slices of the marks of one group: a thread's, or those that share an id. They come in the order of the file.
/// An end closes the innermost begin of its name, or the innermost of all if it has none. `together`: what begins
/// inside another slice of its process goes to that slice's row. Begins that are never ended last until `untilNs`.
/// Returns how many marks stayed alone. O(n log n).
std::int64_t pairMarks(std::span<SliceMark> marks, bool together, Ns untilNs,
                       const std::function<void(std::uint32_t row, const trace::Slice&)>& add);

} // namespace streamscope::formats
