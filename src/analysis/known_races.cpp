// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/known_races.h"

namespace streamscope::analysis {

KnownRaces knownRaces(const program::Program& program, const program::Races& races)
{
    const auto named = [&](program::Index index) {
        const program::Operation& operation = program.operations[std::size_t(index)];
        return KnownRaces::Operation{program.labels[std::size_t(operation.label)],
                                     program.branches[std::size_t(operation.branch)]};
    };
    KnownRaces known;
    known.total = races.total;
    known.complete = races.complete;
    for (const program::Race& race : races.found)
        known.found.push_back({named(race.first), named(race.second), program.buffers[std::size_t(race.buffer)].name});
    for (const auto& stream : program.streams)
        known.priorities[stream.name] = stream.priority;
    return known;
}

} // namespace streamscope::analysis
