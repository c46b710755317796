// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/cause.h"
#include "analysis/timeline.h"

#include <array>
#include <map>
#include <vector>

namespace streamscope::analysis {

/// How a submission follows the one before it, of its thread or of one that handed over to it since.
struct Pace
{
    Ns intervalNs = 0; ///< since the submission before, less what other causes took of it
    Ns workNs = 0;     ///< what that one brought: its operations, each as fast as alone
    Place before = -1; ///< that step; −1: none
    /// All that the thread had submitted would have been done by now, even one operation after the other. What the
    /// thread waited for the device is left out of its way.
    bool hostIsSlower = false;
    /// If so, the intervals since that was last the case: over that stretch they come to at least the work.
    Ns stretchNs = 0;
};

/// An operation whose stream had run dry before it was submitted, while nothing but the host's own pace explains that.
struct LateSubmission
{
    Place operation = -1;
    /// Its thread had brought enough for the GPU as a whole, and meanwhile submitted to other streams.
    bool isBehind = false;
    Ns lateNs = 0;
};

/// What the rules found: which cause holds which operation or step up. The first rule to claim something keeps it, so
/// rules run in the order of proof.
class Marks
{
public:
    explicit Marks(const Timeline& timeline)
        : device(timeline.operations.size()), extraNs(timeline.operations.size()), extra(timeline.operations.size()),
          host(timeline.steps.size()), hostNs(timeline.steps.size()), wait(timeline.steps.size())
    {}

    // By operation
    std::vector<Cause> device; ///< why it started late although it was submitted and its stream was free
    std::vector<Ns> extraNs;   ///< that much of its duration is waiting
    std::vector<Cause> extra;
    /// An operation that another held up: it had no room until it got that one's slots, or one of the two is on the
    /// default stream. Where causes before that are gone it follows that one.
    struct Held
    {
        Place operation = -1, holder = -1;
        Cause cause = Cause::slotsFull;
    };
    std::vector<Held> held;  ///< each operation once at most
    bool wholeGrids = false; ///< they were seen to wait although a part of their grids would have fitted
    // By step
    std::vector<Cause> host; ///< why the thread took hostNs more on the way to this step than it need have
    std::vector<Ns> hostNs;
    std::vector<Cause> wait; ///< why it waited for the device there

    // By cause 2
    std::vector<Pace> paces;          ///< by step; steps that do not submit have none
    std::vector<LateSubmission> late; ///< by the operation's start

    struct Collectives
    {
        std::vector<std::vector<Place>> together; ///< of several GPUs: each of them ends once the last has begun
        std::map<Place, Ns> clockNs; ///< by GPU: how far its clock is ahead of the first one's, as their ends show
        // Why it cannot be told whether they waited, where none is seen to
        bool areOfOneRank = false; ///< there are some, and of none another rank's
        bool sizesUnknown = false; ///< some took long, and the file does not tell how much they carried
        bool areUnlike = false;    ///< some of different ranks do not end together: not the same, or clocks that drift
    } collectives;

    /// Evidence with its weight (ns), by cause; the heaviest are shown.
    struct Evidence
    {
        trace::SliceRef slice;
        Ns weightNs = 0;
    };
    std::array<std::vector<Evidence>, causeCount> evidence;

    void add(Cause cause, trace::SliceRef slice, Ns weightNs)
    {
        evidence[std::size_t(cause)].push_back({slice, weightNs});
    }
    bool any(Cause cause) const { return !evidence[std::size_t(cause)].empty(); }
};

} // namespace streamscope::analysis
