// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/branch_summaries.h"

#include "app/bench.h"
#include "language/language.h"
#include "theme/track_names.h"

#include <algorithm>

namespace streamscope::ui {

namespace {

/// More chips than a card can ever show.
constexpr std::size_t chipLimit = 40;

KindGroup kindOf(const workload::Operation& operation)
{
    using workload::KernelClass;
    using workload::OperationKind;
    switch (operation.kind) {
    case OperationKind::kernel:
        switch (operation.kernel ? operation.kernel->kernelClass : KernelClass::other) {
        case KernelClass::matrixProduct:
            return KindGroup::matrixProduct;
        case KernelClass::reduction:
            return KindGroup::reduction;
        case KernelClass::elementwise:
            return KindGroup::elementwise;
        case KernelClass::other:
            return KindGroup::otherKernel;
        }
        return KindGroup::otherKernel;
    case OperationKind::copy:
        return KindGroup::copy;
    case OperationKind::memset:
        return KindGroup::memset;
    case OperationKind::record:
    case OperationKind::wait:
        return KindGroup::event;
    case OperationKind::host:
        return KindGroup::hostFunction;
    case OperationKind::cpu:
        return KindGroup::working;
    case OperationKind::sync:
        return KindGroup::waiting;
    case OperationKind::alloc:
    case OperationKind::free:
        return KindGroup::submitting;
    }
    return KindGroup::other;
}

std::vector<BranchSummary> ofExperiment(const workload::Experiment& experiment, const workload::ParameterValues& values)
{
    std::vector<BranchSummary> cards;
    const auto names = experiment.layoutNames();
    if (names.empty())
        return cards;
    const auto resolved = experiment.resolve(names.front(), values);
    if (!resolved)
        return cards;
    for (const workload::Branch& branch : resolved->workload.branches) {
        BranchSummary card;
        card.name = text(branch.name);
        card.count = qint64(branch.operations.size());
        for (std::size_t i = 0; i < std::min(branch.operations.size(), chipLimit); ++i)
            card.operations.push_back(kindOf(branch.operations[i]));
        cards.push_back(std::move(card));
    }
    return cards;
}

std::vector<BranchSummary> ofTrace(const trace::Trace& trace, bool whole)
{
    std::vector<BranchSummary> cards;
    for (const trace::Track& track : trace.tracks()) {
        if (track.info.kind != trace::TrackKind::stream)
            continue;
        BranchSummary card;
        card.name = TrackNames::of(trace, track.info);
        card.whole = whole;
        for (std::size_t i = 0; i < track.size(); ++i) {
            if (!trace::isGpuOperation(track.kind[i]))
                continue;
            ++card.count;
            if (card.operations.size() < chipLimit)
                card.operations.push_back(groupOf(track.kind[i]));
        }
        if (card.count > 0)
            cards.push_back(std::move(card));
    }
    std::stable_sort(cards.begin(), cards.end(), // the list shows the first few only
                     [](const BranchSummary& a, const BranchSummary& b) { return a.count > b.count; });
    return cards;
}

} // namespace

std::vector<BranchSummary> branchSummaries(const Bench& bench)
{
    if (bench.experiment())
        return ofExperiment(*bench.experiment(), bench.values());
    const auto& lanes = bench.lanes();
    auto lane = std::find_if(lanes.begin(), lanes.end(), [](const Lane& l) { return l.trace && l.shown; });
    if (lane == lanes.end())
        lane = std::find_if(lanes.begin(), lanes.end(), [](const Lane& l) { return bool(l.trace); });
    return lane == lanes.end() ? std::vector<BranchSummary>() : ofTrace(*lane->trace, !lane->running);
}

} // namespace streamscope::ui
