// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/besides.h"

#include "analysis/host_functions.h"
#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

std::vector<Message> besides(const Facts& facts)
{
    constexpr double leastShare = 0.05;
    const auto isMuch = [&facts](Ns ns) { return ns > 0 && double(ns) >= leastShare * double(facts.gpu.spanNs); };
    std::vector<Message> said;
    if (const Ns aloneNs = hostFunctionsAloneNs(facts.trace, facts.timeline.region); isMuch(aloneNs))
        said.push_back({"analysis.besides-host-functions", {durationText(aloneNs)}});
    if (!facts.alternatives || !facts.isSimulated())
        return said;
    const Alternatives& modelled = *facts.alternatives;
    const auto gainNs = [&modelled](std::optional<Ns> ns) {
        return modelled.asItIsNs - ns.value_or(modelled.asItIsNs);
    };
    if (isMuch(gainNs(modelled.anyGridsNs)))
        said.push_back({"analysis.besides-grids",
                        {std::to_string(facts.residentGrids()), durationText(gainNs(modelled.anyGridsNs))}});
    if (isMuch(gainNs(modelled.noGapsNs)))
        said.push_back({isMuch(gainNs(modelled.graphNs)) ? "analysis.besides-gaps-graph" : "analysis.besides-gaps",
                        {durationText(gainNs(modelled.noGapsNs)), facts.modelledText(modelled.graphNs.value_or(0))}});
    return said;
}

} // namespace streamscope::analysis
