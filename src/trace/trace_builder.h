// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event_sink.h"
#include "trace/trace.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace streamscope::trace {

/// Reads from its file what was said of the slice with an id, name → JSON text. Called from any thread.
using ArgumentReader = std::function<std::vector<std::pair<std::string, std::string>>(std::uint32_t id)>;

/// The one writer of a trace. Appending and snapshot() happen on the writer's thread; the snapshots it gives may go
/// anywhere. Columns grow by doubling and are shared with snapshots, so a snapshot costs O(tracks).
class TraceBuilder : public EventSink
{
public:
    TraceBuilder();
    ~TraceBuilder() override;

    TrackId addTrack(const TrackInfo& info) override;
    NameId intern(std::string_view text) override;
    DetailsId addDetails(const OperationDetails& details) override;
    void addSlice(TrackId track, const Slice& slice) override;
    void addDependency(std::int64_t fromCorrelation, std::int64_t toCorrelation) override;
    void addBlocks(const Blocks& blocks) override;
    void addCounter(TrackId track, Ns timeNs, double value) override;
    void advanceTo(Ns timeNs) override;

    /// Joins the innermost slice of `from` at `fromNs` to that of `to` at `toNs` (or, unless `enclosing`, to the next
    /// that starts): they share a correlation afterwards, a negative one where neither has one; where they have two, a
    /// dependency joins these. Done by finish(); an arrow that finds no slice counts as orphan. It may mean
    /// what called rather than the call (`passCalls`).
    void addArrow(TrackId from, Ns fromNs, TrackId to, Ns toNs, bool enclosing, bool passCalls = false);

    /// An id of its own for details that others have too: for a graph's node `node` (not 0) that ran at the very times
    /// of another that is like it, and is none of its repeats.
    DetailsId addTwin(const OperationDetails& details, std::int64_t node);

    /// The text of an interned name.
    std::string_view text(NameId name) const;
    TraceInfo& info();
    /// What the source itself lost; what the builder finds (late, overlapping, …) is added in the snapshots.
    Trust& trust();
    /// What snapshots answer Trace::arguments with.
    void setArgumentReader(ArgumentReader reader);
    /// The details of `track` become `info`; for names that a file tells after the slices.
    void describeTrack(TrackId track, const TrackInfo& info);

    /// Adds `by` to the correlations of a track: processes that each count from the start are told apart so.
    void renumber(TrackId track, std::int64_t by);
    /// Gives the slices of a track kinds by their names; for rows whose names tell after the slices what stands there.
    void reclassify(TrackId track, const std::function<SliceKind(NameId)>& kindOf);

    /// What has passed the watermark so far, and all that streams and copy engines have done.
    TracePointer snapshot();
    /// All that came so far, whatever the watermark: a picture of a file that still loads. O(n) where it comes
    /// unsorted.
    TracePointer preview();
    /// finish() shall move all times so that the earliest is 0, and info().baseTimeNs with them; but not where they
    /// span more than 126 years.
    void startAtZero();
    /// Everything; the builder is empty afterwards. Tracks are sorted on `threads` threads.
    TracePointer finish(int threads = 1);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace streamscope::trace
