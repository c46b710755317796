// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

/// WDDM gathers launches and hands them over in batches.
bool mentionsWindows(const Facts& facts)
{
    for (const auto& [name, value] : facts.trace.info().metadata)
        for (const std::string_view word : {"Windows", "WSL", "microsoft-standard", "WDDM"})
            if (value.find(word) != std::string::npos)
                return true;
    return false;
}

/// Launch delays of operations that found their stream idle fall in two heaps far apart.
bool delaysAreBimodal(const Facts& facts, Ns& usualNs, Ns& longNs)
{
    std::vector<Ns> delays;
    for (const TimedOperation& operation : facts.timeline.operations)
        if (operation.step >= 0 && operation.waitsFor < 0 && operation.submittedNs > operation.freeNs)
            delays.push_back(operation.startNs - operation.submittedNs);
    if (delays.size() < 20)
        return false;
    const auto usual = delays.begin() + std::ptrdiff_t(delays.size() / 4);
    const auto late = delays.begin() + std::ptrdiff_t(delays.size() * 9 / 10);
    std::nth_element(delays.begin(), late, delays.end());
    std::nth_element(delays.begin(), usual, late);
    usualNs = *usual;
    longNs = *late;
    return longNs > 100'000 && longNs > 20 * std::max<Ns>(usualNs, 1000);
}

Answer answer(const Facts& facts, const Marks&, Ns)
{
    if (facts.isSimulated())
        return {};
    if (facts.callsUnknown())
        return {Certainty::cannotTell, {}, false, "", "-no-calls"};
    Ns usualNs = 0, longNs = 0;
    if (!delaysAreBimodal(facts, usualNs, longNs))
        return {};
    const Certainty certainty = mentionsWindows(facts) ? Certainty::likely : Certainty::cannotTell;
    return {certainty, {durationText(usualNs), durationText(longNs)}, false};
}

} // namespace

const Rule batchingRule{Cause::batching, 14, "14-batching", nullptr, answer};

} // namespace streamscope::analysis
