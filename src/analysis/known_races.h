// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/races.h"

#include <string>
#include <vector>

namespace streamscope::analysis {

/// What is known of unordered accesses to buffers (cause 21) where the program behind a trace is known; holds nothing
/// of the program itself.
struct KnownRaces
{
    struct Operation
    {
        std::string label;
        std::string branch;

        bool operator==(const Operation&) const = default;
    };
    struct Race
    {
        Operation first, second;
        std::string buffer;
    };

    std::vector<Race> found; ///< the first ones
    std::int64_t total = 0;  ///< with those that are not in `found`
    bool complete = true;    ///< false: only the program's beginning was looked at
};

/// \p races of \p program by name.
KnownRaces knownRaces(const program::Program& program, const program::Races& races);

} // namespace streamscope::analysis
