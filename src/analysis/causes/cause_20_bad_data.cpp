// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/causes/rule.h"
#include "analysis/recordings_apart.h"
#include "analysis/text.h"

#include <algorithm>

namespace streamscope::analysis {

namespace {

constexpr std::size_t mostEvidence = 64;

/// Operations that start before the call that submitted them.
void mark(const Facts& facts, Marks& marks)
{
    for (const TimedOperation& operation : facts.timeline.operations) {
        if (operation.step < 0)
            continue;
        const Ns earlyNs = facts.timeline.steps[std::size_t(operation.step)].call.startNs - operation.startNs;
        if (earlyNs > 0 && marks.evidence[std::size_t(Cause::badData)].size() < mostEvidence)
            marks.add(Cause::badData, operation.slice, earlyNs);
    }
}

/// Only what is the case is said.
const char* saying(bool cut, bool lost, bool early)
{
    if (cut)
        return lost ? (early ? "-cut-lost-early" : "-cut-lost") : (early ? "-cut-early" : "-cut");
    if (lost)
        return early ? "-lost-early" : "-lost";
    return early ? "-early" : "-serialised";
}

Answer answer(const Facts& facts, const Marks& marks, Ns)
{
    const trace::Trust& trust = facts.trace.trust();
    if (const Ns apartNs = timeBetweenRecordings(facts.trace); apartNs > 0)
        return {Certainty::proved, {durationText(apartNs)}, false, "-apart"};
    // Readers count a broken record as lost too; a runner's broken lines are only broken.
    const std::int64_t lost = std::max(trust.lostRecords, trust.malformedRecords);
    const std::int64_t early =
        std::max(trust.clockInversions, std::int64_t(marks.evidence[std::size_t(Cause::badData)].size()));
    const bool serialised = trust.profilerSerialised || facts.launchesBlock;
    const bool isSound = lost == 0 && early == 0 && !trust.truncated && !serialised;
    if (const std::int32_t device = deviceOfSeveralRecordings(facts.trace); isSound && device >= 0)
        return {Certainty::cannotTell, {std::to_string(device)}, false, "", "-one-device"};
    if (isSound && facts.callsUnknown())
        return {Certainty::cannotTell, {}, false, "", "-no-calls"};
    if (isSound)
        return {Certainty::notAtPlay, {}, false, "", facts.isSimulated() ? "-simulated" : ""};
    Answer made{Certainty::proved, {countText(lost), countText(early)}, false};
    made.found = saying(trust.truncated, lost > 0, early > 0);
    return made;
}

} // namespace

const Rule badDataRule{Cause::badData, 20, "20-bad-data", mark, answer};

} // namespace streamscope::analysis
