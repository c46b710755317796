// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/operator_around.h"
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <map>

namespace streamscope::analysis {

namespace {

/// A wait of less than this is the call's own cost.
constexpr Ns leastWaitNs = 2'000;

/// What readers call a call whose name the file lacks.
constexpr std::string_view nameless = "call";

/// The thread waits for the device, and submits more afterwards: the device runs dry in between.
void mark(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread) {
        bool later = false;
        for (std::size_t i = timeline.firstStep[thread + 1]; i-- > timeline.firstStep[thread];) {
            const HostStep& step = timeline.steps[i];
            if (step.waitsFor >= 0 && step.waitedNs >= leastWaitNs && later && marks.wait[i] == Cause::none) {
                marks.wait[i] = Cause::hostSync;
                marks.add(Cause::hostSync, step.slice, step.waitedNs);
            }
            later = later || step.submits;
        }
    }
}

/// The operator that most of the waiting happened in.
std::string mostlyIn(const Facts& facts, const Marks& marks)
{
    constexpr std::size_t mostLookedAt = 256;
    std::map<std::string, Ns> byName;
    const auto& evidence = marks.evidence[std::size_t(Cause::hostSync)];
    for (std::size_t i = 0; i < std::min(evidence.size(), mostLookedAt); ++i)
        byName[operatorAround(facts.trace, evidence[i].slice)] += evidence[i].weightNs;
    const auto most = std::max_element(byName.begin(), byName.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most != byName.end() ? most->first : std::string();
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    Answer made = answerFromCalls(facts, marks, Cause::hostSync, Certainty::proved, costNs);
    if (made.certainty == Certainty::proved) {
        made.arguments.push_back(mostlyIn(facts, marks));
        if (made.arguments.back().empty() || made.arguments.back() == nameless)
            made.found = "-unnamed";
    }
    return made;
}

} // namespace

const Rule hostSyncRule{Cause::hostSync, 5, "5-host-sync", mark, answer};

} // namespace streamscope::analysis
