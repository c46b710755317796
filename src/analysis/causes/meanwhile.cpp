// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/meanwhile.h"

#include <algorithm>

namespace streamscope::analysis {

std::string Meanwhile::covering(const BetweenCalls& calls, Interval between, Place device, Interval waited) const
{
    const Ns idleNs = m_gpus.idleNs(device, waited);
    return calls.covering(between, idleNs > 0 ? idleNs : waited.durationNs(), [&](Interval slice) {
        const Interval part{std::max(slice.startNs, waited.startNs), std::min(slice.endNs, waited.endNs)};
        return idleNs > 0 ? m_gpus.idleNs(device, part) : part.durationNs();
    });
}

void Meanwhile::add(const std::string& name, Place device, Interval waited)
{
    m_waited.all.push_back(waited);
    m_waited.byName[name] += waited.durationNs();
    m_waited.sumNs += waited.durationNs();
    const Ns idleNs = m_gpus.idleNs(device, waited);
    m_gpus.addIdle(device, waited, m_idle.all);
    m_idle.byName[name] += idleNs;
    m_idle.sumNs += idleNs;
}

Ns Meanwhile::ns() const
{
    return lengthOfUnion(times().all);
}

Ns Meanwhile::idleNs() const
{
    return lengthOfUnion(m_idle.all);
}

std::string Meanwhile::mostlyIn() const
{
    for (const auto& [name, ns] : times().byName)
        if (2 * ns > times().sumNs)
            return name;
    return {};
}

} // namespace streamscope::analysis
