// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/serialised_units.h"

namespace streamscope::analysis {

void markSerialisedUnits(const Facts& facts, Marks& marks, Cause cause, bool byGraph)
{
    const Timeline& timeline = facts.timeline;
    if (!timeline.unitsAreBranches)
        return;
    for (const TimedOperation& operation : timeline.operations) {
        if (operation.previous < 0 || operation.unit < 0 || isOfGraph(facts, operation) != byGraph)
            continue;
        const TimedOperation& before = timeline.operations[std::size_t(operation.previous)];
        if (before.unit >= 0 && before.unit != operation.unit)
            marks.add(cause, operation.slice, operation.endNs - operation.startNs);
    }
}

bool isMostlyGraph(const Facts& facts)
{
    std::size_t byGraph = 0;
    for (const TimedOperation& operation : facts.timeline.operations)
        byGraph += isOfGraph(facts, operation);
    return 2 * byGraph > facts.timeline.operations.size();
}

} // namespace streamscope::analysis
