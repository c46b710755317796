// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event.h"

#include <functional>

namespace streamscope::trace {

struct HashOfDetails
{
    std::size_t operator()(const OperationDetails& d) const
    {
        std::uint64_t hash = 0;
        const auto mix = [&hash](auto value) {
            hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15u;
            hash ^= hash >> 29;
        };
        for (const std::int32_t n : d.grid)
            mix(n);
        for (const std::int32_t n : d.block)
            mix(n);
        mix(d.registersPerThread);
        mix(d.staticSharedBytes);
        mix(d.dynamicSharedBytes);
        mix(d.bytes);
        mix(std::hash<double>()(d.flops));
        mix(std::hash<double>()(d.dramBytes));
        mix(static_cast<int>(d.source) * 8 + static_cast<int>(d.target));
        return hash;
    }
};

} // namespace streamscope::trace
