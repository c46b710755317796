// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/trace.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace streamscope::formats {

inline constexpr std::array<std::string_view, 4> provenanceNames = {"measured-now", "recorded", "simulated-checked",
                                                                    "simulated-unchecked"};

/// The word for it in files and streams.
constexpr std::string_view provenanceName(trace::Provenance provenance)
{
    return provenanceNames[static_cast<std::size_t>(provenance)];
}

constexpr std::optional<trace::Provenance> provenanceNamed(std::string_view name)
{
    const auto place = std::ranges::find(provenanceNames, name);
    if (place == provenanceNames.end())
        return std::nullopt;
    return static_cast<trace::Provenance>(place - provenanceNames.begin());
}

} // namespace streamscope::formats
