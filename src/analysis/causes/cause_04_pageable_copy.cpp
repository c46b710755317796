// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <utility>

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

/// For how long the copy's call kept its thread from what it submits next; marks that. What the call waited before the
/// copy began belongs to the work before it: that is a synchronisation (cause 5).
Ns markHeld(const Timeline& timeline, Marks& marks, std::size_t index)
{
    const TimedOperation& copy = timeline.operations[index];
    const auto step = std::size_t(copy.step);
    const Ns copyNs = copy.endNs - copy.startNs;
    if (step + 1 >= timeline.firstStep[std::size_t(timeline.steps[step].thread) + 1])
        return 0;
    const HostStep& next = timeline.steps[step + 1];
    if (!next.submits && next.waitsFor == Place(index)) {
        const bool mostlyTheCopy = 2 * copyNs >= next.waitedNs;
        if (!mostlyTheCopy || !submitsLater(timeline, step + 1))
            return 0;
        marks.wait[step + 1] = Cause::pageableCopy;
        return copyNs;
    }
    const Ns heldNs = timeline.steps[step].call.endNs - timeline.steps[step].timeNs;
    if (2 * heldNs < copyNs || heldNs <= 0 || marks.host[step + 1] != Cause::none)
        return 0;
    marks.host[step + 1] = Cause::pageableCopy;
    marks.hostNs[step + 1] = heldNs;
    return heldNs;
}

/// The call of a copy from or to pageable memory lasts as long as the copy, and the copy longer than from pinned
/// memory.
void mark(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    for (std::size_t i = 0; i < timeline.operations.size(); ++i) {
        const TimedOperation& copy = timeline.operations[i];
        if (!trace::isCopy(copy.kind) || copy.step < 0 || !isPageable(facts, copy))
            continue;
        const Ns extraNs = std::max<Ns>(0, staged(facts, copy));
        if (extraNs > 0) {
            marks.extra[i] = Cause::pageableCopy;
            marks.extraNs[i] = extraNs;
        }
        if (const Ns longestNs = std::max(extraNs, markHeld(timeline, marks, i)); longestNs > 0)
            marks.add(Cause::pageableCopy, copy.slice, longestNs);
    }
}

/// How many calls of copies were seen to last about as long as their copy, and for how long in all. What a call waited
/// before the copy began is left out.
std::pair<std::int64_t, Ns> heldCalls(const Facts& facts)
{
    std::int64_t count = 0;
    Ns sumNs = 0;
    for (const TimedOperation& copy : facts.timeline.operations) {
        if (!trace::isCopy(copy.kind) || copy.step < 0 || !isPageable(facts, copy))
            continue;
        const Interval call = facts.timeline.steps[std::size_t(copy.step)].call;
        const Ns heldNs =
            call.endNs - (copy.startNs < call.endNs ? std::max(call.startNs, copy.startNs) : call.startNs);
        if (2 * heldNs >= copy.endNs - copy.startNs) {
            ++count;
            sumNs += std::min(heldNs, copy.endNs - copy.startNs);
        }
    }
    return {count, sumNs};
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    Answer made = answerFromEvidence(marks, Cause::pageableCopy, Certainty::proved, costNs);
    if (made.certainty == Certainty::notAtPlay)
        return made;
    const auto [count, heldNs] = heldCalls(facts);
    if (count > 0) {
        made.arguments[0] = countText(count);
        made.arguments[1] = durationText(heldNs);
    } else {
        // Calls return at once: that pinned memory would be faster is the device model's word.
        made.certainty = Certainty::likely;
        made.found = made.headline = "-staged";
    }
    return made;
}

} // namespace

const Rule pageableCopyRule{Cause::pageableCopy, 4, "4-pageable-copy", mark, answer};

} // namespace streamscope::analysis
