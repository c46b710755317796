// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/meanwhile.h"

#include <algorithm>

namespace streamscope::analysis {

std::string Meanwhile::covering(const BetweenCalls& calls, Interval between, Place device, Interval waited) const
{
    const Ns idleNs = m_gpus.idleNs(device, waited);
    const bool mostlyIdle = idleNs > 0 && 2 * idleNs >= waited.durationNs();
    return calls.covering(between, mostlyIdle ? idleNs : waited.durationNs(), [&](Interval slice) {
        const Interval part{std::max(slice.startNs, waited.startNs), std::min(slice.endNs, waited.endNs)};
        return mostlyIdle ? m_gpus.idleNs(device, part) : part.durationNs();
    });
}

void Meanwhile::add(const std::string& name, Place device, Interval waited)
{
    m_waited.all.push_back(waited);
    m_waited.byName[name].push_back(waited);
    m_waited.sumNs += waited.durationNs();
    const auto before = std::ptrdiff_t(m_idle.all.size());
    m_gpus.addIdle(device, waited, m_idle.all);
    std::vector<Interval>& named = m_idle.byName[name];
    named.insert(named.end(), m_idle.all.begin() + before, m_idle.all.end());
    m_idle.sumNs += m_gpus.idleNs(device, waited);
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
    std::string mostly;
    Ns mostNs = ns() / 2;
    for (const auto& [name, intervals] : times().byName)
        if (const Ns ownNs = name.empty() ? 0 : lengthOfUnion(intervals); ownNs > mostNs) {
            mostly = name;
            mostNs = ownNs;
        }
    return mostly;
}

} // namespace streamscope::analysis
