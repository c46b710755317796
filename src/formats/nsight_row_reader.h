// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/nsight_database.h"
#include "trace/trace_builder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace streamscope::formats {

/// Where the slices came from, so that their rows can be looked at later.
struct RowPlaces
{
    struct Stretch
    {
        std::uint32_t firstId = 0;
        std::string table;
    };
    std::vector<Stretch> stretches;
    std::vector<std::int64_t> rowIds;
};

/// Reads a slice's row when somebody looks at it; from any thread.
trace::ArgumentReader nsightRows(std::string path, RowPlaces places);

} // namespace streamscope::formats
