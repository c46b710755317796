// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"
#include "program/program.h"

#include <cstdint>
#include <vector>

namespace streamscope::program {

/// Two operations that may run at the same time and touch one side of one buffer, or both, at least one of them
/// writing: the program may compute something else from run to run (cause 21).
struct Race
{
    Index first = -1, second = -1; ///< Program::operations, in order of submission
    Index buffer = -1;             ///< Program::buffers

    bool operator==(const Race&) const = default;
};

struct Races
{
    std::vector<Race> found; ///< the first ones, by `second`
    std::int64_t total = 0;  ///< with those that are not in `found`
    bool complete = true;    ///< false: the program is too large, only its beginning was looked at
};

/// Finds pairs of operations that nothing orders: neither a stream, an event, a graph's edge, the legacy default stream
/// nor a synchronisation that the submitting thread waited in. Of each stream's operations on a buffer the last before
/// `second` stands for all. At most `limit` pairs in `found`. O(operations · streams), bounded.
Races findRaces(const Program& program, std::size_t limit = 100);

/// "program.race" with the labels, branches and places of both, and the buffer.
Message raceMessage(const Program& program, const Race& race);

/// "program.may-be-wrong" for people who look at a result: the layout, and the operations, branches and buffer of
/// \p race without their places.
Message raceWarning(const Program& program, const Race& race);

} // namespace streamscope::program
