// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/event_sink.h"
#include "trace/trace.h"

#include <memory>

namespace streamscope::trace {

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

    TraceInfo& info();
    Trust& trust();

    /// What has passed the watermark so far.
    TracePointer snapshot();
    /// Everything; the builder is empty afterwards.
    TracePointer finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace streamscope::trace
