// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "program/races.h"

#include <map>
#include <string>
#include <vector>

namespace streamscope::analysis {

/// What is known of unordered accesses to buffers (cause 21) and of priorities where the program behind a trace is
/// known; holds nothing of the program itself.
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

    std::vector<Race> found;               ///< the first ones
    std::int64_t total = 0;                ///< with those that are not in `found`
    bool complete = true;                  ///< false: only the program's beginning was looked at
    std::map<std::string, int> priorities; ///< by stream's name; lower numbers go first (cause 16)
};

/// \p races of \p program by name.
KnownRaces knownRaces(const program::Program& program, const program::Races& races);

} // namespace streamscope::analysis
