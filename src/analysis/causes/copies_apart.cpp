// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/copies_apart.h"

#include <algorithm>
#include <limits>

namespace streamscope::analysis {

namespace {

/// Less than this share of the region is not worth a stream of its own.
constexpr double leastShare = 0.05;

/// Sums over the copies, and when kernels run.
struct Sums
{
    Ns kernelsNs = 0, toDeviceNs = 0, toHostNs = 0, exposedNs = 0;
    Interval kernels{std::numeric_limits<Ns>::max(), 0};

    /// At best all that can takes place at once, and the longest of it remains.
    Ns gainNs() const
    {
        const Ns allNs = kernelsNs + toDeviceNs + toHostNs;
        return std::min(exposedNs, allNs - std::max({kernelsNs, toDeviceNs, toHostNs}));
    }
};

/// Copies and kernels take turns: none starts before the others have ended.
bool takeTurns(const Timeline& timeline)
{
    Ns copiedNs = std::numeric_limits<Ns>::min(), computedNs = copiedNs;
    for (const TimedOperation& operation : timeline.operations) {
        if (takesCopyEngine(operation.kind) ? operation.startNs < computedNs : operation.startNs < copiedNs)
            return false;
        Ns& endNs = takesCopyEngine(operation.kind) ? copiedNs : computedNs;
        endNs = std::max(endNs, operation.endNs);
    }
    return true;
}

} // namespace

std::optional<CopiesApart> copiesApart(const Timeline& timeline, const trace::Trace& trace)
{
    if (timeline.devices > 1 || !takeTurns(timeline))
        return std::nullopt;
    Sums sums;
    for (const TimedOperation& operation : timeline.operations)
        if (trace::isKernel(operation.kind)) {
            sums.kernels = {std::min(sums.kernels.startNs, operation.startNs),
                            std::max(sums.kernels.endNs, operation.endNs)};
            sums.kernelsNs += operation.endNs - operation.startNs;
        }
    for (const TimedOperation& operation : timeline.operations) {
        if (!takesCopyEngine(operation.kind))
            continue;
        const trace::Track& track = trace.tracks()[operation.slice.track];
        const trace::OperationDetails& details = trace.details(track.details[operation.slice.index]);
        using Memory = trace::OperationDetails::Memory;
        if (details.source == Memory::pageable || details.target == Memory::pageable)
            return std::nullopt;
        const bool toDevice = operation.kind == trace::SliceKind::copyHostToDevice;
        const Ns durationNs = operation.endNs - operation.startNs;
        (toDevice ? sums.toDeviceNs : sums.toHostNs) += durationNs;
        if (toDevice ? operation.startNs >= sums.kernels.startNs : operation.endNs <= sums.kernels.endNs)
            sums.exposedNs += durationNs;
    }
    if (double(sums.gainNs()) < leastShare * double(timeline.region.durationNs()))
        return std::nullopt;
    return CopiesApart{sums.toDeviceNs + sums.toHostNs, sums.gainNs()};
}

NothingBeside nothingBeside(const Timeline& timeline)
{
    const auto& operations = timeline.operations;
    if (operations.size() == 1)
        return NothingBeside::singleOperation;
    const bool oneDirection =
        timeline.devices == 1 && !operations.empty() && takesCopyEngine(operations.front().kind) &&
        std::ranges::all_of(operations, [&](const auto& o) { return o.kind == operations.front().kind; });
    return oneDirection ? NothingBeside::oneDirection : NothingBeside::no;
}

} // namespace streamscope::analysis
