// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/read_trace.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace streamscope::formats {

/// What stands at one time when several traces share an axis.
struct Alignment
{
    enum class By
    {
        wallClock,  ///< as the files' clocks say; by start where a file has none
        start,      ///< each trace's earliest slice
        annotation, ///< the first annotation with this name; by start where a trace has none
    };
    By by = By::wallClock;
    std::string annotation;
};

/// Several traces as one: rows of each keep apart by rank (renumbered in the order given where two say the same), their
/// correlations by numbers of their own. Ids count on from trace to trace; arguments are still read from the files.
trace::TracePointer joinTraces(std::span<const trace::TracePointer> traces, const Alignment& alignment = {});

/// By trace, what joinTraces() adds to the ids of its slices. O(slices).
std::vector<std::uint32_t> addedToIds(std::span<const trace::TracePointer> traces);

/// Opens the files of several ranks, or several runs, together. The first error ends it.
Result<trace::TracePointer> readTraces(const std::vector<std::string>& paths, const Alignment& alignment = {},
                                       const ReadOptions& options = {});

} // namespace streamscope::formats
