// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/usual_calls.h"

#include <algorithm>

namespace streamscope::analysis {

UsualCalls::UsualCalls(const trace::Trace& trace, const Timeline& timeline) : m_trace(trace)
{
    std::unordered_map<trace::NameId, std::vector<Ns>> durations;
    for (const HostStep& step : timeline.steps)
        if (step.submits)
            durations[trace.tracks()[step.slice.track].name[step.slice.index]].push_back(step.call.durationNs());
    for (auto& [name, values] : durations) {
        if (values.size() < 4)
            continue;
        const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        m_medianNs[name] = *middle;
    }
}

Ns UsualCalls::medianNs(trace::SliceRef call) const
{
    const auto found = m_medianNs.find(m_trace.tracks()[call.track].name[call.index]);
    return found != m_medianNs.end() ? found->second : 0;
}

} // namespace streamscope::analysis
