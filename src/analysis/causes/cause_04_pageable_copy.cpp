// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace streamscope::analysis {

namespace {

using Memory = trace::OperationDetails::Memory;

Memory hostMemory(const Facts& facts, const TimedOperation& copy)
{
    const trace::Track& track = facts.trace.tracks()[copy.slice.track];
    const trace::OperationDetails& details = facts.trace.details(track.details[copy.slice.index]);
    const std::string_view name = facts.nameOf(copy.slice);
    for (const auto& [memory, word] : {std::pair{Memory::pageable, "Pageable"}, std::pair{Memory::pinned, "Pinned"}})
        if (details.source == memory || details.target == memory || name.find(word) != std::string_view::npos)
            return memory;
    return Memory::unknown;
}

std::int64_t bytesOf(const Facts& facts, const TimedOperation& copy)
{
    return facts.trace.details(facts.trace.tracks()[copy.slice.track].details[copy.slice.index]).bytes;
}

/// What copies of pinned memory take, by direction: by the device's profile, else as the fastest large ones of the
/// trace.
class PinnedCopies
{
public:
    explicit PinnedCopies(const Facts& facts)
    {
        // What a trace says of its GPU holds no rates of the link.
        if (facts.limits && facts.limits->pinnedH2D.bytesPerSecond > unknown.bytesPerSecond) {
            m_toDevice = facts.limits->pinnedH2D;
            m_toHost = facts.limits->pinnedD2H;
        }
        for (const TimedOperation& copy : facts.timeline.operations) {
            device::TransferModel* model = of(copy.kind);
            const double bytes = model ? double(bytesOf(facts, copy)) : 0;
            const double seconds = double(copy.endNs - copy.startNs) * 1e-9;
            if (bytes < largeBytes || seconds <= 0 || hostMemory(facts, copy) != Memory::pinned)
                continue;
            if (bytes / seconds > model->bytesPerSecond)
                *model = {0, bytes / seconds};
        }
    }

    /// How long the copy would have taken; nothing where no rate is known.
    std::optional<Ns> durationNs(const Facts& facts, const TimedOperation& copy)
    {
        const device::TransferModel* pinned = of(copy.kind);
        const double bytes = double(bytesOf(facts, copy));
        if (!pinned || pinned->bytesPerSecond <= unknown.bytesPerSecond || bytes <= 0)
            return std::nullopt;
        return Ns(pinned->latencyNs + bytes / pinned->bytesPerSecond * 1e9);
    }

private:
    static constexpr device::TransferModel unknown{};
    static constexpr double largeBytes = 1 << 20; ///< below, the latency counts

    device::TransferModel* of(trace::SliceKind kind)
    {
        return kind == trace::SliceKind::copyHostToDevice   ? &m_toDevice
               : kind == trace::SliceKind::copyDeviceToHost ? &m_toHost
                                                            : nullptr;
    }

    device::TransferModel m_toDevice, m_toHost;
};

/// From pinned memory nobody waits for an upload, nor for the work before it. Who asks for results waits for the work
/// before them, whatever their memory: that is a synchronisation (cause 5).
bool waitsForItsMemory(const TimedOperation& copy)
{
    return copy.kind == trace::SliceKind::copyHostToDevice;
}

/// For how long the copy's call kept its thread from what it submits next; marks that.
Ns markHeld(const Timeline& timeline, Marks& marks, std::size_t index)
{
    const TimedOperation& copy = timeline.operations[index];
    const auto step = std::size_t(copy.step);
    const Ns copyNs = copy.endNs - copy.startNs;
    const bool isLast = step + 1 >= timeline.firstStep[std::size_t(timeline.steps[step].thread) + 1];
    if (!isLast && !timeline.steps[step + 1].submits && timeline.steps[step + 1].waitsFor == Place(index)) {
        const HostStep& next = timeline.steps[step + 1];
        const bool mostlyTheCopy = waitsForItsMemory(copy) || 2 * copyNs >= next.waitedNs;
        if (!mostlyTheCopy || !next.leadsOn)
            return 0;
        marks.wait[step + 1] = Cause::pageableCopy;
        return waitsForItsMemory(copy) ? std::max(copyNs, next.waitedNs) : copyNs;
    }
    const Ns heldNs = timeline.steps[step].call.endNs - timeline.steps[step].timeNs;
    bool holds = false;
    if (2 * heldNs >= copyNs && heldNs > 0)
        timeline.forEachAfter(copy.step, [&](std::size_t next) {
            if (marks.host[next] != Cause::none)
                return;
            marks.host[next] = Cause::pageableCopy;
            marks.hostNs[next] = heldNs;
            holds = true;
        });
    return holds ? heldNs : 0;
}

/// The call of a copy from or to pageable memory lasts as long as the copy, and the copy longer than from pinned
/// memory.
void mark(const Facts& facts, Marks& marks)
{
    const Timeline& timeline = facts.timeline;
    PinnedCopies pinned(facts);
    for (std::size_t i = 0; i < timeline.operations.size(); ++i) {
        const TimedOperation& copy = timeline.operations[i];
        if (!trace::isCopy(copy.kind) || copy.step < 0 || hostMemory(facts, copy) != Memory::pageable)
            continue;
        const Ns copyNs = copy.endNs - copy.startNs;
        const Ns extraNs = std::max<Ns>(0, copyNs - pinned.durationNs(facts, copy).value_or(copyNs));
        if (extraNs > 0) {
            marks.extra[i] = Cause::pageableCopy;
            marks.extraNs[i] = extraNs;
        }
        const Ns longestNs = std::max(extraNs, markHeld(timeline, marks, i));
        if (longestNs > 0 || facts.cureGains(Cause::pageableCopy))
            marks.add(Cause::pageableCopy, copy.slice, longestNs > 0 ? longestNs : copyNs);
    }
}

struct Held
{
    std::int64_t calls = 0;
    Ns sumNs = 0;
    bool isPriced = true; ///< what the copies take longer than from pinned memory is known
};

/// The calls of copies that were seen to last about as long as their copy. What a call waited before a copy to the host
/// began is left out.
Held heldCalls(const Facts& facts)
{
    Held held;
    PinnedCopies pinned(facts);
    for (const TimedOperation& copy : facts.timeline.operations) {
        if (!trace::isCopy(copy.kind) || copy.step < 0 || hostMemory(facts, copy) != Memory::pageable)
            continue;
        held.isPriced &= pinned.durationNs(facts, copy).has_value();
        const Interval call = facts.timeline.steps[std::size_t(copy.step)].call;
        const bool whole = waitsForItsMemory(copy) || copy.startNs >= call.endNs;
        const Ns heldNs = call.endNs - (whole ? call.startNs : std::max(call.startNs, copy.startNs));
        if (2 * heldNs >= copy.endNs - copy.startNs) {
            ++held.calls;
            held.sumNs += waitsForItsMemory(copy) ? heldNs : std::min(heldNs, copy.endNs - copy.startNs);
        }
    }
    return held;
}

bool anyPageable(const Facts& facts)
{
    return std::ranges::any_of(facts.timeline.operations, [&facts](const TimedOperation& operation) {
        return trace::isCopy(operation.kind) && hostMemory(facts, operation) == Memory::pageable;
    });
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    Answer made = answerFromEvidence(marks, Cause::pageableCopy, Certainty::proved, costNs);
    if (made.certainty == Certainty::notAtPlay)
        return facts.callsUnknown() && anyPageable(facts) ? Answer{Certainty::cannotTell, {}, false, "", "-no-calls"}
                                                          : made;
    const Held held = heldCalls(facts);
    if (held.calls > 0) {
        made.arguments[0] = countText(held.calls);
        made.arguments[1] = durationText(held.sumNs);
        if (!held.isPriced)
            made.found = "-unpriced";
    } else {
        // Calls return at once: that pinned memory would be faster is the device model's word.
        made.certainty = Certainty::likely;
        made.headline = made.found = "-staged";
    }
    return made;
}

} // namespace

const Rule pageableCopyRule{Cause::pageableCopy, 4, "4-pageable-copy", mark, answer};

} // namespace streamscope::analysis
