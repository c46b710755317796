// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/besides.h"

#include "analysis/host_functions.h"
#include "analysis/silent_waits.h"
#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

Besides besides(const Facts& facts, Ns unexplainedNs)
{
    constexpr double leastShare = 0.05;
    const auto isMuch = [&facts](Ns ns) { return ns > 0 && double(ns) >= leastShare * double(facts.gpu.spanNs); };
    Besides made;
    const auto say = [&made](Ns ns, Message message) {
        made.messages.push_back(std::move(message));
        made.timeNs += ns;
    };
    if (const Ns aloneNs = hostFunctionsAloneNs(facts.trace, facts.timeline.region); isMuch(aloneNs))
        say(aloneNs, {"analysis.besides-host-functions", {durationText(aloneNs)}});
    if (!facts.isSimulated()) // what waits for host functions, say, is told above
        if (const Ns ns = std::min(silentWaits(facts.timeline, facts.trace).ns, unexplainedNs - made.timeNs);
            isMuch(ns))
            say(ns, {"analysis.besides-silent", {durationText(ns)}});
    if (!facts.alternatives || !facts.isSimulated())
        return made;
    const Alternatives& modelled = *facts.alternatives;
    if (const Ns ns = modelled.gainNs(modelled.anyGridsNs); isMuch(ns))
        say(ns, {"analysis.besides-grids", {std::to_string(facts.residentGrids()), durationText(ns)}});
    if (const Ns ns = modelled.gainNs(modelled.noGapsNs); isMuch(ns))
        say(ns, {isMuch(modelled.gainNs(modelled.graphNs)) ? "analysis.besides-gaps-graph" : "analysis.besides-gaps",
                 {durationText(ns), facts.modelledText(modelled.graphNs.value_or(0))}});
    return made;
}

} // namespace streamscope::analysis
