// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/allocating_calls.h"
#include "analysis/causes/rule.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

namespace streamscope::analysis {

namespace {

constexpr Ns leastExtraNs = 50'000;
constexpr int timesTheUsual = 10;

bool isFirstUse(Ns tookNs, Ns usualNs)
{
    return tookNs >= timesTheUsual * usualNs && tookNs - usualNs >= leastExtraNs;
}

bool loads(std::string_view name)
{
    return name.find("ModuleLoad") != std::string_view::npos || name.find("LibraryLoad") != std::string_view::npos;
}

/// The first launch of a kernel loads its code: its call lasts many times the usual.
void markLaunches(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    std::unordered_set<trace::NameId> seen;
    for (const TimedOperation& operation : timeline.operations) {
        if (!trace::isKernel(operation.kind) || operation.step < 0)
            continue;
        if (!seen.insert(facts.trace.tracks()[operation.slice.track].name[operation.slice.index]).second)
            continue;
        const HostStep& step = timeline.steps[std::size_t(operation.step)];
        const Ns usualNs = facts.usualCalls.medianNs(step.slice), tookNs = step.call.durationNs();
        if (usualNs > 0 && isFirstUse(tookNs, usualNs))
            claimHost(facts, marks, Cause::firstUse, std::size_t(operation.step), tookNs - usualNs);
    }
}

/// Making one of these takes microseconds: a call that takes more sets up what all later ones find, or loads code.
bool makesLittle(std::string_view name)
{
    constexpr std::array words{"StreamCreate", "EventCreate", "CtxCreate", "CtxRetain"};
    return std::ranges::any_of(words, [&](const char* word) { return name.find(word) != std::string_view::npos; });
}

/// Calls of one name that hand nothing over and wait for nothing, in their order.
using Calls = std::vector<Place>;

/// Their median, of two the shorter; 0 where there is one alone.
Ns usualNs(const Timeline& timeline, const Calls& calls)
{
    if (calls.size() < 2)
        return 0;
    std::vector<Ns> tookNs;
    for (const Place call : calls)
        tookNs.push_back(timeline.steps[std::size_t(call)].call.durationNs());
    const auto middle = tookNs.begin() + std::ptrdiff_t((tookNs.size() - 1) / 2);
    std::ranges::nth_element(tookNs, middle);
    return *middle;
}

void markCalls(const Facts& facts, Marks& marks, std::string_view name, const Calls& calls)
{
    constexpr Ns muchNs = 1'000'000;
    const bool little = makesLittle(name);
    if (!little && (calls.size() < 2 || allocates(name) || name.find("Graph") != std::string_view::npos))
        return;
    const Ns ofMostNs = usualNs(facts.timeline, calls);
    for (const Place place : calls) {
        const Ns tookNs = facts.timeline.steps[std::size_t(place)].call.durationNs();
        const bool isFirst = place == calls.front() && calls.size() > 1;
        if ((isFirst || (little && tookNs >= muchNs)) && isFirstUse(tookNs, ofMostNs))
            claimHost(facts, marks, Cause::firstUse, std::size_t(place), tookNs - ofMostNs);
    }
}

/// The first of other calls sets up what later ones find: a context, a library. What loads code does so each time.
void markOtherCalls(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    std::map<trace::NameId, Calls> byName;
    for (const Place place : timeline.inOrder) {
        const HostStep& step = timeline.steps[std::size_t(place)];
        const trace::Track& track = facts.trace.tracks()[step.slice.track];
        if (step.submits || step.waitsFor >= 0 || track.kind[step.slice.index] != trace::SliceKind::hostCall)
            continue;
        if (loads(facts.nameOf(step.slice)))
            claimHost(facts, marks, Cause::firstUse, std::size_t(place), step.call.durationNs());
        else
            byName[track.name[step.slice.index]].push_back(place);
    }
    for (const auto& [name, calls] : byName)
        markCalls(facts, marks, facts.trace.name(name), calls);
}

void mark(const Facts& facts, Marks& marks)
{
    markLaunches(facts, marks);
    markOtherCalls(facts, marks);
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    return answerFromCalls(facts, marks, Cause::firstUse, Certainty::likely, costNs);
}

} // namespace

const Rule firstUseRule{Cause::firstUse, 13, "13-first-use", mark, answer};

} // namespace streamscope::analysis
