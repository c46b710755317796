// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/causes/copies_apart.h"
#include "analysis/causes/usual_calls.h"
#include "analysis/explain.h"
#include "analysis/marks.h"
#include "analysis/timeline.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::analysis {

/// A cost that is a smaller share of the region than this gets no card.
constexpr double leastCostShare = 0.005;
/// Of the host's pace nothing is said that costs less.
constexpr double leastHostShare = 0.02;

/// An operation that started later than its submission and its stream would have let it.
struct Blocked
{
    Place operation = -1;
    std::vector<Place> around; ///< of other streams: ran when it started, or had ended just before
};

/// How much of the kernels' time is full in which way.
struct CapacityUse
{
    Ns kernelNs = 0;        ///< sum of the kernels' durations
    Ns slotsFullNs = 0;     ///< of it, of grids that fill every block slot and have no known share of peak above it
    Ns fullWavesNs = 0;     ///< of slotsFullNs, in waves that are full; in the others slots are free
    Ns pipeFullNs = 0;      ///< of it, at 70 % or more of a known peak, or dense on every SM
    bool pipeKnown = false; ///< counts of work stand behind pipeFullNs
    double meanDemand = 0;  ///< share of the GPU asked for while anything runs; 1 is full
};

/// Time of the GPUs: of several the sum, each from its first start to its last end.
struct GpuTime
{
    Ns spanNs = 0;    ///< of one GPU the region's length
    Ns busyNs = 0;    ///< something runs there
    Ns overlapNs = 0; ///< two or more operations run there
    Ns busiestNs = 0; ///< of one GPU, the most
};

/// What the submitting threads did while work was awaited from them (cause 2).
struct HostTime
{
    Ns elsewhereNs = 0;                ///< one of them did something else than submit while a stream waited
    Ns elsewhereIdleNs = 0;            ///< while its GPU had nothing else to do
    bool mostlyElsewhere = false;      ///< that is most of what cause 2 claims
    bool mostlyToOtherStreams = false; ///< most of what cause 2 claims passed while threads submitted to other streams
    enum class Graphs : std::uint8_t
    {
        inside,                ///< most of it lies before nodes that come after others of their launch
        launches,              ///< most of it lies before first nodes, within the calls that launch them
        between,               ///< most of it lies before first nodes, before their launch began
    } graphs = Graphs::inside; ///< where launches of graphs leave the device waiting
    std::string mostlyIn;      ///< the operator or annotation that covers most of elsewhereNs; may be empty
    bool namesWhatElse() const { return mostlyElsewhere && !mostlyIn.empty(); }
    Ns slowStretchesNs = 0; ///< stretches over which submissions took at least as long as what they brought, to all
                            ///< streams or to one
    Ns meanIntervalNs = 0;  ///< over the late submissions whose host is slower: from the one before, of any thread
    Ns meanWorkNs = 0;      ///< over the same: the work that the one before brought
};

/// Of all of a recording, however little of it is looked at.
struct LostRecords
{
    std::int64_t lost = 0, there = 0; ///< records, operations

    /// What looks idle need not have been.
    bool isMuch() const { return 4 * lost > lost + there; }
    /// What looks idle was so for the most part.
    bool isSome() const { return 20 * lost > lost + there; }
};

/// Operations of which the recording should show the call, and does not.
struct MissingCalls
{
    std::int64_t missing = 0, all = 0;

    /// What threads did before them is not to be seen.
    bool isMuch() const { return 10 * missing > all; }
};

/// All that rules look at.
struct Facts
{
    const trace::Trace& trace;
    const Timeline& timeline;
    const device::DeviceProfile* limits = nullptr; ///< of the GPU, where known
    const Metrics& metrics;
    const UsualCalls& usualCalls;
    const std::vector<Ns>& workOfSteps;
    std::optional<Ns> unprofiledNs;    ///< where it is of use
    int connections = 0;               ///< hardware queues that were asked for; 0: the GPU's default
    const KnownRaces* races = nullptr; ///< null: the program is not known
    std::vector<Blocked> blocked{};
    CapacityUse capacity{};
    GpuTime gpu{};
    LostRecords records{};    ///< of simulations, none
    MissingCalls calls{};     ///< likewise; none where no call is there at all
    bool roomUnknown = false; ///< units have kernels, and nothing says how much of the GPU these take
    NothingBeside nothingBeside = NothingBeside::no;
    std::optional<CopiesApart> copiesApart{};
    bool mostlyGraph = false; ///< most operations were submitted by graph launches
    Ns deviceOnlyNs = 0;      ///< a GPU's span when submission costs nothing; set before rules answer
    Ns bestPossibleNs = 0;    ///< the longest unit, each operation as fast as alone; set before rules answer
    Ns roomBehindWaitsNs = 0; ///< of what no room costs: gained only without recorded waits; set before rules answer
    /// Where kernels wait for slots: what room for all would gain while the host and the streams go on as they do; set
    /// before rules answer.
    std::optional<Ns> roomAloneNs{};
    HostTime host{};            ///< set before rules answer
    bool launchesBlock = false; ///< each launch call lasts until its kernel has ended: one after the other by force
    Untraced untraced = Untraced::unknown;
    /// What units on streams of their own would gain while the host submits and waits as it does, by the replay or by
    /// `alternatives`; set before rules answer.
    Ns streamsGainNs = 0;
    /// Where cause 2 claims something: what a stream for each operation would gain at best, were all independent, while
    /// the host submits as it does, or as fast as it may without tracing.
    std::optional<Ns> anyStreamsGainNs{};
    Ns serialCostNs = 0; ///< what causes 17 and 18 cost; set before rules answer
    /// Of the program behind the trace, in the trace's time; null where it is not known.
    const Alternatives* alternatives = nullptr;

    /// How many times as fast as in the trace the host may submit: tracing stretched small runs up to 2.2× on the H200.
    double untracedHostSpeed() const;
    /// The trace may owe to tracing that the host is its limit.
    bool mayBeTracing() const;
    /// What runs asks for most of the GPU, for most of the time.
    bool isFull() const;
    /// It is full, and what room there is is little.
    bool leavesNoRoom() const;
    /// Streams gain what may be told: nobody says then that they do not help.
    bool streamsGain() const;
    /// Most of what units on streams of their own would gain they gain only if the host goes on meanwhile, too.
    bool hostBarsStreams() const { return !alternatives && 5 * streamsGainNs < 4 * serialCostNs; }
    /// And keeps all of it, so that there is no figure to tell.
    bool hostBarsAllStreams() const
    {
        return hostBarsStreams() && double(streamsGainNs) < leastCostShare * double(gpu.spanNs);
    }
    /// That the GPU holds at a time.
    int residentGrids() const;
    /// What the program's run would save with the cause's cure, where the model has tried it. Of a simulated run that
    /// is so; of hardware's the model knows no more than the trace.
    std::optional<Ns> curedGainNs(Cause cause) const;
    /// It saves enough for a card: nobody says then that the cause is not at play.
    bool cureGains(Cause cause) const;
    /// By `alternatives` the program would take a good part less as a graph, whatever else its threads do.
    bool graphGains() const;
    /// A time of `alternatives`, as it is said: where the untraced time is known it is of an untraced run.
    std::string modelledText(Ns ns) const;
    /// Branches race on streams of their own unless they are kept in order.
    bool mustKeepOrder() const { return alternatives && !alternatives->kept.empty(); }

    const trace::TrackInfo& trackOf(const TimedOperation& operation) const;
    std::string_view nameOf(trace::SliceRef slice) const;
    bool isSimulated() const;
    /// Nothing shows how work was submitted: what the host's calls alone tell cannot be told.
    bool callsUnknown() const { return timeline.steps.empty() && !timeline.operations.empty() && !isSimulated(); }
};

/// What a rule says once its cost is known.
struct Answer
{
    Certainty certainty = Certainty::notAtPlay;
    std::vector<std::string> arguments; ///< of the sentence analysis.cause-SLUG-found, or -unknown
    bool costIsUpperBound = false;
    const char* variant = ""; ///< ending of the ids of what was found and what to try: "-graph"
    const char* quiet = "";   ///< ending of the id of what is said where nothing was found: "-known"
    const char* found = "";   ///< ending of the id of what was found alone: "-lost"
    const char* title = "";   ///< ending of the title's id, where the usual one would mislead
    std::string headline{};   ///< ending of the headline's id, likewise
    const char* advice = "";  ///< ending of the id of what to try, after the variant
    std::vector<std::string> adviceArguments{};
    std::vector<std::string> headlineArguments{}; ///< after the GPU's times and the cost
    bool whateverItCosts = false;                 ///< it is said, at no cost, though it costs too little for a card
};

/// One cause of the catalogue. `mark` claims delays (may be null); `answer` says what came of it, `costNs` being what a
/// replay without the claimed delays gains.
struct Rule
{
    Cause cause;
    int number;       ///< of the catalogue
    const char* slug; ///< "2-launch-bound"
    void (*mark)(const Facts&, Marks&);
    Answer (*answer)(const Facts&, const Marks&, Ns costNs);
};

/// In the order of proof: facts in the data, then capacity, then what would need an experiment.
const std::vector<Rule>& rules();

// One file each.
extern const Rule slotsFullRule, pipeFullRule, launchBoundRule, defaultStreamRule, pageableCopyRule, hostSyncRule,
    eventWaitRule, allocationRule, sharedQueueRule, sameDirectionCopiesRule, overlapWithoutGainRule, observerRule,
    firstUseRule, batchingRule, contextsRule, priorityRule, oneStreamRule, graphChainRule, queueFullRule, badDataRule,
    unorderedRule, collectiveRule, issueOrderRule;

// Helpers that several rules share.

/// Claims the operation's delay on the device unless another rule has it.
bool claimDevice(const Facts& facts, Marks& marks, Cause cause, Place operation);

/// Claims `ns` of the way to a step unless another rule has it.
bool claimHost(const Facts& facts, Marks& marks, Cause cause, std::size_t step, Ns ns);

/// The usual answer of a rule that claimed delays: at play with `certainty` if it has evidence and a cost.
Answer answerFromEvidence(const Marks& marks, Cause cause, Certainty certainty, Ns costNs);

/// The same of a rule whose delays only the host's calls show.
Answer answerFromCalls(const Facts& facts, const Marks& marks, Cause cause, Certainty certainty, Ns costNs);

/// Slices of evidence, and the sum of their weights.
Ns weightOf(const Marks& marks, Cause cause);

/// Whether launch calls last as long as their kernels (CUDA_LAUNCH_BLOCKING, or a profiler that serialises).
bool launchesBlock(const Timeline& timeline);

/// Whether a kernel of that name is NCCL's.
bool isCollective(std::string_view name);

/// Whether the operation came by a graph's launch.
bool isOfGraph(const Facts& facts, const TimedOperation& operation);

} // namespace streamscope::analysis
