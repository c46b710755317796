// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

/// Calls looked at between two submissions of a stream.
constexpr int mostCalls = 256;

/// Whether the thread made a stream wait between the submission of the operation before and this one's.
bool waitWasSubmitted(const Facts& facts, const TimedOperation& operation)
{
    if (operation.step < 0)
        return false;
    const HostStep& step = facts.timeline.steps[std::size_t(operation.step)];
    const trace::Track& track = facts.trace.tracks()[step.slice.track];
    Ns sinceNs = facts.timeline.region.startNs;
    if (operation.previous >= 0) {
        const TimedOperation& before = facts.timeline.operations[std::size_t(operation.previous)];
        if (before.step >= 0)
            sinceNs = facts.timeline.steps[std::size_t(before.step)].call.startNs;
    }
    int looked = 0;
    for (std::size_t i = step.slice.index; i-- > 0 && track.startNs[i] >= sinceNs && ++looked < mostCalls;)
        if (facts.trace.name(track.name[i]).find("StreamWaitEvent") != std::string_view::npos)
            return true;
    return false;
}

/// A wait recorded on the stream's own row, between the operation before and this one.
bool waitWasRecorded(const Facts& facts, const TimedOperation& operation)
{
    const trace::Track& track = facts.trace.tracks()[operation.slice.track];
    for (std::size_t i = operation.slice.index; i-- > 0 && !trace::isGpuOperation(track.kind[i]);)
        if (track.kind[i] == trace::SliceKind::eventWait)
            return true;
    return false;
}

void mark(const Facts& facts, Marks& marks)
{
    const auto& operations = facts.timeline.operations;
    for (const TimedOperation& operation : operations) {
        if (operation.waitsFor < 0)
            continue;
        const Ns boundNs =
            operations[std::size_t(operation.waitsFor)].endNs - std::max(operation.freeNs, operation.submittedNs);
        if (boundNs > 0 && operations[std::size_t(operation.waitsFor)].endNs <= operation.startNs)
            marks.add(Cause::eventWait, operation.slice, boundNs);
    }
    for (const Blocked& blocked : facts.blocked) {
        const TimedOperation& operation = operations[std::size_t(blocked.operation)];
        const bool somethingEnded = std::any_of(blocked.around.begin(), blocked.around.end(), [&](Place other) {
            return operations[std::size_t(other)].endNs <= operation.startNs;
        });
        if (somethingEnded && (waitWasRecorded(facts, operation) || waitWasSubmitted(facts, operation)))
            claimDevice(facts, marks, Cause::eventWait, blocked.operation);
    }
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    const auto& device = marks.device;
    const bool inferred = std::find(device.begin(), device.end(), Cause::eventWait) != device.end();
    const bool recorded = !facts.trace.dependencies().empty();
    Answer made = answerFromEvidence(marks, Cause::eventWait,
                                     recorded || !inferred ? Certainty::proved : Certainty::likely, costNs);
    if (made.certainty != Certainty::notAtPlay && 2 * facts.waitsWithoutRoomNs >= costNs) {
        made.costIsUpperBound = true;
        made.found = "-no-room";
    }
    return made;
}

} // namespace

const Rule eventWaitRule{Cause::eventWait, 6, "6-event-wait", mark, answer};

} // namespace streamscope::analysis
