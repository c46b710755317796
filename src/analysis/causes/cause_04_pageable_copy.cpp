// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

namespace streamscope::analysis {

namespace {

bool isPageable(const Facts& facts, const TimedOperation& copy)
{
    using Memory = trace::OperationDetails::Memory;
    const trace::Track& track = facts.trace.tracks()[copy.slice.track];
    const trace::OperationDetails& details = facts.trace.details(track.details[copy.slice.index]);
    return details.source == Memory::pageable || details.target == Memory::pageable ||
           facts.nameOf(copy.slice).find("Pageable") != std::string_view::npos;
}

/// How much longer the copy took than it would have from pinned memory; 0 where the device's rates are not known.
Ns staged(const Facts& facts, const TimedOperation& copy)
{
    const bool toDevice = copy.kind == trace::SliceKind::copyHostToDevice;
    if (!facts.limits || facts.limits->clockHz <= 0 || (!toDevice && copy.kind != trace::SliceKind::copyDeviceToHost))
        return 0;
    const device::TransferModel& pinned = toDevice ? facts.limits->pinnedH2D : facts.limits->pinnedD2H;
    const trace::Track& track = facts.trace.tracks()[copy.slice.track];
    const double bytes = double(facts.trace.details(track.details[copy.slice.index]).bytes);
    if (bytes <= 0 || pinned.bytesPerSecond <= 0)
        return 0;
    return copy.endNs - copy.startNs - Ns(pinned.latencyNs + bytes / pinned.bytesPerSecond * 1e9);
}

/// The call of a copy from or to pageable memory lasts as long as the copy. What it waited before the copy began
/// belongs to the work before it: that is a synchronisation (cause 5).
void mark(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    for (std::size_t i = 0; i < timeline.operations.size(); ++i) {
        const TimedOperation& copy = timeline.operations[i];
        if (!trace::isCopy(copy.kind) || copy.step < 0 || !isPageable(facts, copy))
            continue;
        if (const Ns extraNs = staged(facts, copy); extraNs > 0) {
            marks.extra[i] = Cause::pageableCopy;
            marks.extraNs[i] = extraNs;
            marks.add(Cause::pageableCopy, copy.slice, extraNs);
        }
        const auto step = std::size_t(copy.step);
        const auto end = timeline.firstStep[std::size_t(timeline.steps[step].thread) + 1];
        const Ns copyNs = copy.endNs - copy.startNs;
        if (step + 1 >= end)
            continue;
        const HostStep& next = timeline.steps[step + 1];
        if (!next.submits && next.waitsFor == Place(i)) {
            const bool mostlyTheCopy = 2 * copyNs >= next.waitedNs;
            if (mostlyTheCopy && submitsLater(timeline, step + 1)) {
                marks.wait[step + 1] = Cause::pageableCopy;
                marks.add(Cause::pageableCopy, copy.slice, copyNs);
            }
        } else if (const Ns heldNs = timeline.steps[step].call.endNs - timeline.steps[step].timeNs;
                   2 * heldNs >= copyNs) {
            claimHost(facts, marks, Cause::pageableCopy, step + 1, heldNs);
        }
    }
}

Answer answer(const Facts&, const Marks& marks, Ns costNs)
{
    return answerFromEvidence(marks, Cause::pageableCopy, Certainty::proved, costNs);
}

} // namespace

const Rule pageableCopyRule{Cause::pageableCopy, 4, "4-pageable-copy", mark, answer};

} // namespace streamscope::analysis
