// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/allocating_calls.h"
#include "analysis/causes/between_calls.h"
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
    for (std::size_t i = timeline.steps.size(); i-- > 0;) {
        const HostStep& step = timeline.steps[i];
        if (step.waitsFor >= 0 && step.leadsOn && marks.wait[i] == Cause::none &&
            !allocates(facts.nameOf(step.slice))) {
            marks.wait[i] = Cause::hostSync; // a short one would be long without that before it
            if (step.waitedNs >= leastWaitNs)
                marks.add(Cause::hostSync, step.slice, step.waitedNs);
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

bool isSync(const trace::Trace& trace, const HostStep& step)
{
    return trace.tracks()[step.slice.track].kind[step.slice.index] == trace::SliceKind::hostSync;
}

/// What threads do after their waits, before they submit again.
struct After
{
    Ns ns = 0;            ///< in all
    std::string mostlyIn; ///< the operator or annotation that takes most of it; may be empty
};

/// O(steps + slices after the longest waits).
After afterWaits(const Facts& facts, const Marks& marks)
{
    constexpr Ns leastNs = 100'000; // less is the framework's way to the next submission
    const Timeline& timeline = facts.timeline;
    After after;
    std::map<std::string, Ns> byName;
    std::vector<Place> waited(timeline.steps.size(), -1); // that nothing was submitted after
    std::vector<bool> told(timeline.steps.size());
    std::vector<BetweenCalls> calls;
    for (std::size_t thread = 0; thread < timeline.threads.size(); ++thread)
        calls.emplace_back(facts.trace, timeline, thread);
    for (const Place place : timeline.inOrder) {
        const auto i = std::size_t(place);
        const HostStep& step = timeline.steps[i];
        waited[i] = step.before >= 0 ? waited[std::size_t(step.before)] : -1;
        if (waited[i] >= 0 && step.submits) {
            const Interval between{timeline.steps[std::size_t(waited[i])].call.endNs, step.call.startNs};
            // Of threads that go on side by side the first tells.
            if (between.durationNs() >= leastNs && !told[std::size_t(waited[i])]) {
                told[std::size_t(waited[i])] = true;
                after.ns += between.durationNs();
                byName[calls[std::size_t(step.thread)].covering(between, between.durationNs())] += between.durationNs();
            }
            waited[i] = -1;
        }
        // Whoever reads twice waits for nothing the second time.
        if (marks.wait[i] == Cause::hostSync || (!step.submits && isSync(facts.trace, step)))
            waited[i] = place;
    }
    for (const auto& [name, ns] : byName)
        if (2 * ns > after.ns)
            after.mostlyIn = name;
    return after;
}

Answer answer(const Facts& facts, const Marks& marks, Ns costNs)
{
    Answer made = answerFromCalls(facts, marks, Cause::hostSync, Certainty::proved, costNs);
    if (made.certainty != Certainty::proved)
        return made;
    made.arguments.push_back(mostlyIn(facts, marks));
    const bool unnamed = made.arguments.back().empty() || made.arguments.back() == nameless;
    made.found = unnamed ? "-unnamed" : "";
    // Without the wait the GPU would have had work meanwhile; or the host might do that at another time.
    const After after = afterWaits(facts, marks);
    const Ns lostNs = after.ns * Ns(facts.timeline.devices); // each GPU waits
    if (2 * lostNs < costNs || after.mostlyIn.empty())
        return made;
    made.found = unnamed ? "-unnamed-then" : "-then";
    made.arguments.push_back(durationText(after.ns));
    made.arguments.push_back(after.mostlyIn);
    made.headline = made.advice = "-then";
    made.headlineArguments = made.adviceArguments = {after.mostlyIn};
    return made;
}

} // namespace

const Rule hostSyncRule{Cause::hostSync, 5, "5-host-sync", mark, answer};

} // namespace streamscope::analysis
