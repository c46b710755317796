// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/step_order.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace streamscope::analysis {

namespace {

std::span<HostStep> stepsOf(Timeline& timeline, std::size_t thread)
{
    const std::size_t first = timeline.firstStep[thread];
    return std::span(timeline.steps).subspan(first, timeline.firstStep[thread + 1] - first);
}

void addHandover(Timeline& timeline, const Turn& turn, std::size_t from, std::size_t to)
{
    const auto left = std::ranges::upper_bound(stepsOf(timeline, from), turn.leftNs, {}, &HostStep::timeNs);
    const auto taken = std::ranges::lower_bound(stepsOf(timeline, to), turn.takenNs, {}, &HostStep::timeNs);
    if (left == stepsOf(timeline, from).begin() || taken == stepsOf(timeline, to).end() ||
        (left - 1)->timeNs >= taken->timeNs)
        return;
    const Place last = Place(&*(left - 1) - timeline.steps.data());
    timeline.handovers.push_back({last, Place(&*taken - timeline.steps.data())});
    if (taken->before < 0 || timeline.steps[std::size_t(taken->before)].timeNs < (left - 1)->timeNs)
        taken->before = last;
}

void addHandovers(Timeline& timeline, const std::vector<Turn>& turns, const std::vector<Place>& threadOf)
{
    for (const Turn& turn : turns)
        if (threadOf[turn.from] >= 0 && threadOf[turn.to] >= 0)
            addHandover(timeline, turn, std::size_t(threadOf[turn.from]), std::size_t(threadOf[turn.to]));
    std::vector<Handover>& handovers = timeline.handovers;
    std::ranges::sort(handovers, {}, [](const Handover& handover) { return std::pair{handover.from, handover.to}; });
    handovers.erase(std::unique(handovers.begin(), handovers.end()), handovers.end());
}

void findWhatLeadsOn(Timeline& timeline)
{
    for (auto next = timeline.inOrder.rbegin(); next != timeline.inOrder.rend(); ++next) {
        const Place place = *next;
        const HostStep& step = timeline.steps[std::size_t(place)];
        const auto lead = [&](Place before) {
            HostStep& earlier = timeline.steps[std::size_t(before)];
            earlier.leadsOn = earlier.leadsOn || step.leadsOn || step.submits;
        };
        if (std::size_t(place) > timeline.firstStep[std::size_t(step.thread)])
            lead(place - 1);
        if (step.before >= 0)
            lead(step.before);
    }
}

} // namespace

void orderSteps(Timeline& timeline, const std::vector<Turn>& turns, std::size_t tracks)
{
    std::vector<Place> threadOf(tracks, -1);
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread) {
        threadOf[timeline.threads[thread]] = Place(thread);
        for (std::size_t i = timeline.firstStep[thread] + 1; i < timeline.firstStep[thread + 1]; ++i)
            timeline.steps[i].before = Place(i) - 1;
    }
    addHandovers(timeline, turns, threadOf);
    timeline.inOrder.resize(timeline.steps.size());
    std::iota(timeline.inOrder.begin(), timeline.inOrder.end(), Place(0));
    if (!timeline.handovers.empty())
        std::ranges::stable_sort(timeline.inOrder, {},
                                 [&](Place step) { return timeline.steps[std::size_t(step)].timeNs; });
    findWhatLeadsOn(timeline);
}

} // namespace streamscope::analysis
